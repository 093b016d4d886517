"""One cell at a time: from what stands in the file to a value, or to a sentence that says what is
expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from ...rules.kalender import FORSTA_AR, SISTA_FAKTA_AR
from .blad import Kolumn

LANGSTA_TEXT = 20_000

_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_MANAD = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_HELTAL = re.compile(r"-?[0-9]{1,9}")
_PERSONNUMMER = re.compile(r"([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})[-+]?([0-9]{4})")
# Marks that turn the direction of writing: they make one name look like another.
_RIKTNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")

_PERSONLIKT = re.compile(r"[0-9]{6}[-+ ]?[0-9]{4}")

Tolk = Callable[[str], Any]


class Cellfel(ValueError):
    """What is wrong with one cell, as a sentence. `{}` in it stands for what was written there, `cell`.

    `utan` is the same sentence without it, for sheets about people: a date there is a date of birth, and in a row
    whose cells have slipped a name stands where a code should.
    """

    def __init__(self, mening: str, cell: str = "") -> None:
        super().__init__(mening.replace("{}", f"”{visa(cell)}”"))
        self.utan = mening.replace("{}", "Värdet")


def visa(text: str) -> str:
    """A code, date or key as it may be shown in a message: short, on one line, and never a personnummer."""
    if _PERSONLIKT.search(text):
        return "…"
    synlig = "".join(t if t.isprintable() else "�" for t in text)
    return synlig if len(synlig) <= 40 else synlig[:40] + "…"


def styrtecken(text: str, radbrytning: bool) -> bool:
    """True if the text holds a character that is no writing."""
    if text.isprintable():
        return any(t in _RIKTNING for t in text) if not text.isascii() else False
    for t in text:
        if t in "\n\t" and radbrytning:
            continue
        if unicodedata.category(t) in ("Cc", "Cs", "Cn", "Zl", "Zp") or t in _RIKTNING:
            return True
    return False


def stada(text: str) -> str:
    """Without blanks at the ends; line breaks of one kind."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.strip(" \u00a0")


def datum(text: str) -> date:
    if not _DATUM.fullmatch(text):
        raise Cellfel("{} är inget datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2024-09-11.", text)
    try:
        d = date.fromisoformat(text)
    except ValueError:
        raise Cellfel("{} finns inte i almanackan.", text) from None
    if not FORSTA_AR <= d.year <= SISTA_FAKTA_AR:
        raise Cellfel(f"{{}} ligger utanför åren {FORSTA_AR}–{SISTA_FAKTA_AR}.", text)
    return d


def _tid(text: str) -> datetime:
    if not _TID.fullmatch(text):
        raise Cellfel("{} är ingen tidpunkt. Skriv ÅÅÅÅ-MM-DDTHH:MM, till exempel 2024-09-11T13:30.", text)
    datum(text[:10])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Cellfel(f"Klockslaget i {text} finns inte.") from None


def _manad(text: str) -> str:
    m = _MANAD.fullmatch(text)
    if m is None or not FORSTA_AR <= int(m[1]) <= SISTA_FAKTA_AR:
        raise Cellfel("{} är ingen månad. Skriv ÅÅÅÅ-MM, till exempel 2024-08.", text)
    return text


def _janej(text: str) -> bool:
    if text == "ja":
        return True
    if text == "nej":
        return False
    raise Cellfel("{} ska vara ja eller nej.", text)


def _avser(text: str) -> str:
    if text == "slut" or (text.isascii() and text.isdigit() and len(text) <= 4 and text[0] != "0"):
        return text
    if _MANAD.fullmatch(text):
        return _manad(text)
    raise Cellfel("{} ska vara en månad (ÅÅÅÅ-MM), en plans versionsnummer eller ordet slut.", text)


