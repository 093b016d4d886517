"""Forms as XLSX files: written for the anordnare to fill in, read when they come back. No database here."""
