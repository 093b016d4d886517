"""The sub-command for progression and chains of insatser in a period, as data or as a file."""

from __future__ import annotations

from typing import Any

from ..services import progression as tjanst
from ..services.arbetsenhet import enhet
from ..services.regelverk import las_regelverk
from ..services.statistikfiler import som_bok, som_csv, som_data
from ..services.statistiktyper import Statistiksvar, Urval
from ..texter.statistik import INTE_SLUT
from ..val import Val, sag
from .grund import dagens, i_format, krav_plats, oppen, skriv_svar


def progression(val: Val) -> int:
    krav_plats(val)
    assert val.fran is not None and val.till is not None  # noqa: S101 - the command line has refused a missing one
    urval = Urval(val.fran, val.till, val.kundval or None, val.anordnare or None, None, val.malgrupp or None)
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = tjanst.hamta(e, urval)
    hur = {"json": lambda: _data(svar), "csv": lambda: som_csv(svar), "xlsx": lambda: som_bok(svar)}
    skriv_svar(val, i_format(val.format, hur))
    if val.till > dagens(val):
        sag(f"Observera: {INTE_SLUT[0].lower()}{INTE_SLUT[1:]}")
    return 0


def _data(svar: Statistiksvar) -> dict[str, Any]:
    data = som_data(svar)
    return {k: data[k] for k in ("fran", "till", "urval")} | {"tabeller": data["mer"]}
