"""The förvalslista of a kundval out of the database (K 5.4.1); only authorisations for the whole kundval count.

What a period was is written down when it has begun, with everybody's place and the rule set, and stands from then on:
before an import may change the authorisations, and when a kund takes the förvalsanordnare. The first to be written
down is the period that runs that day; those before it can only be reckoned from the authorisations as they stand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Auktorisation, Forvalsperiod
from ..rules.forvalslista import Auktoriserad, Forval, ar, pa_dagen, perioder
from ..rules.forvalsmotiv import Motiv, motiv
from ..texter.datum import datum_langt
from ..texter.meningar import KUNDVALORD
from .arbetsenhet import Arbetsenhet

SISTA_AR = 2090


class Dagsvar(NamedTuple):
    """Who was, is or will be förvalsanordnare on a day.

    `publicerad`: the day it was written down, None if it is only reckoned; `omraknad`: who it would be by the
    authorisations as they stand now, "" for nobody.
    """

    rad: Forval
    publicerad: date | None
    omraknad: str


def _auktoriserade(e: Arbetsenhet, kundval: str) -> list[Auktoriserad]:
    a = Auktorisation
    q = (
        select(Anordnare.namn, a.fran, a.till)
        .join(Anordnare, Anordnare.id == a.anordnare_id)
        .where(a.avser == kundval)
        .order_by(a.fran, a.id)
    )
    return [Auktoriserad(*r) for r in e.session.execute(q)]


def _publicerade(e: Arbetsenhet, kundval: str) -> dict[Forval, date]:
    """What has been written down, in order, and when. One that has got another name since goes by that one: else it
    would look as if it had lost its authorisation."""
    nu = {
        forr: r.namn
        for r in e.session.execute(
            select(Anordnare.namn, Anordnare.tidigare_namn).where(Anordnare.tidigare_namn != "")
        )
        for forr in r.tidigare_namn.splitlines()
    }
    p = Forvalsperiod
    q = (
        select(p.fran, p.till, p.anordnare, p.period_fran, p.period_till, p.regelverk, p.ordning, p.publicerad)
        .where(p.kundval == kundval)
        .order_by(p.fran)
    )
    return {
        Forval(
            r.fran, r.till, nu.get(r.anordnare, r.anordnare), (r.period_fran, r.period_till), r.regelverk,
            tuple((nu.get(namn, namn), date.fromisoformat(fran)) for namn, fran in json.loads(r.ordning)),
        ): r.publicerad
        for r in e.session.execute(q)
    }  # fmt: skip


def prova_kundval(kundval: str) -> None:
    if kundval not in KUNDVALORD:
        raise Nekad("kundval", f"Det finns inget kundval {kundval}. Välj något av: {', '.join(KUNDVALORD)}.")


def lista(e: Arbetsenhet, kundval: str, artal: int) -> list[Forval]:
    """The periods that begin in a year. Raises Nekad for an unknown kundval or a year before the list began."""
    prova_kundval(kundval)
    regler = e.regelverk.forvalslista()
    forsta = regler[0].regel.forsta.year
    if not forsta <= artal <= SISTA_AR:
        raise Nekad("ar", f"Förvalslistan finns från {forsta}. Välj ett senare år.", "ar")
    return ar(_auktoriserade(e, kundval), regler, artal, tuple(_publicerade(e, kundval)), e.idag)


def dagens(e: Arbetsenhet, kundval: str, dag: date) -> str:
    """Name of the förvalsanordnare of a day, "" if there is none."""
    publicerade = tuple(_publicerade(e, kundval))
    rad = pa_dagen(_auktoriserade(e, kundval), e.regelverk.forvalslista(), dag, publicerade, e.idag)
    return rad.anordnare if rad else ""


def pa_dag(e: Arbetsenhet, kundval: str, dag: date) -> Dagsvar:
    """Who had a day, what was published of it, and what a recomputation says. Raises Nekad as lista does."""
    prova_kundval(kundval)
    regler = e.regelverk.forvalslista()
    publicerade, alla = _publicerade(e, kundval), _auktoriserade(e, kundval)
    rad = pa_dagen(alla, regler, dag, tuple(publicerade), e.idag) if dag.year <= SISTA_AR else None
    ny = pa_dagen(alla, regler, dag) if rad is not None else None
    if rad is None or ny is None:
        forsta = datum_langt(regler[0].regel.forsta)
        raise Nekad("dag", f"Förvalslistan börjar {forsta} och räknas till och med {SISTA_AR}.", "dag")
    return Dagsvar(rad, next((d for f, d in publicerade.items() if f.fran == rad.fran), None), ny.anordnare)


def motiven(e: Arbetsenhet, kundval: str, rader: Sequence[Forval]) -> list[Motiv]:
    """Why each of some rows of the list has the anordnare it has, and who was passed over."""
    if not rader:
        return []
    regler = e.regelverk.forvalslista()
    publicerade = tuple(_publicerade(e, kundval))
    alla = perioder(_auktoriserade(e, kundval), regler, rader[-1].fran, publicerade, e.idag)
    skal = {f.fran: m for f, m in zip(alla, motiv(alla, {g.regel.forsta for g in regler}), strict=True)}
    return [skal[f.fran] for f in rader]


def omraknade(e: Arbetsenhet, kundval: str, rader: Sequence[Forval]) -> list[str]:
    """Who would have the first day of each of some rows, by the authorisations as they stand now."""
    if not rader:
        return []
    nya = perioder(_auktoriserade(e, kundval), e.regelverk.forvalslista(), rader[-1].fran)
    return [next((n.anordnare for n in reversed(nya) if n.fran <= f.fran), "") for f in rader]


def publicerade(e: Arbetsenhet, kundval: str) -> dict[date, date]:
    """First day of each row that has been written down, and when that was done."""
    return {f.fran: nar for f, nar in _publicerade(e, kundval).items()}


def publicera(e: Arbetsenhet, kundvalen: Sequence[str] = tuple(KUNDVALORD)) -> None:
    """Writes down what has begun by today. Nothing that stands is changed, but for days that were still to come."""
    for kundval in kundvalen:
        star = tuple(_publicerade(e, kundval))
        begynt = perioder(_auktoriserade(e, kundval), e.regelverk.forvalslista(), e.idag, star, e.idag)
        if star:
            begynt = [f for f in begynt if f.fran >= star[-1].fran]
            if begynt and begynt[0].till < star[-1].till:
                villkor = Forvalsperiod.kundval == kundval, Forvalsperiod.fran == begynt[0].fran
                e.session.scalars(select(Forvalsperiod).where(*villkor)).one().till = begynt[0].till
            begynt = [f for f in begynt if f.fran > star[-1].fran]
        else:
            begynt = [f for f in begynt if f.period[1] >= e.idag]
            if not any(f.anordnare for f in begynt):
                continue
        nya = [_rad(e, kundval, f) for f in begynt]
        if e.lokal:
            e.session.add_all(Forvalsperiod(**x) for x in nya)
        elif nya:
            from sqlalchemy.dialects.postgresql import insert

            # Of two who write down the same period at once, the second has nothing to add.
            e.session.execute(insert(Forvalsperiod).on_conflict_do_nothing(), nya)
    e.session.flush()


def _rad(e: Arbetsenhet, kundval: str, f: Forval) -> dict[str, object]:
    return {
        "kundval": kundval,
        "fran": f.fran,
        "till": f.till,
        "period_fran": f.period[0],
        "period_till": f.period[1],
        "anordnare": f.anordnare,
        "ordning": json.dumps([(namn, fran.isoformat()) for namn, fran in f.ordning], ensure_ascii=False),
        "regelverk": f.regelverk,
        "publicerad": e.idag,
    }


def passeras(e: Arbetsenhet, kundval: str, namn: str, fran: date) -> tuple[Forval, str] | None:
    """The first row from a day on that an anordnare has now and has not without its authorisation from that day, and
    who has it instead, "" for nobody. None where it has none within two years, or the list is not of that kundval."""
    if kundval not in KUNDVALORD:
        return None
    till = date(min(fran.year + 2, SISTA_AR), 12, 31)
    regler, star, nu = e.regelverk.forvalslista(), tuple(_publicerade(e, kundval)), _auktoriserade(e, kundval)
    utan = [
        a._replace(till=min(a.till or date.max, fran - timedelta(days=1))) if a.anordnare == namn else a
        for a in nu if a.anordnare != namn or a.fran < fran
    ]  # fmt: skip
    rad = next((f for f in perioder(nu, regler, till, star, e.idag) if f.anordnare == namn and f.till >= fran), None)
    if rad is None:
        return None
    dag = max(rad.fran, fran)
    nya = perioder(utan, regler, dag, star, e.idag)
    return rad, next((f.anordnare for f in reversed(nya) if f.fran <= dag <= f.till), "")
