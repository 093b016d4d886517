"""An insats in time: its end dates and its last day (regelverk §1, §3)."""

from __future__ import annotations

from datetime import date, timedelta

from .fakta import Forlangning, Insatsfakta
from .kalender import plus_manader, slutdatum
from .regelverk import Fristregel, Regelverkssamling

_DAG = timedelta(days=1)

TIDIGT_SLUT = ("fortid", "avbruten")


class Ramar:
    """The insats in time: its end dates, one per granted extension, and its last day.

    `slut`: the end dates in order, the present one last, each with the day the extension after it was granted.
    `sista`: the last day as recorded or, if none is, the present end date (regelverk §3); None before the start.
    """

    __slots__ = ("fakta", "regelverk", "sista", "slut", "slut_nu", "stangs", "tidigt")

    def __init__(self, f: Insatsfakta, regelverk: Regelverkssamling) -> None:
        self.fakta = f
        self.regelverk = regelverk
        beviljade = sorted(x.beslutad for x in f.forlangningar if x.beviljad and x.beslutad)
        k = len(beviljade)
        self.slut_nu = slut_nu(f, regelverk, k)
        self.slut: list[tuple[date, date | None]] = []
        if self.slut_nu is not None:
            for i, dag in enumerate(beviljade):
                self.slut.append((_slut_med(f, regelverk, self.slut_nu, k, i), dag))
            self.slut.append((self.slut_nu, None))
        self.sista = f.sista_dag or self.slut_nu
        self.stangs = self.sista + _DAG if self.sista else None
        self.tidigt = f.avslutstyp in TIDIGT_SLUT

    def slut_vid(self, forlangning: Forlangning) -> date | None:
        """The end date in force when an extension was asked for: without it and those granted after it."""
        for slut, beviljad in self.slut:
            if beviljad is None or (forlangning.beslutad is not None and beviljad >= forlangning.beslutad):
                return slut
        return None

    def slut_med(self, antal: int) -> date | None:
        """The end date with so many granted extensions in all, reckoned from the start and not from the last end."""
        f = self.fakta
        if self.slut_nu is None:
            return None
        return _slut_med(f, self.regelverk, self.slut_nu, len(self.slut) - 1, antal)

    def regel(self, kod: str, d: date) -> Fristregel:
        return self.regelverk.fristregel(kod, self.fakta.kod, d)

    def regel_vid(self, kod: str, d: date, tal: str, riktning: int) -> tuple[Fristregel, date]:
        """Rule and trigger date of a frist set off so many days after (1) or before (-1) d.

        The number comes from the rule itself, so the day is reckoned again if another rule set is in force on it.
        """
        r = self.regel(kod, d)
        r = self.regel(kod, d + riktning * timedelta(days=r.tal[tal]))
        return r, d + riktning * timedelta(days=r.tal[tal])


def slut_nu(f: Insatsfakta, regelverk: Regelverkssamling, beviljade: int) -> date | None:
    """The present decided end date: as decided, or computed from the start with all granted extensions."""
    if f.slut is not None or f.start is None:
        return f.slut
    n = regelverk.slutdatum_manader(f.kod, f.start, beviljade)
    return slutdatum(f.start, n) if n else None


def _slut_med(f: Insatsfakta, regelverk: Regelverkssamling, slut: date, alla: int, antal: int) -> date:
    """The end date with `antal` instead of `alla` granted extensions, always reckoned from the start."""
    if f.start is not None:
        n_alla = regelverk.slutdatum_manader(f.kod, f.start, alla)
        n = regelverk.slutdatum_manader(f.kod, f.start, antal)
        if n and n_alla and slutdatum(f.start, n_alla) == slut:
            return slutdatum(f.start, n)
    # An end date decided otherwise than by the longest time: whole months to or from it.
    return plus_manader(slut + _DAG, antal - alla) - _DAG
