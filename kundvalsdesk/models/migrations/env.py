"""Run by Alembic: migrates over the connection that `migrera` hands over."""

from __future__ import annotations

from alembic import context

from kundvalsdesk.models import Bas
from kundvalsdesk.models.schema import VERSIONSTABELL

anslutning = context.config.attributes["connection"]
context.configure(
    connection=anslutning,
    target_metadata=Bas.metadata,
    version_table=VERSIONSTABELL,
    render_as_batch=anslutning.dialect.name == "sqlite",
    compare_server_default=True,
)
# `migrera` holds the transaction: all versions or none.
context.run_migrations()
