"""The statistics as data and files: JSON and CSV with the keys of the contract, and a workbook to read.

Nothing in them becomes a formula in a spreadsheet: in CSV what a person has named begins with an apostrophe where it
could, in the workbook it is text.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from ..rules.statistiktabeller import Cell, Rad, Tabell
from ..texter import statistik as ord_
from .ersattningsfiler import ofarlig
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare
from .statistiktyper import ENKATENS, Statistiksvar, Urval

_NAMN = ("insats", "anordnare")
TOTALT = "totalt"


def som_data(svar: Statistiksvar) -> dict[str, Any]:
    s = svar.statistik
    return {
        "fran": svar.urval.fran.isoformat(),
        "till": svar.urval.till.isoformat(),
        "urval": valt(svar.urval),
        "gallrade": svar.gallrade,
        "tabeller": {n: _tabell(t) for n, t in s.tabeller.items()}
        | {t.nummer: _tabell(t) for t in svar.mer if t.nummer in ENKATENS}
        | {"per_insats": {kod: _tabell(t) for kod, t in s.per_insats.items()}},
        "mer": {t.nummer: _tabell(t) for t in svar.mer if t.nummer not in ENKATENS},
    }


def valt(u: Urval) -> dict[str, str]:
    """What has been chosen besides the period."""
    alla = {
        "kundval": u.kundval,
        "anordnare": u.anordnare,
        "karriarvagledare": u.karriarvagledare,
        "malgrupp": u.malgrupp,
    }
    return {k: v for k, v in alla.items() if v is not None}


def _tabell(t: Tabell) -> dict[str, Any]:
    return {"rader": [_rad(r) for r in t.rader], TOTALT: _rad(t.totalt)}


def _rad(r: Rad) -> dict[str, Any]:
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in r.items()}


def som_csv(svar: Statistiksvar) -> str:
    """A row for each row of each table, named by `tabell`, `insats` and `anordnare`, and one for its sum (`rad` says
    which). A column that a table does not have is empty, as is a share of nothing."""
    alla = svar.alla
    kolumner = list(dict.fromkeys(k for t in alla for k in t.kolumner if k not in _NAMN and k != t.namn))
    namn = list(dict.fromkeys((*_NAMN, *(t.namn for t in alla))))
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, ("tabell", "rad", *namn, *kolumner), delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for t in alla:
        for r in (*t.rader, t.totalt):
            vad = {"tabell": t.nummer, "rad": TOTALT if r is t.totalt else "rad"}
            if t.avser:
                vad["insats"] = t.avser
            skrivare.writerow(vad | {k: ofarlig(v) if isinstance(v, str) else v for k, v in r.items()})
    return ut.getvalue()


def som_bok(svar: Statistiksvar) -> bytes:
    """A workbook: what it is about, and a sheet for each table, its sum last."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    bok.borja(Blad("Om", (), (Kolumn("Statistik"), Kolumn(ord_.period_ord(svar.urval.fran, svar.urval.till)))))
    for vad, vilka in valt(svar.urval).items():
        bok.rad((ord_.URVALORD[vad], vilka))
    for t in svar.alla:
        bok.rad((f"Tabell {t.nummer}", ord_.tabell_rubrik(t.nummer, t.avser)))
    bok.rad((ord_.FORKLARING,))
    if svar.gallrade:
        bok.rad((ord_.gallrade_ord(svar.gallrade),))
    for t in svar.alla:
        bok.borja(
            Blad(f"Tabell {t.nummer} {t.avser}".strip(), (), tuple(Kolumn(ord_.kolumn_ord(k)) for k in t.kolumner))
        )
        for r in t.rader:
            bok.rad([_cell(r[k]) for k in t.kolumner])
        bok.rad(["Totalt", *(_cell(t.totalt[k]) for k in t.kolumner[1:])])
    bok.klar()
    bok.close()
    return ut.getvalue()


def _cell(v: Cell) -> str | int | Decimal:
    return ord_.ODEFINIERAT if v is None else v
