"""The slutrapport: what came of an insats, and what should come next (K 12).

Order: goals and results, then the sections of the form in its own order, with the frånvaro of the case before the
next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from ...rules.rapporttyper import NASTA_STEG
from ...texter.datum import antal, dag_manad, datum_langt
from .blad import Blad
from .formuleringar import Texter
from .rapportblad import (
    TOMT,
    Avsnitt,
    Rapportunderlag,
    avsnitt,
    dagar,
    iakttagelser,
    jobbexperten,
    status,
    undertitel,
)

RESULTAT = "resultat"


@dataclass(frozen=True, slots=True)
class Malrad:
    """A goal of the plan and what came of it."""

    mal: Annotated[str, "Ett mål"]
    resultat: Annotated[str, "Resultatet för ett mål"]


@dataclass(frozen=True, slots=True)
class Franvarosumma:
    """All absence of a kind: how many days, and when, one period per line."""

    typ_ord: str
    dagar: int
    perioder: Annotated[tuple[str, ...], "Orsaken till en frånvaro"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slutrapportunderlag(Rapportunderlag):
    """`slut` is the last day or, where the end is not decided (`slut_ord` says so), the decided end date.

    `mal`: the goal of the plan with the section "resultat", then the sub-goals. `nasta_steg`: what was recorded with
    the approval; "" where that is what the anordnare wrote, or must not be told.
    """

    TYP: ClassVar[str] = "slutrapport"
    SLAG: ClassVar[str] = "slutrapport"
    SAK: ClassVar[tuple[str, ...]] = (
        *Rapportunderlag.SAK, "slut", "slut_ord", "avslut", "mal", "franvaro", "nasta_steg", "uppfoljning",
    )  # fmt: skip

    slut: date | None
    slut_ord: str
    avslut: Annotated[str, "Avslutet"]
    mal: tuple[Malrad, ...]
    franvaro: tuple[Franvarosumma, ...]
    nasta_steg: Annotated[str, "Nästa steg"]
    uppfoljning: Annotated[str, "Uppföljningen"]


def blad(u: Slutrapportunderlag) -> Blad:
    from . import mall

    t = Texter(u.TYP, u.texter)
    flode: list[Any] = [
        *status(u),
        *mall.etiketter([("Kund", u.kund), ("Insatsens tid", _tid(u)), ("Avslut", u.avslut), *dagar(u)]),
        *mall.rubrik("Mål och resultat"),
    ]
    if u.mal:
        kolumner = [("Mål i planen", 0.3), ("Resultat vid avslut", 0.7)]
        flode += mall.tabell(kolumner, [(m.mal, m.resultat or "Inte redovisat") for m in u.mal])
    else:
        flode += mall.lopande(t("ingen_plan" if u.text_finns else "ingen_text"))
    fore, efter = _delade(u.avsnitt)
    flode += [*avsnitt(fore), *_franvaro(u), *_nasta_steg(u), *avsnitt(efter)]
    flode += [*mall.rubrik("Uppföljning"), *mall.lopande(u.uppfoljning), *iakttagelser(u)]
    return Blad(undertitel(u), flode, (jobbexperten(u), (u.handlaggare, u.roll)))


def _tid(u: Slutrapportunderlag) -> str:
    if u.start is None or u.slut is None:
        return datum_langt(u.start) if u.start else "–"
    forst = dag_manad(u.start) if u.start.year == u.slut.year else datum_langt(u.start)
    n = (u.slut - u.start).days + 1
    tid = f"{forst} – {datum_langt(u.slut)}, {n} dag{'' if n == 1 else 'ar'}"
    return f"{tid} ({u.slut_ord})" if u.slut_ord else tid


def _delade(alla: tuple[Avsnitt, ...]) -> tuple[list[Avsnitt], list[Avsnitt]]:
    """The sections before and after the next step, which has a part of its own."""
    n = next((nr for nr, a in enumerate(alla) if a.kod == NASTA_STEG), len(alla))
    return [*alla[:n]], [*alla[n + 1 :]]


def _franvaro(u: Slutrapportunderlag) -> list[Any]:
    from . import mall

    if not u.franvaro:
        return [*mall.rubrik("Frånvaro"), *mall.lopande(Texter(u.TYP, u.texter)("ingen_franvaro"))]
    rader = []
    for s in u.franvaro:
        dagar_ = f"{s.dagar} dag{'' if s.dagar == 1 else 'ar'}"
        if len(s.perioder) == 1:
            rader.append((s.typ_ord, f"{dagar_}, {s.perioder[0]}"))
        else:
            tillfallen = antal(len(s.perioder), "tillfälle", "tillfällen")
            rader.append((s.typ_ord, "\n".join((f"{dagar_} vid {tillfallen}", *s.perioder))))
    return [*mall.rubrik("Frånvaro"), *mall.etiketter(rader)]


def _nasta_steg(u: Slutrapportunderlag) -> list[Any]:
    """The next step in the box; what the anordnare wrote stands under it where something else was recorded."""
    from reportlab.platypus import Spacer

    from . import mall

    skrivet = next((a.text for a in u.avsnitt if a.kod == NASTA_STEG), "").strip()
    ut = [*mall.rubrik("Lämpligt nästa steg"), Spacer(1, 4), *mall.framhavd(u.nasta_steg or skrivet or TOMT)]
    if u.nasta_steg and skrivet:
        ut += [*mall.rubrik("Anordnarens bedömning av nästa steg"), *mall.lopande(skrivet)]
    return ut
