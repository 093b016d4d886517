"""Contents of the made-up plans and reports, written after the import, which carries no texts.

Only what a review looks at: what waits or was decided today, the one before it, and the latest of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ...models import Rapportinnehall, sokindex
from ...rules.brister import DALIGA
from ...rules.fakta import Insatsfakta, Plan, Rapport, Retur, Slutrapport
from ...rules.granskning import progression_av
from ...rules.ramar import Ramar
from ...rules.rapporttyper import PROGRESSION, SLUT, Innehall
from ...rules.regelverk import Regelverkssamling
from ..frister import alla_fakta, rakna_om
from ..rapportformular import formular_for
from .rapportfel import Felkorg
from .rapportord import Kurs, spar
from .skattningar import Skattning, skriv

_VAR_TREDJE = 3
_UTAN_PROGRESSION = 29
"""One running insats in so many has no progression in its two latest reports: a brist of the anordnare."""
_AVSLUTADE_KVAR = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class _Sak:
    """Something that has come in. `dagar`: each time it did; `returnerad`: it has been sent back, once or more."""

    slag: str
    avser: str
    dagar: tuple[date, ...]
    vantar: bool
    returnerad: bool


def skriv_texter(session: Session, regelverk: Regelverkssamling, idag: date) -> int:
    """Writes the contents in the caller's transaction; returns how many."""
    rader: list[dict[str, Any]] = []
    vantande: Counter[tuple[Any, str]] = Counter()
    korg = Felkorg()
    pa_skalan: dict[int, tuple[Skattning, list[str]]] = {}
    for insats_id, f, rad in alla_fakta(session):
        sista = Ramar(f, regelverk).sista
        if f.start is None or sista is None or f.kod not in spar():
            continue
        kurs = Kurs(rad.nyckel, f, f.start, max(f.start, sista))
        pa_skalan[insats_id] = kurs.skattning, kurs.manader
        utan_progression = crc32(rad.nyckel.encode()) % _UTAN_PROGRESSION == 0
        for sak in _saker(f, idag, pagar=sista >= idag - _AVSLUTADE_KVAR, tva=utan_progression):
            brister = sak.vantar and sak.returnerad
            if sak.vantar and not sak.returnerad:
                vantande[rad.kundansvarig_id, sak.slag] += 1
                brister = vantande[rad.kundansvarig_id, sak.slag] % _VAR_TREDJE == 2
            rader += _omgangar(insats_id, kurs, sak, korg if brister else None, utan=utan_progression)
    tysta = [r["insats_id"] for r in rader if r["progression"] in DALIGA]
    skriv(session, pa_skalan)
    if rader:
        # With their nulls: otherwise plans and reports, which differ in progression, would be sent by turns.
        session.execute(insert(Rapportinnehall).execution_options(render_nulls=True), rader)
        sokindex.komplettera(session.connection(), (sokindex.RAPPORT,))
        rakna_om(session, regelverk, [*dict.fromkeys(tysta)], idag=idag)
    return len(rader)


def _dagar(inkommen: date, returer: tuple[Retur, ...]) -> tuple[date, ...]:
    return (inkommen, *(r.inkommen_igen for r in returer if r.inkommen_igen is not None))


def _saker(f: Insatsfakta, idag: date, *, pagar: bool, tva: bool) -> Iterator[_Sak]:
    """What is written of an insats, in the order that it came in. `tva`: its two latest reports, also if approved."""

    def oppen(x: Plan | Rapport | Slutrapport) -> bool:
        return x.godkand is None or x.godkand >= idag

    planer = [p for p in f.planer if p.inkommen is not None]
    rapporter = sorted((r for r in f.rapporter if r.klarmarkerad is not None), key=lambda r: r.manad)
    slut = f.slutrapport if f.slutrapport and f.slutrapport.inkommen is not None else None
    if not (pagar or any(map(oppen, planer)) or any(map(oppen, rapporter)) or (slut and oppen(slut))):
        return
    for p in planer[-2:] if planer and oppen(planer[-1]) else planer[-1:]:
        if p.inkommen is not None:
            yield _Sak("plan", str(p.version), _dagar(p.inkommen, p.returer), p.godkand is None, bool(p.returer))
    sista = len(rapporter) - 1
    oppna = {n for n, r in enumerate(rapporter) if oppen(r)}
    for n, r in enumerate(rapporter):
        if r.klarmarkerad is not None and (n in oppna or n + 1 in oppna or n == sista or (tva and n == sista - 1)):
            yield _Sak("rapport", r.manad, _dagar(r.klarmarkerad, r.returer), r.godkand is None, bool(r.returer))
    if slut is not None and slut.inkommen is not None and oppen(slut):
        yield _Sak("slutrapport", SLUT, _dagar(slut.inkommen, slut.returer), slut.godkand is None, bool(slut.returer))


def _omgangar(insats_id: int, kurs: Kurs, sak: _Sak, korg: Felkorg | None, *, utan: bool) -> Iterator[dict[str, Any]]:
    """A row for each time it came in. The first fault is mended when it comes in again, the others stay."""
    formular = formular_for(sak.slag, kurs.kundval)
    ratt = _innehall(kurs, sak)
    felen = korg.ta(sak.slag, ratt, kurs, sak.avser) if korg else ()
    for n, dag in enumerate(sak.dagar, 1):
        innehall = ratt
        for fel in felen if n == 1 else felen[1:]:
            innehall = fel(innehall, kurs, sak.avser)
        if utan and sak.slag == "rapport" and not sak.vantar:
            innehall = _utan_progression(innehall)
        yield {
            "insats_id": insats_id,
            "slag": sak.slag,
            "avser": sak.avser,
            "omgang": n,
            "inkommen": dag,
            "rubrik": innehall.rubrik,
            "formular": formular.namn,
            "innehall": innehall.till_json(),
            "progression": progression_av(formular, innehall),
            "kalla": "fil",
        }


def _innehall(kurs: Kurs, sak: _Sak) -> Innehall:
    formular = formular_for(sak.slag, kurs.kundval)
    if sak.slag == "plan":
        return kurs.plan(formular, int(sak.avser))
    if sak.slag == "rapport":
        return kurs.rapport(formular, sak.avser)
    return kurs.slutrapport(formular)


def _utan_progression(i: Innehall) -> Innehall:
    return replace(i, texter=tuple((k, "Ej aktuellt" if k == PROGRESSION else t) for k, t in i.texter))
