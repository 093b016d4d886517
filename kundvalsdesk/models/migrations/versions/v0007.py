"""The index of search, one table for each kind of thing. Its rows are filled in when all migrations have been done."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SLAG = ("arende", "anordnare", "anteckning", "meddelande", "rapport")
_LEXEM = """CREATE FUNCTION soklexem(id BIGINT, ord TEXT[]) RETURNS TSVECTOR LANGUAGE sql IMMUTABLE PARALLEL SAFE
COST 5000 AS $$
    SELECT array_to_tsvector(
        ord
        || ARRAY(SELECT left(o, n) || '*' FROM unnest(ord) o, generate_series(2, least(length(o), 12)) n)
        || ARRAY['~10:' || (id >> 10), '~14:' || (id >> 14), '~18:' || (id >> 18)]
    )
$$"""


def upgrade() -> None:
    op.execute("DROP TABLE sokord")
    if op.get_bind().dialect.name == "sqlite":
        for slag in _SLAG:
            op.execute(
                f"CREATE VIRTUAL TABLE sokord_{slag} USING fts5(ord, content='', contentless_delete=1, detail='none',"
                " prefix='2 3 4 5 6 7 8 9 10 11 12', tokenize='unicode61 remove_diacritics 0')"
            )
        op.execute("DELETE FROM sokvokabular")
    else:
        op.execute(_LEXEM)
        for slag in _SLAG:
            op.execute(f"CREATE TABLE sokord_{slag} (id BIGINT PRIMARY KEY, ord TEXT[] NOT NULL)")
            # Without the list of what waits: it is read from end to end at every search.
            op.execute(
                f"CREATE INDEX ix_sokord_{slag}_lexem ON sokord_{slag} USING gin (soklexem(id, ord))"
                " WITH (fastupdate = off)"
            )
