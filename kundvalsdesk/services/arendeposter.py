"""What the tabs of a case list: meetings, messages, notes and attachments, all shown the same way."""

from __future__ import annotations

from dataclasses import dataclass, field

from .arendetyper import Stegval


@dataclass(frozen=True, slots=True)
class Post:
    """One row, and what is shown of it beside the list. `slag`: mote | meddelande | anteckning | bilaga.

    `marke`: a word or two about its state; `steg`: what can be done with it; `fil`: what it can be saved as
    (ics | eml | bilaga, "" for nothing), `filord` the words of that button.
    """

    slag: str
    id: int
    rubrik: str
    under: str
    marke: str = ""
    viktig: bool = False
    fakta: tuple[tuple[str, str], ...] = ()
    text: str = ""
    steg: tuple[Stegval, ...] = ()
    fil: str = ""
    filord: str = ""
    mediatyp: str = ""

    @property
    def nyckel(self) -> str:
        return f"{self.slag}:{self.id}"


@dataclass(frozen=True, slots=True)
class Poster:
    """`nya`: the forms that make a new one, in the order of their buttons."""

    rader: tuple[Post, ...] = ()
    nya: tuple[Stegval, ...] = field(default=())
