"""The kvalitetsrapport on paper: title page, contents with lists of tables and diagrams, the sections with their
figures filled in. A draft says so on every page and ends with what is left to mend; a decided one is drawn once and
kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, PageBreak, Spacer

from ...rules.diagram import Diagram
from ...rules.kvalitetsrapport import DIAGRAM, FEL, OKANT, TABELL, Block, Stycke, Visad
from ...texter import statistik as ord_
from ...texter.datum import datum_langt
from ...texter.diagram import i_ord
from .. import kvalitetsunderlag
from ..arbetsenhet import Arbetsenhet
from ..kvalitetsrapport import dokumentet, hamta
from ..kvalitetsrapport import rapporten as raden
from ..kvalitetsrapporttyper import BESLUTAD, Rapport
from ..statistiktyper import AR_FOR_AR, GRANSKADE
from ..typer import Framsteg
from ..uppfoljning import planen
from . import mall
from .diagram import Diagrambild
from .ersattning import avsandaren
from .innehall import Innehall, Mal, innehall
from .statistik import HUVUDET, papperstabell
from .stilar import BREDD, BROD, KOLUMN, LITEN, RUBRIK
from .stycken import stycke
from .text import Fet, utskrivbart

NIVA1 = ParagraphStyle("rapport-1", RUBRIK, fontSize=15, leading=20, spaceBefore=20, spaceAfter=4)
NIVA2 = ParagraphStyle("rapport-2", RUBRIK)
OVER = ParagraphStyle("rapport-over", KOLUMN, spaceBefore=12, spaceAfter=3)
"""What stands over a table or a diagram."""
KVAR = "Kvar före beslut"
HELST_HEL = 380.0
"""A table lower than this is not split."""


def fil(
    e: Arbetsenhet, rapport_id: int, framsteg: Callable[[Framsteg], None] | None = None
) -> tuple[str, bytes]:  # fmt: skip
    """Name and bytes: of a decided report what was decided, of a draft what it is now."""
    r = raden(e, rapport_id)
    p = planen(e, r.uppfoljning_id)
    namn = f"kvalitetsrapport_{p.ar}{'' if r.lage == BESLUTAD else '_utkast'}.pdf"
    if r.lage == BESLUTAD:
        return namn, dokumentet(e, rapport_id)
    return namn, rita(e, hamta(e, rapport_id, framsteg), framsteg)


def rita(e: Arbetsenhet, r: Rapport, framsteg: Callable[[Framsteg], None] | None = None) -> bytes:
    """A draft, or one that is being decided."""
    beslutad = r.beslut
    dag = beslutad.datum if beslutad is not None else e.idag
    rader = [("Datum", dag.isoformat()), ("Period", f"{r.urval.fran} – {r.urval.till}")]
    rader.append(("Beslut", utskrivbart(beslutad.paragraf)) if beslutad is not None else ("Läge", "utkast"))
    huvud = mall.Dokumenthuvud(
        typ=utskrivbart(r.rad.titel), nummer="", datum=dag, rader=tuple(rader), sekretess=False,
        undertitel=utskrivbart(f"{r.rad.namnd}, uppföljning {r.rad.ar}"), forhandsgranskning=beslutad is None,
    )  # fmt: skip
    flode = [*_titelsida(r), PageBreak(), *_innehallet(r), PageBreak()]
    delar = [[d for x in block for d in _blocket(r, x)] for block in r.fyllt.avsnitt]
    for nr, (a, egna) in enumerate(zip(r.avsnitt, delar, strict=True)):
        flode += [CondPageBreak(_plats(r, delar, nr)), Mal(f"a{a.id}"), _rubrikrad(r, nr), *egna]
    if beslutad is None:
        flode += _kvar(r)
    antal = 2 + len(r.visade)  # about as many pages

    def sidan(nr: int) -> None:
        if framsteg is not None:
            framsteg(Framsteg(min(nr, antal), antal, f"Ritar sida {nr}"))

    return mall.bygg(huvud, avsandaren(e), flode, sidan)


def rubriken(r: Rapport, nr: int) -> str:
    a = r.avsnitt[nr]
    return f"{a.nummer} {utskrivbart(a.rubrik)}"


def _rubrikrad(r: Rapport, nr: int) -> Any:
    stil, typ = (NIVA1, "H2") if r.avsnitt[nr].niva == 1 else (NIVA2, "H3")
    return stycke(rubriken(r, nr), stil, typ, bokmarke=rubriken(r, nr))


def _plats(r: Rapport, delar: list[list[Any]], nr: int) -> float:
    """What must have room with a heading, so that it does not stand alone at the foot of a page."""
    forst = next((d for d in delar[nr] if isinstance(d, CondPageBreak) or d.__class__ is not Spacer), None)
    egen = 40.0 if r.avsnitt[nr].niva == 1 else 32.0
    if isinstance(forst, CondPageBreak):
        return egen + float(forst.height)
    if forst is None and nr + 1 < len(delar) and r.avsnitt[nr + 1].niva == 2:
        return egen + _plats(r, delar, nr + 1)
    return egen + 3 * float(BROD.leading)


def titelrader(r: Rapport) -> list[tuple[str, str]]:
    """Label and value of what the title page says."""
    b = r.beslut
    rader = [
        ("Nämnd", utskrivbart(r.rad.namnd)),
        ("Kundval", utskrivbart(r.rad.kundval)),
        ("Siffrorna gäller", r.underlag.period),
        ("Beslutad", utskrivbart(f"{datum_langt(b.datum)}, {b.paragraf}") if b is not None else "Inte än: ett utkast"),
    ]
    if b is not None:
        rader.append(("Registrerad av", utskrivbart(b.registrerad_av)))
    return rader


def om_siffrorna(r: Rapport) -> str:
    om = "Siffrorna i texten är hämtade ur rapportens tabeller, som är räknade ur samma rader vid ett tillfälle."
    return f"{om} {ord_.gallrade_ord(r.underlag.gallrade)}" if r.underlag.gallrade else om


def _titelsida(r: Rapport) -> list[Any]:
    return [Spacer(1, 60), *mall.etiketter(titelrader(r)), Spacer(1, 24), stycke(om_siffrorna(r), LITEN)]


def over(r: Rapport, v: Visad) -> str:
    t = r.underlag.tabell(v.tabell)
    rubrik = v.rubrik or (ord_.tabell_rubrik(t.nummer, t.avser) if t is not None else "")
    utan_ar = t is None or t.nummer in (AR_FOR_AR, *GRANSKADE)
    ar = "" if v.rubrik or utan_ar else f", {r.underlag.ar}"
    return utskrivbart(f"{v.slag.capitalize()} {v.nummer}. {rubrik}{ar}")


def _mal(v: Visad) -> str:
    return f"{v.slag[0]}{v.nummer}"


def _innehallet(r: Rapport) -> Iterator[Any]:
    yield from mall.rubrik("Innehåll")
    yield from innehall([Innehall(f"a{a.id}", rubriken(r, n), a.niva - 1) for n, a in enumerate(r.avsnitt)])
    for slag, rubrik in ((TABELL, "Tabeller"), (DIAGRAM, "Diagram")):
        if egna := [v for v in r.visade if v.slag == slag]:
            yield from mall.rubrik(rubrik)
            yield from innehall([Innehall(_mal(v), over(r, v), 1) for v in egna])


def _blocket(r: Rapport, x: Block) -> Iterator[Any]:
    if isinstance(x, Stycke):
        yield from _stycket(x)
    elif x.mening:
        yield stycke((Fet(utskrivbart(x.kalla)), " ", utskrivbart(x.mening)), LITEN)
    elif x.slag == TABELL:
        yield from _tabellen(r, x)
    else:
        yield from _diagrammet(r, x)


def _stycket(x: Stycke) -> Iterator[Any]:
    if not x.bitar:
        yield Spacer(1, 7.4)
        return
    delar = [Fet(f"[{utskrivbart(b.text)}]") if b.slag == FEL else utskrivbart(b.text) for b in x.bitar]
    if x.punkt:
        yield from mall.punkter([delar])
    else:
        yield stycke(delar, BROD)


def _tabellen(r: Rapport, v: Visad) -> Iterator[Any]:
    t = r.underlag.tabell(v.tabell)
    if t is None:
        return
    tabellen = papperstabell(t)
    hojd = 60 + float(tabellen.wrap(BREDD, 1e6)[1])
    yield CondPageBreak(hojd if hojd < HELST_HEL else HUVUDET)
    yield Mal(_mal(v))
    yield stycke(over(r, v), OVER)
    yield tabellen
    yield Spacer(1, 3)
    yield stycke(ord_.tabell_om(t.nummer), LITEN)
    yield Spacer(1, 7.4)


def diagrambild(r: Rapport, v: Visad) -> Diagrambild | None:
    """A diagram of the report, and what is said of it to who cannot see it. Of a decided report drawn of the tables
    that were decided."""
    t = r.underlag.tabell(v.tabell)
    if t is None:
        return None
    d: Diagram = kvalitetsunderlag.diagram(r.svar or kvalitetsunderlag.utan_svar(r.urval), t, v.nr)
    tabell = next((x.nummer for x in r.visade if (x.slag, x.tabell) == (TABELL, v.tabell)), 0)
    return Diagrambild(d, f"Siffrorna står i tabell {tabell}." if tabell else i_ord(d))


def _diagrammet(r: Rapport, v: Visad) -> Iterator[Any]:
    if (bild := diagrambild(r, v)) is None:
        return
    rubrik = stycke(over(r, v), OVER)
    yield CondPageBreak(bild.wrap(BREDD, 1e6)[1] + rubrik.wrap(BREDD, 1e6)[1] + 20)
    yield Mal(_mal(v))
    yield rubrik
    yield bild
    yield Spacer(1, 7.4)


def kvar_ord(r: Rapport) -> list[str]:
    """What is left of a draft before it can be decided."""
    kvar = [utskrivbart(m) for m in r.hinder]
    kvar += [utskrivbart(f"Avsnitt {a.nummer}: {b.mening}") for a, b in r.skrivna if b.slag == OKANT]
    tomma = [a.nummer for a in r.avsnitt if not a.text.strip() and not _har_under(r, a.nummer)]
    kvar += [f"Avsnitt {n} är tomt." for n in tomma]
    return kvar or ["Inget: alla hänvisningar är ifyllda och alla kommentarer besvarade."]


def _kvar(r: Rapport) -> Iterator[Any]:
    yield PageBreak()
    yield from mall.rubrik(KVAR)
    yield from mall.punkter(kvar_ord(r))
    if r.visade:
        yield Spacer(1, 7.4)
        yield stycke(ord_.LAMNAS_UT, LITEN)


def _har_under(r: Rapport, nummer: str) -> bool:
    return any(a.nummer.startswith(f"{nummer}.") for a in r.avsnitt)
