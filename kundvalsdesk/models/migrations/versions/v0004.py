"""The full-text index of search. Its rows are filled in when all migrations have been done (models.migrera)."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE sokord USING fts5(ord, content='', contentless_delete=1, detail='none',"
            " prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
        )
        op.execute("CREATE TABLE sokvokabular (ord TEXT PRIMARY KEY) WITHOUT ROWID")
    else:
        op.execute("CREATE TABLE sokord (id BIGINT PRIMARY KEY, ord TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_sokord_ord ON sokord USING gin (ord)")