def personnummer(text: str) -> str:
    """Accepts 10 or 12 digits, with or without sign, samordningsnummer too; the text is kept as it was
    written."""
    m = _PERSONNUMMER.fullmatch(text)
    if m is None:
        raise Cellfel("Personnumret ska ha 10 eller 12 siffror: ÅÅMMDD-NNNN eller ÅÅÅÅMMDD-NNNN.")
    sekel, ar, manad, dag, sista = m.groups()
    if not _datum_finns(sekel, ar, int(manad), int(dag)):
        raise Cellfel("Personnumret börjar inte med ett datum som finns.")
    if _luhn(ar + manad + dag + sista):
        raise Cellfel("Personnumrets kontrollsiffra stämmer inte.")
    return text


def _datum_finns(sekel: str | None, ar: str, manad: int, dag: int) -> bool:
    if dag > 60:  # a samordningsnummer has 60 added to its day
        dag -= 60
    for s in (sekel,) if sekel else ("19", "20"):
        try:
            date(int(s + ar), manad, dag)
        except ValueError:
            continue
        return FORSTA_AR <= int(s + ar) <= SISTA_FAKTA_AR
    return False


def _luhn(siffror: str) -> int:
    summa = 0
    for n, tecken in enumerate(siffror):
        varde = int(tecken) * (1 if n % 2 else 2)
        summa += varde - 9 if varde > 9 else varde
    return summa % 10


def fodelsedatum(pnr: str) -> date | None:
    """The date of birth that a checked personnummer of 12 digits says; None for 10, whose century is not
    said."""
    m = _PERSONNUMMER.fullmatch(pnr)
    if m is None or m[1] is None:
        return None
    dag = int(m[4])
    return date(int(m[1] + m[2]), int(m[3]), dag - 60 if dag > 60 else dag)


def _heltal(kolumn: Kolumn) -> Tolk:
    def tolka(text: str) -> int:
        if not _HELTAL.fullmatch(text) or not kolumn.minst <= int(text) <= kolumn.hogst:
            raise Cellfel(f"{{}} ska vara ett heltal från {kolumn.minst} till {kolumn.hogst}.", text)
        return int(text)

    return tolka


def _kod(koder: tuple[str, ...]) -> Tolk:
    tillatna = dict.fromkeys(koder)

    def tolka(text: str) -> str:
        if text not in tillatna:
            raise Cellfel(f"{{}} är ingen känd kod. Den ska vara något av: {', '.join(koder)}.", text)
        return text

    return tolka


def _text(kolumn: Kolumn) -> Tolk:
    radbrytning = kolumn.typ == "text"
    langd = kolumn.langd or LANGSTA_TEXT

    def tolka(text: str) -> str:
        if styrtecken(text, radbrytning):
            raise Cellfel(
                "Texten innehåller ett styrtecken, det vill säga ett tecken som inte går att läsa. Ta bort det."
            )
        if len(text) > langd:
            raise Cellfel(f"Texten har {len(text)} tecken. Den får ha högst {langd}.")
        return text

    return tolka


_ENKLA: dict[str, Tolk] = {"datum": datum, "tid": _tid, "manad": _manad, "janej": _janej, "avser": _avser}


def tolk_for(kolumn: Kolumn, koder: tuple[str, ...] = ()) -> Tolk:
    """The function that turns a non-empty, tidied cell of this column into its value; it remembers what
    repeats."""
    if kolumn.typ in ("rad", "text"):
        return _text(kolumn)
    if kolumn.typ == "personnummer":
        return personnummer
    if kolumn.typ == "heltal":
        return _minns(_heltal(kolumn))
    if kolumn.typ == "kod":
        return _minns(_kod(kolumn.koder or koder))
    return _minns(_ENKLA[kolumn.typ])


def _minns(tolk: Tolk) -> Tolk:
    """Dates and codes repeat by the thousand: each is worked out once."""
    kanda: dict[str, Any] = {}

    def tolka(text: str) -> Any:
        try:
            return kanda[text]
        except KeyError:
            varde = tolk(text)
            if len(kanda) < 100_000:
                kanda[text] = varde
            return varde

    return tolka
