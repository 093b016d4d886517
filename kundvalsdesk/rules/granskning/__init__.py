"""Checks of a report, one pure function each (regelverk §3, §4, §8). Each says where and why; none decides.

A new check is one function, one line in KONTROLLER, one code in `underlag.KODER`, one sentence in
texter.anmarkningar, one example that shows it and one that stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..rapporttyper import Anmarkning
from . import avsnitt, franvaro, kontakter, mal
from .avsnitt import progression_av
from .mal import NAMNS, NAMNS_INTE, delmal_lagen
from .ord import ar_ej_aktuellt, motivering_av
from .underlag import KODER, Underlag

__all__ = [
    "KODER", "KONTROLLER", "NAMNS", "NAMNS_INTE", "Underlag", "anmarkningar", "ar_ej_aktuellt", "delmal_lagen",
    "motivering_av", "progression_av",
]  # fmt: skip

KONTROLLER: tuple[Callable[[Underlag], Iterable[Anmarkning]], ...] = (
    avsnitt.lika_foregaende,
    mal.oforandrad,
    mal.planens_delar,
    avsnitt.progression,
    avsnitt.tomma,
    avsnitt.ej_aktuella,
    avsnitt.utanfor_skalan,
    avsnitt.begaran,
    mal.namns,
    mal.resultat,
    mal.nasta_steg,
    kontakter.veckokontakt,
    kontakter.kontaktrader,
    franvaro.rader,
    franvaro.skiljer,
    franvaro.intyg,
    franvaro.upprepad,
    franvaro.andra_moten,
)


def anmarkningar(u: Underlag) -> list[Anmarkning]:
    """Everything to look at in the report, in the order of the form: the whole, its sections, its tables."""
    plats = {kod: n for n, kod in enumerate(("", *(a.kod for a in u.formular.avsnitt), *u.formular.tabeller))}
    alla = [a for kontroll in KONTROLLER for a in kontroll(u)]
    alla.sort(key=lambda a: (plats.get(a.avsnitt, len(plats)), a.rad))
    return alla
