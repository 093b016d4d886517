"""The offline package: one karriärvägledare's reports that wait, taken out as a small encrypted file and back in.

The package is a database of this program's own schema, so the same view and the same services work in it. Nothing
is imported here: the window asks for `typer` and `styrka` alone, which need no database.
"""
