"""Plain data of a case, its steps and forms, and of an import: what is passed after the queue has been shown.

Apart from services.typer because making these classes costs a start more than the whole queue holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .progressiontyper import Stegserie


@dataclass(frozen=True, slots=True)
class Stegpunkt:
    """One point of the bar at the head of a case. `lage`: klart | nu | kvar | utgar."""

    namn: str
    lage: str
    datum: date | None = None


@dataclass(frozen=True, slots=True)
class Falt:
    """One field of a step's form. `typ`: datum | text | stor_text | val | lista | procent | ja_nej | manad |
    upplysning.

    A `lista` shows its choices in a list that falls down, however few they are.
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
    """A frist as a case shows it. `ord`: "i morgon", "klar i tid" …; `forklara` gives paragraphs of why.

    Put into words when they are asked for: a long case has a hundred done frister, folded in.
    """

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
    forklara: Callable[[], tuple[str, ...]] = field(compare=False)
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
class Aterstaende:
    """A point that is left in a case: `steg` and `mal` name the step that settles it, `flik` where it is done."""

    text: str
    steg: str = ""
    mal: str = ""
    flik: str = ""


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
    aterstar: tuple[Aterstaende, ...]
    dokument: tuple[Dokumentrad, ...]
    antal: tuple[tuple[str, int], ...] = ()
    """How much there is under the tabs of the case, by their code."""
    progression: Stegserie | None = None
    """None where nothing has been said on the scale."""


HOGST_ARENDEN = 2000
"""Cases listed at most; more than anybody reads, and the list says so."""


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
    markt: bool = False
    """I have marked it, for myself."""
    vikarie: str = ""
    """The kund is with a vikarie: whose, or with whom, until when."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Importfel:
    blad: str
    rad: int
    kolumn: str
    fel: str


@dataclass(frozen=True, slots=True)
class Importresultat:
    """`inlasta`: rows taken in per sheet (all zero if refused or a trial run); `fel` stop; `varningar` do not.

    `provade`: rows per sheet that a trial run would have taken in.
    """

    inlasta: dict[str, int]
    fel: tuple[Importfel, ...] = ()
    varningar: tuple[Importfel, ...] = ()
    provade: dict[str, int] = field(default_factory=dict)
