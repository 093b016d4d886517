"""The text of a kvalitetsrapport (kvalitetsuppfoljning §6): every figure in it is a reference to a cell of a table.

    {Tabell 4; AMI 2; Avbrott}                 a cell: table; row; column, the words that stand in the table
    {Tabell AMI 2; Björken; Avbrott; året före}  of a table of one insats, a year before
    {Tabell 4}  {Diagram 4}                   the number that it has in the report
    {Visa tabell 4; Egen rubrik}              alone on its line: stands there
    {Period}  {År}  {Året före}

What cannot be filled in is told in a sentence, and stands as what it is: nothing is ever put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .insatskod import insats_ord
from .rapporttal import Skrivet, skrivna_tal, talet
from .statistiktabeller import Cell, Rad, Tabell

TEXT, TAL, NUMMER, FEL, OKANT = "text", "tal", "nummer", "fel", "okant"
"""What a part of a filled-in text is: as it was written; a figure from a table; the number of a table or a diagram;
what could not be filled in; a number that somebody typed, and that stands in none of the tables of the report."""
TABELL, DIAGRAM = "tabell", "diagram"
TOTALT, ARET_FORE = "Totalt", "året före"
_MELLAN, _MED_KUNDVAL = ";", " · "
_HANVISNING = re.compile(r"\{([^{}\n]*)\}")
_ENSAM = re.compile(r"\s*\{\s*visa\s+(tabell|diagram)\s+([^{}\n]*)\}\s*", re.IGNORECASE)
_NR = re.compile(r"(.*?)(?:\s*\((\d{1,2})\))?", re.DOTALL)
_KLAMMER = str.maketrans({"{": "(", "}": ")", ";": ",", "\n": " "})
HOGST_FORSLAG = 3


def kallas(t: Tabell) -> str:
    """What a table is called by in a report: its number, or the insats that it is of. The numbers of those go by
    which insatser there are in the period, and would be another's in the next one."""
    return insats_ord(t.avser) or t.nummer


@dataclass(frozen=True)
class Ord:
    """The words that the tables are read by."""

    kolumn: Callable[[str], str]
    rad: Callable[[str, str], str]
    cell: Callable[[Cell], str]


@dataclass(frozen=True)
class Underlag:
    """The tables of the report's period, and of the same days a year before. `glesa`: tables where a row or a cell
    that is not there may be one of fewer than five."""

    tabeller: tuple[Tabell, ...]
    ord: Ord
    period: str
    ar: str
    aret_fore: str = ""
    fore: tuple[Tabell, ...] = ()
    glesa: frozenset[str] = frozenset()
    diagram: Mapping[str, int] = field(default_factory=dict)
    """How many diagrams each table has."""
    gallrade: int = 0
    """How many insatser of the period have been deleted, and are in no table."""
    ogranskade: tuple[str, ...] = ()
    """Whose granskning is not klar."""

    def tabell(self, namn: str, *, fore: bool = False) -> Tabell | None:
        sokt = _jamfort(namn)
        return next((t for t in (self.fore if fore else self.tabeller) if _jamfort(kallas(t)) == sokt), None)

    def numrets(self, namn: str) -> Tabell | None:
        """The table of one insats that has this number now."""
        return next((t for t in self.tabeller if t.avser and t.nummer == namn and namn.isdecimal()), None)


class Bit(NamedTuple):
    """`kalla`: the reference, as it was written. `mening`: what is the matter. `forslag`: references that have the
    value of a typed number."""

    slag: str
    text: str
    kalla: str = ""
    mening: str = ""
    forslag: tuple[str, ...] = ()


class Stycke(NamedTuple):
    """A line of text, or a point of a list. No bits: a blank line."""

    bitar: tuple[Bit, ...]
    punkt: bool = False


class Visad(NamedTuple):
    """A table or diagram that stands here. `nr`: which of the table's diagrams, from 1; `nummer`: in the report, 0
    where there is none to show, and then `mening` says why."""

    slag: str
    tabell: str
    nr: int
    rubrik: str
    nummer: int
    kalla: str
    mening: str = ""


Block = Stycke | Visad


class Fyllt(NamedTuple):
    """The sections of a report, filled in; `fel`: what stops it from being decided; `skrivna`: typed numbers that are
    in no table. Both with the number of the section, from 0."""

    avsnitt: tuple[tuple[Block, ...], ...]
    visade: tuple[Visad, ...]
    fel: tuple[tuple[int, Bit], ...]
    skrivna: tuple[tuple[int, Bit], ...]


