"""Notices, written in the transaction of what they tell of: a code and references, no words and no names.

One that belongs to a later day (a period begins, a reminder is due) is written beforehand with that day as its time,
and is there when the day has come: no job has to run. services.notislista reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from ..models import Handlaggare, Insats, Notis
from ..models.synligt import dubbel
from .arbetsenhet import Arbetsenhet
from .innehav import har


def skriv(
    e: Arbetsenhet, till: Iterable[str | None], kod: str, insats_id: int | None = None, dag: date | None = None,
    **data: Any,
) -> None:  # fmt: skip
    """A notice to each of some users. What one does oneself is no news, unless it is for a later day (`dag`).

    As plain rows: whoever writes to a colleague may not read it afterwards, so nothing is asked back.
    """
    tid = e.nu if dag is None else datetime.combine(dag, time.min)
    rad = {"tid": tid, "insats_id": insats_id, "kod": kod, "data": json.dumps(data)}
    nya = [rad | {"anvandare": a} for a in sorted({a for a in till if a}) if dag is not None or a != e.aktor.anvandare]
    if nya:
        e.session.flush()
        e.session.connection().execute(insert(Notis.__table__).inline(), nya)  # type: ignore[arg-type]


def med_roll(e: Arbetsenhet, roll: str) -> list[str]:
    return list(e.session.scalars(select(Handlaggare.anvandare).where(Handlaggare.roll == roll)))


def anvandare(e: Arbetsenhet, handlaggare_id: int | None) -> str | None:
    return e.session.scalar(select(Handlaggare.anvandare).where(Handlaggare.id == handlaggare_id))


def den_som_har(e: Arbetsenhet, i: Insats) -> list[str | None]:
    """The login of whoever has the case today."""
    return [anvandare(e, har(e, i.kund_id, i.kundansvarig_id))]


def lasta(e: Arbetsenhet, kod: str, insats_id: int | None, **data: Any) -> None:
    """What a notice of one's own told of has been seen to: it is not waiting any more."""
    e.session.execute(
        update(Notis)
        .where(
            Notis.anvandare == e.aktor.anvandare, Notis.kod == kod, Notis.insats_id == insats_id,
            Notis.data == json.dumps(data), Notis.last.is_(None),
        )
        .values(last=e.nu)
    )  # fmt: skip


def stryk(e: Arbetsenhet, kod: str, **data: Any) -> None:
    """What a notice tells of is done with, whoever it was for and whether or not its day has come."""
    e.session.execute(delete(Notis).where(Notis.kod == kod, Notis.data == json.dumps(data)))


def dubbel_kund(e: Arbetsenhet, kund_id: int, personnummer: str) -> None:
    """The arbetsledare are told if another kund has the personnummer, also one that the actor may not see."""
    if not e.lokal:  # where nobody but the database knows of it (models.ratter.notiser)
        e.session.flush()
        e.session.execute(text("SELECT ratt.dubbel_kund(:kund, :nu)"), {"kund": kund_id, "nu": e.nu})
    elif dubbel(e.anslutning, personnummer, kund_id):
        skriv(e, med_roll(e, "arbetsledare"), "dubbel_kund", kund=kund_id)


KOMMANDE = ("vikarie_borjar", "vikarie_slut", "vikarie_ater")
"""Of the days on which a period begins and ends; `data["ov"]` names its hand-overs."""


def stryk_kommande(e: Arbetsenhet, overlamningar: Iterable[int], till: Iterable[str | None]) -> None:
    """Periods that ended early: what was to be told of them on later days is not."""
    borta = set(overlamningar)
    if not e.lokal:  # they are others', and nobody reads those: the database does it (models.ratter.notiser)
        e.session.flush()
        e.session.execute(text("SELECT ratt.stryk_kommande(:ov, :efter)"), {"ov": sorted(borta), "efter": e.nu})
        return
    q = select(Notis).where(
        Notis.anvandare.in_(sorted({a for a in till if a})), Notis.kod.in_(KOMMANDE), Notis.tid > e.nu
    )
    for n in e.session.scalars(q):
        data = json.loads(n.data)
        kvar = [o for o in data["ov"] if o not in borta]
        if not kvar:
            e.session.execute(delete(Notis).where(Notis.id == n.id))
        elif kvar != data["ov"]:
            n.data = json.dumps(data | {"ov": kvar})
