"""Swedish sentences, made in one place from codes and data that rules and services return."""
