"""Reads a PDF for the checker: its objects, and what its pages draw, in which typeface, where, under which mark.

Written from PDF 1.7 (ISO 32000-1) and not from the code that makes our documents.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

Matris = tuple[float, float, float, float, float, float]
ENHET: Matris = (1, 0, 0, 1, 0, 0)

MALAR_BANA = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"})
MALAR_TEXT = frozenset({"Tj", "TJ", "'", '"'})
BYGGER_BANA = frozenset({"m", "l", "c", "v", "y", "h", "re"})
KANDA = (
    MALAR_BANA
    | MALAR_TEXT
    | BYGGER_BANA
    | frozenset(
        "n W W* q Q cm w J j M d ri i gs BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* d0 d1 "
        "CS cs SC SCN sc scn G g RG rg K k Do MP DP BMC BDC EMC BX EX".split()
    )
    | {"INLINE IMAGE"}
)


def gangra(a: Matris, b: Matris) -> Matris:
    """The matrix that does first `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


@dataclass(frozen=True)
class Marke:
    """One level of marked content: an artefact, content of an element (`mcid`), or neither."""

    tagg: str
    mcid: int | None

    @property
    def artefakt(self) -> bool:
        return self.tagg == "Artifact"


@dataclass(frozen=True)
class Textbit:
    """A string that is shown: its codes in a font, and the line from its first point to its last."""

    font: Any
    koder: bytes
    marken: tuple[Marke, ...]
    fran: tuple[float, float]
    till: tuple[float, float]
    storlek: float
    osynlig: bool


@dataclass
class Sidlasning:
    """What one page draws, its forms included."""

    nr: int
    sida: Any
    operatorer: list[tuple[str, str]] = field(default_factory=list)
    farger: list[tuple[str, str]] = field(default_factory=list)
    malningar: list[tuple[str, tuple[Marke, ...]]] = field(default_factory=list)
    ramar: list[tuple[float, float, float, float]] = field(default_factory=list)
    text: list[Textbit] = field(default_factory=list)
    marken: list[Marke] = field(default_factory=list)
    nastningsfel: list[str] = field(default_factory=list)
    saknade: list[str] = field(default_factory=list)
    djup: int = 0
    i_formular: list[int] = field(default_factory=list)
    aterivningar: list[str] = field(default_factory=list)
    inbilder: list[Any] = field(default_factory=list)


@dataclass
class _Lage:
    ctm: Matris = ENHET
    font: Any = None
    storlek: float = 0.0
    tecken: float = 0.0
    ordluft: float = 0.0
    skala: float = 1.0
    radhojd: float = 0.0
    lyft: float = 0.0
    ritar: int = 0

    def kopia(self) -> _Lage:
        return _Lage(**vars(self))


class _Vandrare:
    """Goes through one content stream after the other with the graphics state of PDF 1.7 §8.4 and §9.3."""

    def __init__(self, las: Sidlasning, bredder_: dict[Any, dict[int, float]]) -> None:
        self.las = las
        self.bredder = bredder_
        self.marken: list[Marke] = []
        self.tm: Matris = ENHET
        self.radens: Matris = ENHET
        self.bana: list[tuple[float, float]] = []

    def strom(self, innehall: Any, resurser: Any, lage: _Lage, var: str, djup: int, sett: tuple[Any, ...]) -> None:
        stack: list[_Lage] = []
        botten = len(self.marken)
        i_text = False
        for instr in pikepdf.parse_content_stream(innehall):
            op = str(instr.operator)
            arg = instr.operands
            self.las.operatorer.append((op, var))
            if op == "q":
                stack.append(lage.kopia())
                self.las.djup = max(self.las.djup, djup + len(stack))
            elif op == "Q":
                if stack:
                    lage = stack.pop()
                else:
                    self.las.nastningsfel.append(f"{var}: Q without q")
            elif op == "cm":
                lage.ctm = gangra(_matris(arg), lage.ctm)
            elif op in ("BDC", "BMC"):
                self._borja(op, arg, resurser, var)
            elif op == "EMC":
                if len(self.marken) > botten:
                    self.marken.pop()
                else:
                    self.las.nastningsfel.append(f"{var}: EMC without BDC")
            elif op in ("BT", "ET"):
                if i_text == (op == "BT"):
                    self.las.nastningsfel.append(f"{var}: {op} out of place")
                i_text = op == "BT"
                self.tm = self.radens = ENHET
            elif op == "Do":
                self._xobjekt(arg[0], resurser, lage, var, djup + len(stack), sett)
            elif op == "INLINE IMAGE":
                self.las.inbilder.append(arg[0])
                self.las.malningar.append((op, tuple(self.marken)))
            else:
                self._ovrigt(op, arg, resurser, lage, var)
        if stack or i_text:
            self.las.nastningsfel.append(f"{var}: q or BT is never closed")
        if len(self.marken) > botten:
            self.las.nastningsfel.append(f"{var}: marked content is never closed")
            del self.marken[botten:]

    def _borja(self, op: str, arg: Any, resurser: Any, var: str) -> None:
        egenskaper = arg[1] if op == "BDC" else None
        if isinstance(egenskaper, pikepdf.Name):
            egenskaper = resurser.get("/Properties", pikepdf.Dictionary()).get(str(egenskaper))
        mcid = egenskaper.get("/MCID") if isinstance(egenskaper, pikepdf.Dictionary) else None
        marke = Marke(str(arg[0])[1:], None if mcid is None else int(mcid))
        if marke.artefakt and any(m.mcid is not None for m in self.marken):
            self.las.nastningsfel.append(f"{var}: an artefact inside content")
        if marke.mcid is not None and any(m.artefakt for m in self.marken):
            self.las.nastningsfel.append(f"{var}: content inside an artefact")
        if marke.mcid is not None and any(m.mcid is not None for m in self.marken):
            self.las.nastningsfel.append(f"{var}: content inside content")
        if marke.mcid is not None and var != "page":
            self.las.i_formular.append(marke.mcid)
        self.marken.append(marke)
        self.las.marken.append(marke)

    def _resurs(self, slag: str, namn: Any, resurser: Any, var: str) -> Any:
        funnen = resurser.get(f"/{slag}", pikepdf.Dictionary()).get(str(namn)) if resurser is not None else None
        if funnen is None:
            self.las.saknade.append(f"{var}: {slag} {namn}")
        return funnen

    def _xobjekt(self, namn: Any, resurser: Any, lage: _Lage, var: str, djup: int, sett: tuple[Any, ...]) -> None:
        x = self._resurs("XObject", namn, resurser, var)
        if x is None:
            return
        if x.get("/Subtype") != "/Form":
            self.las.malningar.append(("Do", tuple(self.marken)))
            self._ram(lage, [(0, 0), (1, 0), (0, 1), (1, 1)])
            return
        if x.objgen in sett:
            self.las.nastningsfel.append(f"{var}: a form draws itself")
            return
        inre = lage.kopia()
        inre.ctm = gangra(_matris(x.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0]))), lage.ctm)
        sparat = self.tm, self.radens
        self.strom(x, x.get("/Resources"), inre, f"form {namn}", djup, (*sett, x.objgen))
        self.tm, self.radens = sparat

    def _ovrigt(self, op: str, arg: Any, resurser: Any, lage: _Lage, var: str) -> None:
        if op in ("rg", "RG", "g", "G", "k", "K"):
            self.las.farger.append((op, var))
        elif op in ("cs", "CS"):
            self.las.farger.append((str(arg[0]), var))
            if str(arg[0]) not in ("/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/Pattern"):
                self._resurs("ColorSpace", arg[0], resurser, var)
        elif op == "gs":
            self._resurs("ExtGState", arg[0], resurser, var)
        elif op == "ri":
            self.las.aterivningar.append(str(arg[0]))
        elif op in BYGGER_BANA:
            tal = [float(a) for a in arg]
            if op == "re":
                x, y, b, h = tal
                tal = [x, y, x + b, y, x, y + h, x + b, y + h]
            self.bana += list(zip(tal[::2], tal[1::2], strict=True))
        elif op in MALAR_BANA:
            self.las.malningar.append((op, tuple(self.marken)))
            self._ram(lage, self.bana)
            self.bana = []
        elif op == "n":
            self.bana = []
        else:
            self._text(op, arg, resurser, lage, var)

    def _ram(self, lage: _Lage, punkter: list[tuple[float, float]]) -> None:
        if punkter:
            at = [gangra((1, 0, 0, 1, x, y), lage.ctm)[4:] for x, y in punkter]
            xx, yy = [p[0] for p in at], [p[1] for p in at]
            self.las.ramar.append((min(xx), min(yy), max(xx), max(yy)))

    def _text(self, op: str, arg: Any, resurser: Any, lage: _Lage, var: str) -> None:
        if op == "Tf":
            lage.font, lage.storlek = self._resurs("Font", arg[0], resurser, var), float(arg[1])
        elif op == "Tc":
            lage.tecken = float(arg[0])
        elif op == "Tw":
            lage.ordluft = float(arg[0])
        elif op == "Tz":
            lage.skala = float(arg[0]) / 100
        elif op == "TL":
            lage.radhojd = float(arg[0])
        elif op == "Ts":
            lage.lyft = float(arg[0])
        elif op == "Tr":
            lage.ritar = int(arg[0])
        elif op in ("Td", "TD"):
            if op == "TD":
                lage.radhojd = -float(arg[1])
            self._rad(float(arg[0]), float(arg[1]))
        elif op == "Tm":
            self.tm = self.radens = _matris(arg)
        elif op == "T*":
            self._rad(0, -lage.radhojd)
        elif op in MALAR_TEXT:
            self.las.malningar.append((op, tuple(self.marken)))
            if op == '"':
                lage.ordluft, lage.tecken = float(arg[0]), float(arg[1])
            if op in ("'", '"'):
                self._rad(0, -lage.radhojd)
            for bit in arg[0] if op == "TJ" else [arg[-1]]:
                if isinstance(bit, pikepdf.String):
                    self._visa(bytes(bit), lage)
                else:
                    self._steg(-float(bit) / 1000 * lage.storlek * lage.skala)

    def _rad(self, x: float, y: float) -> None:
        self.radens = self.tm = gangra((1, 0, 0, 1, x, y), self.radens)

    def _steg(self, x: float) -> None:
        self.tm = gangra((1, 0, 0, 1, x, 0), self.tm)

    def _visa(self, koder: bytes, lage: _Lage) -> None:
        fran = gangra((1, 0, 0, 1, 0, lage.lyft), gangra(self.tm, lage.ctm))[4:]
        nyckel = lage.font.objgen if lage.font is not None else None
        if nyckel not in self.bredder:
            self.bredder[nyckel] = bredder(lage.font)
        tabell = self.bredder[nyckel]
        bredd = sum(tabell.get(k, 0.0) for k in koder) / 1000 * lage.storlek
        self._steg((bredd + len(koder) * lage.tecken + koder.count(32) * lage.ordluft) * lage.skala)
        till = gangra((1, 0, 0, 1, 0, lage.lyft), gangra(self.tm, lage.ctm))[4:]
        marken = tuple(self.marken)
        self.las.text.append(Textbit(lage.font, koder, marken, fran, till, lage.storlek, lage.ritar == 3))


def _matris(tal: Any) -> Matris:
    a, b, c, d, e, f = (float(t) for t in tal)
    return a, b, c, d, e, f


def bredder(font: Any) -> dict[int, float]:
    """Code → width, as the font dictionary has it."""
    if font is None or "/Widths" not in font:
        return {}
    return dict(enumerate((float(b) for b in font.Widths), int(font.get("/FirstChar", 0))))


@lru_cache(maxsize=32)
def typsnittsfil(data: bytes) -> TTFont:
    """A font program, read by fontTools."""
    return TTFont(BytesIO(data), lazy=False)


@lru_cache(maxsize=32)
def unicodekarta(data: bytes) -> dict[int, str]:
    """Code → text of a ToUnicode CMap with one-byte codes."""
    import re

    ut: dict[int, str] = {}

    def text(hexa: bytes) -> str:
        return bytes.fromhex(hexa.decode()).decode("utf-16-be", "replace")

    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for kod, till in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            ut[int(kod, 16)] = text(till)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for forst, sist, till in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for n in range(int(sist, 16) - int(forst, 16) + 1):
                bas = text(till)
                ut[int(forst, 16) + n] = bas[:-1] + chr(ord(bas[-1]) + n)
    return ut


class Fil:
    """A PDF under inspection; what is costly to read is read once."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(BytesIO(data))
        self.rot = self.pdf.Root

    @cached_property
    def objekt(self) -> list[Any]:
        """Every dictionary, array, stream, string, name and number, direct ones too."""
        ut: list[Any] = []

        def ga(o: Any) -> None:
            ut.append(o)
            if isinstance(o, pikepdf.Array):
                barn = list(o)
            elif isinstance(o, (pikepdf.Dictionary, pikepdf.Stream)):
                ut.extend(pikepdf.Name(str(n)) for n in o)
                barn = list(dict(o.items()).values())
            else:
                return
            for b in barn:
                if not (isinstance(b, pikepdf.Object) and b.is_indirect):
                    ga(b)

        for o in self.pdf.objects:
            ga(o)
        return ut

    @cached_property
    def ordbocker(self) -> list[Any]:
        return [o for o in self.objekt if isinstance(o, (pikepdf.Dictionary, pikepdf.Stream))]

    @cached_property
    def strommar(self) -> list[Any]:
        return [o for o in self.ordbocker if isinstance(o, pikepdf.Stream)]

    @cached_property
    def sidor(self) -> list[Sidlasning]:
        ut = []
        tabeller: dict[Any, dict[int, float]] = {}
        for nr, sida in enumerate(self.pdf.pages):
            las = Sidlasning(nr, sida)
            _Vandrare(las, tabeller).strom(sida, sida.obj.get("/Resources"), _Lage(), "page", 0, ())
            ut.append(las)
        return ut

    @cached_property
    def typsnitt(self) -> list[tuple[Any, frozenset[int]]]:
        """The fonts that show text, each with the codes that it shows."""
        anvanda: dict[Any, tuple[Any, set[int]]] = {}
        for las in self.sidor:
            for bit in las.text:
                if bit.font is not None and not bit.osynlig:
                    anvanda.setdefault(bit.font.objgen, (bit.font, set()))[1].update(bit.koder)
        return [(font, frozenset(koder)) for font, koder in anvanda.values()]

    def alla_med(self, **krav: str) -> Iterator[Any]:
        """Dictionaries that have these names as values, e.g. Subtype="/Image"."""
        for o in self.ordbocker:
            if all(o.get(f"/{k}") == v for k, v in krav.items()):
                yield o


def klartext(bit: Textbit) -> str:
    """What a shown string says, by its font's ToUnicode."""
    karta = unicodekarta(bit.font.ToUnicode.read_bytes())
    return "".join(karta.get(k, "\ufffd") for k in bit.koder)


@dataclass
class Elementtext:
    """A leaf of the structure: its type, its ancestors' types, and its text in the order of reading."""

    typ: str
    vag: tuple[str, ...]
    text: str


def elementtexter(fil: Fil) -> list[Elementtext]:
    """The text of every element that holds content, in the order of the tree."""
    per_marke: dict[tuple[Any, int], list[str]] = {}
    for las in fil.sidor:
        for bit in las.text:
            mcid = next((m.mcid for m in bit.marken if m.mcid is not None), None)
            if mcid is not None:
                per_marke.setdefault((las.sida.obj.objgen, mcid), []).append(klartext(bit))
    ut: list[Elementtext] = []

    def ga(e: Any, vag: tuple[str, ...]) -> None:
        typ = str(e.S)[1:]
        delar: list[str] = []
        har = False
        for barn, sida in barnen(e):
            if isinstance(barn, int):
                har = True
                delar += per_marke.get((sida.objgen if sida is not None else None, barn), [])
            else:
                ga(barn, (*vag, typ))
        if har:
            ut.append(Elementtext(typ, vag, "".join(delar)))

    for barn, _ in barnen(fil.rot.StructTreeRoot):
        ga(barn, ())
    return ut


def barnen(element: Any) -> list[tuple[Any, Any]]:
    """Kids of a structure element: (element, None), or (MCID, page)."""
    k = element.get("/K")
    if k is None:
        return []
    ut: list[tuple[Any, Any]] = []
    for barn in list(k) if isinstance(k, pikepdf.Array) else [k]:
        if isinstance(barn, int):
            ut.append((barn, element.get("/Pg")))
        elif isinstance(barn, pikepdf.Dictionary) and barn.get("/Type") == "/MCR":
            ut.append((int(barn.MCID), barn.get("/Pg", element.get("/Pg"))))
        else:
            ut.append((barn, None))
    return ut