# --- what a cell is called ------------------------------------------------------------------------------------------


def hanvisning(u: Underlag, t: Tabell, rad: int | None, kolumn: str, *, fore: bool = False) -> str:
    """The reference to a cell: the row by its place (None: the sum), the column by its key."""
    radens = TOTALT if rad is None else _radnamn(u, t, rad)
    delar = [f"Tabell {kallas(t)}", radens, _kolumnnamn(u, t, kolumn), *([ARET_FORE] if fore else [])]
    return "{" + f"{_MELLAN} ".join(delar) + "}"


def visning(slag: str, t: Tabell, nr: int = 1) -> str:
    """What makes a table or one of its diagrams stand on a line."""
    return f"{{Visa {slag} {kallas(t)}{f' ({nr})' if nr > 1 else ''}}}"


def _radnamn(u: Underlag, t: Tabell, nr: int) -> str:
    namn = rent(u.ord.rad(t.namn, str(t.rader[nr][t.namn])))
    if len(_rader(u, t, namn)) > 1 and "kundval" in t.rader[nr]:
        return f"{rent(str(t.rader[nr]['kundval']))}{_MED_KUNDVAL}{namn}"
    return namn


def _kolumnnamn(u: Underlag, t: Tabell, kolumn: str) -> str:
    ord_ = _kolumnord(u, kolumn)
    return ord_ if len(_kolumner(u, t, ord_)) == 1 else kolumn


def _kolumnord(u: Underlag, kolumn: str) -> str:
    return rent(u.ord.kolumn(kolumn)).removesuffix(", %")


def _kolumner(u: Underlag, t: Tabell, namn: str) -> list[str]:
    sokt = _jamfort(namn).removesuffix(",%")
    return [k for k in t.kolumner[1:] if sokt in (_jamfort(k), _jamfort(_kolumnord(u, k)))]


def _rader(u: Underlag, t: Tabell, namn: str) -> list[Rad]:
    """The rows of that name, the sum among them; exactly as written before the same in other letters."""
    kanda = [(n, r) for r in t.rader for n in _namnen(u, t, r)]
    if t.totalt:  # a list has none
        kanda.append((TOTALT, t.totalt))
    for lika in (rent, _jamfort):
        if traffar := [r for n, r in kanda if lika(n) == lika(namn)]:
            return traffar
    return []


def _namnen(u: Underlag, t: Tabell, r: Rad) -> tuple[str, ...]:
    namn = rent(u.ord.rad(t.namn, str(r[t.namn])))
    med = (f"{rent(str(r['kundval']))}{_MED_KUNDVAL}{namn}",) if "kundval" in r else ()
    return (namn, *med)


def rent(text: str) -> str:
    """As it can stand in a reference."""
    return " ".join(text.translate(_KLAMMER).split())


def _jamfort(text: str) -> str:
    """Letters alone tell: AMI2 is AMI 2."""
    return rent(text).casefold().replace(" ", "")


# --- filling in -----------------------------------------------------------------------------------------------------


def fyll(avsnitt: Sequence[str], u: Underlag) -> Fyllt:
    """All sections of a report, in order: tables and diagrams are numbered through it."""
    visade = _numrera(avsnitt, u)
    nummer = {(v.slag, _jamfort(v.tabell), v.nr): v.nummer for v in visade.values() if v.nummer}
    valda = [t for v in visade.values() if v.nummer and (t := u.tabell(v.tabell)) is not None]
    varden = _varden(u, valda)
    ut = []
    for a, text in enumerate(avsnitt):
        block: list[Block] = []
        for nr, rad in enumerate(text.splitlines()):
            visad = visade.get((a, nr))
            block.append(visad if visad is not None else _stycket(rad, u, nummer, varden))
        ut.append(tuple(block))
    bitar = [(a, b) for a, block in enumerate(ut) for x in block for b in _bitarna(x)]
    return Fyllt(
        tuple(ut), tuple(v for v in visade.values() if v.nummer),
        tuple((a, b) for a, b in bitar if b.slag == FEL), tuple((a, b) for a, b in bitar if b.slag == OKANT),
    )  # fmt: skip


def _bitarna(x: Block) -> Iterable[Bit]:
    if isinstance(x, Stycke):
        return x.bitar
    return (Bit(FEL, x.kalla, x.kalla, x.mening),) if x.mening else ()


def fylld_text(block: Iterable[Block]) -> str:
    """The running text alone, a line per paragraph."""
    return "\n".join("".join(b.text for b in x.bitar) for x in block if isinstance(x, Stycke))


