"""What passes between the care of users and whoever shows it. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Anvandarrad:
    """One user. `inloggning`: ja, nej, annans (a login of that name that is not the program's), "" in a local file.
    `version`: the one seen, for a change. `jag`: whether it is the one who asks."""

    anvandare: str
    namn: str
    roll: str
    rollord: str
    epost: str
    sparrad: date | None
    inloggning: str
    version: int
    jag: bool
    losenord_givet: date | None = None
    """The day that they were given the password they still log in with."""


@dataclass(frozen=True, slots=True)
class AttLamnaOver:
    """What somebody who is barred leaves: how many kunder they are kundansvarig of, and which, if one may know."""

    antal: int
    kunder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inloggningslage:
    """Of a shared database that has been restored, who: has no login on the server, has one that is closed there, has
    one that came from a database that is gone; and has one that is another's, and which database's ("": by hand)."""

    saknas: tuple[str, ...] = ()
    stangda: tuple[str, ...] = ()
    overtagna: tuple[str, ...] = ()
    annans: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anslutning:
    """What somebody typed of a shared database. `losenord` "": the one that is kept, or none (a ticket of the
    network)."""

    server: str = ""
    port: str = "5432"
    databas: str = "kundval"
    anvandare: str = ""
    losenord: str = field(default="", repr=False)
    kom_ihag: bool = True
    certifikat: str = ""


@dataclass(frozen=True, slots=True)
class Provsvar:
    """Who one is in the database that was tried."""

    namn: str
    roller: tuple[str, ...]
    agare: bool


@dataclass(frozen=True, slots=True)
class Databaslage:
    """What a systemspecialist sees of the database: where it is, its version, and how many users there are."""

    plats: str
    lokal: bool
    version: str
    anvandare: int
    sparrade: int
    utan_inloggning: int
    """Of those who are not barred, in a shared database."""
    kopia: datetime | None = None
    """When the last backup was taken."""
