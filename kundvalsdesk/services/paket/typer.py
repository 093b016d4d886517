"""Plain data of offline packages, for the window and the command line. No SQLAlchemy here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..typer import Aktor, Framsteg

if TYPE_CHECKING:
    from ...fel import Faltkonflikt
    from ..arbetsenhet import Arbetsenhet
    from ..besoktyper import Besoksrad

NyEnhet = Callable[[bool, str | None], "AbstractContextManager[Arbetsenhet]"]
"""(to write, id of the action) → a unit of work in the database at home."""

Rapportera = Callable[[Framsteg], None]
FILANDELSE = ".kvpaket"


@dataclass(frozen=True, slots=True)
class Paketinfo:
    """What a package says of itself. `aktor` is who decides in it: the one who took it out, `namn` whose reports
    they are. `uttaget` is on the day that the program counts as today; `skrivet` by the real clock, as drafts are.
    `stangt`: it is being taken in, so nothing more is decided in it. `besok`: the visits that it was taken out for; a
    package has those, or reports."""

    paket_id: str
    databas: str
    handlaggare: str
    namn: str
    uttaget: datetime
    skrivet: datetime
    aktor: Aktor
    antal: int
    fil: Path
    stangt: bool = False
    besok: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paketunderlag:
    """What the dialog shows before a package is made. `ord`: words that make a pass phrase easy to guess here.

    `valbara`: (anvandare, name, reports that wait) of those whose reports the actor may take out, themselves first.
    `ute`: when the actor last took out a package that has not been taken in.
    """

    valbara: tuple[tuple[str, str, int], ...]
    ord: tuple[str, ...]
    ute: datetime | None = None


@dataclass(frozen=True, slots=True)
class Besoksunderlag:
    """As Paketunderlag, of visits: those that can be taken along, of one uppföljning."""

    valbara: tuple[Besoksrad, ...]
    ord: tuple[str, ...]
    ute: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beslutsord:
    """A decision in words: what, for which day, with which reason or judgement, by whom and when it was written."""

    vad: str
    datum: date | None
    text: str
    vem: str = ""
    nar: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ejinfort:
    """A decision of the package that was not done: what it was about, why, mine, and what stands now (if anything).

    Of a visit there is no insats: `avser` is the number of the visit, `falt` what was written, field by field, with
    what stands there now ("" where nothing does, or where it may not be written at all)."""

    insats: str
    slag: str
    avser: str
    titel: str
    mening: str
    mitt: Beslutsord
    deras: Beslutsord | None = None
    falt: tuple[Faltkonflikt, ...] = ()


@dataclass(frozen=True, slots=True)
class Paketresultat:
    """What came of taking a package in. `redan`: decisions that an earlier attempt had done.

    `konflikter`: somebody else has changed the same thing meanwhile; `nekade`: not allowed (any longer). `beslut`
    names what was in the package, so that it is thrown away only if nothing has been added since. `besok`: it was
    about visits.
    """

    paket_id: str
    namn: str
    inlasta: int
    redan: int
    utkast: int
    konflikter: tuple[Ejinfort, ...]
    nekade: tuple[Ejinfort, ...]
    beslut: tuple[str, ...]
    besok: bool = False
