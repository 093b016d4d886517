"""Plain data of the documents' standing texts, as the room for them shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Textrad:
    """`egen`: the unit has worded it itself."""

    namn: str
    rubrik: str
    egen: bool


@dataclass(frozen=True, slots=True)
class Textgrupp:
    typ: str
    titel: str
    texter: tuple[Textrad, ...]


@dataclass(frozen=True, slots=True)
class Texthistorik:
    """A wording that has been saved. `nummer` 0, `nar` None: the one that the program came with.

    `programmets`: going back to that one is what was saved.
    """

    nummer: int
    text: str
    programmets: bool
    nar: datetime | None
    vem: str


@dataclass(frozen=True, slots=True)
class Textvy:
    """A text to be worded. `nummer`: that of the wording shown; `platser`: (name, example)."""

    typ: str
    namn: str
    titel: str
    rubrik: str
    text: str
    nummer: int
    platser: tuple[tuple[str, str], ...]
    kravs: tuple[str, ...]
    hogst: int
    rader: int
    tom: bool
    historik: tuple[Texthistorik, ...]
