"""Words of visits at anordnare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..rules.besok import BESOKET, HALLET, INSTALLT, Vantan
from .datum import frist_ord, uppraknat

LAGEORD_LANG = {"planerat": "Planerat", "hallet": "Hållet", "installt": "Inställt"}


def ordnade(namn: Sequence[str]) -> str:
    return uppraknat(list(namn)) if namn else ""


def lage_ord(lage: str, flyttat: int, signerad: date | None, protokoll: int) -> str:
    """How far a visit has come, in a word or a few."""
    if lage == INSTALLT:
        return "inställt"
    if lage == HALLET:
        return f"signerat, version {protokoll}" if signerad else "hållet"
    return "planerat" if not flyttat else "flyttat" if flyttat == 1 else f"flyttat {flyttat} gånger"


def vantan_ord(v: Vantan, dag: date, idag: date) -> str:
    """What it waits for, with its day: "besök i morgon", "blev det av?", "protokoll om 3 arbetsdagar"."""
    if not v.vad or v.forfaller is None:
        return ""
    if v.vad == BESOKET:
        return "blev det av?" if dag < idag else f"besök {frist_ord(v.ljus, v.kvar, v.forfaller, idag)}"
    return f"protokoll {frist_ord(v.ljus, v.kvar, v.forfaller, idag)}"


def punkter_ord(antal: int) -> str:
    return "" if not antal else "en punkt" if antal == 1 else f"{antal} punkter"
