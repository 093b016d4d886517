"""Words of the yearly uppföljning."""

from __future__ import annotations

from datetime import date

from ..rules.uppfoljning import BESLUTAD, REDOVISAD, UTKAST, Brister, Modell
from .datum import datum_langt, uppraknat

LAGEORD = {UTKAST: "Utkast", BESLUTAD: "Beslutad", REDOVISAD: "Rapporterad"}
TERTIALORD = {1: "Tertial 1, januari–april", 2: "Tertial 2, maj–augusti", 3: "Tertial 3, september–december"}
LJUSORD = {"rod": "försenat", "gul": "snart", "gron": "i tid", "klar": "klart", "": "inte öppnat"}


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


def andring_ord(rubrik: str, skillnader: list[tuple[str, str, str]]) -> str:
    """What became another of a step: (field, before, after)."""
    delar = [f"{falt.lower()} {fore or '–'} → {efter or '–'}" for falt, fore, efter in skillnader]
    return f"{rubrik}: {'; '.join(delar)}"


def _gement(text: str) -> str:
    return text[:1].lower() + text[1:]
