"""The journal of a case: all that has happened in it, in order; internally, or as an extract for the kund."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ...texter.datum import antal, datum_langt
from ...texter.meningar import insats_ord
from .blad import EXEMPLAR, Blad, dag, hel, insats_med_namn
from .formuleringar import Texter
from .lasare import KUND
from .text import Fet
from .underlag import Insatsunderlag


@dataclass(frozen=True, slots=True)
class Journalrad:
    """One thing that happened. `tid`: "13.00", or "" where only the day is known; `vem`: who did or wrote it."""

    dag: date
    tid: str
    vad: Annotated[str, "Rubriken på en händelse"]
    text: Annotated[str, "Texten i en händelse"] = ""
    vem: Annotated[str, "Namnet på den som har skrivit"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journalunderlag(Insatsunderlag):
    """`fran` and `till` None: from the beginning, to the day of the document. `utelamnat`: what a reader of this
    version does not get, as sentences."""

    TYP: ClassVar[str] = "journal"
    SAK: ClassVar[tuple[str, ...]] = ("for_vem", "insats", "kund", "fran", "till", "rader", "utelamnat")
    OM: ClassVar[tuple[str, ...]] = ("for_vem", "fran", "till")

    for_vem: str
    fran: date | None
    till: date | None
    rader: tuple[Journalrad, ...]
    utelamnat: tuple[str, ...]


def blad(u: Journalunderlag) -> Blad:
    from . import mall

    handelser = antal(len(u.rader), "händelse", "händelser") if u.rader else "ingen händelse"
    flode = [
        *mall.framhavd(
            Texter(u.TYP, u.texter).delar(
                "mening", arende=Fet(u.insats), insats=insats_ord(u.insatskod), period=_period(u), antal=Fet(handelser)
            )
        ),
        *mall.rubrik("Ärendet"),
        *mall.etiketter(
            [
                ("Kund", u.kund),
                ("Insats", insats_med_namn(u.insatskod, u.insatsnamn)),
                ("Anordnare", u.anordnare or "–"),
                ("Startdatum", dag(u.start)),
                ("Utskriven av", f"{u.handlaggare}, {u.roll}"),
            ]
        ),
        *mall.rubrik("Det här är inte med"),
        *mall.punkter(u.utelamnat),
        *mall.rubrik("Händelser"),
        *mall.tabell(
            [("Dag", 0.19), ("Händelse", 0.59), ("Vem", 0.22)],
            [(_nar(r), (Fet(r.vad), f"\n{r.text}") if r.text else (Fet(r.vad),), r.vem or "–") for r in u.rader],
        ),
    ]  # fmt: skip
    vad = "Utdrag till kunden" if u.for_vem == KUND else EXEMPLAR[u.for_vem]
    return Blad(vad, flode)


def _nar(r: Journalrad) -> str:
    return f"{r.dag.isoformat()}\n{r.tid}" if r.tid else r.dag.isoformat()


def _period(u: Journalunderlag) -> str:
    till = f"till och med {hel(datum_langt(u.till or u.datum))}"
    return f"från och med {hel(datum_langt(u.fran))} {till}" if u.fran else till
