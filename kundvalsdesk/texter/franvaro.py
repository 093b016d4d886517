"""What is said of absence: refusals, periods, certificates, differences against the report, repeated sickness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ..rules.franvaro import Dagsumma, Hinder, Upprepad
from .datum import antal, dag_manad, datum_langt, uppraknat
from .meningar import FRANVAROORD

I_MENING = {
    "sjuk": "sjuk",
    "vab": "vård av barn",
    "annan": "annan frånvaro",
    "ogiltig": "ogiltig frånvaro",
    "ledighet": "ledighet",
}

FORSOKFEL = {
    "antal": "Fyll i dagen för vart och ett av de tre kontaktförsöken.",
    "ordning": "Skriv kontaktförsöken i den ordning de gjordes.",
}

LEDIGHETSREGEL = (
    "Ledighet upp till 14 dagar är till för kunder som varken har ekonomiskt bistånd eller etableringsersättning. "
    "Vid längre ledighet ska insatsen avslutas."
)

_LEDIGHET = {
    "bistand": "Kunden har ekonomiskt bistånd, och då ger rutinerna inte rätt till ledighet.",
    "malgrupp": "Kundens målgrupp ger enligt rutinerna inte rätt till ledighet.",
    "okand": "Kundens målgrupp är inte registrerad, så det går inte att se om ledighet får ges.",
}


def ledighet_mening(kod: str) -> str:
    return _LEDIGHET[kod]


def period_ord(fran: date, till: date | None) -> str:
    """As 3–7 september 2024, 30 september–2 oktober 2024, 3 september 2024, från 3 september 2024."""
    if till is None:
        return f"från {datum_langt(fran)}"
    if fran == till:
        return datum_langt(fran)
    if (fran.year, fran.month) == (till.year, till.month):
        return f"{fran.day}–{datum_langt(till)}"
    return f"{dag_manad(fran) if fran.year == till.year else datum_langt(fran)}–{datum_langt(till)}"


def hinder_mening(h: Hinder) -> str:
    """Why an absence cannot be registered so, and what to do."""
    match h.kod:
        case "ej_startad":
            return "Insatsen har inget startdatum ännu, så ingen frånvaro kan registreras."
        case "baklanges":
            return "Sista dagen ligger före den första."
        case "fore_start":
            return f"Insatsen började {_dag(h)}. Frånvaro före den dagen registreras inte."
        case "efter_slut":
            return f"Insatsens sista dag är {_dag(h)}. Frånvaro efter den dagen registreras inte."
        case "framtid":
            return "Dagen ligger i framtiden. Bara ledighet registreras i förväg."
        case "overlappar":
            assert h.rad is not None  # noqa: S101 - the code says so
            vad, nar = I_MENING.get(h.rad.typ, "frånvaro"), period_ord(h.rad.fran, h.rad.till)
            if h.rad.till is None:
                return f"Kunden är redan registrerad som frånvarande ({vad}) {nar}. Avsluta den frånvaron först."
            return f"{nar[:1].upper()}{nar[1:]} är redan registrerat som {vad}. Rätta eller förläng den i stället."
    raise AssertionError(h.kod)


def _dag(h: Hinder) -> str:
    return datum_langt(h.dag) if h.dag else ""


def upprepad_ord(u: Upprepad) -> str:
    """Repeated sickness in words, and what the routines say then (K 10.1, T11)."""
    sjuk = f"{antal(u.antal, 'sjukperiod', 'sjukperioder').capitalize()} på {antal(u.manader, 'månad', 'månader')}"
    if u.samtal is not None:
        return f"{sjuk}. Trepartssamtal hölls {datum_langt(u.samtal)}."
    return (
        f"{sjuk}: upprepad sjukfrånvaro. Anordnaren ska ta kontakt om ett trepartssamtal, och inget har hållits sedan "
        f"{datum_langt(u.senaste)}. Läkarintyg från första sjukdagen kan begäras."
    )


def summa_ord(s: Dagsumma) -> str:
    """As "21 arbetsdagar, frånvarande fem (sjukfrånvaro 4, ledighet 1), närvaro 76 %"."""
    if s.narvaro_procent is None:
        return "Inga arbetsdagar ännu"
    dagar = f"{s.arbetsdagar} arbetsdag{'' if s.arbetsdagar == 1 else 'ar'}"
    if not s.franvarande:
        return f"{dagar}, ingen frånvaro"
    delar = uppraknat([f"{FRANVAROORD[t].lower()} {n}" for t, n in s.franvaro.items()])
    return f"{dagar}, frånvaro {s.franvarande} ({delar}), närvaro {s.narvaro_procent} %"


def rapport_skiljer_ord(sagd: str | None, registrerad: str | None) -> str:
    """What the månadsrapport says of a day, where the case says something else."""
    if sagd is None:
        return "månadsrapporten nämner inte frånvaron"
    return f"månadsrapporten säger {I_MENING.get(sagd, 'frånvaro')}" + ("" if registrerad else ", inte registrerat")


def langd_ord(dagar: int, arbetsdagar: int) -> str:
    return f"{antal(dagar, 'dag', 'dagar')}, {antal(arbetsdagar, 'arbetsdag', 'arbetsdagar')}"


def forsok_ord(n: int) -> str:
    return antal(n, "kontaktförsök", "kontaktförsök").replace("en ", "ett ", 1)


def frister_ord(fore: Mapping[str, date], efter: Mapping[str, date]) -> str:
    """What asking for a certificate from day one does to its due dates; the days of today stand beside."""
    hos = {"lakarintyg": "hos anordnaren", "lakarintyg_kv": "hos karriärvägledaren"}
    rader = []
    for kod, plats in hos.items():
        if kod in efter:
            nu = f" (utan begäran {datum_langt(fore[kod])})" if kod in fore else " (utan begäran: inget krav ännu)"
            rader.append(f"Intyget ska finnas {plats} senast {datum_langt(efter[kod])}{nu}.")
    return "\n".join(rader)
