"""Brister of anordnare in the database: they reconcile with the facts, by themselves (regelverk §8).

`stam_av` runs inside services.frister.rakna_om, in the transaction that changes the facts. A brist that has begun is a
row of `brist`: it ends when its cause goes (`upphord`), comes back with it, and stays closed once a person has closed
it. What there is to do about it is a row of `frist` with the code "brist", so that the queue stays one walk along one
index; of those that time alone will open, the next one of each kind is there beforehand, and the one after that
appears with the next change in the case, at the latest when somebody takes a view on the first. Notices of brister to
come (services.bristnotiser) are taken away here, whatever the change; an action writes them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, func, insert, literal, select, text
from sqlalchemy.orm import Session

from ..models import Anordnare, Brist, Frist, Handlaggare, Insats, Kundidentitet, Notis, Rapportinnehall
from ..rules.brister import Bristfynd, brister
from ..rules.fakta import Insatsfakta
from ..rules.fristtyper import Frist as Fristvarde
from ..rules.kalender import plus_arbetsdagar, plus_manader
from ..rules.ramar import Ramar
from ..rules.regelverk import Regelverkssamling
from ..rules.sortering import sortnyckel
from ..texter.brister import brist_ord
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .granskningstyper import AnordnareBrister, Bristrad
from .maskning import visningsnamn
from .typer import ARENDEROLLER

KOD = "brist"
"""`kod` and `slag` of the rows in the queue; their `avser` is "kod:avser" of the brist."""

REGISTERROLLER = ("kvalitetsutvecklare", "kundkoordinator")
"""Roles that see the figures of each anordnare, and no cases."""


class Underlag(NamedTuple):
    """What rakna_om knows of an insats: its facts, its row, and its frister."""

    fakta: Insatsfakta
    rad: Any
    frister: Sequence[Fristvarde]


class _Stallt(NamedTuple):
    id: int
    fran: date
    upphord: date | None
    avslutad: date | None


def progression_for(session: Session, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Of each insats, what its månadsrapporter say of progression as they stand (the last coming-in of each)."""
    r = Rapportinnehall
    ut: dict[int, dict[str, str]] = defaultdict(dict)
    for insats_id, manad, progression in session.execute(
        select(r.insats_id, r.avser, r.progression)
        .where(r.insats_id.in_(ids), r.slag == "rapport", r.progression.is_not(None))
        .order_by(r.insats_id, r.omgang)
    ):
        if progression is not None:
            ut[insats_id][manad] = progression
    return ut


