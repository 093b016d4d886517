"""One function per thing that a user can do, and the questions the views ask.

Modules here may import SQLAlchemy, except `typer`: the window imports it before the first paint, so it holds
nothing but plain data.
"""
