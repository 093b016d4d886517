"""The anordnare as the desk sees them: who they are, what runs there, what is late, returned and at fault."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from ..models import (
    Anordnarandring,
    Anordnare,
    Aterremiss,
    Auktorisation,
    Frist,
    Genomforandeplan,
    Insats,
    Jobbexpert,
    Manadsrapport,
    Slutrapport,
)
from ..rules.anordnarregister import SAKNAS, behorighet, galler
from ..rules.brister import BRISTKODER
from ..rules.kalender import plus_manader
from ..rules.sortering import sokform, sortnyckel
from ..texter.brister import BRISTGRUPPER
from ..texter.datum import antal
from .anordnaretyper import Anordnarlista, Anordnarrad, Bristgrupp
from .anordnarkort import avser_ord, fakta, hette_forut
from .anordnarregister import LASARE, VARDARE, mal
from .arbetsenhet import Arbetsenhet
from .brister import REGISTERROLLER, anordnare_brister
from .granskningstyper import Bristrad
from .typer import ARENDEROLLER
from .uppfoljningstyper import ROLLER as FOLJER
from .uppfoljningstyper import SKRIVER

_RAPPORTFRISTER = (
    "manadsrapport", "komplettera_rapport", "genomforandeplan", "reviderad_plan", "slutrapport_fullfoljd",
    "slutrapport_fortid", "slutrapport_avbruten", "slutrapport_sen",
)  # fmt: skip


def lista(e: Arbetsenhet) -> Anordnarlista:
    """Every anordnare, in Swedish order of names. The cases only for those who work with cases; whoever only keeps
    the register gets no figures, and a dataskyddssamordnare what is published: who they are and for what."""
    far_se, far_varda = e.aktor.har(*ARENDEROLLER), e.aktor.har(*VARDARE)
    if not e.aktor.har(*LASARE):
        if e.aktor.har("dataskyddssamordnare"):
            return Anordnarlista(_offentligt(e), far_tal=False, far_kort=False)
        return Anordnarlista(nekad=True)
    if not far_se and not e.aktor.har(*REGISTERROLLER):
        return Anordnarlista(_utan_tal(e), far_varda=far_varda, far_tal=False)
    manader = e.regelverk.brister(e.idag).returer_manader
    pagaende, sena, vantar = _pagaende(e), _sena(e), _vantar(e)
    returer = _returer(e, plus_manader(e.idag, -manader))
    auktoriserad = _auktorisationer(e)
    alla = {a.namn: a for a in e.session.scalars(select(Anordnare))}
    rader = []
    for b in anordnare_brister(e):
        a = alla[b.anordnare]
        rader.append(
            Anordnarrad(
                namn=a.namn,
                mal=mal(a),
                kundval=_kundval(e, auktoriserad[a.id]),
                pagaende=pagaende[a.id],
                insatser=b.insatser,
                med_brist=b.med_brist,
                andel=b.andel,
                oppna=b.oppna,
                sena=sena[a.id],
                returer=returer[a.id],
                returer_manader=manader,
                fakta=_fakta(a, auktoriserad[a.id]),
                grupper=_grupper(b.arenden),
                soktext=_soktext(a),
                vantar=vantar.get(a.id, ""),
            )
        )
    return Anordnarlista(
        tuple(rader),
        far_se,
        far_varda=far_varda,
        far_se_atgarder=e.aktor.har(*FOLJER),
        far_atgarda=e.aktor.har(SKRIVER),
    )


def _utan_tal(e: Arbetsenhet) -> tuple[Anordnarrad, ...]:
    auktoriserad, vantar = _auktorisationer(e), _vantar(e)
    return tuple(
        Anordnarrad(
            namn=a.namn, mal=mal(a), kundval=_kundval(e, auktoriserad[a.id]), fakta=_fakta(a, auktoriserad[a.id]),
            soktext=_soktext(a), vantar=vantar.get(a.id, ""),
        )
        for a in sorted(e.session.scalars(select(Anordnare)), key=lambda a: sortnyckel(a.namn))
    )  # fmt: skip


def _offentligt(e: Arbetsenhet) -> tuple[Anordnarrad, ...]:
    """By columns: no more of the register is theirs to read."""
    auktoriserad = _auktorisationer(e)
    alla = e.session.execute(select(Anordnare.id, Anordnare.namn, Anordnare.tidigare_namn)).all()
    return tuple(
        Anordnarrad(
            namn=a.namn, kundval=_kundval(e, auktoriserad[a.id]),
            fakta=(*_ratten(auktoriserad[a.id]), *hette_forut(a.tidigare_namn)),
            soktext=sokform(" ".join(filter(None, (a.namn, a.tidigare_namn)))),
        )
        for a in sorted(alla, key=lambda a: sortnyckel(a.namn))
    )  # fmt: skip


def _vantar(e: Arbetsenhet) -> dict[int, str]:
    """Of each anordnare, what in the register waits for somebody: access that is not asked for, reported changes."""
    j, x = Jobbexpert, Anordnarandring
    utan: Counter[int] = Counter()
    for r in e.session.execute(
        select(j.anordnare_id, j.forsta_dag, j.sista_dag).where(j.behorighet_begard.is_(None))
    ):  # fmt: skip
        utan[r.anordnare_id] += behorighet(r.forsta_dag, r.sista_dag, None, e.idag) == SAKNAS
    andringar = _rakna(e, select(x.anordnare_id, func.count()).where(x.hanterad.is_(None)).group_by(x.anordnare_id))
    ut = {}
    for id_ in {*utan, *andringar}:
        delar = [f"behörighet inte begärd för {antal(utan[id_], 'person', 'personer')}"] if utan[id_] else []
        if andringar[id_]:
            delar.append(f"{antal(andringar[id_], 'anmäld ändring', 'anmälda ändringar')} att hantera")
        if mening := "; ".join(delar):
            ut[id_] = f"{mening[0].upper()}{mening[1:]}."
    return ut


def _kundval(e: Arbetsenhet, auktoriserad: Sequence[Any]) -> tuple[str, ...]:
    return tuple(sorted({x.avser for x in auktoriserad if galler(x.fran, x.till, e.idag)}))


def _soktext(a: Anordnare) -> str:
    return sokform(" ".join(filter(None, (a.namn, a.tidigare_namn, a.kompetens, a.sprak, a.kommundelar))))


# --- Figures -----------------------------------------------------------------------------------------------------


def _rakna(e: Arbetsenhet, q: Any) -> Counter[int]:
    return Counter({r[0]: r[1] for r in e.session.execute(q) if r[0] is not None})


def _pagaende(e: Arbetsenhet) -> Counter[int]:
    i = Insats
    return _rakna(
        e,
        select(i.anordnare_id, func.count())
        .where(
            i.historik.is_(False), i.start.is_not(None), i.start <= e.idag,
            or_(i.sista_dag.is_(None), i.sista_dag >= e.idag),
        )
        .group_by(i.anordnare_id),
    )  # fmt: skip


def _sena(e: Arbetsenhet) -> Counter[int]:
    """What the anordnare should have sent by now."""
    f = Frist
    return _rakna(
        e,
        select(f.anordnare_id, func.count())
        .where(
            f.kod.in_(_RAPPORTFRISTER), f.ansvarig == "ANO", f.huvud.is_(True), f.vilande.is_(False),
            f.utlost <= e.idag, f.forfaller < e.idag, or_(f.stangs.is_(None), f.stangs > e.idag),
        )
        .group_by(f.anordnare_id),
    )  # fmt: skip


def _returer(e: Arbetsenhet, fran: date) -> Counter[int]:
    """Returns of reports and plans since a day: the first stand in their rows, the later ones by themselves."""
    ut: Counter[int] = Counter()
    for t in (Manadsrapport, Genomforandeplan, Slutrapport, Aterremiss):
        tabell: Any = t
        ut += _rakna(
            e,
            select(Insats.anordnare_id, func.count())
            .join(tabell, tabell.insats_id == Insats.id)
            .where(tabell.aterremitterad > fran, tabell.aterremitterad <= e.idag)
            .group_by(Insats.anordnare_id),
        )
    return ut


# --- Who they are ------------------------------------------------------------------------------------------------


def _auktorisationer(e: Arbetsenhet) -> dict[int, list[Any]]:
    """Of each anordnare: avser, fran, till."""
    x = Auktorisation
    ut: dict[int, list[Any]] = defaultdict(list)
    for r in e.session.execute(select(x.anordnare_id, x.avser, x.fran, x.till).order_by(x.avser, x.fran)):
        ut[r.anordnare_id].append(r)
    return ut


def _fakta(a: Anordnare, auktoriserad: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """What is known of it, label and value, with its authorisations among the first."""
    return (*_ratten(auktoriserad), *fakta(a))


def _ratten(auktoriserad: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    ratt = "\n".join(
        f"{avser_ord(x.avser)}, från {x.fran.isoformat()}" + (f" till {x.till.isoformat()}" if x.till else "")
        for x in auktoriserad
    )
    return (("Auktoriserad", ratt),) if ratt else ()


def _grupper(rader: Sequence[Bristrad]) -> tuple[Bristgrupp, ...]:
    """By kind; the kinds with something to judge first, in the order of the rules."""
    ut = [Bristgrupp(k, BRISTGRUPPER[k], tuple(r for r in rader if r.kod == k)) for k in BRISTKODER]
    ut = [g for g in ut if g.rader]
    return tuple(sorted(ut, key=lambda g: all(r.lage != "oppen" for r in g.rader)))
