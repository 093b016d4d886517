"""The send list of a kundenkät, drawn by the database: the same statements on both engines.

Each kund with an insats in the period, once, under the latest anordnare; never one with skydd. Whoever has it drawn
may be somebody who sees no kunder, and sees none of it.
"""

from __future__ import annotations

KORTAST = 89
"""Days from the first to the last. Of a short period of one anordnare the number on the list, less the number of its
insatser, could be one person."""

_LISTA = """INSERT INTO {s}enkatutskick (enkat_id, kund_id, insats_id, anordnare_id)
    SELECT v.enkat_id, v.kund_id, v.insats_id, v.anordnare_id FROM (
        SELECT x.id AS enkat_id, i.kund_id, i.id AS insats_id, i.anordnare_id, row_number() OVER (
            PARTITION BY i.kund_id ORDER BY i.start DESC, i.id DESC) AS nr
        FROM {s}enkat x JOIN {s}insats i ON i.kundval = x.kundval JOIN {s}kund k ON k.id = i.kund_id
        WHERE x.id = {enkat} AND k.skydd IS NULL AND i.anordnare_id IS NOT NULL AND i.start <= x.till
            AND (i.sista_dag IS NULL OR (i.sista_dag >= x.fran AND i.sista_dag >= i.start))
    ) v WHERE v.nr = 1 ORDER BY v.kund_id"""
_GRUPPER = """INSERT INTO {s}enkatgrupp (enkat_id, anordnare_id, tillfragade)
    SELECT u.enkat_id, u.anordnare_id, count(*) FROM {s}enkatutskick u WHERE u.enkat_id = {enkat}
    GROUP BY u.enkat_id, u.anordnare_id"""


def satser(schema: str = "") -> tuple[str, ...]:
    """In order. `{enkat}` stands for the number of the enkät."""
    s = f"{schema}." if schema else ""
    return tuple(q.replace("{s}", s) for q in (_LISTA, _GRUPPER))
