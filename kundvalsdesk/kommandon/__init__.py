"""The sub-commands of the command line: each calls the same services as the window."""
