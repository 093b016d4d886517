"""The granskning of an anordnare on paper, for the file and for the anordnare: what was judged and why, and the
figures that stood beside. Nothing of a kund and nothing of another anordnare stands in it."""

from __future__ import annotations

from typing import Any

from ...fel import Nekad
from ...texter.bedomning import UPPFYLLT_ORD
from ...texter.datum import datum_langt
from ..arbetsenhet import Arbetsenhet
from ..bedomningar import hamta, sammanfatta
from ..bedomningstyper import KLAR, Granskad, Granskningar, Granskningspunkt, Sammanfattning
from ..bedomningsunderlag import NAMN, talen
from .ersattning import avsandaren
from .text import Delar, Fet, utskrivbart

DELENS_BORJAN = 130.0
"""Less is left of a page: a part begins on the next one, so that its heading has rows below it."""


def fil(e: Arbetsenhet, plan_id: int, anordnare_id: int) -> tuple[str, bytes]:
    """Name and bytes. One that is not klar is marked as a draft. Raises Nekad for one that is not reviewed."""
    from reportlab.platypus import Spacer

    from . import mall

    x = hamta(e, plan_id)
    r = x.anordnaren(anordnare_id)
    if r is None:
        raise Nekad("granskas_inte", "Anordnaren är inte auktoriserad i kundvalet och granskas inte.")
    s = sammanfatta(r)
    huvud = mall.Dokumenthuvud(
        typ=f"Granskning av anordnare {x.ar}", nummer="", datum=e.idag,
        rader=(("Dag", e.idag.isoformat()), ("Läge", "klar" if r.lage == KLAR else "utkast"),
               ("Bedömda", f"{r.bedomda} av {r.antal}")),
        undertitel=utskrivbart(f"{r.anordnare}, uppföljning av {x.kundval} {x.ar}"), sekretess=False,
    )  # fmt: skip
    flode: list[Any] = []
    if r.lage != KLAR:
        flode += mall.framhavd("Utkast: granskningen är inte klar.")
    flode += mall.rubrik("Sammanfattning")
    if r.slutsats:
        flode += mall.lopande(utskrivbart(r.slutsats))
    flode += _sammanfattning(x, r, s)
    flode += [*mall.rubrik("Brister"), *_brister(s)]
    tal = talen(e, plan_id, {r.anordnare_id: r.anordnare}).om(r.anordnare_id, tuple(NAMN))
    if tal:
        flode += mall.rubrik(f"Det som ärendena visar, {x.ar}")
        flode += mall.etiketter([(t.namn, utskrivbart(t.ord)) for t in tal])
    for delen in s.punkter:
        flode += _delen(x, [p for p in r.punkter if p.punkt.delen == delen])
    flode += [*mall.rubrik("Bedömningsskalan"),
              *mall.etiketter([(t.namn, t.text) for t in x.skala.steg])]  # fmt: skip
    if r.klar is not None:
        klar = utskrivbart(f"Granskningen blev klar den {datum_langt(r.klar)}, {r.klar_av}.")
        flode += [Spacer(1, 12), *mall.lopande(klar)]
    return f"granskning_{x.ar}_{r.anordnare_id}.pdf", mall.bygg(huvud, avsandaren(e), flode)


def _sammanfattning(x: Granskningar, r: Granskad, s: Sammanfattning) -> list[Any]:
    from . import mall

    # No name of a step is broken in a word.
    ord_ = [max(map(len, t.kort.split())) + 4 for t in x.skala.steg]
    steg = [(t.kort, 0.58 * n / sum(ord_)) for t, n in zip(x.skala.steg, ord_, strict=True)]
    kolumner = (("Del", 0.28), *steg, ("Ej bedömda", 0.14))
    namn = {p.punkt.delen: p.delnamn for p in r.punkter}
    rader: list[list[Delar]] = []
    for d, antal in s.antal.items():
        kvar = s.punkter[d] - sum(antal.values())
        rader.append([f"{d}. {namn[d]}", *(_tal(antal.get(t.kod, 0)) for t in x.skala.steg), _tal(kvar)])
    summor = [sum(a.get(t.kod, 0) for a in s.antal.values()) for t in x.skala.steg]
    rader.append([Fet("Alla"), *(Fet(_tal(n)) for n in summor), Fet(_tal(s.av - s.bedomda))])
    return list(mall.tabell(kolumner, rader))


def _tal(n: int) -> str:
    return str(n) if n else "–"


def _brister(s: Sammanfattning) -> list[Any]:
    from . import mall

    if not s.brister:
        return list(mall.lopande("Ingen kontrollpunkt är bedömd som en brist."))
    return list(mall.tabell(
        (("Nr", 0.08), ("Kontrollpunkt", 0.28), ("Bedömning", 0.18), ("Vad bristen består i", 0.46)),
        [[b.nummer, utskrivbart(b.punkt), Fet(utskrivbart(b.namn)), utskrivbart(b.kommentar)] for b in s.brister],
    ))  # fmt: skip


def _delen(x: Granskningar, punkter: list[Granskningspunkt]) -> list[Any]:
    from reportlab.platypus import CondPageBreak

    from . import mall

    rader: list[list[Delar]] = []
    for p in punkter:
        b = p.bedomt.sparad if p.bedomt is not None and p.niva else None
        svar = UPPFYLLT_ORD.get(p.svar.uppfyllt, "Besvarad") if p.svar is not None and not p.svar.tomt else "–"
        ord_ = "–" if b is None else "\n".join(d for d in (b.kommentar, f"Underlag: {b.evidens}" if b.evidens else "")
                                              if d) or "–"  # fmt: skip
        vad = utskrivbart(x.skala.namn(p.niva)) if b is not None else "Ej bedömd"
        brist = b is not None and x.skala.brist(p.niva)
        rader.append([p.nummer, utskrivbart(p.punkt.punkt), svar, Fet(vad) if brist else vad, utskrivbart(ord_)])
    return [
        CondPageBreak(DELENS_BORJAN),
        *mall.rubrik(f"Del {punkter[0].punkt.delen}. {punkter[0].delnamn}"),
        *mall.tabell(
            (("Nr", 0.08), ("Kontrollpunkt", 0.25), ("Uppfyllt", 0.11), ("Bedömning", 0.2), ("Kommentar", 0.36)), rader
        ),
    ]  # fmt: skip
