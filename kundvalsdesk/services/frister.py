"""Facts out of the database, frister into it: the bridge between rows and the pure rules.

`rakna_om` rewrites the stored frister of some insatser in the transaction that changed their facts. Only what is
not done is stored (models.arende.Frist); everything else is computed from facts when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from ..models import (
    Aterremiss,
    Forlangning,
    Franvaro,
    Frist,
    Genomforandeplan,
    Incident,
    Insats,
    Kontakt,
    Manadsrapport,
    Slutrapport,
)
from ..rules import fakta as F  # noqa: N812 - the facts, beside the mapped classes of the same names
from ..rules.frister import frister
from ..rules.fristtyper import Frist as Fristregel
from ..rules.regelverk import Regelverkssamling
from . import brister

SATS = 500
"""Insatser per batch: few enough for flat memory and for the parameters of one IN."""


def _per_insats(session: Session, ids: Sequence[int], tabell: Any, *kolumner: Any) -> dict[int, list[Any]]:
    ut: dict[int, list[Any]] = defaultdict(list)
    for rad in session.execute(
        select(tabell.insats_id, *kolumner).where(tabell.insats_id.in_(ids)).order_by(tabell.insats_id, tabell.id)
    ):
        ut[rad[0]].append(rad)
    return ut


def _returer(forsta: date | None, igen: date | None, senare: Iterable[F.Retur]) -> tuple[F.Retur, ...]:
    returer = [F.Retur(forsta, igen)] if forsta else []
    returer += senare
    returer.sort(key=lambda r: r.aterremitterad)
    return tuple(returer)


_INSATS = (
    Insats.id, Insats.nyckel, Insats.kod, Insats.beslut, Insats.aktualiserad, Insats.bemannad, Insats.uppdrag,
    Insats.start, Insats.slut, Insats.sista_dag, Insats.avslutsbeslut, Insats.avslutstyp, Insats.avslutsorsak,
    Insats.avbrottsdokument, Insats.bevakas_fran, Insats.historik, Insats.kund_id, Insats.anordnare_id,
    Insats.kundansvarig_id, Insats.kundval, Insats.skydd,
)  # fmt: skip


class Rader:
    """The rows that the facts of one insats were taken from, with what people have written in them, for whoever tells
    them as well: the same tables are not read twice. `kundens`: all insatser of its kund, the one itself too."""

    def __init__(self, insats: Insats) -> None:
        self.insats = insats
        self.kundens: Sequence[Insats] = ()
        self.planer: list[Any] = []
        self.rapporter: list[Any] = []
        self.slutrapport: Any = None
        self.aterremisser: list[Any] = []
        self.franvaro: list[Any] = []
        self.forlangningar: list[Any] = []


def fakta_for(
    session: Session, ids: Sequence[int], rader_av: Rader | None = None
) -> dict[int, tuple[F.Insatsfakta, Any]]:
    """Facts of some insatser, with the row of the insats (what the stored frister repeat of it), by id. `rader_av`:
    of the only one, is filled with the rows too."""
    mer = rader_av is not None
    rader: Sequence[Any]
    kundens: Iterable[Any]
    if rader_av is not None:
        rader = [rader_av.insats]
        kundens = rader_av.kundens = session.scalars(select(Insats).where(Insats.kund_id == rader[0].kund_id)).all()
    else:
        rader = session.execute(select(*_INSATS).where(Insats.id.in_(ids))).all()
        kundens = session.execute(
            select(Insats.id, Insats.kund_id, Insats.beslut).where(
                Insats.kund_id.in_({r.kund_id for r in rader}), Insats.beslut.is_not(None)
            )
        )
    beslut: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for annan in kundens:
        if annan.beslut is not None:
            beslut[annan.kund_id].append((annan.id, annan.beslut))
    p = Genomforandeplan
    planer = _per_insats(
        session, ids, p, p.nummer, p.inkommen, p.aterremitterad, p.inkommen_igen, p.godkand, p.revidering_begard,
        *((p.aterremiss_skal, p.revidering_skal, p.skalsteg_start, p.skalsteg_mal, p.version) if mer else ()),
    )  # fmt: skip
    m = Manadsrapport
    rapporter = _per_insats(
        session, ids, m, m.manad, m.klarmarkerad, m.aterremitterad, m.klarmarkerad_igen, m.godkand, m.underlag,
        *((m.aterremiss_skal, m.bedomning, m.skalsteg, m.version) if mer else ()),
    )  # fmt: skip
    s = Slutrapport
    slut = _per_insats(
        session, ids, s, s.inkommen, s.aterremitterad, s.inkommen_igen, s.godkand,
        *((s.aterremiss_skal, s.nasta_steg, s.skalsteg, s.version) if mer else ()),
    )  # fmt: skip
    a = Aterremiss
    senare: dict[tuple[int, str], list[F.Retur]] = defaultdict(list)
    aterremisser = _per_insats(
        session, ids, a, a.avser, a.aterremitterad, a.inkommen_igen, *((a.skal,) if mer else ())
    )
    for i, returer in aterremisser.items():
        for r in returer:
            senare[i, r.avser].append(F.Retur(r.aterremitterad, r.inkommen_igen))
    v = Franvaro
    franvaro = _per_insats(
        session, ids, v, v.typ, v.fran, v.till, v.kontaktforsok, v.registrerad, v.intyg_anordnare, v.intyg_kv,
        v.intyg_fran_dag_ett, v.meddelad, v.bedomd, *((v.orsak, v.bedomning) if mer else ()),
    )  # fmt: skip
    g = Forlangning
    forl = _per_insats(
        session, ids, g, g.begard, g.beslutad, g.beslut, g.atersand, g.kompletterad,
        *((g.motivering, g.atersand_skal, g.beslut_skal) if mer else ()),
    )  # fmt: skip
    kontakter = _per_insats(session, ids, Kontakt, Kontakt.datum, Kontakt.typ)
    n = Incident
    incidenter = _per_insats(session, ids, n, n.nyckel, n.upptackt, n.kv_underrattad, n.vidare, n.bedomd)

    if rader_av is not None:
        (i,) = ids
        rader_av.planer, rader_av.rapporter, rader_av.aterremisser = planer[i], rapporter[i], aterremisser[i]
        rader_av.franvaro, rader_av.forlangningar = franvaro[i], forl[i]
        rader_av.slutrapport = slut[i][0] if slut[i] else None
    ut: dict[int, tuple[F.Insatsfakta, Any]] = {}
    for r in rader:
        i = r.id
        sr = slut[i][0] if slut.get(i) else None
        ut[i] = (
            F.Insatsfakta(
                r.kod, r.beslut, r.aktualiserad, r.bemannad, r.uppdrag, r.start, r.slut, r.sista_dag, r.avslutsbeslut,
                r.avslutstyp, r.avslutsorsak, r.avbrottsdokument, r.bevakas_fran, r.historik,
                planer=tuple(
                    F.Plan(x.nummer, x.inkommen, _returer(x.aterremitterad, x.inkommen_igen, senare[i, str(x.nummer)]),
                           x.godkand, x.revidering_begard)
                    for x in planer.get(i, ())
                ),
                rapporter=tuple(
                    F.Rapport(x.manad, x.klarmarkerad,
                              _returer(x.aterremitterad, x.klarmarkerad_igen, senare[i, x.manad]),
                              x.godkand, x.underlag)
                    for x in rapporter.get(i, ())
                ),
                slutrapport=F.Slutrapport(
                    sr.inkommen, _returer(sr.aterremitterad, sr.inkommen_igen, senare[i, "slut"]), sr.godkand
                ) if sr else None,
                franvaro=tuple(
                    F.Franvaro(x.typ, x.fran, x.till, x.kontaktforsok or 0, x.registrerad, x.intyg_anordnare,
                               x.intyg_kv, bool(x.intyg_fran_dag_ett), x.meddelad, x.bedomd)
                    for x in franvaro.get(i, ())
                ),
                forlangningar=tuple(
                    F.Forlangning(x.begard, x.beslutad, x.beslut == "beviljad",
                                  x.atersand is not None and x.kompletterad is None)
                    for x in forl.get(i, ())
                ),
                kontakter=tuple(F.Kontakt(x.datum, x.typ) for x in kontakter.get(i, ())),
                incidenter=tuple(F.Incident(*x[1:]) for x in incidenter.get(i, ())),
                andra_beslut=tuple(b for j, b in beslut.get(r.kund_id, ()) if j != i),
            ),
            r,
        )  # fmt: skip
    return ut


def alla_fakta(session: Session, ids: Sequence[int] | None = None) -> Iterator[tuple[int, F.Insatsfakta, Any]]:
    """Facts of many insatser (None = every one that is not historik), batch by batch in order of id."""
    if ids is None:
        ids = session.scalars(select(Insats.id).where(Insats.historik.is_(False)).order_by(Insats.id)).all()
    for n in range(0, len(ids), SATS):
        for i, (f, rad) in sorted(fakta_for(session, ids[n : n + SATS]).items()):
            yield i, f, rad


def _rad(f: Fristregel, r: Any) -> dict[str, Any]:
    return {
        "insats_id": r.id,
        "kod": f.kod,
        "avser": f.avser,
        "ansvarig": f.ansvarig,
        "utlost": f.utlost,
        "forfaller": f.forfaller,
        "vilande": f.vilande,
        "stangs": f.stangs,
        "ersatt": f.ersatt,
        "utlost_tid": f.utlost_tid,
        "forfaller_tid": f.forfaller_tid,
        "gul_kvar": f.gul_kvar,
        "kalla": f.kalla,
        "tolkning": ", ".join(f.tolkning),
        "sak": f.sak,
        "huvud": f.huvud,
        "slag": f.slag,
        "bevakas": f.ansvarig != "KV",
        "insatskod": r.kod,
        "kundval": r.kundval,
        "anordnare_id": r.anordnare_id,
        "kund_id": r.kund_id,
        "kundansvarig_id": r.kundansvarig_id,
        "skyddad": r.skydd is not None,
    }


def rakna_om(
    session: Session,
    regelverk: Regelverkssamling,
    insats_ids: Sequence[int] | None = None,
    framsteg: Callable[[int, int], None] | None = None,
    idag: date | None = None,
) -> int:
    """Rewrites the stored frister of these insatser (None: of all) from their facts; returns the rows written.

    With them go the brister (services.brister), as of `idag`; without a day there are none (an offline package).
    Runs in the caller's transaction and flushes first, so that facts and frister change together.
    `framsteg(done, total)` is called after each batch, in insatser.
    """
    session.flush()
    alla: Sequence[int] = (
        session.scalars(select(Insats.id).order_by(Insats.id)).all() if insats_ids is None else list(insats_ids)
    )
    if insats_ids is None:
        session.execute(delete(Frist))
    antal = 0
    for n in range(0, len(alla), SATS):
        ids = alla[n : n + SATS]
        if insats_ids is not None:
            _las_insatser(session, ids)
            session.execute(delete(Frist).where(Frist.insats_id.in_(ids)))
        underlag = {
            i: brister.Underlag(f, rad, frister(f, regelverk)) for i, (f, rad) in fakta_for(session, ids).items()
        }
        rader = [
            _rad(x, u.rad) for u in underlag.values() for x in u.frister if x.klar is None and not x.alltid_stangd
        ]
        if idag is not None:
            rader += brister.stam_av(session, regelverk, idag, underlag)
        if rader:
            session.execute(insert(Frist), rader)
        antal += len(rader)
        if framsteg is not None:
            framsteg(min(n + SATS, len(alla)), len(alla))
    return antal


def _las_insatser(session: Session, ids: Sequence[int]) -> None:
    """On a shared database, of two who change facts of one case at once the second waits here for the first and then
    reads what it saved: else both would write the frister, each from its own facts. A file has one writer."""
    if session.get_bind().dialect.name != "sqlite":
        q = select(Insats.id).where(Insats.id.in_(ids)).order_by(Insats.id)
        session.execute(q.with_for_update(key_share=True)).all()


def antal_rader(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Frist)) or 0
