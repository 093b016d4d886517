"""The statistics as data and files: JSON and CSV with the keys of the contract, and a workbook to read.

Nothing in them becomes a formula in a spreadsheet: in CSV what a person has named begins with an apostrophe where it
could, in the workbook it is text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..rules.insatskod import insats_ord
from ..rules.statistikjamforelse import Jamforelse, med_andring
from ..rules.statistiktabeller import Cell, Rad, Statistik, Tabell
from ..texter import statistik as ord_
from .ersattningsfiler import ofarlig
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare
from .statistiktyper import AR_FOR_AR, ENKATENS, Statistiksvar, Urval

_NAMN = ("insats", "anordnare")
TOTALT = "totalt"
_PERIOD = "period"


def som_data(svar: Statistiksvar) -> dict[str, Any]:
    """With `fore`, the same of the year before, where it was asked for."""
    u = svar.urval
    ut = {
        "fran": u.fran.isoformat(),
        "till": u.till.isoformat(),
        "urval": valt(u),
        "gallrade": svar.gallrade,
        **_tabeller(svar.statistik, svar.mer),
    }
    if svar.fore is not None:
        fore = u.period.aret_fore
        dagar = {"fran": fore.fran.isoformat(), "till": fore.till.isoformat()}
        ut["fore"] = dagar | _tabeller(svar.fore, svar.mer_fore)
    return ut


def _tabeller(s: Statistik, mer: Sequence[Tabell]) -> dict[str, Any]:
    return {
        "tabeller": {n: _tabell(t) for n, t in s.tabeller.items()}
        | {t.nummer: _tabell(t) for t in mer if t.nummer in ENKATENS}
        | {"per_insats": {kod: _tabell(t) for kod, t in s.per_insats.items()}},
        "mer": {t.nummer: _tabell(t) for t in mer if t.nummer not in ENKATENS},
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
    which). A column that a table does not have is empty, as is a share of nothing.

    Beside a year before, `jamfor` says whether a row is of now (nu), of then (fore) or what has changed (skillnad).
    """
    alla = [(t, svar.jamforelse(t)) for t in svar.alla]
    kolumner = list(dict.fromkeys(k for t, j in alla for k in (j.kolumner if j else t.kolumner[1:])))
    namn = list(dict.fromkeys((*_NAMN, *(t.namn for t, _ in alla))))
    jamforda = ("jamfor",) if svar.fore is not None else ()
    ut = io.StringIO()
    skrivare = csv.DictWriter(
        ut, ("tabell", "rad", *jamforda, *namn, *(k for k in kolumner if k not in namn)), delimiter=";",
        lineterminator="\n",
    )  # fmt: skip
    skrivare.writeheader()
    for t, j in alla:
        for rad, hur, celler in _rader(t, j):
            vad: dict[str, Any] = {"tabell": t.nummer, "rad": TOTALT if rad is None else "rad"}
            if jamforda:
                vad["jamfor"] = hur
            if t.avser:
                vad["insats"] = t.avser
            if rad is not None:
                vad[t.namn] = ofarlig(rad)
            skrivare.writerow(vad | {k: v for k, v in celler.items() if k != t.namn})
    return ut.getvalue()


def _rader(t: Tabell, j: Jamforelse | None) -> Iterator[tuple[str | None, str, Rad]]:
    """Name (None: the sum), of when, and the cells."""
    if j is None:
        for r in t.rader:
            yield str(r[t.namn]), "nu", r
        yield None, "nu", t.totalt
        return
    for x in j.alla:
        for hur, celler in (("nu", x.nu), ("fore", x.fore), ("skillnad", x.skillnad)):
            yield x.namn, hur, celler


def som_bok(svar: Statistiksvar) -> bytes:
    """A workbook: what it is about, and a sheet for each table, its sum last."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    u = svar.urval
    bok.borja(Blad("Om", (), (Kolumn("Statistik"), Kolumn(ord_.period_ord(u.fran, u.till)))))
    if svar.fore is not None:
        fore = u.period.aret_fore
        bok.rad(("Jämförs med", ord_.period_ord(fore.fran, fore.till)))
    for vad, vilka in valt(u).items():
        bok.rad((ord_.URVALORD[vad], vilka))
    for t in svar.alla:
        bok.rad((f"Tabell {t.nummer}", ord_.tabell_rubrik(t.nummer, t.avser)))
    bok.rad((ord_.FORKLARING,))
    if svar.gallrade:
        bok.rad((ord_.gallrade_ord(svar.gallrade),))
    perioder = dict(zip(("nu", "fore"), ord_.korta_perioder(u.period, u.period.aret_fore), strict=True))
    for t in svar.alla:
        if svar.fore is not None and t.nummer == AR_FOR_AR:
            t = med_andring(t)
        j = svar.jamforelse(t)
        kolumner = j.kolumner if j is not None else t.kolumner[1:]
        huvud = [t.namn, *((_PERIOD,) if j is not None else ()), *kolumner]
        bok.borja(
            Blad(
                f"Tabell {t.nummer} {insats_ord(t.avser)}".strip(),
                (),
                tuple(Kolumn(ord_.kolumn_ord(k)) for k in huvud),
            )
        )
        for rad, hur, celler in _rader(t, j):
            namn = ord_.TOTALT if rad is None else ord_.rad_ord(t.namn, rad)
            nar = (perioder.get(hur, ord_.ANDRING),) if j is not None else ()
            bok.rad([namn, *nar, *(_cell(celler[k]) for k in kolumner)])
    bok.klar()
    bok.close()
    return ut.getvalue()


def _cell(v: Cell) -> str | int | Decimal:
    return ord_.ODEFINIERAT if v is None else v
