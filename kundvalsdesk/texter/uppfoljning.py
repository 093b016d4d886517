"""Words of the yearly uppföljning."""

from __future__ import annotations

from datetime import date

from ..rules.uppfoljning import BESLUTAD, REDOVISAD, UTKAST, Brister, Modell
from .datum import datum_kort, datum_langt, frist_ord, sen_ord, uppraknat

LAGEORD = {UTKAST: "Utkast", BESLUTAD: "Beslutad", REDOVISAD: "Rapporterad"}
TERTIALORD = {1: "Tertial 1, januari–april", 2: "Tertial 2, maj–augusti", 3: "Tertial 3, september–december"}
TERTIALKORT = {1: "jan–apr", 2: "maj–aug", 3: "sep–dec"}


def lage_ord(lage: str, beslutad: date | None, beslut: str, redovisad: date | None) -> str:
    """How far a plan has come, with the day."""
    if lage == UTKAST or beslutad is None:
        return "Utkast, inte beslutad"
    ut = f"Beslutad {datum_langt(beslutad)}" + (f", {beslut}" if beslut else "")
    return ut if redovisad is None else f"{ut}. Rapporterad till kommunstyrelsen {datum_langt(redovisad)}"


def bristmeningar(modell: Modell, b: Brister) -> tuple[str, ...]:
    """What a plan lacks, a sentence for each."""
    ut = [f"Steg {n}, {_gement(modell.stegets(n).namn)}, finns inte i planen." for n in b.steg]
    if b.utan_ansvarig:
        ut.append(f"Ingen ansvarig står för steg {uppraknat([str(n) for n in b.utan_ansvarig])}.")
    namn = {k.kod: k.namn for k in modell.krav}
    ut += [f"Det är inte visat att planen uppfyller kravet: {_gement(namn[k])}." for k in b.krav]
    if b.beslut:
        ut.append("Nämnden har inte beslutat planen.")
    if b.kommunstyrelsen:
        ut.append("Planen är inte rapporterad till kommunstyrelsen.")
    return tuple(ut)


def kortmeningar(b: Brister) -> tuple[str, ...]:
    """The same in a few words each, for a cell."""
    ut = [f"Steg {uppraknat([str(n) for n in b.steg])}"] if b.steg else []
    ut += [f"Ansvarig för steg {uppraknat([str(n) for n in b.utan_ansvarig])}"] if b.utan_ansvarig else []
    ut += [f"{len(b.krav)} krav {'inte visat' if len(b.krav) == 1 else 'inte visade'}"] if b.krav else []
    ut += ["Nämndens beslut"] if b.beslut else []
    return (*ut, *(["Rapport till kommunstyrelsen"] if b.kommunstyrelsen else []))


def bristantal_ord(antal: int) -> str:
    """How much a plan lacks, in a word or two."""
    return "inget" if not antal else "en sak" if antal == 1 else f"{antal} saker"


def klara_ord(klara: int, antal: int, sena: int) -> str:
    """How many steps are done of all, and how many are late."""
    return f"{klara} av {antal}" + (f", {sena} {'sent' if sena == 1 else 'sena'}" if sena else "")


def stegets_lage(klar: date | None, ljus: str, kvar: int, forfaller: date, idag: date, *, kort: bool = False) -> str:
    """How a step stands, in the words of the queue."""
    if klar is not None and kort:
        return f"klart {datum_kort(klar)}"
    if klar is not None:
        sent = f", {_sent_ord(-kvar)}" if kvar < 0 else ""
        return f"Klart {datum_kort(klar)} {klar.year}{sent}"
    ord_ = frist_ord(ljus, kvar, forfaller, idag) if ljus else "inte öppnat"
    return ord_ if kort else ord_[:1].upper() + ord_[1:]


def _sent_ord(n: int) -> str:
    """As sen_ord, of a step: it is an "it"."""
    return "försenat" if n == 0 else f"{sen_ord(n)}t"


def oversikt_ord(planer: int, hela: int, saknade: int) -> str:
    """Of all nämnder's plans of a year: how many there are, how many lack nothing, and how many kundval have none."""
    if not planer:
        ut = "Det finns ingen plan."
    elif planer == 1:
        ut = "Det finns en plan. " + ("Den har allt som krävs." if hela else "Den har inte allt som krävs.")
    else:
        ut = f"Det finns {planer} planer. {hela or 'Ingen'} av dem har allt som krävs."
    utan = "Ett kundval" if saknade == 1 else f"{saknade} kundval"
    return f"{ut} {utan} som hade en plan året före har ingen." if saknade else ut


def andring_ord(rubrik: str, skillnader: list[tuple[str, str, str]]) -> str:
    """What became another of a step: (field, before, after)."""
    delar = [f"{falt.lower()} från {fore or '–'} till {efter or '–'}" for falt, fore, efter in skillnader]
    return f"{rubrik}: {'; '.join(delar)}"


def _gement(text: str) -> str:
    return text[:1].lower() + text[1:]
