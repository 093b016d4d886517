"""The månadsrapport of a month, in the order of its form: sections, sub-goals, contacts, frånvaro (K 8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from ...texter.datum import datum_langt, manad_ar
from .blad import Blad
from .formuleringar import Texter
from .rapportblad import Rapportunderlag, avsnitt, dagar, iakttagelser, status, undertitel


@dataclass(frozen=True, slots=True)
class Delmalslage:
    delmal: Annotated[str, "Ett delmål"]
    lage: str
    kommentar: Annotated[str, "Kommentaren till ett delmål"]


@dataclass(frozen=True, slots=True)
class Kontakt:
    dag: str
    satt: str
    kommentar: Annotated[str, "Kommentaren till en kontakt"]


@dataclass(frozen=True, slots=True)
class Franvaro:
    typ_ord: str
    period: str
    orsak: Annotated[str, "Orsaken till en frånvaro"]
    intyg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsunderlag(Rapportunderlag):
    """`tabeller`: those of the form, of delmal, kontakter, franvaro. `bedomning`: the month's judgement (K 13)."""

    TYP: ClassVar[str] = "manadsrapport"
    SLAG: ClassVar[str] = "rapport"
    SAK: ClassVar[tuple[str, ...]] = (*Rapportunderlag.SAK, "bedomning", "delmal", "kontakter", "franvaro")

    bedomning: str
    tabeller: tuple[str, ...]
    delmal: tuple[Delmalslage, ...]
    kontakter: tuple[Kontakt, ...]
    franvaro: tuple[Franvaro, ...]


def blad(u: Manadsunderlag) -> Blad:
    from . import mall

    rader: list[Any] = [("Kund", u.kund), ("Månad", manad_ar(u.avser)), ("Insatsen började", _start(u))]
    if u.jobbexpert:
        rader.append(("Jobbexpert", u.jobbexpert))
    rader += dagar(u, "Klarmarkerad")
    if u.bedomning:
        rader.append(("Bedömning", u.bedomning))
    flode: list[Any] = [*status(u), *mall.etiketter(rader), *avsnitt(u.avsnitt)]
    if not u.text_finns:
        flode += [*mall.rubrik("Rapporten"), *mall.lopande(Texter(u.TYP, u.texter)("ingen_text"))]
    for tabell in u.tabeller:
        flode += _TABELLER[tabell](u)
    return Blad(undertitel(u, manad_ar(u.avser).capitalize()), [*flode, *iakttagelser(u)])


def _start(u: Manadsunderlag) -> str:
    return datum_langt(u.start) if u.start else "–"


def _delmal(u: Manadsunderlag) -> list[Any]:
    kolumner = [("Delmål", 0.42), ("Läge", 0.16), ("Kommentar", 0.42)]
    return _tabell(u, "Delmål", kolumner, [(d.delmal, d.lage, d.kommentar) for d in u.delmal], "inga_delmal")


def _kontakter(u: Manadsunderlag) -> list[Any]:
    kolumner = [("Dag", 0.22), ("Sätt", 0.26), ("Kommentar", 0.52)]
    rader = [(k.dag, k.satt, k.kommentar) for k in u.kontakter]
    return _tabell(u, "Kontakter med kunden", kolumner, rader, "inga_kontakter")


def _franvaro(u: Manadsunderlag) -> list[Any]:
    kolumner = [("Frånvaro", 0.24), ("Tid", 0.26), ("Orsak", 0.36), ("Intyg", 0.14)]
    rader = [(f.typ_ord, f.period, f.orsak, f.intyg) for f in u.franvaro]
    return _tabell(u, "Frånvaro", kolumner, rader, "ingen_franvaro")


def _tabell(
    u: Manadsunderlag, rubrik: str, kolumner: list[tuple[str, float]], rader: list[Any], ingen: str
) -> list[Any]:
    """`ingen`: the text that stands there where the table has no rows."""
    from . import mall

    return [
        *mall.rubrik(rubrik),
        *(mall.tabell(kolumner, rader) if rader else mall.lopande(Texter(u.TYP, u.texter)(ingen))),
    ]


_TABELLER = {"delmal": _delmal, "kontakter": _kontakter, "franvaro": _franvaro}
