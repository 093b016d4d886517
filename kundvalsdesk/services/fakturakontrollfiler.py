"""A check of an invoice as data and files: JSON, CSV and a workbook. Cases by number, nobody by name."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from ..rules.fakturakontroll import UTFALL, Jamford
from ..texter.fakturakontroll import SLAGORD, UTFALLSORD, fynd_ord, mening
from .ersattningsfiler import ofarlig
from .fakturatyper import Kontrollsvar
from .overforing.blad import Blad, Kolumn
from .overforing.filskrivare import Bokskrivare

FALT = (
    "rad", "utfall", "insats", "avser_manad", "dagar", "belopp", "ska_dagar", "ska_belopp", "skillnad", "forklaring",
)  # fmt: skip


def _rad(j: Jamford, manad: str) -> dict[str, Any]:
    return {
        "rad": j.nr or None, "utfall": j.utfall, "insats": j.insats, "avser_manad": j.manad, "dagar": j.dagar,
        "belopp": _tal(j.belopp), "ska_dagar": j.ska_dagar, "ska_belopp": _tal(j.ska_belopp),
        "skillnad": str(j.skillnad), "forklaring": mening(j, manad),
    }  # fmt: skip


def _tal(v: Decimal | None) -> str | None:
    return None if v is None else str(v)


def som_data(svar: Kontrollsvar) -> dict[str, Any]:
    return {
        "manad": svar.manad, "korning": svar.lage, "anordnare": svar.anordnare, "anordnare_fran": svar.hur,
        "slag": svar.slag, "nummer": svar.nummer, "datum": svar.datum.isoformat() if svar.datum else None,
        "sha256": svar.sha256, "antal_rader": svar.antal, "summa": str(svar.summa), "moms": _tal(svar.moms),
        "korningens_summa": str(svar.ska), "skillnad": str(svar.summa - svar.ska), "stammer": svar.stammer,
        "utfall": {u: {"antal": per[0], "skillnad": str(per[1])} for u, per in _per(svar)},
        "anmarkningar": [fynd_ord(f) for f in svar.fynd],
        "rader": [_rad(j, svar.manad) for j in svar.rader],
    }  # fmt: skip


def _per(svar: Kontrollsvar) -> list[tuple[str, tuple[int, Decimal]]]:
    per = svar.per_utfall
    return [(u, per[u]) for u in UTFALL if u in per]


def som_csv(svar: Kontrollsvar) -> str:
    """Every row, those that are as they should be too."""
    ut = io.StringIO()
    skrivare = csv.writer(ut, delimiter=";", lineterminator="\n")
    skrivare.writerow(FALT)
    for j in svar.rader:
        rad = _rad(j, svar.manad)
        rad["insats"] = ofarlig(rad["insats"])
        skrivare.writerow(["" if (v := rad[f]) is None else v for f in FALT])
    return ut.getvalue()


def som_bok(svar: Kontrollsvar) -> bytes:
    """A workbook: what differs first, then all rows, and what it comes to."""
    ut = io.BytesIO()
    bok = Bokskrivare(ut)
    for namn, rader in (("avvikelser", svar.avvikande), ("rader", svar.rader)):
        bok.borja(Blad(namn, (), tuple(Kolumn(f) for f in FALT)))
        for j in rader:
            rad = _rad(j, svar.manad) | {
                "belopp": j.belopp, "ska_belopp": j.ska_belopp, "skillnad": j.skillnad, "utfall": UTFALLSORD[j.utfall],
            }  # fmt: skip
            bok.rad(["" if (v := rad[f]) is None else v for f in FALT])
    bok.borja(Blad("sammanfattning", (), (Kolumn("vad"), Kolumn("antal"), Kolumn("belopp"))))
    bok.rad([f"{SLAGORD[svar.slag]} från {svar.anordnare}", svar.antal, svar.summa])
    bok.rad([f"Körningen för {svar.manad}", sum(1 for j in svar.rader if j.ska_belopp is not None), svar.ska])
    for u, (antal, skillnad) in _per(svar):
        bok.rad([UTFALLSORD[u], antal, skillnad])
    for f in svar.fynd:
        bok.rad([fynd_ord(f), "", ""])
    bok.rad([f"Filens SHA-256: {svar.sha256}", "", ""])
    bok.klar()
    bok.close()
    return ut.getvalue()