def _numrera(avsnitt: Sequence[str], u: Underlag) -> dict[tuple[int, int], Visad]:
    """By section and line."""
    ut: dict[tuple[int, int], Visad] = {}
    antal = {TABELL: 0, DIAGRAM: 0}
    sedda: set[tuple[str, str, int]] = set()
    for a, text in enumerate(avsnitt):
        for rad_nr, rad in enumerate(text.splitlines()):
            if (m := _ENSAM.fullmatch(rad)) is None:
                continue
            slag = m[1].casefold()
            namn, _, rubrik = m[2].partition(_MELLAN)
            namn, nr = _med_nr(namn)
            t = u.tabell(namn)
            nyckel = (slag, _jamfort(namn), nr)
            mening = _far_visas(u, slag, namn, nr, t, nyckel in sedda)
            if not mening:
                sedda.add(nyckel)
                antal[slag] += 1
            ut[a, rad_nr] = Visad(
                slag, kallas(t) if t is not None else namn, nr, rubrik.strip(), 0 if mening else antal[slag],
                rad.strip(), mening,
            )  # fmt: skip
    return ut


def _med_nr(namn: str) -> tuple[str, int]:
    m = _NR.fullmatch(namn.strip())
    return (m[1].strip(), int(m[2] or 1)) if m is not None else (namn.strip(), 1)


def _far_visas(u: Underlag, slag: str, namn: str, nr: int, t: Tabell | None, redan: bool) -> str:
    if t is None:
        return _ingen_tabell(u, namn)
    if redan:
        return f"{slag.capitalize()} {namn} visas redan tidigare i rapporten."
    if slag == TABELL and not t.rader:
        return f"Tabell {namn} har inga rader för perioden."
    if slag == DIAGRAM and not 1 <= nr <= u.diagram.get(kallas(t), 0):
        return f"Tabell {namn} har inget{' sådant' if nr > 1 else ''} diagram för perioden."
    return ""


def _ingen_tabell(u: Underlag, namn: str) -> str:
    if (t := u.numrets(namn)) is not None:
        return (
            f"Tabell {namn} gäller en insats, och numret är en annan insats nästa period. Skriv Tabell {kallas(t)} "
            "i stället."
        )
    return f"Det finns ingen tabell {namn} för perioden." if namn else "Hänvisningen säger inte vilken tabell."


def _stycket(
    rad: str, u: Underlag, nummer: Mapping[tuple[str, str, int], int], varden: Mapping[object, tuple[str, ...]]
) -> Stycke:  # fmt: skip
    punkt = rad.lstrip()[:2] in ("- ", "• ")
    if punkt:
        rad = rad.lstrip()[2:]
    bitar: list[Bit] = []
    slut = 0
    for m in _HANVISNING.finditer(rad):
        bitar += _text(rad, slut, m.start())
        bitar.append(_ifylld(m[1], m[0], u, nummer))
        slut = m.end()
    bitar += _text(rad, slut, len(rad))
    tal = {(s.start, s.slut): s for s in skrivna_tal(_utan_hanvisningar(rad))}
    return Stycke(tuple(_markta(rad, bitar, tal, varden)), punkt)


def _utan_hanvisningar(rad: str) -> str:
    """So long as before, with nothing in their place that is a number or a letter."""
    return _HANVISNING.sub(lambda m: "\x00" * len(m[0]), rad)


def _text(rad: str, fran: int, till: int) -> list[Bit]:
    """What stands between references. A brace that is no reference's is a reference that somebody broke."""
    ut: list[Bit] = []
    for del_ in re.split(r"([{}])", rad[fran:till]):
        if del_ in ("{", "}") and del_:
            mening = "En klammer { har inget slut }." if del_ == "{" else "En klammer } har ingen början {."
            ut.append(Bit(FEL, del_, del_, mening))
        elif del_:
            ut.append(Bit(TEXT, del_))
    return ut


def _markta(
    rad: str, bitar: Iterable[Bit], tal: Mapping[tuple[int, int], Skrivet], varden: Mapping[object, tuple[str, ...]]
) -> Iterable[Bit]:  # fmt: skip
    plats = 0
    for b in bitar:
        langd = len(b.kalla or b.text)
        if b.slag == TEXT:
            fran = plats
            for (start, slut), s in sorted(tal.items()):
                if plats <= start and slut <= plats + langd:
                    if fran < start:
                        yield Bit(TEXT, rad[fran:start])
                    yield _talet(s, varden)
                    fran = slut
            if fran < plats + langd:
                yield Bit(TEXT, rad[fran : plats + langd])
        else:
            yield b
        plats += langd


