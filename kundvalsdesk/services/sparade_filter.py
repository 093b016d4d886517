"""Filters of the queue with a name, one's own: kept, renamed, removed, and counted."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import SparatFilter
from ..rules.sortering import sortnyckel
from . import ko
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .arendetyper import Falt, Stegval
from .egettyper import Sparat
from .handling import handling
from .typer import Andring, KoFilter

FLEST = 20
"""More than a menu holds."""
LANGST_NAMN = 60
_FALT = {f.name: f.default for f in fields(KoFilter)}
_UTANFOR = ("sok", "del_")
"""Words belong to the field they are typed in, and to do or waited for is the room."""


def som_text(f: KoFilter) -> str:
    """What of a filter is kept, as JSON: only what differs from a queue without one."""
    tom = KoFilter()
    return json.dumps({k: v for k, v in asdict(f).items() if k not in _UTANFOR and v != getattr(tom, k)})


def fran_text(text: str) -> KoFilter:
    """The filter that `som_text` wrote. Raises Nekad for anything else."""
    from .overforing.tolkning import styrtecken

    try:
        varden = json.loads(text)
        rimligt = isinstance(varden, dict) and all(
            k in _FALT
            and k not in _UTANFOR
            and isinstance(v, bool if k == "fallande" else str)
            and not styrtecken(str(v), False)
            for k, v in varden.items()
        )
    except (ValueError, RecursionError):
        rimligt = False
    if not rimligt:
        raise Nekad("filter", "Filtret går inte att läsa. Ställ in det på nytt.")
    return KoFilter(**varden)


def lista(e: Arbetsenhet) -> tuple[Sparat, ...]:
    """My filters by name, with the number of rows of each today."""
    q = select(SparatFilter.id, SparatFilter.namn, SparatFilter.filter).where(
        SparatFilter.anvandare == e.aktor.anvandare
    )
    ut = []
    for r in e.session.execute(q):
        f = fran_text(r.filter)
        ut.append(Sparat(r.id, r.namn, f, ko.oversikt(e, replace(f, sok="")).totalt))
    return tuple(sorted(ut, key=lambda s: sortnyckel(s.namn)))


def formular(kod: str, rubrik: str, mal: str, namn: str = "") -> Stegval:
    """The form of a name. `mal`: the filter as text, or the id of the one to rename."""
    return Stegval(
        kod, rubrik, "Spara", mal=mal,
        falt=(Falt("namn", "Namn", "text", varde=namn, hjalp="Bara du ser dina sparade filter."),),
    )  # fmt: skip


def spara(e: Arbetsenhet, filtret: str, namn: str) -> Andring:
    """Keeps a filter under a name of one's own."""
    f = fran_text(filtret)
    namn = _ledigt_namn(e, namn)
    antal = e.session.scalar(
        select(func.count()).select_from(SparatFilter).where(SparatFilter.anvandare == e.aktor.anvandare)
    )
    if (antal or 0) >= FLEST:
        raise Nekad("fler", f"Du har redan {FLEST} sparade filter. Ta bort ett som du inte använder.", "namn")
    with handling(e, "filter_spara", "eget") as h:
        e.session.add(SparatFilter(anvandare=e.aktor.anvandare, namn=namn, filter=som_text(f), skapad=e.nu))
    return h.andring


def byt_namn(e: Arbetsenhet, id_: int, namn: str) -> Andring:
    rad = _mitt(e, id_)
    namn = _ledigt_namn(e, namn, utom=id_)
    with handling(e, "filter_byt_namn", "eget") as h:
        rad.namn = namn
    return h.andring


def ta_bort(e: Arbetsenhet, id_: int) -> Andring:
    rad = _mitt(e, id_)
    with handling(e, "filter_ta_bort", "eget") as h:
        e.session.delete(rad)
    return h.andring


def _mitt(e: Arbetsenhet, id_: int) -> SparatFilter:
    rad = e.session.get(SparatFilter, id_)
    if rad is None or rad.anvandare != e.aktor.anvandare:
        raise Nekad("okant_mal", "Filtret finns inte längre.")
    return rad


def _ledigt_namn(e: Arbetsenhet, namn: str, utom: int = 0) -> str:
    namn = " ".join(krav_text(namn, "Namn", "namn").split())
    if len(namn) > LANGST_NAMN:
        raise Nekad("lang", f"Namnet får ha högst {LANGST_NAMN} tecken.", "namn")
    q = select(SparatFilter.namn).where(SparatFilter.anvandare == e.aktor.anvandare, SparatFilter.id != utom)
    if namn.casefold() in {n.casefold() for n in e.session.scalars(q)}:
        raise Nekad("finns", "Du har redan ett filter med det namnet. Välj ett annat.", "namn")
    return namn
