"""Figures of anordnare over time: case load, lateness, returns and brister, month by month for a year.

Counted from what the actor may see: of protected kunder nobody counts more than they know of. Read from columns that
are given to those who get figures and no cases, so that the figures are the same for them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from ..models import (
    Aterremiss,
    Brist,
    Forlangning,
    Genomforandeplan,
    Insats,
    Manadsrapport,
    Slutrapport,
)
from ..rules import fakta as F  # noqa: N812 - the facts, beside the mapped classes of the same names
from ..rules.diagram import ANTAL, Diagram, Serie
from ..rules.fakta import Insatsfakta
from ..rules.frister import att_lamna
from ..rules.fristtyper import Frist
from ..rules.kalender import plus_manader
from ..texter.datum import manad_ar, manad_ord
from .arbetsenhet import Arbetsenhet

MANADER = 12
SATS = 500
_KORT = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def manaderna(idag: date) -> tuple[str, ...]:
    """The last twelve, this one included."""
    forsta = idag.replace(day=1)
    return tuple(f"{plus_manader(forsta, -n):%Y-%m}" for n in reversed(range(MANADER)))


def diagram(e: Arbetsenhet, anordnare_id: int) -> tuple[Diagram, ...]:
    """Four of them, over the same months."""
    manader = manaderna(e.idag)
    hos = (anordnare_id,)
    sena, alla = _sent(e, hos, manader)[anordnare_id]
    returer = _returer(e, hos, _ett_ar(e.idag), e.idag)[anordnare_id]
    return (
        _staplar("Insatser som pågår", manader, _pagar(e, anordnare_id, manader), "Pågår vid månadens slut"),
        _staplar("Rapporter och planer som kom för sent", manader, sena, "För sent", alla),
        _staplar("Återremisser", manader, returer, "Återremisser"),
        _staplar("Nya brister", manader, _brister(e, anordnare_id), "Nya brister"),
    )


class Arstal(NamedTuple):
    """Of a year: what came late of what was to be sent in it, and how many times something was returned."""

    sena: int
    att_lamna: int
    returer: int


def arets(e: Arbetsenhet, hos: Collection[int], ar: int, kundval: Sequence[str]) -> dict[int, Arstal]:
    """Of some anordnare, by number, as the diagrams count them: of some kundval in a calendar year as far as it has
    come."""
    manader = tuple(f"{ar}-{m:02}" for m in range(1, 13))
    bara = (Insats.kundval.in_(kundval),)
    sent = _sent(e, hos, manader, *bara)
    returer = _returer(e, hos, date(ar, 1, 1), min(date(ar, 12, 31), e.idag), *bara)
    return {nr: Arstal(*(sum(c.values()) for c in (*sent[nr], returer[nr]))) for nr in hos}


def _staplar(
    rubrik: str, manader: Sequence[str], tal: Counter[str], serie: str, av: Counter[str] | None = None
) -> Diagram:  # fmt: skip
    varden = tuple(tal[m] for m in manader)
    ord_ = " ".join(
        f"{manad_ar(m).capitalize()}: {tal[m]}{f' av {av[m]}' if av is not None else ''}." for m in manader
    )
    return Diagram(
        rubrik, ANTAL, tuple(_KORT[int(m[5:]) - 1] for m in manader), (Serie(serie, varden),),
        korta=tuple(manad_ord(m)[0].upper() for m in manader), beskrivning=ord_ if any(varden) else "",
    )  # fmt: skip


def _slut(manad: str, idag: date) -> date:
    """The last day of a month, or today if it has not come."""
    return min(plus_manader(date.fromisoformat(f"{manad}-01"), 1) - timedelta(days=1), idag)


def _borjan(manader: Sequence[str]) -> date:
    return date.fromisoformat(f"{manader[0]}-01")


def _pagar(e: Arbetsenhet, anordnare_id: int, manader: Sequence[str]) -> Counter[str]:
    i = Insats
    q = select(i.start, i.sista_dag).where(
        i.anordnare_id == anordnare_id, i.historik.is_(False), i.start <= e.idag,
        or_(i.sista_dag.is_(None), i.sista_dag >= _borjan(manader)),
    )  # fmt: skip
    tider = [(start, sista) for start, sista in e.session.execute(q) if start is not None]
    ut: Counter[str] = Counter()
    for m in manader:
        dag = _slut(m, e.idag)
        ut[m] = sum(s <= dag and (x is None or x >= dag) for s, x in tider)
    return ut


def _returer(
    e: Arbetsenhet, hos: Collection[int], fran: date, till: date, *bara: Any
) -> dict[int, Counter[str]]:  # fmt: skip
    """By anordnare and month."""
    ut: dict[int, Counter[str]] = {nr: Counter() for nr in hos}
    for t in (Manadsrapport, Genomforandeplan, Slutrapport, Aterremiss):
        tabell: Any = t
        q = (
            select(Insats.anordnare_id, tabell.aterremitterad)
            .join(Insats, Insats.id == tabell.insats_id)
            .where(Insats.anordnare_id.in_(hos), tabell.aterremitterad.between(fran, till), *bara)
        )
        for nr, dag in e.session.execute(q):
            ut[nr][f"{dag:%Y-%m}"] += 1
    return ut


def _brister(e: Arbetsenhet, anordnare_id: int) -> Counter[str]:
    b = Brist
    q = select(b.fran).where(
        b.anordnare_id == anordnare_id, b.fran.between(_ett_ar(e.idag), e.idag),
        or_(b.bedomning.is_(None), b.bedomning != "ingen_brist"),
    )  # fmt: skip
    return Counter(f"{d:%Y-%m}" for d in e.session.scalars(q))


def _ett_ar(idag: date) -> date:
    return _borjan(manaderna(idag))


# --- Lateness ------------------------------------------------------------------------------------------------------


def _sent(
    e: Arbetsenhet, hos: Collection[int], manader: Sequence[str], *bara: Any
) -> dict[int, tuple[Counter[str], Counter[str]]]:
    """By anordnare, and by the month in which it was due: what came late or is late still, and all that was due."""
    i = Insats
    # A report is due the month after; what ended long before the first month has nothing due in it.
    q = select(i.id, i.anordnare_id).where(
        i.anordnare_id.in_(hos), i.historik.is_(False), i.start.is_not(None),
        or_(i.sista_dag.is_(None), i.sista_dag >= plus_manader(_borjan(manader), -3)), *bara,
    )  # fmt: skip
    vems = {r.id: r.anordnare_id for r in e.session.execute(q.order_by(i.id))}
    ids = list(vems)
    forst, sist = _borjan(manader), plus_manader(date.fromisoformat(f"{manader[-1]}-01"), 1)
    per_dag: dict[int, tuple[Counter[date], Counter[date]]] = {nr: (Counter(), Counter()) for nr in hos}
    for n in range(0, len(ids), SATS):
        for insats, f in _fakta(e, ids[n : n + SATS]):
            sena, alla = per_dag[vems[insats]]
            for x in att_lamna(f, e.regelverk):
                if forst <= x.forfaller < sist and _var_att_lamna(x, e.idag):
                    alla[x.forfaller] += 1
                    sena[x.forfaller] += (x.klar or e.idag) > x.forfaller
    return {nr: (_per_manad(sena), _per_manad(alla)) for nr, (sena, alla) in per_dag.items()}


def _per_manad(per_dag: Counter[date]) -> Counter[str]:
    ut: Counter[str] = Counter()
    for dag, n in per_dag.items():
        ut[f"{dag:%Y-%m}"] += n
    return ut


def _var_att_lamna(x: Frist, idag: date) -> bool:
    if x.utlost > idag or x.vilande:
        return False
    return x.klar is not None or (x.forfaller <= idag and (x.stangs is None or x.stangs > idag))


def _fakta(e: Arbetsenhet, ids: Sequence[int]) -> Iterable[tuple[int, Insatsfakta]]:
    """By number of insats, as much of the facts as what is to be sent follows from."""
    p, m, s, g, i = Genomforandeplan, Manadsrapport, Slutrapport, Forlangning, Insats
    planer = _per_insats(e, ids, p, p.nummer, p.inkommen, p.godkand, p.revidering_begard)
    rapporter = _per_insats(e, ids, m, m.manad, m.klarmarkerad, m.godkand)
    slut = _per_insats(e, ids, s, s.inkommen, s.godkand)
    forl = _per_insats(e, ids, g, g.begard, g.beslutad, g.beslut)
    q = select(
        i.id, i.kod, i.start, i.slut, i.sista_dag, i.avslutsbeslut, i.avslutstyp, i.avslutsorsak, i.bevakas_fran,
        i.beslut, i.aktualiserad, i.bemannad, i.uppdrag,
    ).where(i.id.in_(ids))  # fmt: skip
    for r in e.session.execute(q):
        sr = slut[r.id][0] if r.id in slut else None
        yield r.id, Insatsfakta(
            r.kod, r.beslut, r.aktualiserad, r.bemannad, r.uppdrag, r.start, r.slut, r.sista_dag, r.avslutsbeslut,
            r.avslutstyp, r.avslutsorsak, bevakas_fran=r.bevakas_fran,
            planer=tuple(
                F.Plan(x.nummer, x.inkommen, (), x.godkand, x.revidering_begard)
                for x in sorted(planer.get(r.id, ()), key=lambda x: x.nummer)
            ),
            rapporter=tuple(F.Rapport(x.manad, x.klarmarkerad, (), x.godkand) for x in rapporter.get(r.id, ())),
            slutrapport=F.Slutrapport(sr.inkommen, (), sr.godkand) if sr is not None else None,
            forlangningar=tuple(
                F.Forlangning(x.begard, x.beslutad, x.beslut == "beviljad") for x in forl.get(r.id, ())
            ),
        )  # fmt: skip


def _per_insats(e: Arbetsenhet, ids: Sequence[int], tabell: Any, *kolumner: Any) -> dict[int, list[Any]]:
    ut: dict[int, list[Any]] = defaultdict(list)
    for rad in e.session.execute(select(tabell.insats_id, *kolumner).where(tabell.insats_id.in_(ids))):
        ut[rad.insats_id].append(rad)
    return ut
