"""Amounts, days and months as people and programs write them in invoices. Exact, and never guessed: what can be read
in two ways is refused with a code.

    belopp("1 808,80 kr")       # Decimal("1808.80")
    belopp("1.234")             # Olaslig("tvetydigt"): a thousand, or one krona and some?
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from .kalender import manad

BELOPP_SAKNAS, INGET_BELOPP, DECIMALER, TVETYDIGT, FOR_STORT = (
    "belopp_saknas", "inget_belopp", "decimaler", "tvetydigt", "for_stort",
)  # fmt: skip
INGA_DAGAR, INGEN_PERIOD = "inga_dagar", "ingen_period"
HOGST = Decimal(1_000_000_000)
_ORE = Decimal("0.01")
_BRUS = Decimal("0.00001")
"""What a spreadsheet's binary numbers may be off by."""
_LANGST = 60
_TECKEN = {ord(t): "-" for t in "\u2212\u2010\u2011\u2012\u2013\u2014"} | {
    ord(t): " " for t in "\u00a0\u2007\u2009\u200a\u202f\t'\u2019"
}
_VALUTA = re.compile(r"(?i)(?:sek|kronor|kr)\.?")
_VANLIGT = re.compile(r"(\d+)(?:([.,])(\d+))?")
_GRUPPERAT = re.compile(
    r"\d{1,3}(?:(?: \d{3})+(?:[.,]\d+)?|(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+|(?:\.\d{3}){2,}|(?:,\d{3}){2,})"
)
_MASKIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
_DAGAR = re.compile(r"(?i)(-?\d{1,5})(?:[.,]0+)?\s*(?:dagar|dag|dgr|d|st)?\.?")
_DAG = re.compile(r"(?<!\d)(?:(20\d\d)[-/.]([01]\d)[-/.]([0-3]\d)|(20\d\d)([01]\d)([0-3]\d))(?!\d)")
_MANAD = re.compile(r"(?<!\d)(?:(20\d\d)[-/. ]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-/. ](20\d\d))(?!\d)")
_NAMN = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MANADSNAMN = re.compile(
    r"(?<![^\W_])(jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t(?:ember)?)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?(?:[ -]*(20\d\d|\d\d))?(?![^\W_])"
)


class Olaslig(ValueError):
    """What stands in a cell cannot be read; `kod` says why."""

    def __init__(self, kod: str) -> None:
        super().__init__(kod)
        self.kod = kod


class Period(NamedTuple):
    """`manad`: that of the first day, or ""."""

    manad: str
    fran: date | None = None
    till: date | None = None


def belopp(text: str) -> Decimal:
    """An amount as a person writes it. Raises Olaslig."""
    t = " ".join(text[: _LANGST + 1].translate(_TECKEN).split())
    if not t:
        raise Olaslig(BELOPP_SAKNAS)
    if len(t) > _LANGST:
        raise Olaslig(INGET_BELOPP)
    t = re.sub(r"[:,.]-$", "", _VALUTA.sub("", t).strip())
    negativt = False
    if t.startswith("(") and t.endswith(")"):
        negativt, t = True, t[1:-1].strip()
    elif t.startswith("-") or t.endswith("-"):
        negativt, t = True, (t[1:] if t.startswith("-") else t[:-1]).strip()
    elif t.startswith("+"):
        t = t[1:].strip()
    v = _utan_tecken(t)
    if v >= HOGST:
        raise Olaslig(FOR_STORT)
    return -v if negativt and v else v


def _utan_tecken(t: str) -> Decimal:
    if not t.isascii():
        raise Olaslig(INGET_BELOPP)
    if m := _VANLIGT.fullmatch(t):
        hela, tecken, del_ = m[1], m[2], m[3] or ""
        # Three figures behind a mark: thousands, or a third decimal?
        if tecken and len(del_) == 3 and len(hela) <= 3 and hela.strip("0"):
            raise Olaslig(TVETYDIGT)
    elif _GRUPPERAT.fullmatch(t):
        sist = max(t.rfind("."), t.rfind(","))
        if sist >= 0 and t.count(t[sist]) == 1:
            hela, del_ = t[:sist], t[sist + 1 :]
        else:
            hela, del_ = t, ""
        hela = re.sub("[ .,]", "", hela)
    else:
        raise Olaslig(INGET_BELOPP)
    if del_[2:].strip("0"):
        raise Olaslig(DECIMALER)
    return Decimal(f"{hela}.{del_[:2] or '00'}").quantize(_ORE) if len(hela) < 16 else HOGST


def maskintal(text: str, *, brus: bool = False) -> Decimal:
    """An amount as a program writes it: with a decimal point. `brus`: the number may be a spreadsheet's, that is
    binary, and off by a trace. Raises Olaslig."""
    t = text.strip()
    if not t:
        raise Olaslig(BELOPP_SAKNAS)
    if len(t) > _LANGST or not t.isascii() or not _MASKIN.fullmatch(t):
        raise Olaslig(INGET_BELOPP)
    try:
        v = Decimal(t)
        if abs(v) >= HOGST:
            raise Olaslig(FOR_STORT)
        hel = v.quantize(_ORE)
    except InvalidOperation:
        raise Olaslig(INGET_BELOPP) from None
    if hel != v and not (brus and abs(hel - v) <= _BRUS):
        raise Olaslig(DECIMALER)
    return hel if hel else Decimal("0.00")


def dagar(text: str) -> int | None:
    """Whole days; None where nothing is said. Raises Olaslig."""
    t = " ".join(text[: _LANGST + 1].translate(_TECKEN).split())
    if not t:
        return None
    m = _DAGAR.fullmatch(t) if t.isascii() else None
    if m is None:
        raise Olaslig(INGA_DAGAR)
    return int(m[1])


def period(text: str, nu: str) -> Period:
    """The period that a text says, if it says one. `nu`: the month that is checked, for a month without its year.

    Raises Olaslig for a date that does not exist and a period that ends before it begins.
    """
    t = text.translate(_TECKEN).casefold()
    dagar_ = [_dag(*(m.group(1, 2, 3) if m[1] else m.group(4, 5, 6))) for m in _DAG.finditer(t)]
    if dagar_:
        fran, till = dagar_[0], dagar_[-1] if len(dagar_) > 1 else None
        if till is not None and till < fran:
            raise Olaslig(INGEN_PERIOD)
        return Period(manad(fran), fran, till)
    if m := _MANAD.search(t):
        return Period(f"{m[1] or m[4]}-{m[2] or m[3]}")
    if m := _MANADSNAMN.search(t):
        nr = _NAMN.index(m[1][:3]) + 1
        ar = int(m[2]) if m[2] else int(nu[:4]) - (nr > int(nu[5:]))
        return Period(f"{ar + 2000 if ar < 100 else ar:04d}-{nr:02d}")
    return Period("")


def _dag(ar: str, man: str, dag: str) -> date:
    try:
        return date(int(ar), int(man), int(dag))
    except ValueError:
        raise Olaslig(INGEN_PERIOD) from None
