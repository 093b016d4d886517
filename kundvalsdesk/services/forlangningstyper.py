"""Plain data of the room where förlängningar are decided. No SQLAlchemy here; names are already masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .arendetyper import Stegval


@dataclass(frozen=True, slots=True)
class Forlangningsrad:
    """A request that waits for a decision. `begard`: its first day, its name in services.handlingar (ISO as `mal`).

    `ljus` and `ord` are those of the frist; of one that nobody decided before the end date, rod. `ute`: sent back.
    """

    insats: str
    begard: date
    kund: str
    skyddad: bool
    insatskod: str
    anordnare: str
    begard_av: str
    forfaller: date
    ljus: str
    ord: str
    ute: bool

    @property
    def mal(self) -> str:
        return self.begard.isoformat()


@dataclass(frozen=True, slots=True)
class Forlangningslista:
    """`far_besluta` False: a role that decides nothing here."""

    rader: tuple[Forlangningsrad, ...] = ()
    far_besluta: bool = False


@dataclass(frozen=True, slots=True)
class Manadsprogression:
    """What a månadsrapport says of progression. `lage`: finns, saknas, ej_aktuellt, or "" where there is no report."""

    manad: str
    rubrik: str
    text: str
    lage: str


@dataclass(frozen=True, slots=True)
class Forlangningsvy:
    """Everything that is needed to decide about one more month.

    `egen`: why the actor may not decide it, "" if they may.
    `tid` and `kostnad` are (label, value) pairs; `brister` one sentence each.
    """

    rad: Forlangningsrad
    version: int
    insatsnamn: str
    motivering: str
    mal: str
    tid: tuple[tuple[str, str], ...]
    tidigare: tuple[str, ...]
    kostnad: tuple[tuple[str, str], ...]
    progression: tuple[Manadsprogression, ...]
    brister: tuple[str, ...]
    atersand: str
    egen: str
    steg: Stegval | None
    """The form of the decision, of services.handlingar "forlangning_besluta" ("atersand" instead: its own step)."""
