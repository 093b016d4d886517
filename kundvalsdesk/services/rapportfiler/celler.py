"""What an answer cell says: text, a day, a choice, yes or no, however the spreadsheet keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from ...fel import Nekad
from ...rules.kalender import FORSTA_AR, SISTA_FAKTA_AR
from ...texter.datum import KORTA, MANADER
from .ark import Cell

LANGSTA_TEXT = 20_000
LANGSTA_RAD = 2_000
"""Characters of a section, and of a cell in a table."""
FLEST_RADER = 200
"""Rows of a table that say something: several a day, and still few enough to be read and compared at once."""

# Written by word processors and web pages; none of them is anything that a reader sees.
_OSYNLIGT = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"), None) | {
    0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0xA0: " ", 0x09: " ",
}  # fmt: skip
_ISO = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[t ]+([0-9]{1,2}):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?(z?))?"
)
_ATTA = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})")
_ORD = re.compile(
    r"(?:[^\W\d_]+dag(?:en)?,?\s+)?(?:den\s+)?([0-9]{1,2})(?:\s*:?[ea])?\s+([^\W\d_]+)\.?,?(?:\s+([0-9]{4}))?"
)
_SNED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[ /.-]+([0-9]{4}))?")
_HELTAL = re.compile(r"-?[0-9]+\.0+")
_TAL = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?")
_MANADNR = {n: i for namn in (MANADER, KORTA, tuple(m[:3] for m in MANADER)) for i, n in enumerate(namn, 1)}


def text(cell: Cell | None, var: str, hogst: int = LANGSTA_RAD) -> str:
    """The text of a cell, without blanks around it. `var` says where it stands, for the sentence of a refusal."""
    if cell is None:
        return ""
    if cell.slag == "formel":
        raise Nekad("formel", f"Det står en formel {var}. Skriv svaret som text i stället.")
    if cell.slag == "fel":
        raise Nekad("felvarde", f"Det står ett felvärde ur kalkylprogrammet {var}. Rätta eller töm rutan.")
    t = cell.text
    if cell.slag == "tal" and _HELTAL.fullmatch(t):
        t = t.partition(".")[0]
    return stadad(t, var, hogst)


def stadad(t: str, var: str, hogst: int) -> str:
    """The text as it is kept. Raises Nekad for one that is too long, or holds what is no writing."""
    from ..overforing.tolkning import styrtecken

    t = t.replace("\r\n", "\n").replace("\r", "\n").translate(_OSYNLIGT).strip()
    if styrtecken(t, True):
        raise Nekad("styrtecken", f"Det står tecken som inte går att läsa {var}. Skriv om texten.")
    if len(t) > hogst:
        raise Nekad("lang", f"Texten är för lång {var}: {len(t)} tecken. Den får ha högst {hogst}.")
    return t


def krav_rader(antal: int, tabell: str) -> None:
    """Raises Nekad for more rows than a table may have. `tabell`: its name."""
    if antal > FLEST_RADER:
        raise Nekad("manga_rader", f"Tabellen {tabell} har för många rader. Den får ha högst {FLEST_RADER}.")


def dag(cell: Cell | None, var: str, ar: int | None, fran1904: bool) -> date | None:
    """The day that a cell says. `ar`: the year of one written without. Raises Nekad("datum") for anything else."""
    t = text(cell, var)
    if not t:
        return None
    d = _serie(t, fran1904) if cell is not None and cell.slag == "tal" else None
    d = d or _skriven(" ".join(t.casefold().split()), ar)
    if d is None or not FORSTA_AR < d.year <= SISTA_FAKTA_AR:
        raise Nekad("datum", f"Det står inget datum {var}. Skriv till exempel 2024-09-03.")
    return d


def _serie(t: str, fran1904: bool) -> date | None:
    """The day of a spreadsheet's count of days."""
    if not _TAL.fullmatch(t):
        return None
    n = float(t)
    if not 61 <= n < 100_000:  # before, two ways of counting differ; after, it lies beyond the calendar
        return None
    return date(1904 if fran1904 else 1899, 1 if fran1904 else 12, 1 if fran1904 else 30) + timedelta(days=int(n))


def _skriven(t: str, ar: int | None) -> date | None:
    delar: tuple[int | None, int, int] | None = None
    if m := _ISO.fullmatch(t) or _ATTA.fullmatch(t):
        delar = int(m[1]), int(m[2]), int(m[3])
    elif (m := _ORD.fullmatch(t)) and m[2] in _MANADNR:
        delar = int(m[3]) if m[3] else ar, _MANADNR[m[2]], int(m[1])
    elif m := _SNED.fullmatch(t):
        delar = int(m[3]) if m[3] else ar, int(m[2]), int(m[1])
    if delar is None or delar[0] is None:
        return None
    try:
        d = date(delar[0], delar[1], delar[2])
    except ValueError:
        return None
    # Midnight in Sweden as the world's time, as some writers keep it, is still the day before.
    sent = m is not None and m.re is _ISO and m[5] and int(m[4]) >= 22
    return d + timedelta(days=1) if sent and d.year < SISTA_FAKTA_AR else d


def val(cell: Cell | None, var: str, ord_: Mapping[str, str]) -> tuple[str, str]:
    """(key, what was written) of a choice. Something else than the choices gives the key "", and what it was."""
    t = text(cell, var)
    sokt = " ".join(t.casefold().split()).strip(".")
    for nyckel, namn in ord_.items():
        if sokt in (namn.casefold(), nyckel):
            return nyckel, t
    return "", t


def janej(cell: Cell | None, var: str) -> bool | None:
    t = text(cell, var).casefold().strip(".! ")
    if t in ("ja", "j", "x", "1", "sant", "true", "yes"):
        return True
    return False if t in ("nej", "n", "0", "falskt", "false", "no") else None
