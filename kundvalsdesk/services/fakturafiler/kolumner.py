"""Which column is which: by the names in resources/faktura/kolumner.toml, and what a row then says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ...fel import Nekad
from ...resurser import resurs
from ...rules import fakturatal as tal
from ...rules.fakturakontroll import Fakturarad
from ...rules.fakturasummor import OLASLIG_SUMMA, Dokument, Fynd
from ...rules.sortering import sokform
from ..rapportfiler import celler
from ..rapportfiler.ark import Cell

FLERA = ("arende", "kund", "avser")
"""What may stand in several columns, the surest first; of the others the first name that is found counts."""
HUVUDET_SENAST = 30
"""Rows from the top in which the heads of the columns are looked for."""
LANGST_TEXT = 1000
FORMEL, FELVARDE = "formel", "felvarde"
_VARNAMN = {"arende": "ärende (insatsens nummer) eller kundnummer", "belopp": "belopp utan moms"}


class Namn(NamedTuple):
    kolumner: dict[str, tuple[str, int]]
    """Name as it is compared → what it holds, and its place among the names of that."""
    summa: tuple[str, ...]
    mellan: tuple[str, ...]


@cache
def namn() -> Namn:
    data = tomllib.loads(resurs("faktura", "kolumner.toml").read_text(encoding="utf-8"))
    kolumner = {_enkelt(n): (f, plats) for f, alla in data["kolumner"].items() for plats, n in enumerate(alla)}
    summa = data["summa"]
    return Namn(kolumner, *(tuple(sokform(o) for o in summa[d]) for d in ("ord", "mellan")))


def _enkelt(text: str) -> str:
    return "".join(t for t in sokform(text[:80]) if t.isalnum())


class Huvud:
    """The row with the heads of the columns."""

    def __init__(self, rad: Mapping[int, Cell]) -> None:
        self._alla: dict[str, list[tuple[int, int]]] = {}
        self.rubriker = {k: c.text.strip() for k, c in rad.items() if c.slag == "text"}
        for kolumn, cell in sorted(rad.items()):
            traff = namn().kolumner.get(_enkelt(cell.text)) if cell.slag == "text" else None
            if traff is not None:
                self._alla.setdefault(traff[0], []).append((traff[1], kolumn))
        for platser in self._alla.values():
            platser.sort()

    @property
    def antal(self) -> int:
        """How many of the columns are known."""
        return sum(map(len, self._alla.values()))

    def alla(self, falt: str) -> list[int]:
        return [k for _, k in self._alla.get(falt, ())]

    def en(self, falt: str) -> int | None:
        platser = self._alla.get(falt)
        return platser[0][1] if platser else None

    @property
    def saknas(self) -> str:
        """Which column that is needed is missing, in words; "" when all are there."""
        if not any(self._alla.get(f) for f in FLERA):
            return _VARNAMN["arende"]
        netto_av = "inklusive" in self._alla and "moms" in self._alla
        return "" if "belopp" in self._alla or netto_av else _VARNAMN["belopp"]


def utan_huvud(basta: Huvud | None) -> Nekad:
    """Why no row of heads was found. What stands in the file is not repeated: it may be about somebody."""
    if basta is None or not basta.antal:
        if basta is not None and any(("Ã" in r or "\ufffd" in r) for r in basta.rubriker.values()):
            return Nekad(
                "kodning",
                "Å, ä och ö i filen är förvanskade: den har sparats med fel teckenkodning. Be anordnaren spara den "
                "som CSV UTF-8 eller XLSX.",
            )
        return Nekad(
            "inget_huvud",
            "Filen har ingen rad med kolumnernas namn. Den ska ha minst en kolumn för ärende eller kundnummer och en "
            "för belopp.",
        )
    skadat = any("Ã" in r or "\ufffd" in r for r in basta.rubriker.values())
    mer = " Å, ä och ö i filen är förvanskade: be anordnaren spara den som CSV UTF-8." if skadat else ""
    return Nekad("kolumn", f"Kolumnen för {basta.saknas} hittades inte i filen.{mer}")


class Tolk:
    """Reads rows below the heads into what they say."""

    def __init__(self, huvud: Huvud, manad: str, dokument: Dokument, *, fran1904: bool = False) -> None:
        self._h, self._manad, self._d, self._fran1904 = huvud, manad, dokument, fran1904
        self._belopp, self._moms = huvud.en("belopp"), huvud.en("moms")
        self._inklusive = huvud.en("inklusive") if self._belopp is None else None

    def rad(self, nr: int, rad: Mapping[int, Cell]) -> Fakturarad | None:
        """None for a blank row, and for one with the sum of those above."""
        if not any(c.text.strip() or c.slag == "formel" for c in rad.values()):
            return None
        arende, kund = self._texter(rad, "arende"), self._texter(rad, "kund")
        if not any(t.isdigit() for text in (*arende, *kund) for t in text) and self._ar_summa(rad):
            return None
        avser = self._texter(rad, "avser")
        manad, fran, till, dagar, belopp, fel = "", None, None, None, None, ""
        try:
            manad, fran, till = self._tiden(rad, avser)
            dagar = self._dagar(rad)
            belopp = self._beloppet(rad)
        except tal.Olaslig as o:
            fel = o.kod
        self._se_dokumentet(rad)
        return Fakturarad(nr, (*arende, *avser), (*kund, *avser), manad, fran, till, dagar, belopp, fel)

    # --- Cells ---------------------------------------------------------------------------------------------------

    def _texter(self, rad: Mapping[int, Cell], falt: str) -> tuple[str, ...]:
        return tuple(t for k in self._h.alla(falt) if (t := _text(rad.get(k))))

    def _ar_summa(self, rad: Mapping[int, Cell]) -> bool:
        forst = next((t for _, c in sorted(rad.items()) if c.slag == "text" and (t := sokform(c.text[:80]))), "")
        if forst.startswith(namn().mellan):
            return True
        if not forst.startswith(namn().summa):
            return False
        try:
            self._d.radsumma = self._beloppet(rad)
        except tal.Olaslig as o:
            if o.kod != tal.BELOPP_SAKNAS:
                self._d.fynd.append(Fynd(OLASLIG_SUMMA))
        return True

    def _tiden(self, rad: Mapping[int, Cell], avser: tuple[str, ...]) -> tal.Period:
        fran, till = self._dag(rad, "fran"), self._dag(rad, "till")
        if fran is not None and till is not None and till < fran:
            raise tal.Olaslig(tal.INGEN_PERIOD)
        k = self._h.en("manad")
        text = self._manadstext(rad.get(k)) if k is not None else ""
        p = tal.period(text, self._manad)
        if text and not p.manad:
            raise tal.Olaslig(tal.INGEN_PERIOD)
        for t in avser if not (p.manad or fran) else ():
            try:
                p = tal.period(t, self._manad)
            except tal.Olaslig:  # a number in running text that looks like a day
                continue
            if p.manad:
                break
        if fran is not None:
            return tal.Period(p.manad if text else f"{fran:%Y-%m}", fran, till)
        return p

    def _manadstext(self, cell: Cell | None) -> str:
        """A spreadsheet makes a day of 2024-08 when it is let."""
        t = _text(cell)
        if cell is not None and cell.slag == "tal":
            d = self._som_dag(cell)
            return f"{d:%Y-%m}" if d is not None else t
        return t

    def _dag(self, rad: Mapping[int, Cell], falt: str) -> date | None:
        k = self._h.en(falt)
        cell = rad.get(k) if k is not None else None
        if cell is None or not _text(cell):
            return None
        d = self._som_dag(cell)
        if d is None:
            raise tal.Olaslig(tal.INGEN_PERIOD)
        return d

    def _som_dag(self, cell: Cell) -> date | None:
        try:
            return celler.dag(cell, "", int(self._manad[:4]), self._fran1904)
        except Nekad:
            return None

    def _dagar(self, rad: Mapping[int, Cell]) -> int | None:
        k = self._h.en("dagar")
        return tal.dagar(_text(rad.get(k))) if k is not None else None

    def _beloppet(self, rad: Mapping[int, Cell]) -> Decimal:
        moms = self._tal(rad, self._moms) if self._moms is not None else None
        if self._inklusive is not None:
            brutto = self._tal(rad, self._inklusive)
            if brutto is None:
                raise tal.Olaslig(tal.BELOPP_SAKNAS)
            return brutto - (moms or Decimal(0))
        belopp = self._tal(rad, self._belopp)
        if belopp is None:
            raise tal.Olaslig(tal.BELOPP_SAKNAS)
        return belopp

    @staticmethod
    def _tal(rad: Mapping[int, Cell], kolumn: int | None) -> Decimal | None:
        cell = rad.get(kolumn) if kolumn is not None else None
        if cell is None or not (t := _text(cell)):
            return None
        return tal.maskintal(t, brus=True) if cell.slag == "tal" else tal.belopp(t)

    def _se_dokumentet(self, rad: Mapping[int, Cell]) -> None:
        """What stands on every row and is about all of them: taken from the first that says it."""
        for falt in ("anordnare", "faktura"):
            k = self._h.en(falt)
            cell = rad.get(k) if k is not None else None
            if cell is None or cell.slag not in ("text", "tal"):
                continue
            if falt == "anordnare" and not self._d.anordnare:
                self._d.anordnare = cell.text.strip()[:200]
            elif falt == "faktura" and not self._d.nummer:
                self._d.nummer = cell.text.strip()[:60]


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.slag == "formel":
        raise tal.Olaslig(FORMEL)
    if cell.slag == "fel":
        raise tal.Olaslig(FELVARDE)
    t = cell.text.strip().removeprefix("'").strip()
    if cell.slag == "tal" and t.endswith(".0"):
        t = t[:-2]
    return t[:LANGST_TEXT]


class Letare:
    """Looks for the heads in the first rows, then reads what comes below. For one sheet or file."""

    def __init__(self, manad: str, dokument: Dokument, *, fran1904: bool = False) -> None:
        self._manad, self._d, self._fran1904 = manad, dokument, fran1904
        self._sedda = 0
        self.basta: Huvud | None = None
        self.tolk: Tolk | None = None

    def rad(self, nr: int, rad: Mapping[int, Cell]) -> Fakturarad | None:
        if self.tolk is not None:
            return self.tolk.rad(nr, rad)
        if self._sedda < HUVUDET_SENAST:
            self._sedda += 1
            h = Huvud(rad)
            if not h.saknas:
                self.tolk = Tolk(h, self._manad, self._d, fran1904=self._fran1904)
            if self.basta is None or h.antal > self.basta.antal:
                self.basta = h
        return None
