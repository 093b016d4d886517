"""Plain data of the documents of a case: what can be issued, a mail to look through, what a batch has done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .arendetyper import Falt, Stegval
from .typer import Andring

TILLORD = {"intern": "Internt", "anordnare": "Anordnaren", "kund": "Kunden"}


@dataclass(frozen=True, slots=True)
class Mojligt:
    """A kind that the case can have. `till`: for whom, in words. `hinder`: the sentence that says why it has to wait,
    "" when it can be issued. `falt`: its choices. `steg`: the step of the case that issues it, if it has its own.
    """

    typ: str
    titel: str
    till: str
    falt: tuple[Falt, ...] = ()
    hinder: str = ""
    steg: Stegval | None = None


@dataclass(frozen=True, slots=True)
class Mojliga:
    """`version`: that of the case as it was seen."""

    version: int
    slag: tuple[Mojligt, ...]


@dataclass(frozen=True, slots=True)
class Forhandsvisning:
    """`samma`: the issued document that already says this, and its bytes instead of a preview; None: it is new."""

    innehall: bytes
    samma: int | None = None
    nummer: str = ""
    filnamn: str = ""


@dataclass(frozen=True, slots=True)
class Utgivet:
    """A document has been issued. `ny` False: the one that stood already said the same."""

    andring: Andring
    dokument_id: int
    nummer: str
    innehall: bytes
    filnamn: str
    ny: bool


@dataclass(frozen=True, slots=True)
class Brevforslag:
    """What a mail will say, to look through before it is saved. `till`: the address, "" if none is known."""

    dokument_id: int
    amne: str
    text: str
    till: str
    till_ord: str
    bilaga: str
    filnamn: str
    varning: str = ""


@dataclass(frozen=True, slots=True)
class Massrad:
    """One document that a batch is to issue."""

    insats: str
    val: tuple[tuple[str, str], ...] = ()


Utfall = Literal["utfardat", "fanns", "inte"]


@dataclass(frozen=True, slots=True)
class Massvar:
    """What became of it. `mening`: why not, or where its file went; `dokument_id` 0 where there is none."""

    insats: str
    utfall: Utfall
    nummer: str = ""
    mening: str = ""
    dokument_id: int = 0
