"""A diagram as data, and where everything in it stands. The window and paper draw the same, and reckon nothing.

A row of bars may be told from another by its colour, its pattern and its place, so that none of them is needed alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import NamedTuple

Tal = int | Decimal
ANTAL, PROCENT, DAGAR, KRONOR = "antal", "procent", "dagar", "kronor"


class Utseende(NamedTuple):
    """`farg`: accent or morkt. `monster`: hel, tom, sned, bakat, vagrat, lodrat, kors or punkter."""

    farg: str
    monster: str


UTSEENDEN = (
    Utseende("accent", "hel"), Utseende("accent", "sned"), Utseende("morkt", "hel"), Utseende("morkt", "bakat"),
    Utseende("accent", "tom"), Utseende("morkt", "punkter"), Utseende("accent", "vagrat"),
    Utseende("morkt", "lodrat"), Utseende("accent", "kors"), Utseende("morkt", "tom"),
)  # fmt: skip
"""All that can be told apart. Those beside each other differ in both."""


@dataclass(frozen=True, slots=True)
class Serie:
    """A value for each category, None where there is none. `streck`: a line across the bars and no bar of its own.

    `nyckel`: the column that the values are of; `fore`: those of the year before.
    """

    namn: str
    varden: tuple[Tal | None, ...]
    utseende: int = 0
    streck: bool = False
    nyckel: str = ""
    fore: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """`staplad`: the bars of a category on top of each other. `liggande`: they lie, with the names at the left.

    `korta`: the categories where there is no room for their names. `nycklar`: the rows that they are of, None for what
    is no row. `beskrivning`: the diagram in words, where it is not just its values.
    """

    rubrik: str
    enhet: str
    kategorier: tuple[str, ...]
    serier: tuple[Serie, ...]
    staplad: bool = False
    liggande: bool = False
    korta: tuple[str, ...] = ()
    nycklar: tuple[str | None, ...] = ()
    beskrivning: str = ""

    @property
    def staplar(self) -> tuple[Serie, ...]:
        return tuple(s for s in self.serier if not s.streck)

    @property
    def tomt(self) -> bool:
        return not any(v for s in self.serier for v in s.varden)


def storst(d: Diagram) -> Tal:
    """The end of the longest bar."""
    ut: Tal = 0
    for nr in range(len(d.kategorier)):
        egna = [s.varden[nr] or 0 for s in d.staplar]
        ut = max(ut, sum(max(v, 0) for v in egna) if d.staplad else max(egna, default=0))
        ut = max(ut, *(s.varden[nr] or 0 for s in d.serier if s.streck), 0)
    return ut


def skala(d: Diagram) -> tuple[Tal, ...]:
    """What the axis says, from nothing to a round figure that no bar goes beyond: at most six marks."""
    if d.enhet == PROCENT:
        return (0, 25, 50, 75, 100)
    topp = storst(d)
    steg = Decimal(1)
    while topp > 5 * steg:
        steg = next((steg * n for n in (2, 5) if topp <= 5 * steg * n), steg * 10)
    antal = max(1, ceil(topp / steg))
    return tuple(int(steg) * n for n in range(antal + 1))


# --- where everything stands ----------------------------------------------------------------------------------------


class Stapel(NamedTuple):
    """A rectangle; `y` grows downwards. Of the legend: `kategori` -1."""

    x: float
    y: float
    bredd: float
    hojd: float
    utseende: int
    kategori: int
    serie: int


class Linje(NamedTuple):
    """`streck`: a value that is marked across a bar; else a line of the axis."""

    x: float
    y: float
    till_x: float
    till_y: float
    streck: bool


class Ord(NamedTuple):
    """`x` is the left edge (sida -1), the middle (0) or the right one (1); `y` the middle of the line.
    `platta`: on a ground of its own, for it stands on a bar."""

    x: float
    y: float
    text: str
    sida: int
    dampad: bool = False
    platta: bool = False


@dataclass(slots=True)
class Utlagt:
    hojd: float = 0.0
    staplar: list[Stapel] = field(default_factory=list)
    linjer: list[Linje] = field(default_factory=list)
    ord: list[Ord] = field(default_factory=list)

    def vid(self, x: float, y: float) -> tuple[int, int] | None:
        """Category and series of the bar there."""
        for s in self.staplar:
            if s.kategori >= 0 and s.x <= x <= s.x + s.bredd and s.y <= y <= s.y + s.hojd:
                return s.kategori, s.serie
        return None


class Penna(NamedTuple):
    """What the one who draws knows of letters: how wide a text is, how high a line, and the words of a value."""

    bredd: Callable[[str], float]
    rad: float
    varde: Callable[[str, Tal], str]


LUFT = 0.55
"""Of a line: between what stands beside each other."""
NAMN_HOGST = 0.34
"""Of the width: what the names of lying bars take at most."""
GRUPP = 0.74
"""Of the room of a category: what its standing bars take together."""
STAENDE_HOJD = 13
"""Lines: what standing bars want, with all that belongs to them."""


def kortat(text: str, bredd: float, mat: Callable[[str], float]) -> str:
    """Cut with an ellipsis where there is no room for all of it."""
    if mat(text) <= bredd:
        return text
    while text and mat(text + "…") > bredd:
        text = text[:-1]
    return text.rstrip() + "…"


def hojd_for(d: Diagram, bredd: float, p: Penna) -> float:
    """How high the diagram wants to be."""
    topp = _forklaring(d, bredd, p, Utlagt())
    if not d.liggande:
        return topp + STAENDE_HOJD * p.rad
    return topp + len(d.kategorier) * _radhojd(d, p) + 2 * p.rad


def stall_ut(d: Diagram, bredd: float, hojd: float, p: Penna) -> Utlagt:
    ut = Utlagt(hojd)
    topp = _forklaring(d, bredd, p, ut)
    if d.liggande:
        _liggande(d, bredd, hojd, topp, p, ut)
    else:
        _staende(d, bredd, hojd, topp, p, ut)
    return ut


def _radhojd(d: Diagram, p: Penna) -> float:
    return p.rad * (1.7 if d.staplad else 0.7 + max(1, len(d.staplar)))


def _forklaring(d: Diagram, bredd: float, p: Penna, ut: Utlagt) -> float:
    """Which series is which, over one line or more; returns where it ends. One alone needs none."""
    if len(d.serier) < 2:
        return p.rad * 0.3
    sida, x, y = p.rad * 0.72, 0.0, p.rad * 0.5
    for nr, s in enumerate(d.serier):
        text = kortat(s.namn, bredd - sida - p.rad * LUFT, p.bredd)
        plats = sida + p.rad * LUFT + p.bredd(text)
        if x and x + plats > bredd:
            x, y = 0.0, y + p.rad * 1.25
        if s.streck:
            ut.linjer.append(Linje(x, y, x + sida, y, streck=True))
        else:
            ut.staplar.append(Stapel(x, y - sida / 2, sida, sida, s.utseende, -1, nr))
        ut.ord.append(Ord(x + sida + p.rad * LUFT * 0.7, y, text, -1))
        x += plats + p.rad * 1.3
    return y + p.rad * 1.1


def _liggande(d: Diagram, bredd: float, hojd: float, topp: float, p: Penna, ut: Utlagt) -> None:
    marken = skala(d)
    namn = min(max((p.bredd(k) for k in d.kategorier), default=0), bredd * NAMN_HOGST)
    vanster = namn + p.rad * LUFT
    langst = max((p.bredd(p.varde(d.enhet, v)) for s in d.serier for v in s.varden if v is not None), default=0)
    if d.staplad:
        langst = max(langst, p.bredd(p.varde(d.enhet, storst(d))))
    hoger = bredd - langst - p.rad * LUFT
    botten = hojd - p.rad * 1.3
    enhet = (hoger - vanster) / float(marken[-1])
    for m in marken:
        x = vanster + float(m) * enhet
        ut.linjer.append(Linje(x, topp, x, botten, streck=False))
        ut.ord.append(Ord(x, botten + p.rad * 0.75, p.varde(d.enhet, m), 0, dampad=True))
    if not d.kategorier:
        return
    fack = (botten - topp) / len(d.kategorier)
    for nr, kategori in enumerate(d.kategorier):
        y = topp + fack * nr
        ut.ord.append(Ord(namn, y + fack / 2, kortat(kategori, namn, p.bredd), 1))
        tjock = min(fack * 0.64, p.rad * 1.25) if d.staplad else fack * 0.72 / len(d.staplar)
        y += (fack - (tjock if d.staplad else tjock * len(d.staplar))) / 2
        x = vanster
        summerat = sum(max(s.varden[nr] or 0, 0) for s in d.staplar)
        for s_nr, s in enumerate(d.serier):
            v = s.varden[nr]
            if s.streck:
                continue
            lang = float(max(v or 0, 0)) * enhet
            if lang:
                ut.staplar.append(Stapel(x, y, lang, tjock, s.utseende, nr, s_nr))
            text = "" if v is None else p.varde(d.enhet, v)
            if not d.staplad:
                ut.ord.append(Ord(vanster + lang + p.rad * LUFT * 0.6, y + tjock / 2, text or "–", -1, dampad=not v))
                y += tjock
                continue
            if lang and summerat != v and p.bredd(text) + p.rad * 0.5 <= lang:
                ut.ord.append(Ord(x + lang / 2, y + tjock / 2, text, 0, platta=True))
            x += lang
        if d.staplad:
            text = p.varde(d.enhet, summerat)
            ut.ord.append(Ord(x + p.rad * LUFT * 0.6, y + tjock / 2, text, -1, dampad=not summerat))


def _staende(d: Diagram, bredd: float, hojd: float, topp: float, p: Penna, ut: Utlagt) -> None:
    marken = skala(d)
    vanster = max(p.bredd(p.varde(d.enhet, m)) for m in marken) + p.rad * LUFT
    botten = hojd - p.rad * 1.5
    topp += p.rad * 0.8
    enhet = (botten - topp) / float(marken[-1])
    for m in marken:
        y = botten - float(m) * enhet
        ut.linjer.append(Linje(vanster, y, bredd, y, streck=False))
        ut.ord.append(Ord(vanster - p.rad * LUFT * 0.8, y, p.varde(d.enhet, m), 1, dampad=True))
    if not d.kategorier:
        return
    fack = (bredd - vanster) / len(d.kategorier)
    namn = d.kategorier
    if d.korta and any(p.bredd(k) > fack - p.rad * 0.2 for k in namn):
        namn = d.korta
    bred = fack * GRUPP / (1 if d.staplad else max(1, len(d.staplar)))
    ryms = not d.staplad and all(p.bredd(p.varde(d.enhet, v)) <= bred for s in d.staplar for v in s.varden if v)
    for nr, kategori in enumerate(namn):
        mitt = vanster + fack * (nr + 0.5)
        ut.ord.append(Ord(mitt, botten + p.rad * 0.85, kortat(kategori, fack, p.bredd), 0, dampad=True))
        x, y = mitt - fack * GRUPP / 2, botten
        for s_nr, s in enumerate(d.serier):
            v = s.varden[nr]
            hog = float(max(v or 0, 0)) * enhet
            if s.streck:
                if v is not None:
                    ut.linjer.append(Linje(mitt - fack * 0.42, botten - hog, mitt + fack * 0.42, botten - hog, True))
                continue
            if hog:
                ut.staplar.append(Stapel(x, y - hog, bred, hog, s.utseende, nr, s_nr))
                if ryms and v is not None:
                    ut.ord.append(Ord(x + bred / 2, y - hog - p.rad * 0.6, p.varde(d.enhet, v), 0))
            if d.staplad:
                y -= hog
            else:
                x += bred


# --- patterns -------------------------------------------------------------------------------------------------------


def monster(s: Stapel, steg: float) -> list[tuple[float, float, float, float]]:
    """The lines of a bar's pattern, cut at its edges; a dot is a line without length. None for hel and tom."""
    slag = UTSEENDEN[s.utseende % len(UTSEENDEN)].monster
    if slag == "sned":
        return _snett(s, steg)
    if slag == "bakat":
        return [(2 * s.x + s.bredd - a, b, 2 * s.x + s.bredd - c, d) for a, b, c, d in _snett(s, steg)]
    vagrat = [(s.x, y, s.x + s.bredd, y) for y in _jamnt(s.y, s.hojd, steg)]
    lodrat = [(x, s.y, x, s.y + s.hojd) for x in _jamnt(s.x, s.bredd, steg)]
    if slag == "punkter":
        return [(x, y, x, y) for x in _jamnt(s.x, s.bredd, steg) for y in _jamnt(s.y, s.hojd, steg)]
    return {"vagrat": vagrat, "lodrat": lodrat, "kors": vagrat + lodrat}.get(slag, [])


def _jamnt(fran: float, langd: float, steg: float) -> list[float]:
    antal = max(1, round(langd / steg) - 1)
    return [fran + langd * (n + 1) / (antal + 1) for n in range(antal)]


def _snett(s: Stapel, steg: float) -> list[tuple[float, float, float, float]]:
    """Rising to the right: along each, x + y is the same."""
    ut = []
    slut = s.x + s.bredd + s.y + s.hojd
    c = s.x + s.y + steg
    while c < slut:
        x = max(s.x, c - s.y - s.hojd)
        till_x = min(s.x + s.bredd, c - s.y)
        ut.append((x, c - x, till_x, c - till_x))
        c += steg * 1.4
    return ut
