"""A run of payments as data and files: JSON and CSV with the keys of the contract, and a workbook.

Nothing in them becomes a formula in a spreadsheet: in CSV what a person has named begins with an apostrophe where it
could, in the workbook it is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from ..models import Anordnare
from ..texter.ersattning import samtidiga_ord
from .arbetsenhet import Arbetsenhet
from .ersattningstyper import Korningssvar, Post
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare

FALT = ("insats", "anordnare", "kundval", "avser_manad", "dagar", "belopp", "typ", "forklaring")
EJ_FALT = ("insats", "avser_manad", "skal")
MER = ("kod", "fran", "till", "orgnr")
"""What the files have after the keys of the contract: kind of insats, first and last day, whom the accounting system
knows the anordnare by."""
Orgnr = Mapping[int, str]
"""Organisationsnummer by the number of the anordnare."""
_FORMELTECKEN = ("=", "+", "-", "@", "\t", "\r")


def _post(r: Post) -> dict[str, Any]:
    return {f: getattr(r, f) for f in FALT} | {"belopp": str(r.belopp)}


def _mer(r: Post, orgnr: Orgnr) -> tuple[str, str, str, str]:
    return r.kod, r.fran.isoformat(), r.till.isoformat(), orgnr.get(r.anordnare_id, "")


def orgnummer(e: Arbetsenhet, svar: Korningssvar) -> Orgnr:
    """Of those who are paid, as the register has them today."""
    q = select(Anordnare.id, Anordnare.orgnr).where(Anordnare.orgnr.is_not(None))
    vilka = {r.anordnare_id for r in svar.rader}
    return {i: nummer for i, nummer in e.session.execute(q) if i in vilka and nummer}


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


def som_csv(svar: Korningssvar, orgnr: Orgnr | None = None) -> str:
    """The rows. An amount is a number, with its sign and a decimal point."""
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, (*FALT, *MER), delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for r in svar.rader:
        rad = _post(r) | dict(zip(MER, _mer(r, orgnr or {}), strict=True))
        for f in ("insats", "anordnare", "forklaring", "orgnr"):
            rad[f] = ofarlig(rad[f])
        skrivare.writerow(rad)
    return ut.getvalue()


def som_bok(svar: Korningssvar, orgnr: Orgnr | None = None) -> bytes:
    """A workbook: rows, what is not paid, and sums."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    nummer = orgnr or {}
    _blad(bok, "rader", (*FALT, *MER), [[*(getattr(r, f) for f in FALT), *_mer(r, nummer)] for r in svar.rader])
    _blad(bok, "ej_utbetalda", EJ_FALT, [[getattr(x, f) for f in EJ_FALT] for x in svar.ej])
    vars_ = {r.anordnare: nummer.get(r.anordnare_id, "") for r in svar.rader}
    summor: list[Sequence[str | int | Decimal]] = [[namn, b, vars_.get(namn, "")] for namn, b in svar.per_anordnare]
    _blad(bok, "per_anordnare", ("anordnare", "belopp", "orgnr"), [*summor, ["Summa", svar.summa]])
    bok.klar()
    bok.close()
    return ut.getvalue()


def _blad(
    bok: Bokskrivare, namn: str, falt: Sequence[str], rader: Sequence[Sequence[str | int | Decimal]]
) -> None:  # fmt: skip
    bok.borja(Blad(namn, (), tuple(Kolumn(f) for f in falt)))
    for rad in rader:
        bok.rad(rad)
