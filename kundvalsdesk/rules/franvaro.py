"""Absence as it is registered and summed up (K 9.2, K 10): what may be registered, who may have leave, days, repeats.

Pure, like all rules; the frister of absence are in rules.frister.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .fakta import Franvaro, Insatsfakta
from .frister import perioder
from .granskningsregler import Granskningsregel
from .kalender import ar_arbetsdag, plus_dagar, plus_manader
from .ramar import Ramar
from .regelverk import Malgrupp

TYPER = ("sjuk", "vab", "annan", "ogiltig", "ledighet")
MED_INTYG = ("sjuk", "vab")
FORSOK = 3
"""Contact attempts that have failed before the kund counts as absent (K 10.4)."""


class Hinder(NamedTuple):
    """Why an absence cannot be registered so. `rad`: the one already there that it runs into; `dag`: a bound."""

    kod: str
    falt: str
    rad: Franvaro | None = None
    dag: date | None = None


def overlappar(a: Franvaro, b: Franvaro) -> bool:
    return (b.till is None or a.fran <= b.till) and (a.till is None or b.fran <= a.till)


def hinder(f: Insatsfakta, ramar: Ramar, ny: Franvaro, idag: date, utom: Franvaro | None = None) -> Hinder | None:
    """What stands against an absence, None if it may be registered. `utom`: the row that it replaces.

    Only a leave begins in the future. An expected end may lie there; of ogiltig frånvaro no end is expected.
    """
    if f.start is None:
        return Hinder("ej_startad", "")
    if ny.till is not None and ny.till < ny.fran:
        return Hinder("baklanges", "till")
    if ny.fran < f.start:
        return Hinder("fore_start", "fran", dag=f.start)
    if ramar.sista is not None and ny.fran > ramar.sista:
        return Hinder("efter_slut", "fran", dag=ramar.sista)
    if ramar.sista is not None and ny.till is not None and ny.till > ramar.sista:
        return Hinder("efter_slut", "till", dag=ramar.sista)
    if ny.fran > idag and ny.typ != "ledighet":
        return Hinder("framtid", "fran")
    if ny.typ == "ogiltig" and ny.till is not None and ny.till > idag:
        return Hinder("framtid", "till")
    for rad in sorted(f.franvaro, key=lambda r: r.fran):
        if (utom is None or (rad.typ, rad.fran) != (utom.typ, utom.fran)) and overlappar(rad, ny):
            return Hinder("overlappar", "fran", rad=rad)
    return None


def ledighet_hinder(grupp: Malgrupp | None, ekonomiskt_bistand: bool | None) -> str | None:
    """Why a kund may not have leave by the routines (K 9.2): bistand, malgrupp, or okand; None if they may."""
    if ekonomiskt_bistand:
        return "bistand"
    if grupp is None:
        return "okand"
    return None if grupp.ledighet else "malgrupp"


def forsok_fel(dagar: Sequence[date]) -> str | None:
    """What is wrong with the days of failed contact attempts: three are needed, in order, more than three are none
    of the program's business."""
    if len(dagar) != FORSOK:
        return "antal"
    return None if list(dagar) == sorted(dagar) else "ordning"


# --- Steps on what is registered: the code of why not, None if it can be done (rules.steg) ------------------------


def _sjuk(f: Insatsfakta, mal: str) -> Franvaro | None:
    return next((p for p in perioder(f.franvaro, "sjuk") if f"sjuk:{p.fran.isoformat()}" == mal), None)


def rad_hinder(f: Insatsfakta, mal: str) -> str | None:
    """`mal` names a row by its kind and first day."""
    return None if any(f"{r.typ}:{r.fran.isoformat()}" == mal for r in f.franvaro) else "franvaro_saknas"


def dag_ett_hinder(f: Insatsfakta, mal: str) -> str | None:
    """A certificate from day one is asked for once, of sickness, before it has come."""
    p = _sjuk(f, mal)
    if p is None:
        return "franvaro_saknas"
    if p.intyg_fran_dag_ett:
        return "intyg_redan_begart"
    return "intyg_finns" if p.intyg_anordnare and p.intyg_kv else None


def aterta_hinder(f: Insatsfakta, mal: str) -> str | None:
    p = _sjuk(f, mal)
    return None if p is not None and p.intyg_fran_dag_ett else "intyg_ej_begart"


# --- Days -------------------------------------------------------------------------------------------------------


class Dagsumma(NamedTuple):
    """Days of the insats in a span of time. `franvaro`: kind → arbetsdagar absent; `kalenderdagar`: kind → days."""

    dagar: int
    arbetsdagar: int
    franvaro: dict[str, int]
    kalenderdagar: dict[str, int]

    @property
    def franvarande(self) -> int:
        return sum(self.franvaro.values())

    @property
    def narvaro_procent(self) -> int | None:
        """Share of the arbetsdagar on which the kund was not absent, rounded; None where there were none."""
        if not self.arbetsdagar:
            return None
        return (200 * (self.arbetsdagar - self.franvarande) + self.arbetsdagar) // (2 * self.arbetsdagar)


def dagar(fran: date, till: date) -> Iterator[date]:
    for n in range((till - fran).days + 1):
        yield plus_dagar(fran, n)


def per_dag(rader: Iterable[Franvaro], forsta: date, sista: date) -> dict[date, Franvaro]:
    """Day → the row of absence that it belongs to; of overlapping rows (imported ones) the earliest."""
    ut: dict[date, Franvaro] = {}
    for r in sorted(rader, key=lambda r: (r.fran, r.typ)):
        for d in dagar(max(r.fran, forsta), min(r.till or sista, sista)):
            ut.setdefault(d, r)
    return ut


def summera(f: Insatsfakta, ramar: Ramar, forsta: date, sista: date, idag: date) -> Dagsumma:
    """The days of the insats from `forsta` to `sista` that have been, and those of them with absence."""
    if f.start is None:
        return Dagsumma(0, 0, {}, {})
    a = max(forsta, f.start)
    b = min(sista, idag, ramar.sista or idag)
    franvaro = per_dag(f.franvaro, a, b)
    arbets: dict[str, int] = {}
    alla: dict[str, int] = {}
    for d, r in franvaro.items():
        alla[r.typ] = alla.get(r.typ, 0) + 1
        if ar_arbetsdag(d):
            arbets[r.typ] = arbets.get(r.typ, 0) + 1
    return Dagsumma(max(0, (b - a).days + 1), sum(ar_arbetsdag(d) for d in dagar(a, b)), arbets, alla)


class Upprepad(NamedTuple):
    """Repeated sickness (K 10.1, T11): how many periods, and since when no trepartssamtal has been held."""

    antal: int
    manader: int
    senaste: date
    samtal: date | None


def upprepad(f: Insatsfakta, regel: Granskningsregel, idag: date) -> Upprepad | None:
    """None unless the periods of sickness of the last months are as many as the rule says."""
    forst = plus_dagar(plus_manader(idag, -regel.sjukperioder_manader), 1)
    sjuk = [
        p for p in perioder(f.franvaro, "sjuk") if p.fran <= idag and (p.till is None or p.till >= forst)
    ]  # fmt: skip
    if len(sjuk) < regel.sjukperioder:
        return None
    senaste = sjuk[-1].fran
    samtal = max((k.datum for k in f.kontakter if k.typ == "trepart" and k.datum >= senaste), default=None)
    return Upprepad(len(sjuk), regel.sjukperioder_manader, senaste, samtal)
