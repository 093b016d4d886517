"""The facts that payments are reckoned from, insats by insats: few columns, in batches, so that memory does not follow
how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from ..models import (
    Anordnare,
    Aterremiss,
    Ersattningskorning,
    Ersattningsrad,
    Forlangning,
    Insats,
    Manadsrapport,
    Slutrapport,
)
from ..models.ersattning import FASTSTALLD
from ..rules.ersattning import Betald
from ..rules.fakta import Forlangning as Forlangningsfakta
from ..rules.fakta import Insatsfakta, Rapport, Retur
from ..rules.fakta import Slutrapport as Slutrapportsfakta
from ..rules.kalender import manadens_forsta, plus_manader

SATS = 2000
_BEVILJAD = Forlangningsfakta(date.min, date.min, beviljad=True)
_INGA: tuple[Any, ...] = ()


class Underlag(NamedTuple):
    """One insats: who and what, its facts, and its rows in final runs. `mottagare`: (number, name) of the anordnare
    that each of those rows was paid to, by the number of the row; `bedomd`: that it runs beside another insats has
    been assessed."""

    id: int
    nyckel: str
    kund_id: int
    kod: str
    kundval: str
    anordnare_id: int | None
    anordnare: str
    bedomd: bool
    fakta: Insatsfakta
    betalda: list[Betald]
    mottagare: dict[int, tuple[int, str]]


def underlag(
    anslutning: Connection, manad: str, framsteg: Callable[[int, int], None] | None = None,
    villkor: ColumnElement[bool] | None = None, *, alla_rapporter: bool = False,
) -> Iterator[Underlag]:  # fmt: skip
    """Every insats that may have something in the run of a month: begun by then, or paid before.

    `framsteg(done, total)` is called after each batch, in numbers of insatser. `villkor`: only those of them.
    `alla_rapporter`: of months that are paid too, where they play no part otherwise.
    """
    slut = plus_manader(manadens_forsta(manad), 1)
    i = Insats.__table__.c
    betald = exists().where(Ersattningsrad.insats_id == i.id)
    med = or_(and_(i.historik.is_(False), i.start < slut), betald)
    if villkor is not None:
        med = and_(villkor, med)
    namn: dict[int | None, str] = {r[0]: r[1] for r in anslutning.execute(select(Anordnare.id, Anordnare.namn))}
    hogst = anslutning.execute(select(func.max(i.id))).scalar_one() or 0
    q = (
        select(
            i.id, i.nyckel, i.kund_id, i.kod, i.kundval, i.anordnare_id, i.parallell_bedomning.is_not(None), i.start,
            i.slut, i.sista_dag, i.avslutstyp, i.avslutsorsak, i.bevakas_fran, i.historik,
        )
        .where(med)
        .order_by(i.id)
        .limit(SATS)
    )  # fmt: skip
    sist = 0
    while rader := anslutning.execute(q.where(i.id > sist)).all():
        fran, sist = rader[0].id, rader[-1].id
        rapporter = _rapporter(anslutning, manad, fran, sist, alla=alla_rapporter)
        slutrapporter = _slutrapporter(anslutning, fran, sist)
        forlangda = _forlangningar(anslutning, fran, sist)
        betalda, mottagare = _betalda(anslutning, fran, sist)
        for id_, nyckel, kund, kod, kundval, anordnare_id, bedomd, start, slut_, sista, typ, *mer in rader:
            orsak, bevakas, historik = mer
            egna = betalda.get((id_, nyckel))
            fakta = Insatsfakta(
                kod, None, None, None, None, start, slut_, sista, None, typ, orsak, None, bevakas, historik, _INGA,
                tuple(rapporter.get(id_, _INGA)), slutrapporter.get(id_), _INGA, forlangda.get(id_, _INGA),
            )  # fmt: skip
            yield Underlag(
                id_, nyckel, kund, kod, kundval, anordnare_id, namn.get(anordnare_id, ""), bedomd, fakta, egna or [],
                mottagare if egna else {},
            )  # fmt: skip
        if framsteg is not None and hogst > SATS:
            framsteg(sist, hogst)


def _rapporter(
    anslutning: Connection, manad: str, fran: int, till: int, *, alla: bool
) -> dict[int, list[Rapport]]:  # fmt: skip
    a = Aterremiss
    senare: dict[tuple[int, str], list[Retur]] = defaultdict(list)
    q = select(a.insats_id, a.avser, a.aterremitterad, a.inkommen_igen).where(
        a.insats_id.between(fran, till), a.avser.like("____-__"), a.aterremitterad.is_not(None)
    )
    for i, avser, nar, igen in anslutning.execute(q):
        if nar is not None:
            senare[i, avser].append(Retur(nar, igen))
    m = Manadsrapport
    # Of a month that is paid, the report plays no part any more.
    betald = (
        exists(Ersattningsrad.id)  # not "*": a karriärvägledare may read some columns only
        .where(
            Ersattningsrad.insats_id == Insats.id,
            Ersattningsrad.insats == Insats.nyckel,
            Ersattningsrad.avser_manad == m.manad,
            Ersattningskorning.id == Ersattningsrad.korning_id,
            Ersattningskorning.lage == FASTSTALLD,
        )
        .correlate(Manadsrapport.__table__, Insats.__table__)
    )
    rader = (
        select(m.insats_id, m.manad, m.klarmarkerad, m.aterremitterad, m.klarmarkerad_igen, m.godkand, m.underlag)
        .join(Insats, Insats.id == m.insats_id)
        .where(m.insats_id.between(fran, till), m.manad <= manad)
    )
    if not alla:
        rader = rader.where(~betald)
    per_insats: dict[int, list[Rapport]] = {}
    for i, avser, klar, ut, igen, godkand, inne in anslutning.execute(rader):
        returer: tuple[Retur, ...] = _INGA
        if ut is not None:
            returer = (Retur(ut, igen), *senare.get((i, avser), _INGA))
        per_insats.setdefault(i, []).append(Rapport(avser, klar, returer, godkand, inne))
    return per_insats


def _slutrapporter(anslutning: Connection, fran: int, till: int) -> dict[int, Slutrapportsfakta]:
    s = Slutrapport
    q = select(s.insats_id, s.inkommen).where(s.insats_id.between(fran, till), s.inkommen.is_not(None))
    return {i: Slutrapportsfakta(inne) for i, inne in anslutning.execute(q)}


def _forlangningar(anslutning: Connection, fran: int, till: int) -> dict[int, tuple[Forlangningsfakta, ...]]:
    """As many as were granted: the end date, where it has not been decided otherwise, follows from their number."""
    f = Forlangning
    q = (
        select(f.insats_id, func.count())
        .where(f.insats_id.between(fran, till), f.beslut == "beviljad", f.beslutad.is_not(None))
        .group_by(f.insats_id)
    )
    return {i: (_BEVILJAD,) * n for i, n in anslutning.execute(q)}


def _betalda(
    anslutning: Connection, fran: int, till: int
) -> tuple[dict[tuple[int, str], list[Betald]], dict[int, tuple[int, str]]]:
    """By number and key: a number may be used again when a case has been taken away."""
    r, k = Ersattningsrad, Ersattningskorning
    q = (
        select(
            r.insats_id, r.insats, r.anordnare_id, r.anordnare, r.id, k.manad, r.avser_manad, r.avbrott, r.fran,
            r.till, r.dagar, r.belopp, r.rattar_id,
        )
        .join(k, k.id == r.korning_id)
        .where(r.insats_id.between(fran, till), k.lage == FASTSTALLD)
        .order_by(r.id)
    )  # fmt: skip
    ut: dict[tuple[int, str], list[Betald]] = {}
    mottagare: dict[int, tuple[int, str]] = {}
    for i, nyckel, anordnare_id, anordnare, *rad in anslutning.execute(q):
        ut.setdefault((i, nyckel), []).append(Betald(*rad))
        mottagare[rad[0]] = anordnare_id, anordnare
    return ut, mottagare
