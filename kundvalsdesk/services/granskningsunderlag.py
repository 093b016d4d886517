"""What the checks of a report are handed: its content, the one before it, the plan, and the facts of the case.

One place builds it, for one report that is opened and for all that wait: the flags in the list and in the report are
then the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from ..models import Rapportinnehall
from ..rules.fakta import Insatsfakta
from ..rules.granskning import Underlag
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.ramar import Ramar
from ..rules.rapporttyper import Formular, Innehall
from .arbetsenhet import Arbetsenhet
from .frister import fakta_for
from .rapportformular import formular_for, formular_med_namn

Sak = tuple[int, str, str]
"""(insats_id, slag, avser)."""


class Inlamnat(NamedTuple):
    """A content as it stands in the database, newest coming-in of its kind. `innehall` is read when asked for."""

    id: int
    avser: str
    omgang: int
    rubrik: str
    formular: str
    text: str
    inlamning_id: int | None

    @property
    def innehall(self) -> Innehall:
        return Innehall.fran_json(self.text)


class Texter:
    """The contents of some insatser that bear on some reports: themselves, the months before, and the plans."""

    def __init__(self, rader: Iterable[Any]) -> None:
        self._senast: dict[Sak, Inlamnat] = {}
        self._planer: dict[int, list[Inlamnat]] = defaultdict(list)
        for r in rader:  # in order of omgang: the last one stands
            self._senast[r.insats_id, r.slag, r.avser] = Inlamnat(
                r.id, r.avser, r.omgang, r.rubrik, r.formular, r.innehall, r.inlamning_id
            )
        for (insats_id, slag, _), x in self._senast.items():
            if slag == "plan":
                self._planer[insats_id].append(x)
        for planer in self._planer.values():
            planer.sort(key=lambda x: int(x.avser))

    def sjalv(self, sak: Sak) -> Inlamnat | None:
        return self._senast.get(sak)

    def foregaende(self, sak: Sak) -> Inlamnat | None:
        """Last month's report; the version of the plan before this one. A slutrapport has none."""
        insats_id, slag, avser = sak
        if slag == "rapport":
            return self._senast.get((insats_id, slag, manaden_fore(avser)))
        if slag == "plan":
            return next((x for x in reversed(self._planer[insats_id]) if int(x.avser) < int(avser)), None)
        return None

    def plan(self, sak: Sak, f: Insatsfakta) -> Inlamnat | None:
        """The plan that a report is read beside: the latest approved one, else the latest that has come in."""
        insats_id, slag, _ = sak
        if slag == "plan":
            return None
        godkanda = {str(p.version) for p in f.planer if p.godkand}
        planer = self._planer[insats_id]
        return next((x for x in reversed(planer) if x.avser in godkanda), planer[-1] if planer else None)


def manaden_fore(manad: str) -> str:
    return plus_manader(manadens_forsta(manad), -1).strftime("%Y-%m")


def texter(e: Arbetsenhet, saker: Sequence[Sak]) -> Texter:
    """Reads the contents that bear on these reports, in one question per five hundred insatser."""
    r = Rapportinnehall
    rader: list[Any] = []
    ids = sorted({s[0] for s in saker})
    avser = {s[2] for s in saker if s[1] != "plan"}
    avser |= {manaden_fore(s[2]) for s in saker if s[1] == "rapport"}
    for n in range(0, len(ids), 500):
        rader += e.anslutning.execute(
            select(r.id, r.insats_id, r.slag, r.avser, r.omgang, r.rubrik, r.formular, r.innehall, r.inlamning_id)
            .where(r.insats_id.in_(ids[n : n + 500]), or_(r.slag == "plan", r.avser.in_(avser)))
            .order_by(r.insats_id, r.omgang)
        ).all()
    return Texter(rader)


def skriven_i(x: Inlamnat, slag: str, kundval: str) -> Formular:
    """The form that a content was written in, whatever has come since; the newest if that one is no longer kept."""
    return formular_med_namn(x.formular) or formular_for(slag, kundval)


def bygg(
    e: Arbetsenhet, sak: Sak, f: Insatsfakta, kundval: str, alla: Texter, ramar: Ramar | None = None
) -> Underlag | None:
    """The input of the checks; None if no content has come in."""
    sjalv = alla.sjalv(sak)
    if sjalv is None:
        return None
    return _sammanstallt(e, sak, f, alla, skriven_i(sjalv, sak[1], kundval), sjalv.innehall, ramar)


def for_innehall(e: Arbetsenhet, insats_id: int, formular: Formular, avser: str, innehall: Innehall) -> Underlag:
    """The same for a content that has not been stored: what a check of a file, or of a text being typed, asks."""
    sak = (insats_id, formular.slag, avser)
    f = fakta_for(e.session, [insats_id])[insats_id][0]
    return _sammanstallt(e, sak, f, texter(e, [sak]), formular, innehall)


def _sammanstallt(
    e: Arbetsenhet, sak: Sak, f: Insatsfakta, alla: Texter, formular: Formular, innehall: Innehall,
    ramar: Ramar | None = None,
) -> Underlag:  # fmt: skip
    fore, plan = alla.foregaende(sak), alla.plan(sak, f)
    return Underlag(
        slag=sak[1],
        avser=sak[2],
        formular=formular,
        innehall=innehall,
        foregaende=fore.innehall if fore else None,
        plan=plan.innehall if plan else None,
        fakta=f,
        ramar=ramar or Ramar(f, e.regelverk),
        regelverk=e.regelverk,
    )
