"""Changes of the schema, one module each in `versions`, run by Alembic through `migrera`.

The folder is a package so that it reaches the wheel; there is no alembic.ini.
"""
