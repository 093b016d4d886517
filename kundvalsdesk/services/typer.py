"""Plain data that passes between services and whoever calls them (window, command line, import).

No SQLAlchemy here: the window imports this module before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

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


@dataclass(frozen=True, slots=True)
class KoFilter:
    """What the queue shows. `urval`: mina | alla. `del_`: gora (mine to do) | bevakas (I wait for it) | alla.

    `ljus`: rod | gul | gron | vilande; `slag`: nytt | plan | rapport | franvaro | avslut | mote | ovrigt;
    `sok`: words that must all occur in kund, insats or anordnare. `sortering`: frist | kund | insats |
    anordnare | att_gora | kundansvarig.
    """

    urval: str = "mina"
    del_: str = "gora"
    kundval: str | None = None
    anordnare: str | None = None
    ljus: str | None = None
    slag: str | None = None
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


# --- Ärende -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stegpunkt:
    """One point of the bar at the head of a case. `lage`: klart | nu | kvar | utgar."""

    namn: str
    lage: str
    datum: date | None = None


@dataclass(frozen=True, slots=True)
class Falt:
    """One field of a step's form. `typ`: datum | text | stor_text | val | procent | ja_nej | manad | upplysning.

    An `upplysning` is no input: `varde` is shown as text (a criterion to check, a consequence).

    `val`: (code, words) pairs; `varde`: what stands there when the form opens (ISO for dates).
    `visas_om`: (field, codes): shown only when that field holds one of those codes.
    """

    namn: str
    rubrik: str
    typ: str
    kravs: bool = True
    varde: str = ""
    val: tuple[tuple[str, str], ...] = ()
    hjalp: str = ""
    visas_om: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Stegval:
    """A next step of a case, with its form. Not allowed: `skal` says why (one sentence), and no form is offered.

    `kod` is the key of services.handlingar.HANDLINGAR; `mal` what it acts on there ("" = the insats, a plan's
    version, a month, …); `sedd_version` goes back with it; `fyller` the frist codes that it would make klara;
    `varning`: sentences to show before it is done (a criterion not met …).
    """

    kod: str
    rubrik: str
    knapp: str
    mal: str = ""
    sedd_version: int = 0
    falt: tuple[Falt, ...] = ()
    tillaten: bool = True
    skal: str = ""
    viktig: bool = False
    fyller: tuple[tuple[str, str], ...] = ()
    hjalp: str = ""
    varning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fristrad:
    """A frist as a case shows it. `ord`: "i morgon", "klar i tid" …; `forklaring`: paragraphs of why."""

    kod: str
    avser: str
    namn: str
    ansvarig: str
    ansvarig_ord: str
    utlost: date
    forfaller: date
    klar: date | None
    ljus: str
    ord: str
    forklaring: tuple[str, ...]
    kalla: str


@dataclass(frozen=True, slots=True)
class Handelse:
    """A point of the timeline, newest first in a view."""

    datum: date
    rubrik: str
    text: str = ""
    vem: str = ""


@dataclass(frozen=True, slots=True)
class Dokumentrad:
    dokument_id: int
    nummer: str
    typ: str
    utfardat: date
    utfardat_av: str


@dataclass(frozen=True, slots=True)
class Arendevy:
    """Everything that the view of one case shows. Names are masked unless `avslojad`."""

    insats: str
    version: int
    kund: str
    kundnyckel: str
    skyddad: bool
    skydd_ord: str
    avslojad: bool
    far_avsloja: bool
    insatskod: str
    insatsnamn: str
    anordnare: str
    steg: tuple[Stegpunkt, ...]
    nasta: tuple[Stegval, ...]
    frister: tuple[Fristrad, ...]
    handelser: tuple[Handelse, ...]
    insatsfakta: tuple[tuple[str, str], ...]
    kundfakta: tuple[tuple[str, str], ...]
    aterstar: tuple[str, ...]
    dokument: tuple[Dokumentrad, ...]
    lasbar: bool = True


@dataclass(frozen=True, slots=True)
class ArendeRad:
    """One row of the list of cases."""

    insats: str
    kund: str
    skyddad: bool
    insatskod: str
    anordnare: str
    start: date | None
    slut: date | None
    lage: str
    kundansvarig: str
    nasta_frist: date | None = None
    ljus: str = ""


@dataclass(frozen=True, slots=True)
class Framsteg:
    """Progress of long work: `klart` of `totalt` (0 = not known yet), and what is being done, in words."""

    klart: int
    totalt: int
    vad: str


@dataclass(frozen=True, slots=True)
class Loggrad:
    tid: datetime
    anvandare: str
    handling: str
    vad: str
    gammalt: str
    nytt: str


@dataclass(frozen=True, slots=True)
class Importfel:
    blad: str
    rad: int
    kolumn: str
    fel: str


@dataclass(frozen=True, slots=True)
class Importresultat:
    """`inlasta`: rows taken in per sheet (all zero if refused or a trial run); `fel` stop; `varningar` do not."""

    inlasta: dict[str, int]
    fel: tuple[Importfel, ...] = ()
    varningar: tuple[Importfel, ...] = field(default=())
