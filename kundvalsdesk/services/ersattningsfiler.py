"""A run of payments as data and files: JSON and CSV with the keys of the contract, and a workbook.

Nothing in them becomes a formula in a spreadsheet: in CSV what a person has named begins with an apostrophe where it
could, in the workbook it is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..texter.ersattning import samtidiga_ord
from .ersattningstyper import Korningssvar, Post
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare

FALT = ("insats", "anordnare", "kundval", "avser_manad", "dagar", "belopp", "typ", "forklaring")
EJ_FALT = ("insats", "avser_manad", "skal")
_FORMELTECKEN = ("=", "+", "-", "@", "\t", "\r")


def _post(r: Post) -> dict[str, Any]:
    return {f: getattr(r, f) for f in FALT} | {"belopp": str(r.belopp)}


def som_data(svar: Korningssvar) -> dict[str, Any]:
    return {
        "manad": svar.manad,
        "lage": svar.lage,
        "rader": [_post(r) for r in svar.rader],
        "ej_utbetalda": [{f: getattr(x, f) for f in EJ_FALT} for x in svar.ej],
        "per_anordnare": [{"anordnare": namn, "belopp": str(b)} for namn, b in svar.per_anordnare],
        "summa": str(svar.summa),
        "varningar": [samtidiga_ord(x) for x in svar.samtidiga],
    }


def ofarlig(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMELTECKEN) else text


def som_csv(svar: Korningssvar) -> str:
    """The rows. An amount is a number, with its sign and a decimal point."""
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, FALT, delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for r in svar.rader:
        rad = _post(r)
        for f in ("insats", "anordnare", "forklaring"):
            rad[f] = ofarlig(rad[f])
        skrivare.writerow(rad)
    return ut.getvalue()


def som_bok(svar: Korningssvar) -> bytes:
    """A workbook: rows, what is not paid, and sums."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    _blad(bok, "rader", FALT, [[getattr(r, f) for f in FALT] for r in svar.rader])
    _blad(bok, "ej_utbetalda", EJ_FALT, [[getattr(x, f) for f in EJ_FALT] for x in svar.ej])
    summor: list[Sequence[str | int | Decimal]] = [list(par) for par in svar.per_anordnare]
    _blad(bok, "per_anordnare", ("anordnare", "belopp"), [*summor, ["Summa", svar.summa]])
    bok.klar()
    bok.close()
    return ut.getvalue()


def _blad(
    bok: Bokskrivare, namn: str, falt: Sequence[str], rader: Sequence[Sequence[str | int | Decimal]]
) -> None:  # fmt: skip
    bok.borja(Blad(namn, (), tuple(Kolumn(f) for f in falt)))
    for rad in rader:
        bok.rad(rad)
