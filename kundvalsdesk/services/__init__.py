"""One function per thing that a user can do, and the questions the views ask.

Modules here may import SQLAlchemy, except `typer` and `arendetyper`: the window imports them, so they
hold nothing but plain data.
"""
