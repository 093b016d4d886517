"""What is left before a case can be closed, point by point, each with the step that settles it (K 12, K 13)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from ..models import Anteckning, Frist, Insats
from ..rules.fakta import Rapport, Retur
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.steg import Lage, rapportmanader, sista_plan
from ..texter.brister import brist_ord
from ..texter.datum import antal, datum_langt, manad_ord
from .arbetsenhet import Arbetsenhet
from .arendetyper import Aterstaende
from .brister import KOD


def aterstar(e: Arbetsenhet, i: Insats, x: Lage) -> tuple[Aterstaende, ...]:
    """Nothing for a case that is kept for statistics only."""
    if x.fakta.historik:
        return ()
    return (*_plan(x), *_rapporter(x), *_avslut(x), *_slutrapport(x), *_brister(e, i), *_anteckningar(e, i))


def _ute(returer: tuple[Retur, ...]) -> bool:
    return bool(returer) and returer[-1].inkommen_igen is None


def _plan(x: Lage) -> Iterator[Aterstaende]:
    f = x.fakta
    if f.start is None or any(p.godkand for p in f.planer):
        return
    p = sista_plan(f)
    if p is None:
        yield Aterstaende("Genomförandeplanen har inte kommit in", "plan_inkommen")
    elif _ute(p.returer):
        yield Aterstaende("Genomförandeplanen är återremitterad", "plan_igen", str(p.version))
    else:
        yield Aterstaende("Genomförandeplanen är inte granskad", "plan_godkann", str(p.version))


def _rapporter(x: Lage) -> Iterator[Aterstaende]:
    """Those of months that are over one by one; those to come as a number."""
    per_manad = {r.manad: r for r in x.fakta.rapporter}
    kommande = 0
    for m in rapportmanader(x):
        r = per_manad.get(m)
        if (r is None or r.klarmarkerad is None) and not _slut(x, m):
            kommande += 1
        else:
            yield from _rapport(m, r)
    if kommande:
        yield Aterstaende(f"{antal(kommande, 'månadsrapport', 'månadsrapporter')} till".capitalize())


def _slut(x: Lage, manad: str) -> bool:
    """Whether the month, or the insats in it, is over."""
    sista = x.ramar.sista
    return x.idag >= plus_manader(manadens_forsta(manad), 1) or (sista is not None and x.idag > sista)


def _rapport(m: str, r: Rapport | None) -> Iterator[Aterstaende]:
    namn = f"Månadsrapport, {manad_ord(m)}"
    if r is None or r.klarmarkerad is None:
        yield Aterstaende(f"{namn}: har inte kommit in", "rapport_klarmarkera", m)
    elif r.godkand is None:
        if _ute(r.returer):
            yield Aterstaende(f"{namn}: är återremitterad", "rapport_igen", m)
        else:
            yield Aterstaende(f"{namn}: är inte granskad", "rapport_godkann", m)
    if r is not None and r.klarmarkerad is not None and r.underlag is None:
        yield Aterstaende(f"Faktureringsunderlag, {manad_ord(m)}", "underlag", m)


def _avslut(x: Lage) -> Iterator[Aterstaende]:
    f = x.fakta
    for b in f.forlangningar:
        if b.beslutad is None and not f.avslutstyp:
            yield Aterstaende("Begäran om förlängning är inte avgjord", "forlangning_besluta", b.begard.isoformat())
    if not f.avslutstyp:
        yield Aterstaende("Beslut om avslut", "avsluta")
    elif not f.avbrottsdokument:
        yield Aterstaende("Avbrottsdokumentet är inte utfärdat", "avbrottsdokument")


def _slutrapport(x: Lage) -> Iterator[Aterstaende]:
    f = x.fakta
    s = f.slutrapport
    if f.start is None or (s is not None and s.godkand):
        return
    if s is not None and s.inkommen:
        if _ute(s.returer):
            skickad = datum_langt(s.returer[-1].aterremitterad)
            yield Aterstaende(f"Slutrapporten är återremitterad sedan {skickad}", "slutrapport_igen")
        else:
            yield Aterstaende("Slutrapporten är inte granskad", "slutrapport_godkann")
        return
    frist = next(
        (y for y in x.frister if y.kod.startswith("slutrapport") and y.klar is None
         and not y.alltid_stangd and not (y.stangs and y.stangs <= x.idag)), None
    )  # fmt: skip
    if frist is None:
        yield Aterstaende("Slutrapport", "slutrapport_inkommen")
    elif frist.forfaller < x.idag:
        sen = f"Slutrapporten är försenad: den skulle ha kommit in senast {datum_langt(frist.forfaller)}"
        yield Aterstaende(sen, "slutrapport_inkommen")
    else:
        yield Aterstaende(f"Slutrapport senast {datum_langt(frist.forfaller)}", "slutrapport_inkommen")


def _brister(e: Arbetsenhet, i: Insats) -> Iterator[Aterstaende]:
    for avser in e.session.scalars(
        select(Frist.avser)
        .where(Frist.insats_id == i.id, Frist.kod == KOD, Frist.utlost <= e.idag)
        .order_by(Frist.utlost, Frist.avser)
    ):
        kod, _, vad = avser.partition(":")
        yield Aterstaende(f"Brist att bedöma: {brist_ord(kod, vad)}", "brist_bedom", avser)


def _anteckningar(e: Arbetsenhet, i: Insats) -> Iterator[Aterstaende]:
    n = e.session.scalar(
        select(func.count()).where(Anteckning.insats_id == i.id, Anteckning.signerad.is_(None))
    )  # fmt: skip
    if n:
        text = f"{antal(n, 'anteckning', 'anteckningar')} i journalen är inte signerad{'' if n == 1 else 'e'}"
        yield Aterstaende(text.capitalize(), flik="journal")
