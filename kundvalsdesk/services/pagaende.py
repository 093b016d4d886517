"""What is open, and which cases are still somebody's work: for lists, counts, and handing over all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from ..models import tabeller


def oppen(frist: Any, idag: date) -> list[ColumnElement[bool]]:
    """Rows of the queue that are open on a day; the first condition is the one of the partial indexes.

    `frist`: the columns of the frist (the model, or its plain table's `c`).
    """
    return [frist.huvud.is_(True), frist.utlost <= idag, or_(frist.stangs.is_(None), frist.stangs > idag)]


def pagar(insats: Any, idag: date) -> ColumnElement[bool]:
    """A case without a last day, with one to come, or with something left to do after it (a slutrapport to review).

    `insats`: the columns of the insats (the model, or its plain table's `c`).
    """
    f = tabeller.frist.c
    kvar = exists().where(f.insats_id == insats.id, *oppen(f, idag))
    return and_(insats.historik.is_(False), or_(insats.sista_dag.is_(None), insats.sista_dag >= idag, kvar))
