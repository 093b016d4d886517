"""A visit on paper: the checklist to take along, with room to write by hand, and the protocol, which goes to the
anordnare. Nothing about a kund stands in either."""

from __future__ import annotations

from typing import Any

from ...rules.besok import HALLET
from ...texter.besok import ordnade
from ...texter.datum import dag_manad, datum_langt
from ...texter.samtal import LAGEORD, motestid
from ..arbetsenhet import Arbetsenhet
from ..besok import hamta
from ..besoktyper import Besoksvy, Punktrad
from .ersattning import avsandaren
from .text import Delar, utskrivbart

RADER = 5
"""Lines to write on below each question."""
RADHOJD = 22.0
FRAGANS_HOJD = 130.0
"""Of a question in the protocol with a line or two of each answer, points."""


def checklista(e: Arbetsenhet, besok_id: int) -> tuple[str, bytes]:
    """Name and bytes."""
    from reportlab.platypus import CondPageBreak

    from . import mall
    from .skrivrader import Skrivrader

    x = hamta(e, besok_id)
    flode: list[Any] = [*mall.rubrik("Besöket"), *mall.etiketter(_fakta(x))]
    for f in x.fragor:
        flode += [CondPageBreak(110 + (2 * RADER + 2) * RADHOJD * 0.6)]
        flode += mall.rubrik(f"Fråga {f.ordning}")
        flode += mall.framhavd(utskrivbart(f.fraga))
        for etikett, skrivet in (("Iakttagelse", f.iakttagelse), ("Bedömning i ord", f.bedomning)):
            flode += mall.lopande(etikett)
            if skrivet.strip():
                flode += mall.lopande(utskrivbart(skrivet))
            flode.append(Skrivrader(RADER if etikett == "Iakttagelse" else 3, RADHOJD))
    flode += [CondPageBreak(260), *mall.rubrik("Uppföljningspunkter")]
    flode += mall.lopande("Vad som ska följas upp, vem som är ansvarig och när det ska vara gjort.")
    flode += [Skrivrader(7, RADHOJD)]
    flode += [CondPageBreak(130), *mall.rubrik("Övrigt"), Skrivrader(4, RADHOJD)]
    return f"checklista_besok_{besok_id}.pdf", mall.bygg(_huvud(e, x, "Checklista för verksamhetsbesök"),
                                                         avsandaren(e), flode)  # fmt: skip


def protokoll(e: Arbetsenhet, besok_id: int, nummer: int = 0, *, skal: str = "") -> tuple[str, bytes]:
    """Name and bytes. `nummer`: the version that is being signed, with the reason if one was signed before; 0: as it
    stands, marked as a draft."""
    from reportlab.platypus import CondPageBreak, Spacer

    from . import mall

    x = hamta(e, besok_id)
    flode: list[Any] = []
    if not nummer:
        flode += mall.framhavd("Utkast: protokollet är inte signerat.")
    elif skal:
        flode += mall.framhavd(utskrivbart(f"Version {nummer} ersätter version {nummer - 1}. {skal}"))
    flode += [*mall.rubrik("Besöket"), *mall.etiketter(_fakta(x))]
    if x.sammanfattning.strip():
        flode += [*mall.rubrik("Sammanfattning"), *mall.lopande(utskrivbart(x.sammanfattning))]
    for f in x.fragor:
        # A short answer stays with its question.
        flode += [CondPageBreak(FRAGANS_HOJD), *mall.rubrik(f"Fråga {f.ordning}")]
        flode += mall.framhavd(utskrivbart(f.fraga))
        flode += mall.etiketter([("Iakttagelse", utskrivbart(f.iakttagelse) or "–"),
                                 ("Bedömning", utskrivbart(f.bedomning) or "–")])  # fmt: skip
    flode += mall.rubrik("Uppföljningspunkter")
    if x.punkter:
        flode += mall.tabell(
            (("Fråga", 0.1), ("Vad som ska följas upp", 0.46), ("Ansvarig", 0.22), ("Senast", 0.22)),
            [_punkt(p) for p in x.punkter],
        )
    else:
        flode += mall.lopande("Besöket gav ingen punkt att följa upp.")
    if nummer:
        vem = utskrivbart(e.aktor.namn)
        signerat = f"Protokollet signerades den {datum_langt(e.idag)} av {vem}, version {nummer}."
        flode += [Spacer(1, 12), *mall.lopande(signerat)]
    namn = f"besoksprotokoll_{besok_id}{f'_v{nummer}' if nummer else '_utkast'}.pdf"
    return namn, mall.bygg(_huvud(e, x, "Protokoll från verksamhetsbesök", nummer), avsandaren(e), flode)


def _huvud(e: Arbetsenhet, x: Besoksvy, typ: str, nummer: int = 0) -> Any:
    from . import mall

    r = x.rad
    rader = [("Dag", r.start.date().isoformat()), ("Läge", LAGEORD[r.lage])]
    if typ.startswith("Protokoll"):
        rader[1] = ("Version", str(nummer) if nummer else "utkast")
    return mall.Dokumenthuvud(
        typ=typ, nummer="", datum=e.idag, rader=tuple(rader), sekretess=False,
        undertitel=utskrivbart(f"{r.anordnare}, uppföljning av {r.kundval} {r.ar}"),
    )  # fmt: skip


def _fakta(x: Besoksvy) -> list[tuple[str, Delar]]:
    r = x.rad
    var = ", ".join(d for d in (r.kontor, r.plats) if d)
    rader = [
        ("Anordnare", r.anordnare),
        ("När", motestid(r.start, r.slut, r.start.date())),
        ("Var", var),
        ("Från oss", ordnade(x.fran_oss)),
        ("Från anordnaren", ordnade(x.fran_dem) or ("" if r.lage == HALLET else x.traffar)),
    ]
    return [(etikett, utskrivbart(v)) for etikett, v in rader if v]


def _punkt(p: Punktrad) -> list[Delar]:
    klar = f"\nUppföljd {dag_manad(p.klar)} {p.klar.year}" if p.klar else ""
    return [str(p.ordning) if p.ordning else "–", utskrivbart(p.vad), utskrivbart(p.ansvarig),
            f"{p.forfaller.isoformat()}{klar}"]  # fmt: skip
