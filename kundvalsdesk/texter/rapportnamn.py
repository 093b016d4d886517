"""What a report is called: in a list, in a sentence, and as the heading of its form."""

from __future__ import annotations

from .datum import manad_ar, manad_ord

KLAR = ", KLAR"
"""What marks a report as klarmarkerad in its heading (K 8.1)."""


def rapportnamn(slag: str, avser: str) -> str:
    """As one says it in a list: "Månadsrapport, augusti 2024", "Genomförandeplan, version 2" or "Slutrapport"."""
    if slag == "rapport":
        return f"Månadsrapport, {manad_ar(avser)}"
    return f"Genomförandeplan, version {avser}" if slag == "plan" else "Slutrapport"


def rapporten(slag: str, avser: str) -> str:
    """As it begins a sentence: "Månadsrapporten för augusti 2024", "Version 2 av genomförandeplanen" or
    "Slutrapporten"."""
    if slag == "rapport":
        return f"Månadsrapporten för {manad_ar(avser)}"
    return f"Version {avser} av genomförandeplanen" if slag == "plan" else "Slutrapporten"


def rubrik_for(slag: str, avser: str) -> str:
    """As it heads the form, without the year: "Månadsrapport, september": not klarmarkerad."""
    return f"Månadsrapport, {manad_ord(avser)}" if slag == "rapport" else rapportnamn(slag, avser)


def rubrik_klar(slag: str, avser: str) -> str:
    """As "Månadsrapport, september, KLAR" (K 8.1)."""
    return rubrik_for(slag, avser) + KLAR
