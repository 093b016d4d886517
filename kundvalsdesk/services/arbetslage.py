"""The arbetsledare's overview: how much each colleague has, and what is late. As many questions whatever the number
of colleagues; each figure is that of the list it leads to."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from ..fel import Nekad
from ..models import Forlangning, Frist, Handlaggare, Inlamning, Insats
from ..rules.sortering import sortnyckel
from ..texter.datum import datum_kort
from ..texter.meningar import roll_ord
from ..texter.overlamning import antal_kunder
from .arbetsenhet import Arbetsenhet
from .arbetslagestyper import Arbetslage, Medarbetare
from .innehav import O, i_kraft, innehav, senaste_i_kraft
from .pagaende import oppen, pagar
from .typer import ARENDEROLLER, GRANSKAS, INGEN


def hamta(e: Arbetsenhet) -> Arbetslage:
    """Every colleague who works with cases, most late first; and what has no kundansvarig, if there is any."""
    if not e.aktor.har("arbetsledare"):
        return Arbetslage((), far_se=False)
    tal: dict[int | None, dict[str, Any]] = defaultdict(dict)
    for fraga in (_frister(e), _arenden(e), _parkerade(e), _forlangningar(e)):
        for r in e.session.execute(fraga).mappings():
            tal[r["hos"]].update({k: v for k, v in r.items() if k != "hos"})
    at, hos = _vikarier(e)
    q = select(Handlaggare.id, Handlaggare.anvandare, Handlaggare.namn, Handlaggare.roll)
    kollegor = e.session.execute(q.where(or_(Handlaggare.roll.in_(ARENDEROLLER), Handlaggare.id.in_(list(tal))))).all()
    rader = [
        Medarbetare(
            k.anvandare, k.namn, roll_ord(k.roll), **tal.get(k.id, {}), vikarie_at=at.get(k.id, ""),
            hos_vikarie=hos.get(k.id, ""),
        )
        for k in kollegor
    ]  # fmt: skip
    rader.sort(key=lambda m: (-m.forsenat, sortnyckel(m.namn)))
    if None in tal:
        rader.append(Medarbetare(INGEN, "Ingen kundansvarig", "", **tal[None]))
    return Arbetslage(tuple(rader))


def _hos(e: Arbetsenhet, q: Any, kund: Any, ansvarig: Any) -> tuple[Any, Any]:
    """A query joined with who has the kund today, and the column of that."""
    lan = senaste_i_kraft(e.idag).subquery()
    return q.outerjoin(lan, lan.c.kund_id == kund), func.coalesce(lan.c.till_id, ansvarig)


def _frister(e: Arbetsenhet) -> Select[Any]:
    """As services.ko counts the queue of a colleague."""
    f = Frist
    sondag = e.idag + timedelta(days=6 - e.idag.weekday())
    ej_vilande = f.vilande.is_(False)

    def antal(*villkor: Any) -> Any:
        return func.coalesce(func.sum(case((and_(*villkor), 1), else_=0)), 0)

    lan = senaste_i_kraft(e.idag).subquery()
    hos = func.coalesce(lan.c.till_id, f.kundansvarig_id)
    sen = and_(ej_vilande, f.forfaller < e.idag)
    return (
        select(
            hos.label("hos"), func.count().label("att_gora"), antal(sen).label("forsenat"),
            func.min(case((sen, f.forfaller))).label("langst"),
            antal(ej_vilande, f.forfaller >= e.idag, f.forfaller <= sondag).label("vecka"),
            antal(ej_vilande, f.kod.in_(GRANSKAS)).label("granska"),
        )
        .select_from(f)
        .outerjoin(lan, lan.c.kund_id == f.kund_id)
        .where(
            *oppen(f, e.idag), f.bevakas.is_(False)
        )
        .group_by(hos)
    )  # fmt: skip


def _per_insats(e: Arbetsenhet, namn: str, q: Any) -> Select[Any]:
    """Rows of a query over Insats, counted per who has the kund today."""
    q, hos = _hos(e, q, Insats.kund_id, Insats.kundansvarig_id)
    fraga: Select[Any] = q.with_only_columns(hos.label("hos"), func.count().label(namn)).group_by(hos)
    return fraga


def _arenden(e: Arbetsenhet) -> Select[Any]:
    return _per_insats(e, "arenden", select(Insats.id).where(pagar(Insats, e.idag)))


def _parkerade(e: Arbetsenhet) -> Select[Any]:
    q = select(Insats.id).join(Inlamning, Inlamning.insats_id == Insats.id).where(Inlamning.lage == "parkerad")
    return _per_insats(e, "parkerade", q)


def _forlangningar(e: Arbetsenhet) -> Select[Any]:
    g = Forlangning
    q = select(Insats.id).join(g, g.insats_id == Insats.id)
    q = q.where(g.beslutad.is_(None), g.begard <= e.idag, Insats.avslutstyp.is_(None), Insats.historik.is_(False))
    return _per_insats(e, "forlangningar", q)


def _vikarier(e: Arbetsenhet) -> tuple[dict[int, str], dict[int, str]]:
    """For each vikarie whose kunder they have, and for each whose kunder somebody has: in words."""
    sist = select(func.max(O.id)).where(*i_kraft(e.idag)).group_by(O.kund_id)
    namn = {r.id: r.namn for r in e.session.execute(select(Handlaggare.id, Handlaggare.namn))}
    at: dict[int, list[str]] = defaultdict(list)
    hos: dict[int, list[str]] = defaultdict(list)
    for r in e.anslutning.execute(
        select(O.fran_id, O.till_id, O.ater, func.count().label("n"))
        .where(O.id.in_(sist))
        .group_by(O.fran_id, O.till_id, O.ater)
        .order_by(O.ater, O.fran_id, O.till_id)
    ):
        till = f"{antal_kunder(r.n)} till {datum_kort(r.ater, e.idag)}"
        at[r.till_id].append(f"för {namn.get(r.fran_id, '')}, {till}")
        hos[r.fran_id].append(f"hos {namn.get(r.till_id, '')}, {till}")
    return {k: "; ".join(v) for k, v in at.items()}, {k: "; ".join(v) for k, v in hos.items()}


def arenden_hos(e: Arbetsenhet, anvandare: str) -> list[tuple[str, int]]:
    """Cases that a colleague has today, with their versions: those under way, and those with something left to do."""
    if not e.aktor.har("arbetsledare"):
        raise Nekad("roll", "Bara en arbetsledare lämnar över en kollegas ärenden.")
    id_ = e.session.scalar(select(Handlaggare.id).where(Handlaggare.anvandare == anvandare))
    hos = innehav(e, id_).hos(Insats.kundansvarig_id, Insats.kund_id)
    q = select(Insats.nyckel, Insats.version).where(hos, pagar(Insats, e.idag)).order_by(Insats.nyckel)
    ut = [(r.nyckel, r.version) for r in e.session.execute(q)]
    if not ut:
        raise Nekad("inga", "Kollegan har inga ärenden att lämna över.")
    return ut
