"""Target groups and criteria (regelverk §2): what does not fit is told, and a person decides.

Nothing here stops anybody: an `Avvikelse` says what is not met, and whether going on needs a written motivation.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .regelverk import Insatsregel, Malgrupp


class Avvikelse(NamedTuple):
    """Something that is not met. `kod`: alder, alder_varning, malgrupp_kravs, malgrupp_utesluten."""

    kod: str
    motivering: bool
    alder: int | None = None
    tolkning: tuple[str, ...] = ()


def alder(fodd: date, dag: date) -> int:
    """Age in whole years on a day; somebody born on 29 February has their birthday on 1 March in other years."""
    return dag.year - fodd.year - ((dag.month, dag.day) < (fodd.month, fodd.day))


def alder_avvikelse(grupp: Malgrupp | None, fodd: date | None, dag: date) -> Avvikelse | None:
    """What the age says against the target group (K 1.2). T3: a few years below the age are a warning only."""
    if grupp is None or fodd is None:
        return None
    ar = alder(fodd, dag)
    if grupp.alder_fran is not None and ar < grupp.alder_fran:
        if grupp.alder_varning_fran is not None and ar >= grupp.alder_varning_fran:
            return Avvikelse("alder_varning", False, ar, grupp.tolkning)
        return Avvikelse("alder", True, ar)
    if grupp.alder_till is not None and ar > grupp.alder_till:
        return Avvikelse("alder", True, ar)
    return None


def malgrupp_avvikelse(regel: Insatsregel, malgrupp: str | None) -> Avvikelse | None:
    """What the target group says against an insats (K 2.3): some are for one group, or for all but one."""
    if not malgrupp:
        return None
    if regel.malgrupper and malgrupp not in regel.malgrupper:
        return Avvikelse("malgrupp_kravs", True)
    if malgrupp in regel.ej_malgrupper:
        return Avvikelse("malgrupp_utesluten", True)
    return None