def _talet(s: Skrivet, varden: Mapping[object, tuple[str, ...]]) -> Bit:
    if forslag := varden.get(s.varde):
        return Bit(TEXT, s.text, forslag=forslag)
    return Bit(OKANT, s.text, mening=f"Talet {s.text} står inte i någon av rapportens tabeller.")


def _varden(u: Underlag, valda: Iterable[Tabell]) -> dict[object, tuple[str, ...]]:
    """Every figure of the tables in the report, with the first references that have it."""
    ut: dict[object, tuple[str, ...]] = {}
    for t in _unika(valda):
        for nr, r in [*enumerate(t.rader), (None, t.totalt)]:
            for k in t.kolumner[1:]:
                v = talet(r.get(k))
                if v is not None and len(ut.get(v, ())) < HOGST_FORSLAG:
                    ut[v] = (*ut.get(v, ()), hanvisning(u, t, nr, k))
    return ut


def _unika(tabeller: Iterable[Tabell]) -> Collection[Tabell]:
    return {kallas(t): t for t in tabeller}.values()


def _ifylld(inre: str, kalla: str, u: Underlag, nummer: Mapping[tuple[str, str, int], int]) -> Bit:
    """One reference."""
    delar = [d.strip() for d in inre.split(_MELLAN)]
    fast = {"period": u.period, "år": u.ar, _jamfort(ARET_FORE): u.aret_fore}.get(_jamfort(inre))
    if fast:
        return Bit(TAL, fast, kalla)
    forst, _, namn = delar[0].partition(" ")
    slag = forst.casefold()
    if slag == "visa":
        return Bit(FEL, kalla, kalla, "En tabell eller ett diagram visas på en egen rad, utan annan text.")
    if slag not in (TABELL, DIAGRAM):
        slag, namn = TABELL, delar[0]
    if len(delar) == 1:
        return _numret(slag, namn, kalla, u, nummer)
    if slag == DIAGRAM:
        return Bit(FEL, kalla, kalla, "Siffrorna i ett diagram står i dess tabell. Hänvisa till tabellen.")
    return _cellen(namn.strip(), delar[1:], kalla, u)


def _numret(
    slag: str, namn: str, kalla: str, u: Underlag, nummer: Mapping[tuple[str, str, int], int]
) -> Bit:  # fmt: skip
    namn, nr = _med_nr(namn)
    if u.tabell(namn) is None:
        return Bit(FEL, kalla, kalla, _ingen_tabell(u, namn))
    n = nummer.get((slag, _jamfort(namn), nr))
    if n is None:
        return Bit(FEL, kalla, kalla, f"{slag.capitalize()} {namn} visas inte i rapporten.")
    return Bit(NUMMER, f"{slag} {n}", kalla)


def _cellen(namn: str, delar: list[str], kalla: str, u: Underlag) -> Bit:
    def fel(mening: str) -> Bit:
        return Bit(FEL, kalla, kalla, mening)

    fore = len(delar) == 3 and _jamfort(delar[2]) == _jamfort(ARET_FORE)
    if len(delar) != 2 and not fore:
        return fel("En hänvisning är tabell; rad; kolumn, och får sluta med året före.")
    t = u.tabell(namn, fore=fore)
    if t is None:
        if fore and u.tabell(namn) is not None:
            return fel(f"Tabell {namn} finns inte för året före.")
        return fel(_ingen_tabell(u, namn))
    rader, kolumner = _rader(u, t, delar[0]), _kolumner(u, t, delar[1])
    gles = kallas(t) in u.glesa
    if len(rader) > 1:
        return fel(f"Tabell {namn} har flera rader som heter {delar[0]}. Välj raden i tabellen.")
    if not rader:
        dold = " Den kan vara dold, för att den är färre än fem." if gles else ""
        return fel(f"Tabell {namn} har ingen rad {delar[0]} för {'året före' if fore else 'perioden'}.{dold}")
    if not kolumner:
        return fel(f"Tabell {namn} har ingen kolumn {delar[1]}.")
    if len(kolumner) > 1:
        return fel(f"Tabell {namn} har flera kolumner som heter {delar[1]}. Välj kolumnen i tabellen.")
    v = rader[0].get(kolumner[0])
    if v is None and gles:
        return fel(f"Talet visas inte i tabell {namn}: det är dolt eller finns inte, för att det är färre än fem.")
    return Bit(TAL, u.ord.cell(v), kalla)
