"""The words of progression and of chains of insatser."""

from __future__ import annotations

from collections.abc import Sequence

from ..rules.insatskod import insats_ord
from ..rules.progression import Serie
from ..rules.progressionsregler import stegord
from .datum import KORTA as MANADER
from .datum import antal, manad_ar

RUBRIK, LAGE, MAL = "Progression", "Läge", "Mål"
START, SLUT = "Start", "Slut"

RUBRIKER = {
    "P1": "Progression per insats",
    "P2": "Progression per anordnare",
    "P3": "Kedjor av insatser: från och till",
    "P4": "Kedjor av insatser: vart de ledde",
}
KOLUMNORD = {
    "bedomda": "Bedömda",
    "medel_start": "Utgångsläge i medeltal",
    "medel_mal": "Mål i medeltal",
    "medel_senast": "Senaste läge i medeltal",
    "medel_forandring": "Förändring i medeltal, steg",
    "median_forandring": "Förändring, steg, median",
    "framat": "Framåt",
    "oforandrat": "Oförändrat",
    "bakat": "Bakåt",
    "andel_framat": "Andel framåt, %",
    "nadda": "Nådde målet",
    "andel_nadda": "Andel som nådde målet, %",
    "at_sidan": "Åt sidan",
    "vidare": "Ledde vidare",
    "andel_vidare": "Andel som ledde vidare, %",
    "ingen_kand_fortsattning": "Annan insats, ingen känd fortsättning",
    "forsta_insats": "Första insats",
    "flera": "Kedjor med flera insatser",
    "medel_insatser": "Insatser i medeltal",
}
_FEM = (
    "Färre än fem bedömda visas inte för sig utan tillsammans med andra, och är de ändå för få är de inte "
    "med, inte heller i summan."
)
OM = {
    "P1": "Bedömda är de insatser som har utgångsläge, mål och minst ett senare läge till och med periodens slut. "
    "Medeltal och median är över dem, i steg på kundvalets skala. " + _FEM,
    "P2": "Samma insatser som per insats. Varje kundval har sin skala: därför visas bara förändringen. " + _FEM,
    "P3": "Varje insats som slutade i perioden, en gång: den insats som kunden fortsatte i, eller det den slutade i. "
    "Fortsättning är en insats som börjar inom det antal dagar som regelverket anger. Framåt, åt sidan och bakåt "
    "följer insatsernas ordning där. Ledde vidare är en följande insats, egen försörjning eller annan myndighet.",
    "P4": "Kedjor vars sista insats slutade i perioden, efter sin första insats. Insatserna hänger ihop när nästa "
    "börjar inom det antal dagar som regelverket anger. Dagarna räknas från kedjans första dag till dess sista.",
}


def kolumn_ord(kolumn: str) -> str | None:
    if kolumn.startswith("till_"):
        return f"Till {insats_ord(kolumn.removeprefix('till_'))}"
    return KOLUMNORD.get(kolumn)


KORTA = {
    "medel_start": "Start",
    "medel_mal": "Mål",
    "medel_senast": "Senast",
    "medel_forandring": "Förändring, medel",
    "median_forandring": "Förändring, median",
    "ingen_kand_fortsattning": "Ingen känd fortsättning",
    "flera": "Flera insatser",
}
"""In a table on the screen, where its sentence says what it is about."""


# --- One case ------------------------------------------------------------------------------------------------------


def manad_ord(m: str) -> tuple[str, str]:
    """Of a month, and of one where there is no room."""
    return f"{MANADER[int(m[5:]) - 1]} {m[2:4]}", m[5:].lstrip("0")


def sammanfattning(s: Serie, skala: Sequence[str]) -> tuple[str, ...]:
    """What the diagram comes to, in sentences."""
    rader = []
    if s.senast is not None:
        rader.append(f"Nu: {stegord(s.senast, skala)}.")
    if s.mal is not None:
        nadd = {True: " Målet är nått.", False: " Målet är inte nått än.", None: ""}[s.nadd]
        rader.append(f"Mål: {stegord(s.mal, skala)}.{nadd}")
    if s.forandring is not None:
        steg = antal(abs(s.forandring), "steg", "steg")
        rader.append(
            f"{steg} {'framåt' if s.forandring > 0 else 'bakåt'} sedan start."
            if s.forandring
            else "Samma steg som vid start."
        )
    elif s.start is not None and s.senast is None:
        rader.append(f"Start: {stegord(s.start, skala)}. Ingen rapport har sagt något ännu.")
    if s.saknas and s.senast is not None:
        rader.append(f"{antal(s.saknas, 'månad', 'månader')} saknas.")
    return tuple(r[:1].upper() + r[1:] for r in rader)


def beskrivning(s: Serie, skala: Sequence[str]) -> str:
    """The diagram for whoever hears it."""

    def steg(v: int | None) -> str:
        return "saknas" if v is None else f"steg {v}"

    delar = [f"Start: {steg(s.start)}", *(f"{manad_ar(m)}: {steg(v)}" for m, v in s.manader)]
    if s.slut is not None:
        delar.append(f"slutrapporten: {steg(s.slut)}")
    delar.append(f"mål: {steg(s.mal)} av {len(skala)}")
    return ". ".join(d[:1].upper() + d[1:] for d in delar) + "."
