"""The sub-command for the statistics of a period, as data or as a file."""

from __future__ import annotations

from ..services import statistik as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.regelverk import las_regelverk
from ..services.statistikfiler import som_bok, som_csv, som_data
from ..services.statistiktyper import Statistiksvar, Urval
from ..texter.statistik import INTE_SLUT, gallrade_ord
from ..val import Val, sag
from .grund import dagens, i_format, krav_plats, oppen, skriv_svar


def statistik(val: Val) -> int:
    krav_plats(val)
    assert val.fran is not None and val.till is not None  # noqa: S101 - the command line has refused a missing one
    urval = Urval(
        val.fran, val.till, val.kundval or None, val.anordnare or None, val.handlaggare or None, val.malgrupp or None,
        val.jamfor,
    )  # fmt: skip
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = tjanst.hamta(e, urval)
        innehall = i_format(
            val.format, {
                "json": lambda: som_data(svar), "csv": lambda: som_csv(svar), "xlsx": lambda: som_bok(svar),
                "pdf": lambda: _pdf(e, svar),
            },
        )  # fmt: skip
    skriv_svar(val, innehall)
    if val.till > dagens(val):
        sag(f"Observera: {INTE_SLUT[0].lower()}{INTE_SLUT[1:]}")
    if svar.gallrade:
        sag(f"Observera: {gallrade_ord(svar.gallrade)}")
    return 0


def _pdf(e: Arbetsenhet, svar: Statistiksvar) -> bytes:
    from ..services.documents import statistik as papper

    return papper.fil(e, svar)
