"""The sub-command for what a year costs against its budget, as data or as a file."""

from __future__ import annotations

from ..services import budget as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.budgetfiler import som_bok, som_csv, som_data
from ..services.budgetord import anmarkningar
from ..services.budgettyper import Budgetsvar
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, i_format, krav_plats, oppen, skriv_svar


def budget(val: Val) -> int:
    krav_plats(val)
    with oppen(val) as (db, aktor), enhet(db, aktor, las_regelverk(), dagens(val)) as e:
        svar = tjanst.hamta(e, val.ar, Framstegsrad())
        innehall = i_format(
            val.format, {
                "json": lambda: som_data(svar), "csv": lambda: som_csv(svar), "xlsx": lambda: som_bok(svar),
                "pdf": lambda: _pdf(e, svar),
            },
        )  # fmt: skip
    skriv_svar(val, innehall)
    for mening in anmarkningar(svar):
        sag(f"Observera: {mening}")
    return 0


def _pdf(e: Arbetsenhet, svar: Budgetsvar) -> bytes:
    from ..services.documents import budget as papper

    return papper.fil(e, svar)
