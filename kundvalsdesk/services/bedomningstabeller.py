"""The granskning of anordnare as tables of the kvalitetsrapport: of all, of each by part, and its brister with what
followed on them.

They are referred to as the tables of the statistics are, numbered with them, and kept with them when it is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..fel import Nekad
from ..rules.atgarder import MAKULERAD
from ..rules.kvalitetsrapport import rent
from ..rules.statistiktabeller import Rad, Tabell
from ..texter.atgarder import URSPRUNG, rapportens_ord
from . import atgardslista, bedomningar
from .arbetsenhet import Arbetsenhet
from .atgardsmodell import atgardsmodell
from .atgardstyper import Atgardsrad
from .bedomningsmodell import skala
from .bedomningstyper import KLAR, Sammanfattning
from .kontrollpunktmall import kontrollpunkter
from .statistiktyper import BRISTER, GRANSKNING, GRANSKNING_AV

PUNKTER, INTE_BEDOMDA = "punkter", "inte_bedomda"
INGA_BRISTER, INTE_GRANSKAD, INGEN_ATGARD = "Inga brister", "Inte granskad", "–"


def tabeller(e: Arbetsenhet, plan_id: int) -> tuple[tuple[Tabell, ...], tuple[str, ...]]:
    """Those of an uppföljning, and the anordnare whose granskning is not klar. None before kontrollpunkter go out."""
    try:
        alla = bedomningar.for_rapport(e, plan_id)
    except Nekad as fel:
        if fel.kod != "ej_utsand":
            raise
        return (), ()
    return tuple(_uppstallda(alla, _atgarderna(e, plan_id))), tuple(s.anordnare for s in alla if s.lage != KLAR)


def _atgarderna(e: Arbetsenhet, plan_id: int) -> dict[int, list[Atgardsrad]]:
    """By anordnare, in the order of their days. What was withdrawn is none, and what nobody has been told none yet."""
    ut: dict[int, list[Atgardsrad]] = {}
    for x in sorted(atgardslista.lista(e, plan_id), key=lambda x: (x.konstaterad, x.id)):
        if x.lage != MAKULERAD and x.steg:
            ut.setdefault(x.anordnare_id, []).append(x)
    return ut


def _uppstallda(alla: Sequence[Sammanfattning], atgarder: Mapping[int, Sequence[Atgardsrad]]) -> Iterable[Tabell]:
    yield _tabell(GRANSKNING, "anordnare", [
        {"anordnare": s.anordnare, **_rad(_summan(s.antal.values()), s.av)} for s in alla
    ])  # fmt: skip
    for s in alla:
        yield _tabell(GRANSKNING_AV, "del", [
            {"del": f"{d} {kontrollpunkter().namn(d)}", **_rad(s.antal[d], s.punkter[d])} for d in s.punkter
        ], f"Granskning {rent(s.anordnare)}")  # fmt: skip
        # One row says that there is none, so that a section may show it before it is known.
        rader = tuple(_bristerna(s, atgarder.get(s.anordnare_id, ()))) or (
            _brist(INGA_BRISTER if s.bedomda else INTE_GRANSKAD),
        )
        yield Tabell(BRISTER, "kontrollpunkt", tuple(rader[0]), rader, {}, f"Brister {rent(s.anordnare)}")


def _bristerna(s: Sammanfattning, atgarder: Sequence[Atgardsrad]) -> Iterable[Rad]:
    """Those of the granskning with what follows on them, and after them what has been seen in another way."""
    punkter = [f"{b.nummer} {b.punkt}" for b in s.brister]
    for punkt, b in zip(punkter, s.brister, strict=True):
        egna = [_ord(a) for a in atgarder if a.punkt == punkt]
        yield _brist(punkt, b.namn, _rak(b.kommentar), "; ".join(egna) or INGEN_ATGARD)
    for a in atgarder:
        if a.punkt not in punkter:
            yield _brist(a.punkt or URSPRUNG[a.ursprung], "", _rak(a.brist), _ord(a))


def _ord(a: Atgardsrad) -> str:
    return rapportens_ord(atgardsmodell(), a.lage, a.hogst, a.steg, a.senast, a.foljs_upp)


def _rak(text: str) -> str:
    return " ".join(text.split())


def _brist(punkt: str, bedomning: str = "", kommentar: str = "", atgard: str = "") -> Rad:
    return {"kontrollpunkt": punkt, "bedomning": bedomning, "kommentar": kommentar, "atgard": atgard}


def _summan(delar: Iterable[Mapping[str, int]]) -> dict[str, int]:
    ut: dict[str, int] = {}
    for d in delar:
        for steg, n in d.items():
            ut[steg] = ut.get(steg, 0) + n
    return ut


def _rad(antal: Mapping[str, int], punkter: int) -> Rad:
    """How many of each step, by its name: what the scale is called another year is another year's."""
    steg = {s.namn: antal.get(s.kod, 0) for s in skala().steg}
    return {PUNKTER: punkter, **steg, INTE_BEDOMDA: punkter - sum(steg.values())}


def _tabell(nummer: str, namn: str, rader: Sequence[Rad], avser: str = "") -> Tabell:
    kolumner = (PUNKTER, *(s.namn for s in skala().steg), INTE_BEDOMDA)
    summa: Rad = {k: sum(n for r in rader if isinstance(n := r[k], int)) for k in kolumner}
    if not summa[INTE_BEDOMDA]:
        kolumner = kolumner[:-1]
    return Tabell(nummer, namn, (namn, *kolumner), tuple(rader), summa, avser)
