"""Notices that are no notices, on both engines: a local file may be a copy of a shared database."""

from __future__ import annotations

INGEN_ANNAN = "ingen_annan"
"""The kod of a notice that nobody sees: that nobody else has a personnummer. As long as "dubbel_kund", which tells the
arbetsledare that somebody has (models.ratter.notiser)."""
