"""The förvalslista as the window shows it: today's, the periods of a year, and who it was on a day.

Beside what was written down stands what the authorisations say now, reckoned without it.
"""

from __future__ import annotations

from datetime import date

from ..rules.forvalslista import Forval
from ..rules.forvalsmotiv import Motiv
from ..texter import forvalslista as ord_
from ..texter.anmarkningar import period_ord
from ..texter.franvaro import period_ord as period_langt
from ..texter.meningar import KUNDVALORD
from . import forval
from .arbetsenhet import Arbetsenhet
from .forvalstyper import Forvalsar, Forvalsrad


def hamta(e: Arbetsenhet, kundval: str, artal: int | None = None, dag: date | None = None) -> Forvalsar:
    """The year that was asked for, or the one with the period of `dag` (today). Raises Nekad as forval does."""
    sokt = forval.pa_dag(e, kundval, dag or e.idag).rad if artal is None else None
    valt = artal if sokt is None else sokt.period[0].year
    assert valt is not None  # noqa: S101 - one of the two is there
    rader = forval.lista(e, kundval, valt)
    omraknade = forval.omraknade(e, kundval, rader)
    publicerade, motiven = forval.publicerade(e, kundval), forval.motiven(e, kundval, rader)
    regler = e.regelverk.forvalslista()
    leta = sokt.fran if sokt is not None else e.idag
    return Forvalsar(
        kundval,
        valt,
        tuple(_rad(e, f, publicerade.get(f.fran), ny, m) for f, ny, m in zip(rader, omraknade, motiven, strict=True)),
        next((n for n, f in enumerate(rader) if f.fran <= leta <= f.till), 0),
        regler[0].regel.forsta.year,
        forval.SISTA_AR,
        tuple((k, forval.dagens(e, k, e.idag)) for k in KUNDVALORD),
    )


def _rad(e: Arbetsenhet, f: Forval, publicerad: date | None, ny: str, m: Motiv) -> Forvalsrad:
    fakta = (
        ("Varför just den", ord_.varfor(f, m)),
        ("Plats i turordningen", ord_.plats(f.plats, len(f.ordning))),
        ("Fastställd", ord_.faststalld(publicerad, f.fran, e.idag)),
        ("Räknad om i dag", ord_.omraknad(f.anordnare, ny) if publicerad else ""),
        ("Turordning den dagen", ord_.ordning(f.ordning)),
        ("Regelverk", f.regelverk),
    )
    return Forvalsrad(
        tid=period_ord(f.fran, f.till),
        tid_langt=period_langt(f.fran, f.till),
        anordnare=f.anordnare or ord_.INGEN,
        plats=ord_.plats(f.plats, len(f.ordning)),
        lage=ord_.lage(f.fran, f.till, publicerad, e.idag),
        avviker=ny != f.anordnare,
        nu=f.fran <= e.idag <= f.till,
        fakta=tuple((namn, varde) for namn, varde in fakta if varde),
    )
