"""The sub-command for the förvalslista: the periods of a year, as data or on paper, or who it was on a day."""

from __future__ import annotations

from datetime import date

from ..fel import Nekad
from ..services import forval
from ..texter.forvalslista import varfor
from ..val import Val
from .grund import enhet_for, krav_plats, skriv_svar, som_json


def forvalslista(val: Val) -> int:
    """The förvalsanordnare of a kundval, period by period; `anordnare` null where nobody is authorised."""
    if val.dag is not None:
        return _pa_dag(val, val.dag)
    krav_plats(val)
    kundval = val.kundval.upper()
    with enhet_for(val) as e:
        if val.format == "pdf":
            from ..services.documents import forvalslista as utskrift

            innehall = utskrift.fil(e, kundval, val.ar)[1]
        else:
            innehall = som_json(
                [
                    {"fran": p.fran.isoformat(), "till": p.till.isoformat(), "anordnare": p.anordnare or None}
                    for p in forval.lista(e, kundval, val.ar)
                ]
            ).encode()
    skriv_svar(val, innehall)
    return 0


def _pa_dag(val: Val, dag: date) -> int:
    """Who had one day and why, everybody's place then, and whether today's authorisations would say otherwise."""
    if val.format == "pdf":
        raise Nekad("format", "Som PDF skrivs listan för ett år. Ange --ar i stället för --dag.")
    kundval = val.kundval.upper()
    with enhet_for(val) as e:
        svar = forval.pa_dag(e, kundval, dag)
        (skal,) = forval.motiven(e, kundval, [svar.rad])
    rad = svar.rad
    uppgifter = {
        "kundval": kundval,
        "dag": dag.isoformat(),
        "fran": rad.fran.isoformat(),
        "till": rad.till.isoformat(),
        "anordnare": rad.anordnare or None,
        "plats": rad.plats or None,
        "varfor": varfor(rad, skal),
        "forbigangna": list(skal.forbi),
        "ordning": [
            {"plats": n, "anordnare": namn, "auktoriserad": fran.isoformat()}
            for n, (namn, fran) in enumerate(rad.ordning, 1)
        ],
        "regelverk": rad.regelverk,
        "publicerad": svar.publicerad.isoformat() if svar.publicerad else None,
        "omraknad": svar.omraknad or None,
        "avviker": svar.omraknad != rad.anordnare,
    }
    skriv_svar(val, som_json(uppgifter).encode())
    return 0
