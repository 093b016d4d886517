"""Plain data of the log as it is shown: actions a page at a time, what one of them did, the spot checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SLAG = (
    ("", "Allt"), ("visningar", "Vem har tittat"), ("andringar", "Vad har ändrats"), ("stickprov", "Gjorda stickprov"),
)  # fmt: skip
"""What of the log is asked for, in the order it is offered."""


@dataclass(frozen=True, slots=True)
class Loggatgard:
    """One action. `nummer`: that of its newest row in the log; `om`: the kund and the case, as numbers."""

    id: str
    nummer: int
    tid: datetime
    anvandare: str
    vem: str
    roll: str
    vad: str
    kund: str
    arende: str


@dataclass(frozen=True, slots=True)
class Loggsida:
    """Newest first. `fortsatt`: where the next page begins, None at the end; `lasning`: the action that this reading
    is in the log itself."""

    rader: tuple[Loggatgard, ...]
    fortsatt: tuple[int, str] | None
    lasning: str


@dataclass(frozen=True, slots=True)
class Loggdetalj:
    """What an action did: (what, before, after). `fler`: how many more rows than are shown."""

    rader: tuple[tuple[str, str, str], ...]
    fler: int = 0


@dataclass(frozen=True, slots=True)
class Stickprov:
    """A spot check that was done. `rader`: how many actions were gone through."""

    tid: datetime
    vem: str
    rader: int
    utfall: str
    fynd: str


@dataclass(frozen=True, slots=True)
class Loggoversikt:
    """What there is to ask about and to do. `anvandare`: (name of the login, words)."""

    anvandare: tuple[tuple[str, str], ...]
    stickprov: tuple[Stickprov, ...]
    att_bedoma: int
