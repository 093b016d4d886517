"""The sub-command for what a year costs against its budget, as data or as a file."""

from __future__ import annotations

import json

from ..services import budget as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.budgetfiler import som_bok, som_csv, som_data
from ..services.budgetord import anmarkningar
from ..services.budgettyper import Budgetsvar
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, krav_plats, oppen, skriv_svar


def budget(val: Val) -> int:
    krav_plats(val)
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = tjanst.hamta(e, val.ar, Framstegsrad())
        innehall = _innehall(e, val.format, svar)
    skriv_svar(val, innehall)
    for mening in anmarkningar(svar):
        sag(f"Observera: {mening}")
    return 0


def _innehall(e: Arbetsenhet, form: str, svar: Budgetsvar) -> bytes:
    if form == "csv":
        return som_csv(svar).encode()
    if form == "xlsx":
        return som_bok(svar)
    if form == "pdf":
        from ..services.documents import budget as papper

        return papper.fil(e, svar)
    return (json.dumps(som_data(svar), ensure_ascii=False, indent=1) + "\n").encode()
