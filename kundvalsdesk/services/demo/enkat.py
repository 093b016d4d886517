"""Kundenkäter of this year and the last one, made up: drawn from the insatser of the demo as any is, and answered by
nobody. Of last year the demo has few insatser: there one sees what is not shown."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from itertools import product
from random import Random

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from ...models import Enkat, Enkatsvar, Enkatutskick, Insats
from ...models.enkatsatser import satser
from ...rules.regelverk import Regelverkssamling
from .. import kundenkat
from ..arbetsenhet import Arbetsenhet
from ..typer import ROLLER, Aktor

KUNDVAL = ("AMI", "ISA")
DROGS, KOM_IN = timedelta(days=44), timedelta(days=12)
SVARAR = 0.62
_TYNGD = ((3, 5, 14, 42, 36), (6, 10, 24, 36, 24), (2, 4, 10, 38, 46))
"""How often each value is given: anordnare are not alike."""


def svara(session: Session, regelverk: Regelverkssamling, idag: date) -> int:
    """Returns how many answers were made up."""
    slump = Random(f"{idag}")  # noqa: S311 - made up, and the same on any day
    fragor = kundenkat.forslag()
    e = Arbetsenhet(
        session.connection(), Aktor("demo", "demo", frozenset(ROLLER), agare=True), regelverk, idag,
        datetime.combine(idag, time(9)), skriv=True, _session=session,
    )  # fmt: skip
    rader = []
    for ar, kundval in product((idag.year - 1, idag.year), KUNDVAL):
        x = Enkat(
            ar=ar, kundval=kundval, namn=f"Kundenkät {kundval} {ar}", fran=date(ar, 1, 1), till=date(ar, 12, 31),
            fragor=json.dumps([f._asdict() for f in fragor], ensure_ascii=False), skapad=idag - DROGS,
            utskick=idag - DROGS, stangd=idag - KOM_IN, fil_sha256="0" * 64,
        )  # fmt: skip
        session.add(x)
        session.flush()
        for sats in satser():
            session.execute(text(sats.replace("{enkat}", ":enkat")), {"enkat": x.id})
        u = Enkatutskick
        q = select(u.anordnare_id, Insats.kod).join(Insats, Insats.id == u.insats_id).where(u.enkat_id == x.id)
        nya = [
            {"enkat_id": x.id, "anordnare_id": a, "insatskod": kod if slump.random() < 0.9 else "",
             "varden": "".join(_varde(slump, a) for _ in fragor)}
            for a, kod in session.execute(q.order_by(u.kund_id)) if slump.random() < SVARAR
        ]  # fmt: skip
        slump.shuffle(nya)
        if nya:
            session.execute(insert(Enkatsvar), nya)
        session.flush()
        kundenkat.satt_nojdhet(e, x)
        rader += nya
    return len(rader)


def _varde(slump: Random, anordnare: int) -> str:
    if slump.random() < 0.04:
        return kundenkat.INGET_VARDE
    return str(slump.choices((1, 2, 3, 4, 5), _TYNGD[anordnare % len(_TYNGD)])[0])
