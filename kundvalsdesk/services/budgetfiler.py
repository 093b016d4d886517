"""A year's cost against its budget as data and files: the same figures as JSON, CSV and a workbook."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from ..rules.budget import Kostnad
from .budgetord import anmarkningar, kundval_ord
from .budgettyper import Budgetsvar, Kundvalsar
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare

FALT = ("utbetalt", "vantat", "prognos", "vantat_tidiga_slut", "prognos_tidiga_slut")
RUBRIKER = ("Utbetalt", "Väntas", "Prognos", "Väntas med tidiga slut", "Prognos med tidiga slut")
HELA_ARET = "totalt"


def tal(k: Kostnad) -> tuple[Decimal, ...]:
    return k.betalt, k.vantat, k.prognos, k.vantat_tidigt, k.prognos_tidigt


def som_data(svar: Budgetsvar) -> dict[str, Any]:
    return {
        "ar": svar.ar,
        "faststallda": sorted(svar.faststallda),
        "kundval": [{"kundval": p.kundval} | _post(p) for p in svar.kundval],
        "totalt": _post(svar.alla),
        "tidiga_slut": [
            {"kod": h.kod, "avslutade": h.antal, "tidiga": h.tidiga, "racker": h.racker} for h in svar.historik
        ],
    }


def _post(p: Kundvalsar) -> dict[str, Any]:
    return {
        "manader": [{"manad": m} | _tal(k) for m, k in p.manader],
        "totalt": _tal(p.totalt),
        "budget": _belopp(p.budget),
        "kvar": _belopp(p.kvar),
        "kvar_tidiga_slut": _belopp(p.kvar_tidigt),
    }


def _tal(k: Kostnad) -> dict[str, str]:
    return {f: str(v) for f, v in zip(FALT, tal(k), strict=True)}


def _belopp(b: Decimal | None) -> str | None:
    return None if b is None else str(b)


def som_csv(svar: Budgetsvar) -> str:
    """A row for each kundval and month, and one for its year with the budget; last those of all together."""
    ut = io.StringIO()
    falt = ("kundval", "manad", *FALT, "budget", "kvar", "kvar_tidiga_slut")
    skrivare = csv.DictWriter(ut, falt, delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for p in (*svar.kundval, svar.alla):
        for m, k in p.manader:
            skrivare.writerow({"kundval": p.kundval or HELA_ARET, "manad": m} | _tal(k))
        aret = {"kundval": p.kundval or HELA_ARET, "manad": HELA_ARET} | _tal(p.totalt)
        pengar = {"budget": p.budget, "kvar": p.kvar, "kvar_tidiga_slut": p.kvar_tidigt}
        skrivare.writerow(aret | {k: v for k, v in pengar.items() if v is not None})
    return ut.getvalue()


def som_bok(svar: Budgetsvar) -> bytes:
    """A workbook: the year per kundval, and a sheet of months for each."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    pengar = ("Budget", "Kvar", "Kvar med tidiga slut")
    bok.borja(Blad(f"Budget {svar.ar}", (), tuple(Kolumn(r) for r in ("Kundval", *RUBRIKER, *pengar))))
    for p in (*svar.kundval, svar.alla):
        rest = [v if v is not None else "" for v in (p.budget, p.kvar, p.kvar_tidigt)]
        bok.rad([kundval_ord(p.kundval), *tal(p.totalt), *rest])
    for mening in anmarkningar(svar):
        bok.rad([mening])
    for p in svar.poster:
        bok.borja(Blad(p.kundval or "Alla", (), tuple(Kolumn(r) for r in ("Månad", *RUBRIKER))))
        for m, k in p.manader:
            bok.rad([m, *tal(k)])
        bok.rad(["Totalt", *tal(p.totalt)])
    bok.klar()
    bok.close()
    return ut.getvalue()
