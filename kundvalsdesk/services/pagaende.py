"""Which cases are still somebody's work: for lists of cases, their counts, and handing over all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from ..models import tabeller


def pagar(insats: Any, idag: date) -> ColumnElement[bool]:
    """A case without a last day, with one to come, or with something left to do after it (a slutrapport to review).

    `insats`: the columns of the insats (the model, or its plain table's `c`).
    """
    f = tabeller.frist.c
    kvar = exists().where(
        f.insats_id == insats.id, f.huvud.is_(True), f.utlost <= idag, or_(f.stangs.is_(None), f.stangs > idag)
    )
    return and_(insats.historik.is_(False), or_(insats.sista_dag.is_(None), insats.sista_dag >= idag, kvar))
