"""Why a row of a run of payments is what it is, and why a month was not paid, in words and figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..rules.ersattning import (
    ATERREMITTERAD,
    AVBROTT,
    BELOPP_SAKNAS,
    EFTERSLAPANDE,
    MANADSRAPPORT_SAKNAS,
    ORDINARIE,
    RATTELSE,
    SLUTRAPPORT_SAKNAS,
    SLUTRAPPORT_SEN,
    UNDERLAG_SAKNAS,
    Grund,
    Rad,
)
from ..rules.samtidigt import Samtidiga
from .datum import dag_manad, datum_langt, manad_ar, uppraknat
from .kronor import kronor

TYPORD = {
    ORDINARIE: "Ordinarie",
    EFTERSLAPANDE: "Eftersläpande",
    AVBROTT: "Efter avbrott",
    RATTELSE: "Rättelse",
}
SKALORD = {
    MANADSRAPPORT_SAKNAS: "Månadsrapporten är inte klarmarkerad",
    ATERREMITTERAD: "Månadsrapporten är återremitterad",
    UNDERLAG_SAKNAS: "Faktureringsunderlaget saknas",
    SLUTRAPPORT_SAKNAS: "Slutrapporten saknas",
    SLUTRAPPORT_SEN: "Slutrapporten kom för sent",
    BELOPP_SAKNAS: "Regelverket har inget belopp för månaden",
    "anordnare_saknas": "Insatsen har ingen anordnare",
}
_OBEDOMT = "Ingen bedömning av parallella insatser är antecknad (K\u00a08.4)."


def forklaring(r: Rad) -> str:
    """As "12–29 februari 2024: 18 dagar × 3 876 kr / 30 = 2 325,60 kr. Månadsrapport klarmarkerad …"."""
    if r.typ == RATTELSE:
        return _rattelse(r)
    if r.avbrott:
        return f"{_rakning(r)} {_efter_avbrott(r.grund)}"
    return f"{_rakning(r)} {_underlag(r)}"


def _rakning(r: Rad) -> str:
    belopp = kronor(r.manadsbelopp or Decimal(0))
    if r.helt:
        return f"Hela {manad_ar(r.avser_manad)}: månadsbeloppet {belopp}."
    return f"{_dagar(r.fran, r.till)}: {_antal(r.dagar)} × {belopp} / 30 = {kronor(r.belopp)}."


def _underlag(r: Rad) -> str:
    g = r.grund
    inne = []
    if g.klarmarkerad:
        ater = " (återremitterad, och inne igen)" if g.aterremitterad else ""
        inne.append(f"månadsrapporten klarmarkerad {g.klarmarkerad}{ater}")
    if g.underlag:
        inne.append(f"faktureringsunderlaget inne {g.underlag}")
    if g.slutrapport:
        inne.append(f"slutrapporten inne {g.slutrapport}")
    text = f"{', '.join(inne)}; brytdatum {g.brytdatum} (K\u00a014)."
    text = text[0].upper() + text[1:]
    if g.borde:
        return f"{text} Blev känt sedan körningen för {manad_ar(g.borde)} fastställts."
    if r.typ == EFTERSLAPANDE:
        return f"{text} Var inte klar till månadens eget brytdatum."
    return text


def _efter_avbrott(g: Grund) -> str:
    text = f"Ersättning efter avbrott, sista dag {g.sista_dag}, slutrapporten inne {g.slutrapport}"
    text += " (K\u00a012.1.3, T7)."
    if g.borde:
        text += f" Blev känt sedan körningen för {manad_ar(g.borde)} fastställts."
    return text


def _rattelse(r: Rad) -> str:
    g = r.grund
    fore, ska = g.fore or (0, Decimal(0)), g.ska or (0, Decimal(0))
    vad = "efter avbrott " if r.avbrott else ""
    return (
        f"Rättar raden {vad}för {manad_ar(r.avser_manad)} i körningen för {manad_ar(g.rattar_korning)}, "
        f"{_dagar(r.fran, r.till)}: betalt {_antal(fore[0])}, {kronor(fore[1])}; ska vara {_antal(ska[0])}, "
        f"{kronor(ska[1])}. {_vad_som_andrats(r.avbrott, fore[0], ska[0])} Skillnad {kronor(r.belopp)}."
    )


def _vad_som_andrats(avbrott: bool, fore: int, ska: int) -> str:
    """Since the row was paid, as far as its days tell."""
    if avbrott and not ska:
        return "De dagarna ska inte ersättas: avslutet eller slutrapporten är en annan än då."
    if not ska:
        return "Insatsen har inga dagar kvar i månaden."
    if ska != fore:
        return f"Insatsen har {'färre' if ska < fore else 'fler'} dagar än då."
    return "Dagarna är lika många; månadsbeloppet är ett annat än då."


def _antal(n: int) -> str:
    return f"{n} dag{'' if n == 1 else 'ar'}"


def _dagar(fran: date, till: date) -> str:
    """As 12–29 februari 2024, or with both months."""
    if fran == till:
        return datum_langt(fran)
    if (fran.year, fran.month) == (till.year, till.month):
        return f"{fran.day}–{datum_langt(till)}"
    forst = dag_manad(fran) if fran.year == till.year else datum_langt(fran)
    return f"{forst} – {datum_langt(till)}"


def samtidiga_ord(x: Samtidiga) -> str:
    """Of two insatser of one kund that are paid for the same days."""
    en, annan = x.en, x.annan
    if en.kod == annan.kod:
        vilka = f"{en.insats} och {annan.insats} är samma insats ({en.kod}) för samma kund samma dagar"
    else:
        vilka = f"{en.insats} ({en.kod}) och {annan.insats} ({annan.kod}) gäller samma kund samma dagar"
    return f"{vilka}, {_samma_dagar(x)}, och ersätts var för sig. {_OBEDOMT}"


def samtidigt_ord(x: Samtidiga, insats: str) -> str:
    """The same, said of one of them."""
    annan = x.annan if insats == x.en.insats else x.en
    return f"Kunden har också {annan.insats} ({annan.kod}) {_samma_dagar(x)}, och den ersätts för sig. {_OBEDOMT}"


def _samma_dagar(x: Samtidiga) -> str:
    return f"{_dagar(x.fran, x.till)} ({_antal(x.dagar)})"


def ofardiga_ord(manader: tuple[str, ...]) -> str:
    """That months before a run are not final; "" where there are none."""
    if not manader:
        return ""
    vilka = uppraknat([manad_ar(m) for m in manader])
    en = len(manader) == 1
    return (
        f"{vilka[:1].upper()}{vilka[1:]} är inte {'fastställd' if en else 'fastställda'}. Det som hör dit betalas när "
        f"{'den körningen' if en else 'de körningarna'} fastställs."
    )
