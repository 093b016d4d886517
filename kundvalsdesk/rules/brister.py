"""Brister hos anordnare (regelverk §8, K 13.5): what the facts of one insats give, pure and without today.

`fran` is the first day on which a brist holds, so that today only decides whether it has opened (as with frister). A
person judges it. Each says which report or plan it began with (`avser`), which names it for good:

    mer_an_manad_sen       a report or plan more than a month late, open or received
    upprepat_sen           at least three late in six months: begins with the third
    samma_aterremitterad   the same report returned twice
    flera_aterremitterade  three reports returned in six months: begins with the third
    progression            section of progression missing or "Ej aktuellt" in two reports in a row

What is repeated goes on for as long as the next one follows within the time, and is one brist from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .fakta import Insatsfakta, Retur
from .frister import frister
from .fristtyper import Frist
from .granskningsregler import Bristregel
from .kalender import nasta_manad, plus_manader
from .rapporttyper import SLUT
from .regelverk import Regelverkssamling

_DAG = timedelta(days=1)

BRISTKODER = ("mer_an_manad_sen", "upprepat_sen", "samma_aterremitterad", "flera_aterremitterade", "progression")

# Frist of an anordnare: what it is about. A slutrapport has one of several frister, and is one thing.
_SLAG = {
    "manadsrapport": "rapport",
    "genomforandeplan": "plan",
    "reviderad_plan": "plan",
    "slutrapport_fullfoljd": "slutrapport",
    "slutrapport_fortid": "slutrapport",
    "slutrapport_avbruten": "slutrapport",
    "slutrapport_sen": "slutrapport",
}
DALIGA = ("saknas", "ej_aktuellt")


class Handelse(NamedTuple):
    """Something that counts: what it is about ("rapport:2024-08") and the day it happened."""

    avser: str
    dag: date
    klar: date | None = None
    """The day a late one came in; None = still open, or not a lateness."""


class Bristfynd(NamedTuple):
    """A brist, the day it begins to hold, and the events that began it, in order; `avser`: what the last is about."""

    kod: str
    avser: str
    fran: date
    handelser: tuple[Handelse, ...]


def brister(
    f: Insatsfakta,
    progression: Mapping[str, str],
    regelverk: Regelverkssamling,
    alla: Sequence[Frist] | None = None,
) -> tuple[Bristfynd, ...]:
    """Every brist of an insats, in order of day. `progression`: of each month's report as it stands (finns, saknas,
    ej_aktuellt). `alla`: its frister, where the caller has them already.

    None for an insats kept for statistics; what began before `bevakas_fran` is not opened.
    """
    if f.historik:
        return ()
    sena = _sena(frister(f, regelverk) if alla is None else alla)
    ut = [*_manad_sena(sena, regelverk)]
    if len(sena) > 1:
        ut += _upprepat("upprepat_sen", sena, regelverk, lambda r: (r.sena_antal, r.sena_manader))
    returer = _returer(f)
    if returer:
        ut += _samma(returer, regelverk)
        alla_returer = [h for grupp in returer for h in grupp]
        ut += _upprepat(
            "flera_aterremitterade", alla_returer, regelverk, lambda r: (r.returer_antal, r.returer_manader)
        )
    if progression:
        ut += _utan_progression(f, progression, regelverk)
    if f.bevakas_fran is not None:
        ut = [b for b in ut if b.fran >= f.bevakas_fran]
    ut.sort(key=lambda b: (b.fran, b.kod, b.avser))
    forst: dict[tuple[str, str], Bristfynd] = {}
    for b in ut:  # one that begins anew with the same report is the same one
        forst.setdefault((b.kod, b.avser), b)
    return tuple(forst.values())


# --- Late (K 13.5, first point) ---------------------------------------------------------------------------------


class _Sen(NamedTuple):
    avser: str
    dag: date
    klar: date | None
    forfaller: date
    stangs: date | None


def _sena(alla: Sequence[Frist]) -> list[_Sen]:
    """Reports and plans that are late once their due date is past; `dag` is the first late day.

    One that lapsed before it was late is none, and neither is one that another frist replaced.
    """
    ut = []
    for x in alla:
        slag = _SLAG.get(x.kod)
        if slag is None or x.ersatt or (x.klar is not None and x.klar <= x.forfaller):
            continue
        dag = x.forfaller + _DAG
        if x.stangs is None or x.stangs > dag:
            avser = f"{slag}:{x.avser or SLUT}"
            ut.append(_Sen(avser, dag, x.klar, x.forfaller, x.stangs))
    return ut


def _manad_sena(sena: Sequence[_Sen], regelverk: Regelverkssamling) -> Iterator[Bristfynd]:
    for x in sena:
        r = regelverk.brister(x.forfaller)
        sist = plus_manader(x.forfaller, r.sen_manader)
        fran = sist + _DAG
        if (x.klar is None or x.klar > sist) and (x.stangs is None or x.stangs > fran):
            yield Bristfynd("mer_an_manad_sen", x.avser, fran, (Handelse(x.avser, x.dag, x.klar),))


# --- Repeated ---------------------------------------------------------------------------------------------------


def _upprepat(
    kod: str,
    handelser: Sequence[_Sen] | Sequence[Handelse],
    regelverk: Regelverkssamling,
    granser: Callable[[Bristregel], tuple[int, int]],
) -> Iterator[Bristfynd]:
    """So many different things within so many months, each time that begins.

    It begins with an event that makes them enough where the one before did not; it goes on while they stay enough.
    """
    rad = sorted({Handelse(x.avser, x.dag, x.klar) for x in handelser}, key=lambda h: (h.dag, h.avser))
    nog = False
    forst = 0
    for n, h in enumerate(rad):
        antal, manader = granser(regelverk.brister(h.dag))
        while plus_manader(rad[forst].dag, manader) <= h.dag:
            forst += 1
        inom = {x.avser: x for x in rad[forst : n + 1]}
        if len(inom) < antal:
            nog = False
        elif not nog:
            nog = True
            yield Bristfynd(kod, h.avser, h.dag, tuple(inom.values()))


# --- Returned (K 13.5, second point) ----------------------------------------------------------------------------


def _returer(f: Insatsfakta) -> list[list[Handelse]]:
    """Returns of each report, in order of day. A plan is no report."""
    rapporter: list[tuple[str, tuple[Retur, ...]]] = [(f"rapport:{r.manad}", r.returer) for r in f.rapporter]
    if f.slutrapport is not None:
        rapporter.append((f"slutrapport:{SLUT}", f.slutrapport.returer))
    return [
        sorted((Handelse(avser, r.aterremitterad) for r in returer), key=lambda h: h.dag)
        for avser, returer in rapporter
        if returer
    ]


def _samma(returer: Sequence[Sequence[Handelse]], regelverk: Regelverkssamling) -> Iterator[Bristfynd]:
    for grupp in returer:
        for n, h in enumerate(grupp, 1):
            if n >= regelverk.brister(h.dag).returer_samma:
                yield Bristfynd("samma_aterremitterad", h.avser, h.dag, tuple(grupp[:n]))
                break


# --- Progression (K 13.5, fourth point) -------------------------------------------------------------------------


def _utan_progression(
    f: Insatsfakta, progression: Mapping[str, str], regelverk: Regelverkssamling
) -> Iterator[Bristfynd]:
    """Runs of months, without a gap, whose reports say nothing of progression."""
    rad: list[Handelse] = []
    in_ = {r.manad: r.klarmarkerad for r in f.rapporter if r.klarmarkerad is not None}
    for m in sorted(progression.keys() & in_.keys()):
        if progression[m] not in DALIGA:
            rad = []
            continue
        if rad and nasta_manad(rad[-1].avser.partition(":")[2]) != m:
            rad = []
        rad.append(Handelse(f"rapport:{m}", in_[m]))
        if len(rad) == regelverk.brister(in_[m]).progression_i_rad:
            yield Bristfynd("progression", f"rapport:{m}", max(h.dag for h in rad), tuple(rad))
