"""Plain data of reviewing: what the window, the command line and a package are handed. No SQLAlchemy here.

`slag` and `avser` as in rules.rapporttyper. Names are already masked (regelverk §9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ..rules.rapporttyper import Delmal, Formular, Franvarorad, Innehall, Kontaktrad

STEG = "nasta_steg"
"""`slag` of the draft of the kund's next step, beside the slutrapport's own draft of a return."""


@dataclass(frozen=True, slots=True)
class GranskRad:
    """One report that waits to be reviewed, or has been reviewed today.

    `lage`: vantar (mine to decide) | returnerad (waits for the anordnare) | godkand (today; can be undone).
    `anmarkningar` None: no content has come in, only the day that it did. `sort` orders the list.
    """

    insats: str
    slag: str
    avser: str
    titel: str
    kund: str
    skyddad: bool
    insatskod: str
    anordnare: str
    lage: str
    ljus: str
    ord: str
    forfaller: date
    inkommen: date
    anmarkningar: int | None
    aterremitterad: date | None = None


@dataclass(frozen=True, slots=True)
class Anmarkningsvy:
    """A flag in words. `kalla_ord`: "avsnitt 8.1"; `rad`: row of a table, -1 = none."""

    kod: str
    text: str
    kalla_ord: str
    rad: int = -1


@dataclass(frozen=True, slots=True)
class Avsnittsvy:
    """A section as it is read. `kod` of a table: delmal, kontakter, franvaro; its text is its rows in words."""

    kod: str
    rubrik: str
    text: str
    ej_aktuellt: bool = False
    anmarkningar: tuple[Anmarkningsvy, ...] = ()


@dataclass(frozen=True, slots=True)
class Delmalvy:
    """A sub-goal of the plan beside a report. `lage`: one of LAGEN, nams (mentioned) or nams_inte; `ord` says it."""

    nr: int
    text: str
    lage: str
    ord: str


@dataclass(frozen=True, slots=True)
class Dag:
    """A day of the month's small calendar. `slag`: kontakt, franvaro, ogiltig, utanfor, helg or ""; `ord` says it."""

    datum: date
    slag: str = ""
    ord: str = ""


@dataclass(frozen=True, slots=True)
class Angra:
    """A decision of today that can be undone: what it was ("Godkänd", "Återremitterad"), by whom and when."""

    ord: str
    vem: str
    nar: datetime


@dataclass(frozen=True, slots=True)
class Granskningsvy:
    """Everything that the view of one report shows.

    `version` goes back with the decision. `hinder` is why it cannot be decided now ("" = it can). `foregaende`:
    sections of last month's report (or of the plan's last version), for reading beside and for the differences.
    `fraser`: sentences for an återremiss that fit the flags, then the general ones. `utkast`: what this user had
    begun to write. `kalender`: the days of the month, Monday first, empty for plans and slutrapporter.
    """

    insats: str
    slag: str
    avser: str
    version: int
    titel: str
    rubrik: str
    kund: str
    skyddad: bool
    insatskod: str
    anordnare: str
    inkommen: date
    ljus: str
    ord: str
    forfaller: date | None
    lage: str
    har_text: bool
    avsnitt: tuple[Avsnittsvy, ...] = ()
    anmarkningar: tuple[Anmarkningsvy, ...] = ()
    mal: str = ""
    delmal: tuple[Delmalvy, ...] = ()
    plan_ord: str = ""
    foregaende: tuple[Avsnittsvy, ...] = ()
    foregaende_ord: str = ""
    kalender: tuple[Dag, ...] = ()
    kalender_ord: str = ""
    arende: tuple[tuple[str, str], ...] = ()
    tidigare: tuple[tuple[str, str], ...] = ()
    """Returns and comings-in so far: (day in words, what)."""
    hinder: str = ""
    bedomningar: tuple[tuple[str, str], ...] = ()
    """Choices with the approval of a månadsrapport (K 13); empty for the others."""
    nasta_steg: str = ""
    nasta_steg_kravs: bool = False
    fraser: tuple[str, ...] = ()
    utkast: str = ""
    angra: Angra | None = None
    inlamning_id: int | None = None
    formular: Formular | None = None
    innehall: Innehall | None = None


@dataclass(frozen=True, slots=True)
class Bit:
    """A run of words of a text compared with the one before it. `slag`: lika | nytt | borta."""

    slag: str
    text: str


@dataclass(frozen=True, slots=True)
class Granskningslista:
    """What waits, what is returned and what has been decided today; how many wait, and how many are parked."""

    rader: tuple[GranskRad, ...]
    vantar: int
    parkerade: int


@dataclass(frozen=True, slots=True)
class Mottaget:
    """What became of one form. `utfall`: intagen | parkerad | avvisad. `mening`: one Swedish sentence that says so.

    `kod` is why it was parked or refused ("" when taken in). `insats` … are empty when it could not be read.
    """

    utfall: str
    kod: str
    mening: str
    insats: str = ""
    slag: str = ""
    avser: str = ""
    fil: str = ""
    """The file's name, for the summary on the screen only; it is never stored or logged."""


@dataclass(frozen=True, slots=True)
class Parkerad:
    """A form kept aside until somebody decides: why, and what it says it is."""

    inlamning_id: int
    version: int
    insats: str
    slag: str
    avser: str
    titel: str
    kund: str
    mottagen: datetime
    skal: str
    mening: str
    kan_tas_in: bool


@dataclass(frozen=True, slots=True)
class Last:
    """A form as it was read from a file, before anything was asked of the case.

    `sha256` in hex and `original` are of the file as it came.
    """

    slag: str
    insats: str
    avser: str
    formular: str
    klar: bool
    innehall: Innehall
    sha256: str = ""
    original: bytes = b""


@dataclass(frozen=True, slots=True)
class Mallunderlag:
    """What a form is filled in with: everything that is known and may be told to the anordnare.

    `kund`: initials, or "" for a protected person (regelverk §9). `period`: first and last day in words. `skala`: the
    steps that its sections with a scale are answered on.
    """

    formular: Formular
    insats: str
    kund: str
    avser: str
    anordnare: str
    insatsnamn: str
    period: str
    rubrik: str
    rubrik_klar: str
    mal: str = ""
    delmal: tuple[Delmal, ...] = ()
    kontakter: tuple[Kontaktrad, ...] = ()
    franvaro: tuple[Franvarorad, ...] = ()
    texter: tuple[tuple[str, str], ...] = field(default=())
    skala: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bristrad:
    """A brist of an anordnare in one case. `lage`: oppen, or what a person thought of it (brist, ingen_brist).

    `kod` and `avser` joined by ":" are the `mal` of the steps brist_bedom and brist_ateroppna.
    """

    insats: str
    kund: str
    skyddad: bool
    insatskod: str
    kod: str
    avser: str
    text: str
    fran: date
    lage: str
    avslutad: date | None = None
    vem: str = ""
    kommentar: str = ""


@dataclass(frozen=True, slots=True)
class AnordnareBrister:
    """An anordnare with the share (0–1) of its insatser that have a brist, open or confirmed, and the cases.

    `oppna`: brister that wait for a view; there may be several in one insats. Those found to be none are among the
    cases too, and count in no figure.
    """

    anordnare: str
    insatser: int
    med_brist: int
    oppna: int
    andel: float
    arenden: tuple[Bristrad, ...] = ()
