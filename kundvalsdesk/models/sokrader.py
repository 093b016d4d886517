"""What is shown of the finds of search: the rows that the index has named, newest first, as plain tuples."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from . import snabbfraga, sokindex

_ARENDE = "i.nyckel, i.kod, i.skydd, i.kundansvarig_id, i.kund_id, p.fornamn, p.efternamn"
_OM = "JOIN insats i ON i.id = x.insats_id LEFT JOIN kundidentitet p ON p.kund_id = i.kund_id"
_SATSER = {
    sokindex.ARENDE: f"SELECT x.id, {_ARENDE.replace('i.', 'x.')}, x.sista_dag, a.namn FROM insats x"  # noqa: S608
    " LEFT JOIN kundidentitet p ON p.kund_id = x.kund_id LEFT JOIN anordnare a ON a.id = x.anordnare_id",
    sokindex.ANORDNARE: "SELECT x.id, x.namn, x.kommundelar FROM anordnare x",
    sokindex.ANTECKNING: f"SELECT x.id, {_ARENDE}, x.datum, x.rubrik, x.text FROM anteckning x {_OM}",  # noqa: S608
    sokindex.MEDDELANDE: f"SELECT x.id, {_ARENDE}, x.tid, x.riktning, x.amne, x.text, x.motpart"  # noqa: S608
    f" FROM meddelande x {_OM}",
    sokindex.RAPPORT: f"SELECT x.id, {_ARENDE}, x.inkommen, x.slag, x.avser, x.innehall"  # noqa: S608
    f" FROM rapportinnehall x {_OM}",
}
"""Of what belongs to a case: the id, seven of the case (`_ARENDE`), the day, and what is its own."""


def rader(anslutning: Connection, slag: int, ids: Sequence[int], jag: str) -> list[tuple[Any, ...]]:
    """The rows of some ids, highest first. A note that is not signed is its writer's own: the index has named no
    other, and this holds whatever it says."""
    if not ids:
        return []
    mer = (jag,) if slag == sokindex.ANTECKNING else ()
    return snabbfraga.fraga(anslutning, _sats(anslutning.dialect.name, slag, len(ids)), (*ids, *mer))


@lru_cache(200)
def _sats(motor: str, slag: int, antal: int) -> str:
    plats = snabbfraga.plats(motor)
    egen = f" AND (x.signerad IS NOT NULL OR x.skriven_av = {plats})" if slag == sokindex.ANTECKNING else ""
    return f"{_SATSER[slag]} WHERE x.id IN ({', '.join([plats] * antal)}){egen} ORDER BY x.id DESC"
