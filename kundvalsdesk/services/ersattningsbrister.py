"""What the months of a run still lack, so that somebody can ask for it in time: before the brytdatum.

A karriärvägledare sees what the cases lack that they have today, and no sums; an arbetsledare sees all. What stops the
payment is what the run itself says (rules.ersattning); what does not, as a report that waits to be reviewed, is told
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from ..models import Ejutbetald, Ersattningskorning, Genomforandeplan, Handlaggare, Insats, Kund, Kundidentitet
from ..rules.ersattning import (
    ATERREMITTERAD,
    BELOPP_SAKNAS,
    MANADSRAPPORT_SAKNAS,
    SLUTRAPPORT_SAKNAS,
    SLUTRAPPORT_SEN,
    UNDERLAG_SAKNAS,
    Korning,
    Utfall,
    brytdatum,
)
from ..rules.fakta import Rapport
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.trafikljus import antal_kvar, oppet_ljus
from ..texter.datum import datum_utan_ar, frist_ord
from ..texter.ersattning import SKALORD
from .arbetsenhet import Arbetsenhet
from .ersattning import ANORDNARE_SAKNAS, Visa
from .ersattningstyper import FASTSTALLD
from .ersattningsunderlag import Underlag, underlag
from .ersattningsvytyper import EGNA, INGET, LEDARE, Saknas
from .innehav import mitt
from .maskning import initialer
from .typer import Framsteg

GUL_KVAR = 3
"""Working days before the brytdatum from which what is missing is urgent."""
_VANTAR = {
    "granska_rapport": "Granskning av månadsrapporten", "plan_inkommen": "Genomförandeplan",
    "plan_igen": "Komplettering av planen", "granska_plan": "Granskning av planen",
}  # fmt: skip
KOM_SENT = "kom_sent"
_DAG = timedelta(days=1)
_SATS = 400
ANORDNAREN, _HANDLAGGAREN = "Anordnaren", "Karriärvägledaren"
_STEG = {
    MANADSRAPPORT_SAKNAS: "rapport_klarmarkera", ATERREMITTERAD: "rapport_igen", UNDERLAG_SAKNAS: "underlag",
    SLUTRAPPORT_SAKNAS: "slutrapport_inkommen", ANORDNARE_SAKNAS: "valj_anordnare",
}  # fmt: skip
_KORT = {
    MANADSRAPPORT_SAKNAS: "månadsrapport", ATERREMITTERAD: "komplettering av månadsrapporten",
    UNDERLAG_SAKNAS: "faktureringsunderlag", SLUTRAPPORT_SAKNAS: "slutrapport", ANORDNARE_SAKNAS: "anordnare",
    BELOPP_SAKNAS: "belopp i regelverket",
}  # fmt: skip
_I_ARENDET = (SLUTRAPPORT_SAKNAS, ANORDNARE_SAKNAS)
"""Steps of the case rather than of one of its months."""


class Kort(NamedTuple):
    """How a case is named here, and what one looks for in it. `fran`, `sista`: first and last day that are paid."""

    insats: str
    kund: str
    kod: str
    kundansvarig: str
    fran: date | None
    sista: date | None


def ser(e: Arbetsenhet) -> str:
    """LEDARE, EGNA or INGET."""
    if e.aktor.har("arbetsledare"):
        return LEDARE
    return EGNA if e.aktor.har("karriarvagledare") else INGET


def bryt_ord(dag: date, idag: date) -> str:
    """As "brytdatum tisdag 15 oktober, om 4 arbetsdagar"."""
    if dag < idag:
        return f"brytdatum {datum_utan_ar(dag)} har passerat"
    return f"brytdatum {datum_utan_ar(dag)}, {frist_ord('gul', antal_kvar(dag, idag), dag, idag)}"


def kort_for(e: Arbetsenhet, insatser: Iterable[int]) -> dict[int, Kort]:
    """Cases by number: the kund as number and initials, a protected one as its number."""
    ids, ut = sorted(set(insatser)), {}
    i, k, n, h = Insats, Kund, Kundidentitet, Handlaggare
    q = (
        select(
            i.id, i.nyckel, i.kod, i.skydd, i.start, i.bevakas_fran, i.sista_dag, i.slut, k.nyckel.label("kund"),
            k.skydd.label("kundskydd"), n.fornamn, n.efternamn, h.namn,
        )
        .join(k, k.id == i.kund_id)
        .outerjoin(n, n.kund_id == k.id)
        .outerjoin(h, h.id == i.kundansvarig_id)
    )  # fmt: skip
    for fran in range(0, len(ids), _SATS):
        for r in e.session.execute(q.where(i.id.in_(ids[fran : fran + _SATS]))):
            if r.skydd or r.kundskydd:
                kund = f"{r.kund} · skyddad"
            else:
                kund = f"{r.kund} {initialer(r.fornamn, r.efternamn)}".strip()
            forst = max((d for d in (r.start, r.bevakas_fran) if d), default=None) if r.start else None
            ut[r.id] = Kort(r.nyckel, kund, r.kod, r.namn or "", forst, r.sista_dag or r.slut)
    return ut


def egna(e: Arbetsenhet, manad: str, framsteg: Visa | None = None) -> tuple[tuple[Saknas, ...], int]:
    """What is missing in one's own cases, the oldest month first, and how many reports are not due before the month
    has ended."""
    villkor = mitt(e).hos(Insats.kundansvarig_id, Insats.kund_id)
    fasta = list(e.session.scalars(select(Ersattningskorning.manad).where(Ersattningskorning.lage == FASTSTALLD)))
    if manad in fasta:
        return fasta_brister(e, manad, villkor), 0
    samling, korning = Samling(e, manad), Korning(e.regelverk, manad, fasta)
    for u in underlag(e.session.connection(), manad, _visare(framsteg), villkor):
        samling.se(u, korning.rakna(u.fakta, u.kundval, u.betalda))
    return samling.svar(kort_for(e, samling.insatser))


def _visare(framsteg: Visa | None) -> Callable[[int, int], None] | None:
    if framsteg is None:
        return None
    return lambda klart, totalt: framsteg(Framsteg(klart, totalt, "Letar efter det som saknas"))


def fasta_brister(
    e: Arbetsenhet, manad: str, villkor: ColumnElement[bool] | None = None
) -> tuple[Saknas, ...]:  # fmt: skip
    """Of a final run: what it said."""
    x, k = Ejutbetald, Ersattningskorning
    q = (
        select(x.insats_id, x.insats, x.anordnare, x.avser_manad, x.skal)
        .join(k, k.id == x.korning_id)
        .where(k.manad == manad)
        .order_by(x.id)
    )
    if villkor is not None:
        q = q.join(Insats, Insats.id == x.insats_id).where(villkor)
    rader = e.session.execute(q).all()
    kort = kort_for(e, (r.insats_id for r in rader))
    ut = []
    for r in rader:
        om = kort.get(r.insats_id)
        om = om if om is not None and om.insats == r.insats else Kort(r.insats, "", "", "", None, None)
        ut.append(_rad(om, r.anordnare, r.avser_manad, r.skal, (), "rod", "inte betald"))
    return tuple(ut)


class _Fynd(NamedTuple):
    u: Underlag
    manad: str
    skal: str
    fler: tuple[str, ...]


class Samling:
    """What is missing, gathered while the run of the month is reckoned, insats by insats."""

    def __init__(self, e: Arbetsenhet, manad: str) -> None:
        self._e, self._manad = e, manad
        self._korning = Korning(e.regelverk, manad)
        self._forsta = manadens_forsta(manad)
        self._fynd: list[_Fynd] = []
        self._granskas: list[Underlag] = []
        self._pagar: dict[int, Underlag] = {}
        self._vantas = 0

    def se(self, u: Underlag, utfall: Utfall) -> None:
        sista = self._korning.sista(u.fakta)
        rapporter = {r.manad: r for r in u.fakta.rapporter}
        for x in utfall.ej:
            if x.skal == MANADSRAPPORT_SAKNAS and not _slut(x.avser_manad, sista, self._e.idag):
                self._vantas += 1
            else:
                skal, fler = _kvar(x.skal, rapporter.get(x.avser_manad), x.avser_manad, u, sista)
                self._fynd.append(_Fynd(u, x.avser_manad, skal, fler))
        r = rapporter.get(self._manad)
        if r is not None and r.klarmarkerad and not r.godkand and not _ute(r):
            self._granskas.append(u)
        pagar = (sista is None or sista >= self._forsta) and not u.fakta.avslutstyp
        if pagar and _borde_ha_plan(u, self._e.idag):
            self._pagar[u.id] = u
        if u.anordnare_id is None:
            obetalda = {y.avser_manad for y in utfall.rader if y.rattar is None}
            self._fynd += [_Fynd(u, m, ANORDNARE_SAKNAS, ()) for m in sorted(obetalda)]

    @property
    def insatser(self) -> set[int]:
        """Those that `svar` wants to know the names of."""
        return {*(y.u.id for y in self._fynd), *(u.id for u in self._granskas), *self._pagar}

    def svar(self, kort: Mapping[int, Kort]) -> tuple[tuple[Saknas, ...], int]:
        """What is missing, the oldest month first, and how many reports are not due before the month has ended."""
        bryt, idag = self._korning.brytdatum, self._e.idag
        ljus = oppet_ljus(bryt, GUL_KVAR, idag)
        ord_ = "missade brytdatum" if ljus == "rod" else frist_ord(ljus, antal_kvar(bryt, idag), bryt, idag)
        ut = [
            _rad(kort[y.u.id], y.u.anordnare, y.manad, y.skal, y.fler, ljus, ord_)
            for y in self._fynd
            if y.u.id in kort
        ]
        ut.sort(key=lambda s: (not s.stoppar, s.manad, s.anordnare, s.insats))
        granska = ("granska_rapport", self._manad)
        ut += [
            _bredvid(kort[u.id], u.anordnare, self._manad, "Månadsrapporten är inte granskad", granska)
            for u in self._granskas
            if u.id in kort
        ]
        ut += [
            _bredvid(kort[i], self._pagar[i].anordnare, self._manad, ord_, steg)
            for i, ord_, steg in _planer(self._e, self._pagar)
            if i in kort
        ]
        return tuple(ut), self._vantas


def _slut(manad: str, sista: date | None, idag: date) -> bool:
    """Whether the month, or the insats in it, is over."""
    return idag >= plus_manader(manadens_forsta(manad), 1) or (sista is not None and sista < idag)


def _ute(r: Rapport) -> bool:
    return bool(r.returer) and r.returer[-1].inkommen_igen is None and r.godkand is None


def _kvar(
    skal: str, r: Rapport | None, manad: str, u: Underlag, sista: date | None
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """What is not there today, first and else: it is asked for all at once. KOM_SENT where it has come since the run
    closed."""
    if skal not in (MANADSRAPPORT_SAKNAS, ATERREMITTERAD, UNDERLAG_SAKNAS, SLUTRAPPORT_SAKNAS):
        return skal, ()
    ut = []
    if r is None or r.klarmarkerad is None:
        ut.append(MANADSRAPPORT_SAKNAS)
    elif _ute(r):
        ut.append(ATERREMITTERAD)
    if r is None or r.underlag is None:
        ut.append(UNDERLAG_SAKNAS)
    inne = u.fakta.slutrapport.inkommen if u.fakta.slutrapport else None
    if sista is not None and f"{sista:%Y-%m}" == manad and inne is None:
        ut.append(SLUTRAPPORT_SAKNAS)
    return (ut[0], tuple(ut[1:])) if ut else (KOM_SENT, ())


def _rad(
    om: Kort, anordnare: str, manad: str, skal: str, fler: tuple[str, ...], ljus: str, ord_: str
) -> Saknas:  # fmt: skip
    if skal == KOM_SENT:
        return Saknas(
            f"{om.insats}/{manad}/{skal}", om.insats, om.kund, om.kod, anordnare, manad,
            "Allt är inne nu, men kom efter brytdatum", False, "klar", "betalas senare", "", om.kundansvarig, ("", ""),
            "Inget, men kom efter brytdatum",
        )  # fmt: skip
    if skal == SLUTRAPPORT_SEN:
        return Saknas(
            f"{om.insats}/{manad}/{skal}", om.insats, om.kund, om.kod, anordnare, manad, SKALORD[skal], False,
            "bortfallen", "betalas inte", "", om.kundansvarig, ("", ""), "Slutrapporten kom för sent",
        )  # fmt: skip
    steg = _STEG.get(skal, "")
    vem = "" if skal == BELOPP_SAKNAS else _HANDLAGGAREN if skal == ANORDNARE_SAKNAS else ANORDNAREN
    return Saknas(
        f"{om.insats}/{manad}/{skal}", om.insats, om.kund, om.kod, anordnare, manad, SKALORD[skal], True, ljus, ord_,
        vem, om.kundansvarig, (steg, "" if skal in _I_ARENDET else manad) if steg else ("", ""),
        ", ".join(_KORT.get(s, SKALORD[s]) for s in (skal, *fler)).capitalize(), tuple(SKALORD[s] for s in fler),
    )  # fmt: skip


def _bredvid(om: Kort, anordnare: str, manad: str, vad: str, steg: tuple[str, str]) -> Saknas:
    """Something that does not stop the payment."""
    vem = ANORDNAREN if steg[0] in ("plan_inkommen", "plan_igen") else _HANDLAGGAREN
    return Saknas(
        f"{om.insats}/{manad}/{steg[0]}", om.insats, om.kund, om.kod, anordnare, manad, vad, False, "vilande",
        "stoppar inte", vem, om.kundansvarig, steg, _VANTAR[steg[0]],
    )  # fmt: skip


def _planer(e: Arbetsenhet, pagar: dict[int, Underlag]) -> list[tuple[int, str, tuple[str, str]]]:
    """Cases under way without an approved plan, and where it stands. One whose plan is not due yet is not named."""
    p, ids = Genomforandeplan, sorted(pagar)
    rader: dict[int, list[Any]] = {i: [] for i in ids}
    q = select(p.insats_id, p.nummer, p.inkommen, p.aterremitterad, p.inkommen_igen, p.godkand).order_by(p.nummer)
    for fran in range(0, len(ids), _SATS):
        for r in e.session.execute(q.where(p.insats_id.in_(ids[fran : fran + _SATS]))):
            rader[r.insats_id].append(r)
    ut = []
    for i, planer in rader.items():
        if any(r.godkand for r in planer):
            continue
        inne = [r for r in planer if r.inkommen]
        if not inne:
            ut.append((i, "Genomförandeplanen har inte kommit in", ("plan_inkommen", "")))
        elif inne[-1].aterremitterad and not inne[-1].inkommen_igen:
            ut.append((i, "Genomförandeplanen är återremitterad", ("plan_igen", str(inne[-1].nummer))))
        else:
            ut.append((i, "Genomförandeplanen är inte granskad", ("granska_plan", str(inne[-1].nummer))))
    return ut


def _borde_ha_plan(u: Underlag, idag: date) -> bool:
    start = u.fakta.start
    return start is not None and u.fakta.bevakas_fran is None and plus_manader(start, 1) <= idag


def standardmanad(e: Arbetsenhet) -> str:
    """The month that ended last."""
    return f"{e.idag.replace(day=1) - _DAG:%Y-%m}"


def manader(e: Arbetsenhet, lagrade: Sequence[str], antal: int = 24) -> tuple[str, ...]:
    """Months to choose among, the latest first: this one and those before it, and every one that has a run."""
    nu, ut = e.idag.replace(day=1), set(lagrade)
    for n in range(antal):
        ut.add(f"{plus_manader(nu, -n):%Y-%m}")
    return tuple(sorted(ut, reverse=True))


def bryt(e: Arbetsenhet, manad: str) -> date:
    return brytdatum(e.regelverk, manad)
