"""What a frist is, and how its due date was reckoned, link by link, so that it can explain itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class Led(NamedTuple):
    """One link of the reckoning. `typ` says how `till` follows from `fran` and `n`:

    arbetsdagar, dagar, timmar, manader: n of them after fran · fore: n days before fran · rullad: moved to the next
    arbetsdag (T1) · manadsdag: the n-th of the month, fixed · dag_ett: asked for from day one · senare, tidigare:
    the later or earlier of the dates so far.
    """

    typ: str
    fran: date
    n: int
    till: date


class Frist(NamedTuple):
    """One deadline of one insats. Nothing here knows today.

    Listed from `utlost` on. `klar`: the day it was done. `stangs`: the first day on which it is bortfallen if not
    done (with `ersatt`: replaced by another and no longer listed). `trigger` is the code of what set it off.
    Times (`*_tid`) are set for incidents only; their dates are those of the times.
    """

    kod: str
    avser: str
    ansvarig: str
    utlost: date
    forfaller: date
    klar: date | None
    vilande: bool
    stangs: date | None
    ersatt: bool
    gul_kvar: int
    kalla: str
    tolkning: tuple[str, ...]
    namn: str
    slag: str
    trigger: str
    led: tuple[Led, ...]
    utlost_tid: datetime | None = None
    forfaller_tid: datetime | None = None
    klar_tid: datetime | None = None
    huvud: bool = True

    @property
    def sak(self) -> str:
        """What there is to do, one row of the queue: review and approval of a report are one thing."""
        if self.kod in ("granska_rapport", "godkann_rapport"):
            return f"rapport {self.avser}"
        return f"{self.kod} {self.avser}".rstrip()

    @property
    def alltid_stangd(self) -> bool:
        """Bortfallen from the day it opens: it can never stand in a queue."""
        return self.stangs is not None and self.stangs <= self.utlost
