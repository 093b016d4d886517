"""What the tables of the statistics are narrowed down to, as rows are chosen by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select

from ..fel import Nekad
from ..models import Anordnare, Handlaggare
from ..texter.meningar import KUNDVALORD
from .arbetsenhet import Arbetsenhet
from .statistiktyper import Urval


def prova_urval(e: Arbetsenhet, u: Urval) -> None:
    """Raises Nekad for a period that ends before it begins, and for what there is none of."""
    if u.fran > u.till:
        raise Nekad("period", "Periodens första dag ligger efter den sista. Byt plats på dem.", "fran")
    kundval = sorted({r.kundval for r in e.regelverk.insatskoder().values()})
    if u.kundval is not None and u.kundval not in kundval:
        raise Nekad("kundval", f"Kundvalet finns inte. Välj något av {', '.join(kundval)}.", "kundval")
    malgrupper = sorted(e.regelverk.malgrupper())
    if u.malgrupp is not None and u.malgrupp not in malgrupper:
        raise Nekad("malgrupp", f"Målgruppen finns inte. Välj någon av {', '.join(malgrupper)}.", "malgrupp")
    if u.anordnare is not None and _anordnaren(e, u.anordnare) is None:
        raise Nekad("anordnare", "Det finns ingen anordnare med det namnet.", "anordnare")
    if u.karriarvagledare is not None and _handlaggaren(e, u.karriarvagledare) is None:
        raise Nekad("karriarvagledare", "Det finns ingen handläggare med det användarnamnet.", "karriarvagledare")


def koder(e: Arbetsenhet, u: Urval) -> list[str]:
    """The insatser that are asked for, in their order, those that are phased out last."""
    regler = e.regelverk.insatskoder()
    valda = [k for k, r in regler.items() if u.kundval in (None, r.kundval)]
    return sorted(valda, key=lambda k: regler[k].endast_historik)


def _anordnaren(e: Arbetsenhet, namn: str) -> int | None:
    return e.anslutning.execute(select(Anordnare.id).where(Anordnare.namn == namn)).scalar_one_or_none()


def _handlaggaren(e: Arbetsenhet, anvandare: str) -> int | None:
    q = select(Handlaggare.id).where(Handlaggare.anvandare == anvandare)
    return e.anslutning.execute(q).scalar_one_or_none()


def villkor(e: Arbetsenhet, u: Urval, i: Any, malgrupp: Any) -> Iterator[ColumnElement[bool]]:
    """What has been chosen besides the period. `i`: the columns of the insats."""
    if u.kundval is not None:  # by the insatser of it: they stand in the index
        yield i.kod.in_(koder(e, u))
    if u.anordnare is not None:
        yield i.anordnare_id == _anordnaren(e, u.anordnare)
    if u.karriarvagledare is not None:
        yield i.kundansvarig_id == _handlaggaren(e, u.karriarvagledare)
    if u.malgrupp is not None:
        yield malgrupp == u.malgrupp


def urvalsord(e: Arbetsenhet, u: Urval) -> dict[str, str]:
    """What has been chosen besides the period, in words."""
    ut = {"kundval": KUNDVALORD.get(u.kundval or "", u.kundval or ""), "anordnare": u.anordnare or ""}
    h = Handlaggare
    namn = e.anslutning.execute(select(h.namn).where(h.anvandare == u.karriarvagledare)).scalar_one_or_none()
    ut["karriarvagledare"] = namn or u.karriarvagledare or ""
    malgrupp = e.regelverk.malgrupper().get(u.malgrupp or "")
    ut["malgrupp"] = malgrupp.namn if malgrupp is not None else ""
    return {k: v for k, v in ut.items() if v}
