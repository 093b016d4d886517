"""The sub-command for the statistics of a period, as data or as a file."""

from __future__ import annotations

import json

from ..services import statistik as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.regelverk import las_regelverk
from ..services.statistikfiler import som_bok, som_csv, som_data
from ..services.statistiktyper import Statistiksvar, Urval
from ..texter.statistik import INTE_SLUT, gallrade_ord
from ..val import Val, sag
from .grund import dagens, krav_plats, oppen, skriv_svar


def statistik(val: Val) -> int:
    krav_plats(val)
    assert val.fran is not None and val.till is not None  # noqa: S101 - the command line has refused a missing one
    urval = Urval(
        val.fran, val.till, val.kundval or None, val.anordnare or None, val.handlaggare or None, val.malgrupp or None,
        val.jamfor,
    )  # fmt: skip
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = tjanst.hamta(e, urval)
        innehall = _innehall(e, val.format, svar)
    skriv_svar(val, innehall)
    if val.till > dagens(val):
        sag(f"Observera: {INTE_SLUT[0].lower()}{INTE_SLUT[1:]}")
    if svar.gallrade:
        sag(f"Observera: {gallrade_ord(svar.gallrade)}")
    return 0


def _innehall(e: Arbetsenhet, form: str, svar: Statistiksvar) -> bytes:
    if form == "csv":
        return som_csv(svar).encode()
    if form == "xlsx":
        return som_bok(svar)
    if form == "pdf":
        from ..services.documents import statistik as papper

        return papper.fil(e, svar)
    return (json.dumps(som_data(svar), ensure_ascii=False, indent=1) + "\n").encode()
