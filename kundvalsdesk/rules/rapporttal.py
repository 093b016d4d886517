"""Numbers that somebody has typed into running text, apart from those that are no figures: years and days, law and
its paragraphs, cases, the names of insatser, and the numbers of sections, steps, tables and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .formular import KUNDVAL

_MANADER = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_KORTA = "jan|feb|apr|jun|jul|aug|sep|sept|okt|nov|dec"
_ENHET = r"(?:kr|kronor|procent|%|insats|kund|person|deltagar|dag|svar|timm|elev|besök)"
_LED = r"\d+(?:\.\d+)*(?:\s?[a-h]\b)?"
_ETT = rf"{_LED}(?:\s*[–-]\s*{_LED})?"
_FLERA = rf"{_ETT}(?:\s*(?:,|och)\s*{_ETT})*"
_INTE_TAL = re.compile(
    "|".join((
        r"\d{4}-\d{2}(?:-\d{2})?\b",
        rf"\b\d{{1,2}}(?:\s*(?:[–-]|och|till)\s*\d{{1,2}})?\.?\s+(?:{_MANADER}|(?:{_KORTA})\b\.?)(?:\s+\d{{4}}\b)?",
        rf"\b(?:{_MANADER})\s+\d{{4}}\b",
        r"\b(?-i:[A-ZÅÄÖ]{2,})[\s-]?\d{4}[-/:]\d+\b",
        rf"\b(?-i:{'|'.join(KUNDVAL)})\s\d\b(?:\s*(?:,|och|eller|till)\s*\d\b)?(?!\s*{_ENHET})",
        r"\b\d{4}:\d+\b",
        r"\b\d+:[ae]\b",
        rf"\b\d+\s?[a-h]?\s*kap\b\.?(?:\s*{_FLERA}\s*§+)?",
        rf"\b{_FLERA}\s*§+",
        rf"§+\s*{_FLERA}",
        r"\bkl(?:ockan|\.)?\s*\d{1,2}(?:[.:]\d{2})?(?:\s*[–-]\s*\d{1,2}(?:[.:]\d{2})?)?",
        r"\b(?:avsnitt|avsnittet|kapitel|kapitlet|kap\.|bilaga|bilagan|steg|steget|punkt|punkten|sida|sidan|s\.|tabell|"
        r"tabellen|diagram|diagrammet|figur|figuren|tertial|tertialet|kvartal|kvartalet|fråga|frågan|version|versionen|"
        rf"artikel|artikeln|nr|nummer)\s+{_ETT}",
        r"\b(?:avsnitten|kapitlen|bilagor|bilagorna|stegen|punkter|punkterna|sidor|sidorna|tabeller|tabellerna|"
        rf"diagrammen|figurer|figurerna|tertialen|kvartalen|frågor|frågorna)\s+{_FLERA}",
        rf"\b(?:19|20)\d{{2}}(?:\s*[–/-]\s*(?:(?:19|20)\d{{2}}|\d{{2}}))?\b(?!\s*{_ENHET})(?![.,]\d)",
        r"^\s*\d+(?:\.\d+)*[.)]\s",
        r"^\s*\d+(?:\.\d+)+\s+(?-i:(?=[A-ZÅÄÖ]))",
    )),
    re.IGNORECASE,
)  # fmt: skip
_LUFT = " \u00a0\u202f\u2009"
_TAL = re.compile(rf"(?<!\w)(?<!\d[.,])(?<![^\W\d]-)(?:\d{{1,3}}(?:[{_LUFT}]\d{{3}})+|\d+)(?:[.,]\d+)?(?!\d)")


class Skrivet(NamedTuple):
    """A number and where it stands in its line."""

    start: int
    slut: int
    text: str
    varde: Decimal


def skrivna_tal(rad: str) -> Iterator[Skrivet]:
    """In one line."""
    kvar = _INTE_TAL.sub(lambda m: "\x00" * len(m[0]), rad)
    for m in _TAL.finditer(kvar):
        siffror = m[0].translate({ord(c): None for c in _LUFT}).replace(",", ".")
        yield Skrivet(m.start(), m.end(), rad[m.start() : m.end()], Decimal(siffror))


def talet(v: object) -> Decimal | None:
    """A figure of a table, as typed ones are compared with it."""
    return Decimal(v) if isinstance(v, (int, Decimal)) and not isinstance(v, bool) else None
