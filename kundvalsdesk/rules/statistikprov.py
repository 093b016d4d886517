"""The finished tables are held against each other before anything of them is given out.

By what stands in them, and by nothing that they were made from: two tables that say different things about the same
insatser are never shown, whatever went wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from .statistik import DELAR, KATEGORIER, UTFALL, Period
from .statistiktabeller import Cell, Rad, Statistik, Tabell

TAL = ("totalt", "pagaende", "avslutade", *UTFALL)
_MEDEL_DRAR = Decimal("0.1")
"""What rounding each mean to one decimal may add up to."""


class Motsagelse(RuntimeError):
    """Tables that contradict each other: a bug of ours, never of the data."""

    def __init__(self, var: str) -> None:
        super().__init__(f"the tables of the statistics contradict each other: {var}")


def prova(s: Statistik, period: Period) -> None:
    """Raises Motsagelse where two figures do not go together."""
    for t in s.alla:
        _inom(t)
    fyra, atta, tvaa, tre = (s.tabeller[n] for n in ("4", "8", "2", "3b"))
    for kol in TAL:
        _lika(f"4 och 8 totalt, {kol}", _tal(fyra.totalt, kol), _tal(atta.totalt, kol))
    _lika("2 och 4 totalt", tvaa.totalt["totalt"], fyra.totalt["totalt"])
    _lika("2 och 8", _per_rad(tvaa, "totalt"), _per_rad(atta, "totalt"))
    _lika("3b och 8", _per_rad(tre, "totalt"), _per_rad(atta, "totalt"))
    for nummer, kategori in zip("567", KATEGORIER, strict=False):
        t = s.tabeller[nummer]
        for kol in ("avslutade", kategori):
            _lika(f"4 och {nummer}, {kol}", _per_rad(fyra, kol), _per_rad(t, kol))
            _lika(f"4 och {nummer} totalt, {kol}", fyra.totalt[kol], t.totalt[kol])
        _lika(f"4 och {nummer}, andel", _per_rad(fyra, f"andel_{kategori}"), _per_rad(t, "andel"))
    _per_insats(s, fyra, atta, tre)
    if (period.fran, period.till) == (date(period.till.year, 1, 1), date(period.till.year, 12, 31)):
        i_aret = {n: v for n, v in _per_rad(s.tabeller["3a"], str(period.till.year)).items() if v}
        _lika("3a och 4", i_aret, _per_rad(fyra, "totalt"))


def _per_insats(s: Statistik, fyra: Tabell, atta: Tabell, tre: Tabell) -> None:
    """The tables of each insats are together the table of all anordnare, and each is its row in table 4."""
    _lika("4 och 9–", {str(r["insats"]) for r in fyra.rader}, set(s.per_insats))
    i_fyra = {r["insats"]: r for r in fyra.rader}
    andelar = {r["anordnare"]: r for r in tre.rader}
    egna: dict[Cell, Counter[str]] = defaultdict(Counter)
    for kod, t in s.per_insats.items():
        for kol in TAL:
            _lika(f"4 och {t.nummer}, {kol}", _tal(i_fyra[kod], kol), _tal(t.totalt, kol))
        i_tre = {n: v for n, v in _per_rad(tre, kod).items() if v}
        _lika(f"3b och {t.nummer}", i_tre, _per_rad(t, "totalt"))
        _lika(f"3b och {t.nummer} totalt", tre.totalt[kod], t.totalt["totalt"])
        for r in t.rader:
            _lika(f"3b och {t.nummer}, andel", andelar[r["anordnare"]][f"andel_{kod}"], r["andel_av_alla"])
            egna[r["anordnare"]].update({kol: _tal(r, kol) for kol in TAL})
    for r in atta.rader:
        for kol in TAL:
            _lika(f"8 och 9–, {kol}", _tal(r, kol), egna[r["anordnare"]][kol])


def _inom(t: Tabell) -> None:
    """One table by itself: columns, sums downwards and across, and shares."""
    for r in (*t.rader, t.totalt):
        _lika(f"{t.nummer}, kolumner", [k for k in t.kolumner if k != t.namn], [k for k in r if k != t.namn])
    for kol in t.kolumner[1:]:
        if not kol.startswith("andel") and kol != "medel_dagar":
            _lika(f"{t.nummer}, summan av {kol}", t.totalt[kol], sum(_tal(r, kol) for r in t.rader))
    for r in (*t.rader, t.totalt):
        if "pagaende" in r:
            _lika(f"{t.nummer}, totalt", r["totalt"], _tal(r, "pagaende") + _tal(r, "avslutade"))
            utfall = sum(_tal(r, u) for u in UTFALL)
            _lika(f"{t.nummer}, avslutade", r["avslutade"], utfall)
        for kategori, delar in DELAR.items():
            if delar[0] in r:
                _lika(f"{t.nummer}, {kategori}", r[kategori], sum(_tal(r, d) for d in delar))
        for kol in r:
            if kol.startswith("andel"):
                _andel(f"{t.nummer}, {kol}", r[kol], *_bas(t, r, kol))
    if "medel_dagar" in t.kolumner:
        _medel(t)


def _bas(t: Tabell, r: Rad, kol: str) -> tuple[int, int]:
    """The part and the whole of a share, as they stand in the table."""
    del_ = kol.removeprefix("andel_")
    if kol == "andel_av_alla":
        return _tal(r, "totalt"), _tal(t.totalt, "totalt")
    if t.nummer == "3b":
        return _tal(r, del_), _tal(t.totalt, del_)
    if kol == "andel_avslutade":
        return _tal(r, "avslutade"), _tal(r, "totalt")
    kategori = next((k for k, delar in DELAR.items() if delar[0] in r), "")
    if kol == "andel":
        return _tal(r, kategori), _tal(r, "avslutade")
    return _tal(r, del_), _tal(r, kategori or "avslutade")


def _andel(var: str, a: Any, del_: int, hel: int) -> None:
    """Between half a percent below, that included, and half a percent above."""
    if hel == 0 or a is None:
        _lika(var, (a, hel), (None, 0))
    elif not (2 * a - 1) * hel <= 200 * del_ < (2 * a + 1) * hel:
        raise Motsagelse(var)


def _medel(t: Tabell) -> None:
    """The mean of all is that of the insatser, and not of the means."""
    tal = [(Decimal(_tal(r, "egen_forsorjning")), r["medel_dagar"]) for r in t.rader]
    summa = sum((n * m for n, m in tal if isinstance(m, Decimal)), Decimal(0))
    alla, medel = _tal(t.totalt, "egen_forsorjning"), t.totalt["medel_dagar"]
    for n, m in (*tal, (Decimal(alla), medel)):
        _lika(f"{t.nummer}, medel_dagar", m is None, n == 0)
    if isinstance(medel, Decimal) and abs(medel * alla - summa) > _MEDEL_DRAR * alla:
        raise Motsagelse(f"{t.nummer}, medel_dagar totalt")


def _tal(r: Rad, kol: str) -> int:
    """A number of insatser; a column that a table does not have is nothing."""
    v = r.get(kol, 0)
    if not isinstance(v, int):
        raise Motsagelse(f"{kol} är inget antal")
    return v


def _per_rad(t: Tabell, kol: str) -> dict[str, Any]:
    ut = {str(r[t.namn]): r[kol] for r in t.rader}
    _lika(f"{t.nummer}, rader", len(ut), len(t.rader))
    return ut


def _lika(var: str, a: object, b: object) -> None:
    if a != b:
        raise Motsagelse(var)
