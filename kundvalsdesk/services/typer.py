"""Plain data that passes between services and whoever calls them (window, command line, import).

No SQLAlchemy here: the window imports this module before the first paint, so it holds what the queue needs and
no more (services.arendetyper holds the rest).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ROLLER = (
    "karriarvagledare",
    "arbetsledare",
    "kvalitetsutvecklare",
    "kundkoordinator",
    "systemspecialist",
    "dataskyddssamordnare",
)

ARENDEROLLER = ("karriarvagledare", "arbetsledare")
"""Roles that work with cases (ordlista: a systemspecialist has no access to case contents)."""


@dataclass(frozen=True, slots=True)
class Aktor:
    """Who acts. `agare`: owner of a local file that does not know the login; has every role (kommandorad.md)."""

    anvandare: str
    namn: str
    roller: frozenset[str]
    handlaggare_id: int | None = None
    agare: bool = False

    def har(self, *roller: str) -> bool:
        return bool(self.roller.intersection(roller))


@dataclass(frozen=True, slots=True)
class Andring:
    """What an action changed, so that a view refreshes only if it is concerned.

    `delar`: of insats, plan, rapport, slutrapport, franvaro, forlangning, kontakt, dokument, kund, frister …
    `upprepad`: the action id had been done before; nothing was done again.
    """

    handling_id: str
    handling: str
    insatser: tuple[str, ...] = ()
    kunder: tuple[str, ...] = ()
    delar: frozenset[str] = frozenset()
    upprepad: bool = False


# --- Kö ---------------------------------------------------------------------------------------------------------

GRUPPER = ("forsenat", "idag", "vecka", "senare", "vilande")


INGEN = "-"
"""In the place of a login: no kundansvarig."""


@dataclass(frozen=True, slots=True)
class KoFilter:
    """What the queue shows. `urval`: mina | alla. `del_`: gora (mine to do) | bevakas (I wait for it) | alla.

    `ljus`: rod | gul | gron | vilande; `slag`: nytt | plan | rapport | franvaro | avslut | mote | ovrigt;
    `sok`: words that must all occur in kund, insats or anordnare. `sortering`: frist | kund | insats |
    anordnare | att_gora | kundansvarig. `kundansvarig`: what a colleague (a login) has to do, with what they have as
    a vikarie and without what they have lent out; INGEN: what nobody has.
    """

    urval: str = "mina"
    del_: str = "gora"
    kundval: str | None = None
    anordnare: str | None = None
    ljus: str | None = None
    slag: str | None = None
    kundansvarig: str | None = None
    sok: str = ""
    sortering: str = "frist"
    fallande: bool = False


@dataclass(frozen=True, slots=True)
class KoRad:
    """One thing to do. `kund` is already masked where regelverk §9 says so; `grupp` is one of GRUPPER."""

    frist_id: int
    insats: str
    kod: str
    avser: str
    ansvarig: str
    forfaller: date
    ljus: str
    kvar: int
    grupp: str
    att_gora: str
    kund: str
    skyddad: bool
    insatskod: str
    anordnare: str
    kundansvarig: str
    vilande: bool = False
    vikarie: str = ""
    """The kund is with a vikarie: whose, or with whom, until when."""


@dataclass(frozen=True, slots=True)
class KoOversikt:
    """Counts of one filter: rows in all and per group (keys of GRUPPER); `ljus` per light. Equal to the rows."""

    totalt: int
    grupper: dict[str, int]
    ljus: dict[str, int]
    dagar: tuple[tuple[bool, date, int], ...] = ()
    """Histogram in queue order, (vilande, forfaller, rows): where row n is found without counting again."""
    preliminar: bool = False
    """Drawn from the first page alone: there are more rows, and they have not been counted yet."""


GRANSKAS = {
    "granska_plan": "plan",
    "granska_rapport": "rapport",
    "godkann_rapport": "rapport",
    "granska_slutrapport": "slutrapport",
}
"""Frister of reviewing, and what is reviewed: their rows are opened where reports are read."""


@dataclass(frozen=True, slots=True)
class KoDetalj:
    """What the panel beside the queue says of the selected row. `inuti`: other frister of the same thing to do."""

    frist_id: int
    insats: str
    rubrik: str
    underrubrik: str
    ljus: str
    ord: str
    datum_ord: str
    varfor: str
    forklaring: tuple[str, ...]
    kalla: str
    fakta: tuple[tuple[str, str], ...]
    knapp: str
    inuti: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raknare:
    """Numbers at the navigation rail and the chips of the queue."""

    mina: int
    alla: int
    bevakas: int
    forsenat: int
    arenden: int
    granskning: int = 0
    """Plans and reports that wait to be reviewed by the actor."""
    forlangningar: int = 0
    """Requests for one more month that wait for a decision; counted for those who decide."""
    notiser: int = 0
    """Notices that have not been read."""


@dataclass(frozen=True, slots=True)
class Framsteg:
    """Progress of long work: `klart` of `totalt` (0 = not known yet), and what is being done, in words."""

    klart: int
    totalt: int
    vad: str
