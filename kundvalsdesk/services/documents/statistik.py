"""The statistics of a period on paper: each table with its diagram, and in the head what it is about.

Made anew each time, neither numbered as a document nor stored: whoever keeps it keeps the file. It names no kund.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Spacer

from ...rules.statistik import KATEGORIER
from ...rules.statistikjamforelse import Jamforelse, med_andring
from ...rules.statistiktabeller import Rad as Tabellrad
from ...rules.statistiktabeller import Tabell
from ...texter import statistik as ord_
from ..arbetsenhet import Arbetsenhet
from ..statistikdiagram import diagram as diagrammen
from ..statistikfiler import valt
from ..statistiktyper import AR_FOR_AR, BRISTER, Statistiksvar
from ..statistikurval import urvalsord
from . import mall
from .delar import Rad
from .delar import Tabell as Papperstabell
from .diagram import diagram
from .ersattning import avsandaren
from .stilar import BREDD, BROD, KOLUMN, LITEN
from .stycken import stycke
from .tabellbredd import MATT, Matt, bredvid, bruten, stall
from .taggar import Element
from .text import Delar, Fet, utskrivbart

CELL = ParagraphStyle("statistik", BROD, fontSize=8.4, leading=11)
CELL_HOGER = ParagraphStyle("statistik-hoger", CELL, alignment=2)
HUVUD = ParagraphStyle("statistik-huvud", KOLUMN, fontSize=7.8, leading=10, hyphenationLang=BROD.hyphenationLang)
HUVUD_HOGER = ParagraphStyle("statistik-huvud-hoger", HUVUD, alignment=2)
NAMN_MINST, NAMN_HOGST, SPALT_MINST, SPALT_HOGST = 0.13, 0.4, 0.072, 0.13
"""Parts of the width: of the names, and of a column of figures."""
LANGT_NAMN, AR_I_NAMNET = 0.13, 0.06
"""What a name has more, where it is no code; and where it also says which year."""
LISTOR = {BRISTER: (0.22, 0.15, 0.37, 0.26)}
"""Tables of words, and the parts of the width that their columns have."""
LUFT, LUFT_I_GRUPP = 3.2, 1.2
"""Above and below the words of a row; between the rows of one name there is less, and no line."""
HUVUDET = 150.0
"""Room for a heading, what is said of the table, its head and a row."""
PROCENT = "\u00a0%"


class _Spalt(NamedTuple):
    """A column on paper: a number, and under it its share. `av`: what it is told as a part of."""

    tal: str
    andel: str = ""
    av: tuple[str, ...] = ()


def fil(e: Arbetsenhet, svar: Statistiksvar) -> bytes:
    """The report as PDF."""
    u = svar.urval
    rader = [("Period", f"{u.fran} – {u.till}")]
    if svar.fore is not None:
        fore = u.period.aret_fore
        rader.append(("Jämförs med", f"{fore.fran} – {fore.till}"))
    namn = urvalsord(e, u)
    rader += [(ord_.URVALORD[vad], utskrivbart(namn[vad])) for vad in valt(u)]
    insatser = svar.statistik.tabeller["4"].totalt["totalt"]
    huvud = mall.Dokumenthuvud(
        typ="Statistik", nummer="", datum=e.idag, rader=(("Utskriven", e.idag.isoformat()), *rader),
        undertitel=f"{ord_.period_ord(u.fran, u.till)}: {ord_.insatser_ord(_heltal(insatser))}.",
        sekretess=False,
    )  # fmt: skip
    om = [ord_.FORKLARING]
    if u.till > e.idag:
        om.append(ord_.INTE_SLUT)
    if svar.gallrade:
        om.append(ord_.gallrade_ord(svar.gallrade))
    flode: list[Any] = [stycke(" ".join(om), LITEN)]
    for t in svar.alla:
        flode += _tabellen(svar, t)
    return mall.bygg(huvud, avsandaren(e), flode)


def _heltal(v: object) -> int:
    return v if isinstance(v, int) else 0


def _tabellen(svar: Statistiksvar, t: Tabell) -> Iterator[Any]:
    rubrik = utskrivbart(f"Tabell {t.nummer}. {ord_.tabell_rubrik(t.nummer, t.avser)}")
    bilder = diagrammen(svar, t)
    delar = [diagram(d, _alt(t), d.rubrik if nr else rubrik) for nr, d in enumerate(bilder)]
    if not any(delar[:1]):
        yield CondPageBreak(HUVUDET)
        yield from mall.rubrik(rubrik)
    for bild in delar:
        yield from bild
    yield Spacer(1, 4)
    yield CondPageBreak(HUVUDET - 40)
    j = svar.jamforelse(t)
    yield stycke(f"{ord_.tabell_om(t.nummer)}{f' {ord_.I_ENHETER}' if j is not None else ''}", LITEN)
    yield Spacer(1, 3)
    if svar.fore is not None and t.nummer == AR_FOR_AR:
        t = med_andring(t)
    if not (j or t).rader:
        yield stycke(ord_.TOM_TABELL, CELL)
        return
    yield papperstabell(t, j, ord_.korta_perioder(svar.urval.period, svar.urval.period.aret_fore))


def _alt(t: Tabell) -> str:
    return f"Siffrorna står i tabell {t.nummer}."


def _spalter(kolumner: tuple[str, ...]) -> list[_Spalt]:
    """Each share under the number that it is the share of; of what is late only how much there is in all."""
    ut: list[_Spalt] = []
    for k in kolumner:
        if k.startswith("sena_"):
            continue
        if ut and not ut[-1].andel and k in _andelar(ut[-1].tal):
            ut[-1] = ut[-1]._replace(andel=k)
        elif k.startswith("i_tid_"):
            ut.append(_Spalt(k, av=(k, k.replace("i_tid_", "sena_"))))
        else:
            ut.append(_Spalt(k))
    return ut


def _andelar(tal: str) -> tuple[str, ...]:
    """What the share of a number may be called."""
    if tal == "totalt":
        return ("andel_av_alla",)
    return (f"andel_{tal}", *(("andel",) if tal in KATEGORIER else ()))


class Uppstalld(NamedTuple):
    """A table of the statistics in words. `bredder`: of its columns in points; a row says whether it is the sum.

    `tal`: its cells are figures, and stand at the right; `grupp`: how many rows belong together.
    """

    huvud: tuple[str, ...]
    rader: tuple[tuple[str, tuple[str, ...], bool], ...]
    matt: Matt
    bredder: tuple[float, ...]
    tal: bool = True
    grupp: int = 1


def uppstalld(t: Tabell, j: Jamforelse | None = None, perioder: tuple[str, str] = ("", "")) -> Uppstalld:
    """A table with its sum, if it has one; `j`: beside that of the year before."""
    if t.nummer in LISTOR:
        huvud = tuple(ord_.kolumn_ord(k) for k in t.kolumner)
        rader = tuple((namn, tuple(ord_.cell_ord(r[k]) for k in t.kolumner[1:]), False)
                      for namn, r, _, _ in _rader(t, None, perioder))  # fmt: skip
        return Uppstalld(huvud, rader, MATT[0], tuple(d * BREDD for d in LISTOR[t.nummer]), tal=False)
    spalter = _spalter(j.kolumner if j is not None else t.kolumner[1:])
    vill = NAMN_MINST + LANGT_NAMN * (t.namn not in ("insats", "manad")) + AR_I_NAMNET * (j is not None)
    spalt = max(SPALT_MINST, min(SPALT_HOGST, (1 - vill) / len(spalter)))
    namn = min(1 - spalt * len(spalter), NAMN_HOGST)
    huvud = (ord_.kolumn_ord(t.namn), *(ord_.papper_ord(s.tal) for s in spalter))
    rader = tuple(
        (namnet, tuple(_cell(r, s, skillnad) for s in spalter), stark)
        for namnet, r, skillnad, stark in _rader(t, j, perioder)
    )
    onskat = [d * BREDD for d in (namn, *(spalt for _ in spalter))]
    matt, bredder = stall(huvud, [(n, *c) for n, c, _ in rader], onskat, BREDD)
    return Uppstalld(huvud, rader, matt, bredder, grupp=3 if j is not None else 1)


def papperstabell(
    t: Tabell, j: Jamforelse | None = None, perioder: tuple[str, str] = ("", "")
) -> Papperstabell:  # fmt: skip
    return _ritad(uppstalld(t, j, perioder))


def _ritad(u: Uppstalld) -> Papperstabell:
    element = Element("Table")
    stilar = {huvud: _stilar(huvud, u) for huvud in (False, True)}

    def rad(namnet: Delar, celler: Sequence[str], *, huvud: bool = False, linje: bool = True) -> Rad:
        tr = Element("TR", element)
        forst = Element("TH", tr, omfattning="Column" if huvud else "Row")
        vanster, hoger = stilar[huvud]
        ovriga = [Element("TH", tr, omfattning="Column") if huvud else Element("TD", tr) for _ in celler]
        skrivna = [bredvid(c) for c in celler] if u.matt.bredvid and u.tal and not huvud else celler
        return Rad(
            [stycke(namnet, vanster, forst), *(stycke(c, hoger, x) for c, x in zip(skrivna, ovriga, strict=True))],
            u.bredder, linje, LUFT if u.grupp == 1 or huvud else LUFT_I_GRUPP, u.matt.lucka,
        )  # fmt: skip

    rader = [
        rad(Fet(namnet) if stark else namnet, celler, linje=nr % u.grupp == u.grupp - 1)
        for nr, (namnet, celler, stark) in enumerate(u.rader)
    ]
    rubriker = [bruten(k, b - u.matt.lucka, u.matt.huvud) for k, b in zip(u.huvud, u.bredder, strict=True)]
    return Papperstabell(rad(rubriker[0], rubriker[1:], huvud=True), rader)


def _stilar(huvud: bool, u: Uppstalld) -> tuple[ParagraphStyle, ParagraphStyle]:
    """Of the first column and of the others, in the sizes of the table."""
    vanster, hoger = (HUVUD, HUVUD_HOGER) if huvud else (CELL, CELL_HOGER)
    storlek = u.matt.huvud if huvud else u.matt.cell
    if storlek != vanster.fontSize:
        mer = {"fontSize": storlek, "leading": storlek * 1.3}
        vanster, hoger = (ParagraphStyle(f"{s.name}-{storlek}", s, **mer) for s in (vanster, hoger))
    return vanster, hoger if u.tal else vanster


def _rader(t: Tabell, j: Jamforelse | None, perioder: tuple[str, str]) -> Iterator[tuple[str, Tabellrad, bool, bool]]:
    """Name, cells, whether they are what has changed, and whether they are the sum."""
    if j is None:
        for r in t.rader:
            yield utskrivbart(ord_.rad_ord(t.namn, str(r[t.namn]))), r, False, False
        if t.totalt:
            yield ord_.TOTALT, t.totalt, False, True
        return
    for x in j.alla:
        namn = ord_.TOTALT if x.namn is None else utskrivbart(ord_.rad_ord(t.namn, x.namn))
        nu, fore = perioder if t.namn != "manad" or x.namn is None else ("", ord_.SAMMA_MANAD)
        yield f"{namn}, {nu}".rstrip(", "), x.nu, False, x.namn is None
        yield f"{namn}, {fore}", x.fore, False, False
        yield f"{namn}, {ord_.ANDRING}", x.skillnad, True, False


def _cell(r: Tabellrad, s: _Spalt, skillnad: bool) -> str:
    ord_for = ord_.skillnad_ord if skillnad or s.tal == "skillnad" else ord_.cell_ord
    tal = ord_for(r[s.tal])
    if s.av and not skillnad:
        tal = f"{tal}/{sum(_heltal(r[k]) for k in s.av)}"
    if not s.andel:
        return tal
    v = r[s.andel]
    return f"{tal}\n{ord_for(v)}{'' if v is None or skillnad else PROCENT}"
