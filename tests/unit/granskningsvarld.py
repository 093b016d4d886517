"""A report, a plan and a slutrapport without anything to remark on, and what single checks are handed of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kundvalsdesk.rules.fakta import Insatsfakta, Plan
from kundvalsdesk.rules.granskning import Underlag, anmarkningar
from kundvalsdesk.rules.ramar import Ramar
from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services.rapportformular import formular_for
from kundvalsdesk.services.regelverk import las_regelverk

RV = las_regelverk()
D = date.fromisoformat

FAKTA = Insatsfakta(
    "ISA2", start=D("2024-05-06"), slut=D("2025-05-05"), planer=(Plan(1, D("2024-05-15"), godkand=D("2024-05-17")),)
)
DELMAL = (
    Delmal(1, "Närvaro minst 80 %", "Följa schemat", D("2024-09-30")),
    Delmal(2, "Muntliga instruktioner på svenska", "Handledning på arbetsplatsen", D("2024-10-31")),
    Delmal(3, "Datorvana, grund", "Kurs på biblioteket", D("2024-12-31")),
)


def _ifyllt(slag: str, **texter: str) -> tuple[tuple[str, str], ...]:
    """Every section written in words of its own; single ones as given."""
    ej = "Ej aktuellt. Planen följs utan hinder och behovet prövas på nytt vid nästa möte."
    alla = {"lage_start": "2 – Följer enkla instruktioner med hjälp", "lage_mal": "4", "lage_nu": "3"} | texter
    begaran = {"annan_insats", "justeringar", "uppfoljningsmote", "moten_hindrar", "andringar"}
    return tuple(
        (a.kod, alla.get(a.kod, ej if a.kod in begaran else f"{a.rubrik}: beskrivet av anordnaren för {a.kod}."))
        for a in formular_for(slag, "ISA").avsnitt
    )


PLAN = Innehall(
    "Genomförandeplan, version 1, KLAR",
    _ifyllt("plan", mal="Sfi klar och arbetsträning enligt AMI 2 senast i maj 2025."),
    delmal=DELMAL,
)
KONTAKTER = tuple(Kontaktrad(D(f"2024-08-{d:02d}"), "mote") for d in (1, 8, 15, 22, 29))
RAPPORT = Innehall(
    "Månadsrapport, augusti, KLAR",
    _ifyllt("rapport", progression="Kunden har deltagit tre dagar i veckan på arbetsplatsen."),
    delmal=tuple(replace(d, lage="pa_vag") for d in DELMAL),
    kontakter=KONTAKTER,
)
SLUTRAPPORT = Innehall(
    "Slutrapport, KLAR", _ifyllt("slutrapport"), delmal=tuple(replace(d, lage="uppnatt") for d in DELMAL)
)


def underlag(slag: str = "rapport", avser: str = "", **mer: Any) -> Underlag:
    """Of a report for August 2024 (or a plan, or a slutrapport); `mer` are fields of Underlag, or of its facts."""
    fakta = replace(FAKTA, **{k: mer.pop(k) for k in list(mer) if k in Insatsfakta.__slots__})
    grund = {
        "slag": slag,
        "avser": avser or {"plan": "1", "rapport": "2024-08", "slutrapport": "slut"}[slag],
        "formular": formular_for(slag, "ISA"),
        "innehall": {"plan": PLAN, "rapport": RAPPORT, "slutrapport": SLUTRAPPORT}[slag],
        "foregaende": None,
        "plan": None if slag == "plan" else PLAN,
        "fakta": fakta,
        "ramar": Ramar(fakta, RV),
        "regelverk": RV,
    }
    return Underlag(**(grund | mer))


def med(innehall: Innehall, **falt: Any) -> Innehall:
    """The content with other tables, and other texts by section code."""
    tabeller = {k: falt.pop(k) for k in ("delmal", "kontakter", "franvaro") if k in falt}
    return replace(innehall, texter=tuple((k, falt.get(k, t)) for k, t in innehall.texter), **tabeller)


def rapport(*, avser: str = "", **falt: Any) -> Underlag:
    """The August report, some of its content changed; the case by its fields, its absence as `registrerad`, its
    contacts as `hallna`."""
    egna = {*Underlag._fields, *Insatsfakta.__slots__} - {"franvaro", "kontakter"}
    arende = {k: falt.pop(k) for k in list(falt) if k in egna}
    for namn, falt_ in (("registrerad", "franvaro"), ("hallna", "kontakter")):
        if namn in falt:
            arende[falt_] = falt.pop(namn)
    return underlag("rapport", avser, innehall=med(RAPPORT, **falt), **arende)


def franvaro(fran: str, till: str | None = None, typ: str = "sjuk", orsak: str = "", intyg: bool | None = None) -> Any:
    return Franvarorad(typ, D(fran), D(till) if till else D(fran), orsak, intyg)


def koder(u: Underlag) -> list[str]:
    return [a.kod for a in anmarkningar(u)]


def dagar(u: Underlag, kod: str) -> list[tuple[Any, ...]]:
    return [a.data for a in anmarkningar(u) if a.kod == kod]
