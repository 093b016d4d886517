"""The kvalitetsrapport as DOCX, for those who edit on: what the PDF has, from the same snapshot and in the same order.

Of a decided report it is a copy, and says so on every page: what the nämnd decided is the PDF.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

from PIL import Image

from ...rules.kvalitetsrapport import DIAGRAM, FEL, NUMMER, TABELL, Bit, Block, Stycke, Visad
from ...texter import statistik as ord_
from ...texter.datum import datum_langt
from ..arbetsenhet import Arbetsenhet
from ..kvalitetsrapport import hamta
from ..kvalitetsrapporttyper import Rapport
from ..typer import Framsteg
from .avstavning import MJUKT, avstava
from .diagrampng import png
from .ersattning import avsandaren
from .kvalitetsrapport import KVAR, diagrambild, kvar_ord, om_siffrorna, over, rubriken, titelrader
from .mall import Avsandare
from .statistik import uppstalld
from .tabellbredd import MATT, bredvid
from .text import Fet, som_tryckt
from .wordfil import Bit as Wordbit
from .wordfil import Hanvisning, Wordfil
from .wordstilar import LITEN

LOGGA = (150.0, 42.0)
"""The most that a logotype takes, in points."""
KANT = 5.0
"""What the edges of a cell take, which the last column has no room for on paper."""


def fil(
    e: Arbetsenhet, rapport_id: int, framsteg: Callable[[Framsteg], None] | None = None
) -> tuple[str, bytes]:  # fmt: skip
    """Name and bytes."""
    r = hamta(e, rapport_id, framsteg)
    return f"kvalitetsrapport_{r.rad.ar}_{'kopia' if r.beslut is not None else 'utkast'}.docx", skriv(e, r, framsteg)


def skriv(e: Arbetsenhet, r: Rapport, framsteg: Callable[[Framsteg], None] | None = None) -> bytes:
    fran = avsandaren(e)
    dag = r.beslut.datum if r.beslut is not None else e.idag
    w = Wordfil(
        titel=r.rad.titel, upphov=fran.namn, amne="Kvalitetsrapport", dag=dag, farg=fran.farg,
        huvud=f"{fran.namn} · {r.rad.titel} · {lage_ord(r)}",
        fot=" · ".join(d for d in (fran.enhet, fran.kontakt) if d),
    )  # fmt: skip
    _titelsidan(w, fran, r, dag.isoformat())
    _innehallet(w, r)
    antal = len(r.avsnitt)
    for nr, (a, block) in enumerate(zip(r.avsnitt, r.fyllt.avsnitt, strict=True)):
        if framsteg is not None:
            framsteg(Framsteg(nr, antal, f"Skriver avsnitt {a.nummer}"))
        if nr == 0:
            w.ny_sida()
        w.rubrik(a.rubrik, len(a.nummer.split(".")), _avsnittets(nr))
        for x in block:
            _blocket(w, r, x, fran.farg)
    if r.beslut is None:
        w.ny_sida()
        w.onumrerad(KVAR)
        for rad in kvar_ord(r):
            w.punkt(rad)
        if r.visade:
            w.stycke(ord_.LAMNAS_UT, LITEN)
    return w.bytes()


def lage_ord(r: Rapport) -> str:
    """What nobody is to take it for anything else than."""
    if r.beslut is None:
        return "Utkast"
    return f"Beslutad {datum_langt(r.beslut.datum)}, {r.beslut.paragraf} – kopia för redigering"


def _titelsidan(w: Wordfil, fran: Avsandare, r: Rapport, dag: str) -> None:
    if fran.logga:
        w.bild(fran.logga, *_matt(fran.logga), f"Logotyp för {fran.namn}")
    w.stycke([Fet(fran.namn)])
    w.stycke(fran.enhet)
    w.stycke(r.rad.titel, "Title")
    w.stycke(f"{r.rad.namnd}, uppföljning {r.rad.ar}", "Subtitle")
    if r.beslut is not None:
        w.stycke([Fet(f"{lage_ord(r)}."), " Det som nämnden har beslutat är rapporten som PDF."])
    for etikett, varde in (*titelrader(r), ("Datum", dag)):
        w.uppgift(etikett, varde)
    w.stycke(om_siffrorna(r), LITEN)


def _matt(bild: bytes) -> tuple[float, float]:
    with Image.open(BytesIO(bild)) as oppnad:
        bredd, hojd = oppnad.size
    skala = min(LOGGA[0] / bredd, LOGGA[1] / hojd)
    return bredd * skala, hojd * skala


def _avsnittets(nr: int) -> str:
    return f"_Toc{nr + 1:06d}"


def _mal(slag: str, nummer: int) -> str:
    return f"_Ref_{slag}_{nummer}"


def _innehallet(w: Wordfil, r: Rapport) -> None:
    w.ny_sida()
    w.stycke("Innehåll", "TOC Heading")
    w.innehall('TOC \\o "1-3" \\h \\z \\u', [
        (f"toc {min(len(a.nummer.split('.')), 3)}", rubriken(r, n), _avsnittets(n)) for n, a in enumerate(r.avsnitt)
    ])  # fmt: skip
    for slag, rubrik in ((TABELL, "Tabeller"), (DIAGRAM, "Diagram")):
        if egna := [v for v in r.visade if v.slag == slag]:
            w.stycke(rubrik, "TOC Heading")
            w.innehall(f'TOC \\h \\z \\c "{slag.capitalize()}"', [
                ("table of figures", over(r, v), _mal(slag, v.nummer)) for v in egna
            ])  # fmt: skip


def _blocket(w: Wordfil, r: Rapport, x: Block, farg: str) -> None:
    if isinstance(x, Stycke):
        if x.bitar:
            (w.punkt if x.punkt else w.stycke)([_biten(b) for b in x.bitar])
    elif x.mening:
        w.stycke([Fet(x.kalla), " ", x.mening], LITEN)
    elif x.slag == TABELL:
        _tabellen(w, r, x)
    elif (bild := diagrambild(r, x)) is not None:
        _over(w, r, x)
        w.bild(png(bild, farg), bild.width, bild.height, bild.alt)


def _biten(b: Bit) -> Wordbit:
    if b.slag == FEL:
        return Fet(f"[{b.text}]")
    slag, _, nummer = b.text.rpartition(" ")
    if b.slag == NUMMER and nummer.isdecimal():
        return Hanvisning(slag, int(nummer), _mal(slag, int(nummer)))
    return b.text


def _over(w: Wordfil, r: Rapport, v: Visad) -> None:
    slag = v.slag.capitalize()
    w.over(slag, v.nummer, over(r, v).removeprefix(f"{slag} {v.nummer}"), _mal(v.slag, v.nummer))


def _tabellen(w: Wordfil, r: Rapport, v: Visad) -> None:
    t = r.underlag.tabell(v.tabell)
    if t is None:
        return
    u = uppstalld(t)
    om = ord_.tabell_om(t.nummer)
    _over(w, r, v)
    w.tabell(
        [delbart(k) for k in u.huvud],
        (((namn, *(bredvid(c) if u.tal and u.matt.bredvid else c for c in celler)), stark)
         for namn, celler, stark in u.rader),
        (*u.bredder[:-1], u.bredder[-1] + KANT), hoger=None if u.tal else (), beskrivning=om,
        storlek=u.matt.cell if u.matt.cell < MATT[0].cell else 0,
    )  # fmt: skip
    w.stycke(om, LITEN)


def delbart(text: str) -> str:
    """With marks where its words may be divided: the head of a column is narrower than its words."""
    return " ".join(_delat(ord_) for ord_ in som_tryckt(text).split(" "))


def _delat(ordet: str) -> str:
    platser = sorted({len(h) for h, _ in avstava(ordet) if not h.endswith("-")})
    return MJUKT.join(ordet[fran:till] for fran, till in pairwise((0, *platser, len(ordet))))