def _stryk_kommande(session: Session, ids: list[int], efter: datetime) -> None:
    """What was to be told on a later day, to whoever it was. In a shared database it is others', and is not read."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(delete(Notis).where(Notis.insats_id.in_(ids), Notis.kod == KOD, Notis.tid > efter))
    else:
        session.execute(text("SELECT ratt.stryk_brist(:ids, :efter)"), {"ids": ids, "efter": efter})


def stam_av(
    session: Session, regelverk: Regelverkssamling, idag: date, underlag: Mapping[int, Underlag]
) -> list[dict[str, Any]]:
    """Reconciles the brister of some insatser with their facts; returns their rows for the queue."""
    ids = list(underlag)
    _stryk_kommande(session, ids, datetime.combine(idag, time.max))
    progression = progression_for(session, ids)
    stallda: dict[int, dict[tuple[str, str], _Stallt]] = defaultdict(dict)
    for r in session.execute(
        select(Brist.insats_id, Brist.kod, Brist.avser, Brist.id, Brist.fran, Brist.upphord, Brist.avslutad).where(
            Brist.insats_id.in_(ids)
        )
    ):
        stallda[r.insats_id][r.kod, r.avser] = _Stallt(r.id, r.fran, r.upphord, r.avslutad)
    nya: list[dict[str, Any]] = []
    andrade: list[dict[str, Any]] = []
    ko: list[dict[str, Any]] = []
    for i, u in underlag.items():
        fynd = brister(u.fakta, progression.get(i, {}), regelverk, u.frister)
        stallt = stallda.get(i, {})
        if not fynd and not stallt:
            continue
        kommande: set[str] = set()
        for b in fynd:
            rad = stallt.get((b.kod, b.avser))
            if rad is not None and rad.avslutad is not None:
                continue
            if b.fran > idag:
                # All that may come, if nobody ever sends anything more, would be as many rows as the frister.
                if b.kod in kommande:
                    continue
                kommande.add(b.kod)
            elif rad is None:
                nya.append(_ny(b, u.rad))
            ko.append(_korad(b, u, regelverk))
        star = {(b.kod, b.avser): b.fran for b in fynd if b.fran <= idag}
        for nyckel, rad in stallt.items():
            fran = star.get(nyckel, rad.fran)
            upphord = None if nyckel in star else rad.upphord or idag
            if rad.avslutad is None and (fran, upphord) != (rad.fran, rad.upphord):
                andrade.append({"b_id": rad.id, "b_fran": fran, "b_upphord": upphord})
    tabell: Table = Brist.__table__  # type: ignore[assignment]
    if nya:
        session.execute(insert(tabell), nya)
    if andrade:
        session.execute(
            tabell.update()
            .where(tabell.c.id == bindparam("b_id"))
            .values(fran=bindparam("b_fran"), upphord=bindparam("b_upphord")),
            andrade,
        )
    return ko


def _ny(b: Bristfynd, r: Any) -> dict[str, Any]:
    return {
        "insats_id": r.id,
        "anordnare_id": r.anordnare_id,
        "kod": b.kod,
        "avser": b.avser,
        "fran": b.fran,
        "version": 1,
    }


def _korad(b: Bristfynd, u: Underlag, regelverk: Regelverkssamling) -> dict[str, Any]:
    """Its row in the queue. In an insats that is over it stands there for some months only: nobody can act on it
    any more, but it still counts for the anordnare."""
    r = u.rad
    regel = regelverk.brister(b.fran)
    over = Ramar(u.fakta, regelverk).stangs
    mal = f"{b.kod}:{b.avser}"
    return {
        "insats_id": r.id,
        "kod": KOD,
        "avser": mal,
        "ansvarig": regel.ansvarig,
        "utlost": b.fran,
        "forfaller": plus_arbetsdagar(b.fran, regel.arbetsdagar),
        "vilande": False,
        "stangs": max(over, plus_manader(b.fran, regel.efter_slut_manader)) if over is not None else None,
        "ersatt": False,
        "utlost_tid": None,
        "forfaller_tid": None,
        "gul_kvar": regel.gul_kvar,
        "kalla": regel.kalla,
        "tolkning": ", ".join(regel.tolkning),
        "sak": mal,
        "huvud": True,
        "slag": KOD,
        "bevakas": False,
        "insatskod": r.kod,
        "kundval": r.kundval,
        "anordnare_id": r.anordnare_id,
        "kund_id": r.kund_id,
        "kundansvarig_id": r.kundansvarig_id,
        "skyddad": r.skydd is not None,
    }


# --- Per anordnare (regelverk §8) --------------------------------------------------------------------------------


def anordnare_brister(e: Arbetsenhet) -> list[AnordnareBrister]:
    """Every anordnare with the share of its insatser that have a brist, open or confirmed, and the cases.

    In Swedish order of names. The cases only for those who work with cases; nothing for other roles but those of the
    register.
    """
    far_se = e.aktor.har(*ARENDEROLLER)
    if not far_se and not e.aktor.har(*REGISTERROLLER):
        return []
    antal: dict[int | None, int] = {
        r[0]: r[1]
        for r in e.session.execute(
            select(Insats.anordnare_id, func.count())
            .where(Insats.historik.is_(False), Insats.start.is_not(None), Insats.anordnare_id.is_not(None))
            .group_by(Insats.anordnare_id)
        )
    }
    lagen: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for r in (*_oppna_tal(e), *_bedomda_tal(e)):
        lagen[r.anordnare_id].append((r.insats_id, r.lage))
    arenden = _arenden(e) if far_se else {}
    ut = []
    for id_, namn in sorted(e.session.execute(select(Anordnare.id, Anordnare.namn)), key=lambda r: sortnyckel(r[1])):
        med = {i for i, lage in lagen[id_] if lage != "ingen_brist"}
        n = max(antal.get(id_, 0), len(med))
        ut.append(
            AnordnareBrister(
                anordnare=namn,
                insatser=n,
                med_brist=len(med),
                oppna=sum(lage == "oppen" for _, lage in lagen[id_]),
                andel=len(med) / n if n else 0.0,
                arenden=tuple(arenden.get(id_, ())),
            )
        )
    return ut


_OPPEN = (Frist.slag == KOD, Frist.huvud.is_(True))
"""Rows of the queue that nobody has taken a view on, and those that have left it with their insats."""


def _oppna_tal(e: Arbetsenhet) -> Sequence[Any]:
    """Which insats of whom, and nothing more: a shared database gives those who get figures no other columns."""
    f = Frist
    return e.session.execute(
        select(f.insats_id, f.anordnare_id, literal("oppen").label("lage")).where(*_OPPEN, f.utlost <= e.idag)
    ).all()


def _bedomda_tal(e: Arbetsenhet) -> Sequence[Any]:
    b = Brist
    return e.session.execute(
        select(b.insats_id, b.anordnare_id, b.bedomning.label("lage")).where(b.avslutad.is_not(None))
    ).all()


def _arenden(e: Arbetsenhet) -> dict[int | None, list[Bristrad]]:
    """Of each anordnare, what there is to judge first."""
    ut: dict[int | None, list[Bristrad]] = defaultdict(list)
    for r in _oppna(e):
        kod, _, avser = r.avser.partition(":")
        ut[r.anordnare_id].append(_bristrad(r, kod, avser, "oppen", ""))
    for r in _bedomda(e):
        ut[r.anordnare_id].append(
            _bristrad(r, r.kod, r.avser, r.bedomning, r.vem or "", r.avslutad, r.kommentar or "")
        )
    for rader in ut.values():
        rader.sort(key=lambda b: (b.lage != "oppen", b.fran, b.insats, b.kod))
    return ut


_ARENDE = (Insats.nyckel, Insats.kod.label("insatskod"), Insats.skydd, Kundidentitet.fornamn, Kundidentitet.efternamn)


def _oppna(e: Arbetsenhet) -> list[Any]:
    f = Frist
    return list(
        e.session.execute(
            select(f.insats_id, f.anordnare_id, f.avser, f.utlost.label("fran"), f.forfaller, *_ARENDE)
            .join(Insats, Insats.id == f.insats_id)
            .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
            .where(*_OPPEN, f.utlost <= e.idag)
        )
    )


def _bedomda(e: Arbetsenhet) -> list[Any]:
    b = Brist
    return list(
        e.session.execute(
            select(b.insats_id, b.anordnare_id, b.kod, b.avser, b.fran, b.avslutad, b.bedomning, b.kommentar,
                   Handlaggare.namn.label("vem"), *_ARENDE)
            .join(Insats, Insats.id == b.insats_id)
            .outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id)
            .outerjoin(Handlaggare, Handlaggare.id == b.avslutad_av_id)
            .where(b.avslutad.is_not(None))
        )
    )  # fmt: skip


def _bristrad(
    r: Any, kod: str, avser: str, lage: str, vem: str, avslutad: date | None = None, kommentar: str = ""
) -> Bristrad:
    text = brist_ord(kod, avser)
    return Bristrad(
        insats=r.nyckel,
        kund=visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}"),
        skyddad=r.skydd is not None,
        insatskod=insats_ord(r.insatskod),
        kod=kod,
        avser=avser,
        text=f"{text[:1].upper()}{text[1:]}",
        fran=r.fran,
        lage=lage,
        avslutad=avslutad,
        vem=vem,
        kommentar=kommentar,
    )
