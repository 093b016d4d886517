"""The granskning of anordnare as tables of the kvalitetsrapport: of all of them, and of each its parts and brister.

They are referred to as the tables of the statistics are, numbered with them, and kept with them when it is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..fel import Nekad
from ..rules.kvalitetsrapport import rent
from ..rules.statistiktabeller import Rad, Tabell
from . import bedomningar
from .arbetsenhet import Arbetsenhet
from .bedomningsmodell import skala
from .bedomningstyper import KLAR, Bristen, Sammanfattning
from .kontrollpunktmall import kontrollpunkter
from .statistiktyper import BRISTER, GRANSKNING, GRANSKNING_AV

PUNKTER, INTE_BEDOMDA = "punkter", "inte_bedomda"
INGA_BRISTER, INTE_GRANSKAD = "Inga brister", "Inte granskad"


def tabeller(e: Arbetsenhet, plan_id: int) -> tuple[tuple[Tabell, ...], tuple[str, ...]]:
    """Those of an uppföljning, and the anordnare whose granskning is not klar. None before kontrollpunkter go out."""
    try:
        alla = bedomningar.for_rapport(e, plan_id)
    except Nekad as fel:
        if fel.kod != "ej_utsand":
            raise
        return (), ()
    return tuple(_uppstallda(alla)), tuple(s.anordnare for s in alla if s.lage != KLAR)


def _uppstallda(alla: Sequence[Sammanfattning]) -> Iterable[Tabell]:
    yield _tabell(GRANSKNING, "anordnare", [
        {"anordnare": s.anordnare, **_rad(_summan(s.antal.values()), s.av)} for s in alla
    ])  # fmt: skip
    for s in alla:
        yield _tabell(GRANSKNING_AV, "del", [
            {"del": f"{d} {kontrollpunkter().namn(d)}", **_rad(s.antal[d], s.punkter[d])} for d in s.punkter
        ], f"Granskning {rent(s.anordnare)}")  # fmt: skip
        # One row says that there is none, so that a section may show it before it is known.
        brister = tuple(map(_bristen, s.brister)) or (_brist(INGA_BRISTER if s.bedomda else INTE_GRANSKAD),)
        yield Tabell(BRISTER, "kontrollpunkt", tuple(brister[0]), brister, {}, f"Brister {rent(s.anordnare)}")


def _bristen(b: Bristen) -> Rad:
    return _brist(f"{b.nummer} {b.punkt}", b.namn, " ".join(b.kommentar.split()))


def _brist(punkt: str, bedomning: str = "", kommentar: str = "") -> Rad:
    return {"kontrollpunkt": punkt, "bedomning": bedomning, "kommentar": kommentar}


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
