"""The demo's register of anordnare: offices, staff, reported changes, and who took which case there.

Written when the first view is already there: the transfer format has no such rows, and the queue needs none.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from ...models import Anordnarandring, Anordnare, Anordnarkontor, Handlaggare, Insats, Jobbexpert
from ...resurser import resurs

_FORST = 14
"""Who has worked for fewer days than this has no cases yet."""


def skriv(session: Session, idag: date) -> None:
    """Writes the rows in the caller's transaction."""
    register = tomllib.loads(resurs("demo", "anordnarregister.toml").read_text(encoding="utf-8"))
    vem = session.scalar(select(Handlaggare.id).where(Handlaggare.roll == "arbetsledare").order_by(Handlaggare.id))
    rader: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    jobbexperter: dict[int, list[str]] = {}
    for a in session.scalars(select(Anordnare).order_by(Anordnare.id)):
        post = register.get(a.namn)
        if post is None:
            continue
        a.kontaktperson, a.webbplats = post.get("kontaktperson"), post.get("webbplats")
        for namn, kommundel, adress, telefon in post.get("kontor", ()):
            rader[Anordnarkontor].append(
                {"anordnare_id": a.id, "namn": namn, "kommundel": kommundel, "adress": adress, "telefon": telefon,
                 "version": 1}
            )  # fmt: skip
        for p in post.get("personal", ()):
            rader[Jobbexpert].append(_person(a.id, p, idag))
        for x in post.get("andringar", ()):
            rader[Anordnarandring].append(_andring(a.id, x, vem, idag))
        jobbexperter[a.id] = [p["namn"] for p in post.get("personal", ()) if _har_arenden(p)]
    session.flush()
    for tabell, satser in rader.items():
        session.execute(insert(tabell).execution_options(render_nulls=True), satser)
    _bemanna(session, jobbexperter)


def _har_arenden(p: dict[str, Any]) -> bool:
    return p["start"] < -_FORST and "slut" not in p and "chef" not in p["roll"]


def _dag(idag: date, dagar: int | None) -> date | None:
    return None if dagar is None else idag + timedelta(days=dagar)


def _person(anordnare_id: int, p: dict[str, Any], idag: date) -> dict[str, Any]:
    return {
        "anordnare_id": anordnare_id, "namn": p["namn"], "roll": p["roll"], "kompetens": p.get("kompetens"),
        "forsta_dag": _dag(idag, p["start"]), "sista_dag": _dag(idag, p.get("slut")),
        "behorighet_begard": _dag(idag, p.get("begard")), "version": 1,
    }  # fmt: skip


def _andring(anordnare_id: int, x: dict[str, Any], vem: int | None, idag: date) -> dict[str, Any]:
    hanterad = _dag(idag, x.get("hanterad"))
    return {
        "anordnare_id": anordnare_id, "slag": x["slag"], "beskrivning": x["text"], "anmald": _dag(idag, x["anmald"]),
        "anmald_av": x.get("av"), "galler_fran": _dag(idag, x.get("galler")), "hanterad": hanterad,
        "hanterad_av_id": vem if hanterad else None, "atgard": x.get("atgard"), "version": 1,
    }  # fmt: skip


def _bemanna(session: Session, jobbexperter: dict[int, list[str]]) -> None:
    """In turn, case by case."""
    i = Insats.__table__.c
    q = select(i.id, i.anordnare_id).where(i.bemannad.is_not(None), i.historik.is_(False)).order_by(i.id)
    satser = [
        {"b_id": r.id, "b_namn": namn[n % len(namn)]}
        for n, r in enumerate(session.execute(q))
        if (namn := jobbexperter.get(r.anordnare_id))
    ]
    tabell: Any = Insats.__table__
    if satser:
        session.execute(
            tabell.update().where(i.id == bindparam("b_id")).values(jobbexpert=bindparam("b_namn")), satser
        )  # fmt: skip
