"""Notices as sentences, made when they are read. `vad`: which case, already masked where it must be."""

from __future__ import annotations

from datetime import date

from .datum import antal, datum_langt
from .overlamning import period

_ENKLA = {
    "forlangning_begard": "En förlängning är begärd: {vad}.",
    "forlangning_kompletterad": "Begäran om förlängning är kompletterad: {vad}.",
    "forlangning_atersand": "Din begäran om förlängning är återsänd: {vad}.",
    "incident_vidare": "En incident är förd vidare till dig: {vad}.",
    "parkerad": "Ett inlämnat formulär är parkerat: {vad}.",
}

OVERLAMNING_SLUT = "En överlämning gäller inte längre."


def dubbel_kund(nyckel: str) -> str:
    return f"Kunden {nyckel} är registrerad med ett personnummer som en annan kund redan har."


def enkel(kod: str, vad: str) -> str:
    return _ENKLA.get(kod, "{vad}").format(vad=vad)


def auktorisation_aterkallad(vad: str, fran: date, *, vantar: bool) -> str:
    hur = "hitta en annan anordnare med kunden" if vantar else "gå igenom med kunden hur insatsen fortsätter"
    return f"Anordnarens auktorisation är återkallad från {datum_langt(fran)}: {hur} ({vad})."


def forlangning_beslutad(vad: str, beslut: str) -> str:
    return f"Förlängningen är {'beviljad' if beslut == 'beviljad' else 'avslagen'}: {vad}."


def paket_ute(uttaget: date, rapporter: int) -> str:
    return (
        f"Offlinepaketet från {datum_langt(uttaget)} ({antal(rapporter, 'rapport', 'rapporter')}) är inte inläst. "
        "Läs in det här."
    )


def overlamning(
    kod: str, vad: str, fran: str, till: str, datum: date, ater: date | None, idag: date, *, jag: bool
) -> str:
    """`jag`: the reader is the one it was handed to."""
    fran = fran or "ingen"
    if kod == "vikarie_borjar":
        return f"I dag börjar du vikariera för {fran}: {vad}."
    if kod == "vikarie_slut":
        return f"Du vikarierar inte längre för {fran}: {vad}."
    if kod == "vikarie_ater":
        return f"Åter hos dig från {till}: {vad}."
    if kod == "overlamning_ater":
        return f"Överlämningen från {fran} till {'dig' if jag else till} gäller inte längre: {vad}."
    if ater is None:
        return f"Du är ny kundansvarig efter {fran}: {vad}." if jag else f"{till} är ny kundansvarig: {vad}."
    nar = period(datum, ater, min(idag, datum))
    return f"Du vikarierar för {fran} {nar}: {vad}." if jag else f"Hos {till} som vikarie {nar}: {vad}."
