"""One's own notices: read, and marked as read. Their words are made here, from codes and references."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import literal, or_, select, update

from ..fel import Nekad
from ..models import Handlaggare, Insats, Kund, Kundidentitet, Notis, Overlamning, Paket, Paminnelse
from ..models.notisord import INGEN_ANNAN
from ..texter import notiser as ord_
from ..texter.brister import brist_att_gora
from ..texter.overlamning import antal_kunder
from .arbetsenhet import Arbetsenhet
from .handling import handling
from .maskning import visningsnamn
from .notistyper import Notisrad
from .typer import ARENDEROLLER, Andring

HOGST = 100
_RUM = {
    "parkerad": "granskning",
    "forlangning_begard": "forlangningar",
    "forlangning_kompletterad": "forlangningar",
    "paket_ute": "paket",
}
"""Where a notice leads that is not about one case, or whose matter is taken care of elsewhere."""


def hamta(e: Arbetsenhet) -> tuple[Notisrad, ...]:
    """The latest, newest first, those not read before the others. What belongs to a later day is not there yet, and
    what is about a case that has been hidden since is not there any more."""
    om_arenden = e.aktor.har(*ARENDEROLLER, "dataskyddssamordnare")  # others are told of none, and may not ask
    q: Any = select(Notis, Insats.nyckel if om_arenden else literal("").label("nyckel"))
    if om_arenden:
        q = q.outerjoin(Insats, Insats.id == Notis.insats_id)
    if e.aktor.har(*ARENDEROLLER):
        q = q.add_columns(Insats.skydd, Kundidentitet.fornamn, Kundidentitet.efternamn).outerjoin(
            Kundidentitet, Kundidentitet.kund_id == Insats.kund_id
        )
    q = (
        q.where(Notis.anvandare == e.aktor.anvandare, Notis.tid <= e.nu, Notis.kod != INGEN_ANNAN)
        .where(or_(Notis.insats_id.is_(None), Insats.id.is_not(None)) if om_arenden else Notis.insats_id.is_(None))
        .order_by(Notis.last.is_not(None), Notis.tid.desc(), Notis.id.desc())
        .limit(HOGST)
    )
    rader = [(r, json.loads(r.Notis.data)) for r in e.session.execute(q)]
    ov = _overlamningar(e, [o for _, d in rader for o in d.get("ov", ())])
    pam = [d["id"] for r, d in rader if r.Notis.kod == "paminnelse"]
    paminnelser: dict[int, str] = {
        r.id: r.text for r in e.session.execute(select(Paminnelse.id, Paminnelse.text).where(Paminnelse.id.in_(pam)))
    } if pam else {}  # fmt: skip
    ute = [d["paket"] for r, d in rader if r.Notis.kod == "paket_ute"]
    paket: dict[str, Paket] = (
        {p.id: p for p in e.session.scalars(select(Paket).where(Paket.id.in_(ute)))} if ute else {}
    )
    return tuple(
        Notisrad(
            r.Notis.id, r.Notis.tid, _mening(e, r, d, ov, paminnelser, paket), r.nyckel or "",
            _RUM.get(r.Notis.kod, "" if r.nyckel else "arenden"),
            r.Notis.last is not None,
        )
        for r, d in rader
    )  # fmt: skip


def _overlamningar(e: Arbetsenhet, ids: list[int]) -> dict[int, Any]:
    if not ids:
        return {}
    o = Overlamning
    namn = {r.id: r.namn for r in e.session.execute(select(Handlaggare.id, Handlaggare.namn))}
    return {
        r.id: (namn.get(r.fran_id, ""), namn.get(r.till_id, ""), r)
        for r in e.session.execute(select(o.id, o.fran_id, o.till_id, o.datum, o.ater).where(o.id.in_(ids)))
    }


def _mening(
    e: Arbetsenhet, r: Any, data: dict[str, Any], ov: dict[int, Any], paminnelser: dict[int, str],
    paket: dict[str, Paket],
) -> str:  # fmt: skip
    """Protected persons, and kunder of whom the reader may know nothing, by the number of the case."""
    n: Notis = r.Notis
    if n.kod == "paket_ute":
        p = paket[data["paket"]]
        return ord_.paket_ute(p.skapat.date(), p.antal)
    if n.kod == "dubbel_kund":
        return ord_.dubbel_kund(e.session.scalar(select(Kund.nyckel).where(Kund.id == data["kund"])) or "")
    kvar = [o for o in data.get("ov", ()) if o in ov]  # the others are hidden since
    if r.nyckel is None:
        vad = antal_kunder(len(kvar))
    elif e.aktor.har(*ARENDEROLLER):
        vad = visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}")
    else:
        vad = f"Ärende {r.nyckel}"
    if data.get("ov"):
        if not kvar:
            return ord_.OVERLAMNING_SLUT
        fran, till, o = ov[kvar[0]]
        jag = o.till_id == e.aktor.handlaggare_id
        return ord_.overlamning(n.kod, vad, fran, till, o.datum, o.ater, n.tid.date(), jag=jag)
    if n.kod == "forlangning_beslutad":
        return ord_.forlangning_beslutad(vad, data["beslut"])
    if n.kod == "auktorisation_aterkallad":
        return ord_.auktorisation_aterkallad(vad, date.fromisoformat(data["fran"]), vantar=data["vantar"])
    if n.kod == "brist":
        return f"{brist_att_gora(data['mal'])} ({vad})"
    if n.kod == "paminnelse":
        return f"Påminnelse: {paminnelser.get(data['id'], '')} ({vad})"
    return ord_.enkel(n.kod, vad)


def last(e: Arbetsenhet, notis_id: int) -> Andring:
    """One has been read. Somebody else's does not exist."""
    n = e.session.get(Notis, notis_id)
    if n is None or n.anvandare != e.aktor.anvandare:
        raise Nekad("okant_mal", "Notisen finns inte längre.")
    with handling(e, "notis_last", "eget") as h:
        n.last = n.last or e.nu
    return h.andring


def alla_lasta(e: Arbetsenhet) -> Andring:
    with handling(e, "notiser_lasta", "eget") as h:
        e.session.execute(
            update(Notis)
            .where(Notis.anvandare == e.aktor.anvandare, Notis.last.is_(None), Notis.tid <= e.nu)
            .values(last=e.nu)
        )
    return h.andring
