"""The transfer format as one table: sheets, columns, types, codes, keys and references (kontrakt:
överföring).

The reader, the checks and the writer all follow this description; nothing else names a column's type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..typer import ROLLER

Typ = Literal["rad", "text", "kod", "datum", "tid", "heltal", "janej", "manad", "personnummer", "avser"]


@dataclass(frozen=True, slots=True)
class Kolumn:
    """One column. `typ` "rad" is text on one line, "text" may hold line breaks; `till`: the sheet it refers
    to.

    `kravs`: a row without it means nothing (keys always are). `attribut`: its name in the database.
    """

    namn: str
    typ: Typ = "rad"
    koder: tuple[str, ...] = ()
    langd: int | None = None
    minst: int = 0
    hogst: int = 0
    till: str | None = None
    kravs: bool = False
    attribut: str = ""

    @property
    def i_databasen(self) -> str:
        return self.attribut or self.namn


@dataclass(frozen=True, slots=True)
class Blad:
    namn: str
    nyckel: tuple[str, ...]
    kolumner: tuple[Kolumn, ...]
    index: dict[str, Kolumn] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {k.namn: k for k in self.kolumner})


def _rad(namn: str, langd: int | None = None, **ovrigt: object) -> Kolumn:
    return Kolumn(namn, "rad", langd=langd, **ovrigt)  # type: ignore[arg-type]


def _text(namn: str) -> Kolumn:
    return Kolumn(namn, "text")


def _dag(namn: str, kravs: bool = False) -> Kolumn:
    return Kolumn(namn, "datum", kravs=kravs)


def _kod(namn: str, *koder: str, kravs: bool = False) -> Kolumn:
    return Kolumn(namn, "kod", koder=koder, kravs=kravs)


def _janej(namn: str) -> Kolumn:
    return Kolumn(namn, "janej")


def _till(namn: str, blad: str, attribut: str, kravs: bool = False) -> Kolumn:
    return Kolumn(namn, "rad", till=blad, kravs=kravs, attribut=attribut)


_INSATS = _till("insats", "insatser", "insats_id", kravs=True)

# In the order that references need: what is pointed to comes before what points.
BLAD: tuple[Blad, ...] = (
    Blad(
        "handlaggare",
        ("anvandare",),
        (_rad("anvandare", 80, kravs=True), _rad("namn", 200), _kod("roll", *ROLLER), _rad("epost", 200)),
    ),
    Blad(
        "anordnare",
        ("anordnare",),
        (
            _rad("anordnare", 200, kravs=True, attribut="namn"),
            _rad("orgnr", 20),
            _rad("epost", 200),
            _rad("telefon", 60),
            _text("adress"),
            _text("kommundelar"),
            _text("sprak"),
            _text("kompetens"),
            _text("presentation"),
            _janej("kommunal"),
        ),
    ),
    Blad(
        "auktorisationer",
        ("anordnare", "avser", "fran"),
        (
            _till("anordnare", "anordnare", "anordnare_id", kravs=True),
            _kod("avser", kravs=True),
            _dag("fran", kravs=True),
            _dag("till"),
        ),
    ),
    Blad(
        "kunder",
        ("kund",),
        (
            _rad("kund", 40, kravs=True, attribut="nyckel"),
            Kolumn("personnummer", "personnummer", langd=13),
            _dag("fodelsedatum"),
            _rad("fornamn", 300),
            _rad("efternamn", 300),
            _kod("skydd", "skyddad_folkbokforing", "sekretessmarkering", "fingerade"),
            _kod("malgrupp"),
            _janej("ekonomiskt_bistand"),
            _till("karriarvagledare", "handlaggare", "kundansvarig_id"),
        ),
    ),
    Blad(
        "insatser",
        ("insats",),
        (
            _rad("insats", 40, kravs=True, attribut="nyckel"),
            _till("kund", "kunder", "kund_id", kravs=True),
            _kod("kod", kravs=True),
            _till("anordnare", "anordnare", "anordnare_id"),
            _dag("beslut"),
            _dag("aktualiserad"),
            _dag("bemannad"),
            _dag("uppdrag"),
            _dag("start"),
            _dag("slut"),
            Kolumn("omfattning", "heltal", minst=1, hogst=100),
            _text("deltid_skal"),
            _text("parallell_bedomning"),
            _dag("sista_dag"),
            _dag("avslutsbeslut"),
            _kod("avslutstyp", "fullfoljd", "fortid", "avbruten"),
            _kod("avslutsorsak"),
            _dag("avbrottsdokument"),
            _janej("forvald"),
            _dag("bevakas_fran"),
            _janej("historik"),
        ),
    ),
    Blad(
        "genomforandeplaner",
        ("insats", "version"),
        (
            _INSATS,
            Kolumn("version", "heltal", minst=1, hogst=9999, kravs=True, attribut="nummer"),
            _dag("inkommen"),
            _dag("aterremitterad"),
            _dag("inkommen_igen"),
            _dag("godkand"),
            _dag("revidering_begard"),
        ),
    ),
    Blad(
        "manadsrapporter",
        ("insats", "manad"),
        (
            _INSATS,
            Kolumn("manad", "manad", kravs=True),
            _dag("klarmarkerad"),
            _dag("aterremitterad"),
            _dag("klarmarkerad_igen"),
            _dag("godkand"),
            _dag("underlag"),
        ),
    ),
    Blad(
        "slutrapporter",
        ("insats",),
        (
            _INSATS,
            _dag("inkommen"),
            _dag("aterremitterad"),
            _dag("inkommen_igen"),
            _dag("godkand"),
            _text("nasta_steg"),
        ),
    ),
    Blad(
        "franvaro",
        ("insats", "typ", "fran"),
        (
            _INSATS,
            _kod("typ", "sjuk", "vab", "annan", "ogiltig", "ledighet", kravs=True),
            _dag("fran", kravs=True),
            _dag("till"),
            _text("orsak"),
            Kolumn("kontaktforsok", "heltal", minst=0, hogst=3),
            _dag("registrerad"),
            _dag("intyg_anordnare"),
            _dag("intyg_kv"),
            _janej("intyg_fran_dag_ett"),
            _dag("meddelad"),
            _dag("bedomd"),
        ),
    ),
    Blad(
        "forlangningar",
        ("insats", "begard"),
        (
            _INSATS,
            _dag("begard", kravs=True),
            _till("begard_av", "handlaggare", "begard_av_id"),
            _text("motivering"),
            _dag("beslutad"),
            _till("beslutad_av", "handlaggare", "beslutad_av_id"),
            _kod("beslut", "beviljad", "avslag"),
        ),
    ),
    Blad(
        "kontakter",
        ("insats", "datum", "typ"),
        (_INSATS, _dag("datum", kravs=True), _kod("typ", "uppstartsmote", "veckokontakt", "trepart", kravs=True)),
    ),
    Blad(
        "aterremisser",
        ("insats", "avser", "aterremitterad"),
        (
            _INSATS,
            Kolumn("avser", "avser", kravs=True),
            _dag("aterremitterad", kravs=True),
            _dag("inkommen_igen"),
            _text("skal"),
        ),
    ),
    Blad(
        "incidenter",
        ("incident",),
        (
            _rad("incident", 40, kravs=True, attribut="nyckel"),
            _INSATS,
            Kolumn("upptackt", "tid", kravs=True),
            Kolumn("kv_underrattad", "tid"),
            Kolumn("vidare", "tid"),
            Kolumn("bedomd", "tid"),
        ),
    ),
)
BLAD_EFTER_NAMN = {b.namn: b for b in BLAD}
