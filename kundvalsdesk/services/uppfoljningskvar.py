"""What is to be done in the yearly uppföljning: steps of plans, visits and what came of them, stickprov, åtgärder; one
row for each, the one due first at the top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..rules.besok import BESOKET
from ..rules.sortering import sortnyckel
from ..rules.stickprov import BESTALLT, DRAGET
from ..texter.atgarder import att_gora_ord
from . import atgardslista, besok, stickprov, uppfoljning
from .arbetsenhet import Arbetsenhet

STEG, BESOK, STICKPROV, ATGARD = "steg", "besok", "stickprov", "atgard"


@dataclass(frozen=True, slots=True)
class Vantande:
    """`slag` and `id`: what it is. `forfaller` None: no day is given for it, and `ljus` is vilande where it is
    another's to do. `sok`: further words that it is found by."""

    slag: str
    id: int
    plan_id: int
    rubrik: str
    kundval: str
    ar: int
    forfaller: date | None
    ljus: str
    kvar: int
    sok: str = ""


def att_gora(e: Arbetsenhet) -> tuple[Vantande, ...]:
    """For who reads the plans; raises Nekad for others."""
    alla = [*_stegen(e), *_besoken(e), *_stickproven(e), *_atgarderna(e)]
    return tuple(sorted(alla, key=lambda v: (v.forfaller or date.max, sortnyckel(v.rubrik), v.id)))


def _stegen(e: Arbetsenhet) -> Iterator[Vantande]:
    for a in uppfoljning.att_gora(e):
        s = a.steg
        yield Vantande(STEG, s.id, s.plan_id, s.rubrik, a.kundval, a.ar, s.forfaller, s.ljus, s.kvar,
                       f"{a.namnd} {s.ansvarig}")  # fmt: skip


def _besoken(e: Arbetsenhet) -> Iterator[Vantande]:
    for b in besok.att_gora(e):
        if b.vantan.vad:
            vad = "Verksamhetsbesök hos" if b.vantan.vad == BESOKET else "Signera protokollet från"
            yield Vantande(BESOK, b.id, b.plan_id, f"{vad} {b.anordnare}", b.kundval, b.ar, b.vantan.forfaller,
                           b.vantan.ljus, b.vantan.kvar)  # fmt: skip
        elif (forst := b.forst) is not None:
            yield Vantande(BESOK, b.id, b.plan_id, f"Följ upp efter besöket hos {b.anordnare}", b.kundval, b.ar,
                       forst.forfaller, forst.ljus, forst.kvar, forst.ansvarig)  # fmt: skip


def _stickproven(e: Arbetsenhet) -> Iterator[Vantande]:
    """No source says by when; whoever asks for one waits for whoever draws it."""
    ljus = "gron" if e.aktor.har(stickprov.DRAR) else "vilande"
    for s in stickprov.lista(e):
        if s.lage in (BESTALLT, DRAGET):
            vad = "Dra" if s.lage == BESTALLT else "Granska"
            yield Vantande(STICKPROV, s.id, s.plan_id, f"{vad} stickprov {s.nummer}", s.plan, s.ar, None, ljus, 0,
                           s.syfte)  # fmt: skip


def _atgarderna(e: Arbetsenhet) -> Iterator[Vantande]:
    for x in atgardslista.att_gora(e):
        v = x.vantan
        yield Vantande(ATGARD, x.id, x.plan_id, att_gora_ord(v, x.anordnare), x.kundval, x.ar, v.forfaller, v.ljus,
                       v.kvar, f"{x.brist} {x.ansvarig}")  # fmt: skip
