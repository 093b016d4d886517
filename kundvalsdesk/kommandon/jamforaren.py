"""The sub-command for Jämföraren: what a kund compares anordnare by, as data or as the sheet to take home."""

from __future__ import annotations

from typing import Any

from ..services import jamforaren as tjanst
from ..services.jamforaretyper import Jamford
from ..val import Val
from .grund import enhet_for, krav_plats, skriv_svar, som_json


def jamforaren(val: Val) -> int:
    """Those named, or everybody who can be chosen today. A figure of too few is null."""
    krav_plats(val)
    kod, ar = val.kod.upper(), val.ar or None
    with enhet_for(val) as e:
        if val.format == "pdf":
            from ..services.documents import jamforaren as utskrift

            innehall = utskrift.fil(e, val.namnen, kod, ar)[1]
        else:
            j = tjanst.hamta(e, kod, ar)
            j = tjanst.valda(j, val.namnen) if val.namnen else j
            data = {
                "ar": j.ar,
                "insats": kod or None,
                "forval": j.forval or None,
                "anordnare": [_en(a) for a in j.alla],
            }
            innehall = som_json(data).encode()
    skriv_svar(val, innehall)
    return 0


def _en(a: Jamford) -> dict[str, Any]:
    return {
        "anordnare": a.namn,
        "insatser": [kod for kod, _ in a.insatser],
        "kunder_omkring": a.kunder,
        "manader_till_egen_forsorjning": a.manader,
        "nojda": [{"ar": n.ar, "kundval": n.kundval, "andel": n.andel, "antal_svar": n.antal} for n in a.nojdhet],
        "kommundelar": a.kommundelar,
        "sprak": a.sprak,
        "kompetens": a.kompetens,
        "presentation": a.presentation,
    }
