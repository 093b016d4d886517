"""Plain data of gallring, for the window and the command line: no SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ..fel import Databasfel
from ..rules.gallringsregler import Gallringsregel


class Gallringsavbrott(Databasfel):
    """An approved list that was broken off by an error: what is gone is gone, and it can be carried on."""


@dataclass(frozen=True, slots=True)
class Kandidat:
    """One kind of information of one kund that the time has come for. `hinder`: why it must stay, "" if it may go.

    `kund`: its number, never a name. `omfattning`: rows per table.
    """

    kund_id: int
    kund: str
    kod: str
    sedan: date
    grans: date
    insatser: int
    omfattning: dict[str, int] = field(default_factory=dict)
    hinder: str = ""


@dataclass(frozen=True, slots=True)
class Postrad:
    """A row of a list. `kund` is "" when it has been done."""

    id: int
    kod: str
    kund: str
    sedan: date
    lage: str
    omfattning: dict[str, int]
    skal: str = ""
    till: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Lista:
    """One list. `far_godkanna`: why the actor may not approve it, "" if they may."""

    id: int
    dag: date
    upprattad: datetime
    upprattad_av: str
    lage: str
    godkand: datetime | None
    godkand_av: str
    klar: datetime | None
    version: int
    antal: dict[str, int]
    hinder: str = ""


@dataclass(frozen=True, slots=True)
class Oversikt:
    """What may be gallrat today, the lists there are, and by which rules."""

    dag: date
    regler: tuple[Gallringsregel, ...]
    kandidater: tuple[Kandidat, ...]
    listor: tuple[Lista, ...]
