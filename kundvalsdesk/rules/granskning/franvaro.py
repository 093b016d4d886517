"""Absence: told with date and reason, as registered in the case, with its certificates (K 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..fakta import Franvaro
from ..frister import perioder
from ..kalender import ar_arbetsdag, plus_dagar, plus_manader
from ..rapporttyper import Anmarkning, Franvarorad, Innehall
from .ord import ar_nej, ar_tom
from .underlag import Underlag, anm

MOTEN = "moten_hindrar"
"""Section about meetings with others that hinder the plan (K 10.3)."""


def _dagar(fran: date, till: date | None, forsta: date, sista: date) -> Iterator[date]:
    """Days of an absence within bounds: its arbetsdagar, or every day of one that has none. None: goes on."""
    a, b = max(fran, forsta), min(till or sista, sista)
    alla = [plus_dagar(a, n) for n in range((b - a).days + 1)]
    yield from [d for d in alla if ar_arbetsdag(d)] or alla


def dagar_i_tabellen(u: Underlag, i: Innehall, forsta: date, sista: date) -> dict[date, tuple[str, int]]:
    """Day → (kind, row) of the absence that a report tells."""
    ut: dict[date, tuple[str, int]] = {}
    for n, r in enumerate(i.franvaro):
        if r.fran is not None:
            for d in _dagar(r.fran, r.till, forsta, sista):
                ut.setdefault(d, (r.typ, n))
    return ut


def dagar_i_arendet(u: Underlag, forsta: date, sista: date) -> dict[date, str]:
    """Day → kind of the absence that is registered in the case."""
    ut: dict[date, str] = {}
    for f in sorted(u.fakta.franvaro, key=lambda f: (f.fran, f.typ)):
        for d in _dagar(f.fran, f.till, forsta, sista):
            ut.setdefault(d, f.typ)
    return ut


def rader(u: Underlag) -> Iterator[Anmarkning]:
    """Each row has kind, dates and reason, in order, within the insats and the month."""
    forra: Franvarorad | None = None
    for n, r in enumerate(u.innehall.franvaro):
        if not r.typ:
            yield anm("franvaro_utan_typ", "franvaro", rad=n)
        if r.typ not in u.regel.orsak_ges_av_typ and ar_tom(r.orsak):
            yield anm("franvaro_utan_orsak", "franvaro", r.fran, r.till, rad=n)
        if r.fran is None:
            yield anm("franvaro_utan_datum", "franvaro", rad=n)
            continue
        if r.till is not None and r.till < r.fran:
            yield anm("franvaro_baklanges", "franvaro", r.fran, r.till, rad=n)
            continue
        if _utanfor(u, r.fran, r.till):
            yield anm("franvaro_utanfor", "franvaro", r.fran, r.till, rad=n)
        if forra is not None and forra.fran is not None and r.fran <= (forra.till or r.fran):
            yield anm("franvaro_overlappar", "franvaro", r.fran, r.till, rad=n)
        forra = r


def _utanfor(u: Underlag, fran: date, till: date | None) -> bool:
    """A day outside the insats, or no day at all in the month. An absence may have begun the month before."""
    start, sista, period = u.fakta.start, u.ramar.sista, u.period
    if (start is not None and fran < start) or (sista is not None and (till or fran) > sista):
        return True
    return period is not None and (fran > period[1] or (till is not None and till < period[0]))


def skiljer(u: Underlag) -> Iterator[Anmarkning]:
    """The absence of the report and that of the case, day by day, in both directions."""
    period = u.period
    if period is None or "franvaro" not in u.formular.tabeller:
        return
    sagda, registrerade = dagar_i_tabellen(u, u.innehall, *period), dagar_i_arendet(u, *period)
    nya: dict[int, list[date]] = {}
    andra: dict[tuple[int, str], list[date]] = {}
    for d, (typ, rad) in sorted(sagda.items()):
        if d not in registrerade:
            nya.setdefault(rad, []).append(d)
        elif typ and registrerade[d] != typ:
            andra.setdefault((rad, registrerade[d]), []).append(d)
    for rad, dagar in nya.items():
        yield anm("franvaro_ej_registrerad", "franvaro", tuple(dagar), rad=rad)
    for (rad, typ), dagar in andra.items():
        yield anm("franvaro_annan_typ", "franvaro", tuple(dagar), typ, rad=rad)
    saknade = tuple(sorted(registrerade.keys() - sagda.keys()))
    if saknade:
        yield anm("franvaro_ej_i_rapport", "franvaro", saknade)


def _alla(u: Underlag, typ: str, *innehall: Innehall | None) -> list[Franvaro]:
    """Periods of one kind, of reports and case together. One still open in the case ends where a report says so."""
    rader = [
        Franvaro(typ, r.fran, r.till)
        for i in innehall
        if i is not None
        for r in i.franvaro
        if r.typ == typ and r.fran is not None and (r.till is None or r.till >= r.fran)
    ]
    registrerade = [f for f in u.fakta.franvaro if f.typ == typ]
    return perioder([*rader, *(_slutad(f, rader) for f in registrerade)], typ)


def _slutad(f: Franvaro, rader: Iterable[Franvaro]) -> Franvaro:
    slut = [r.till for r in rader if r.till is not None and r.fran <= f.fran <= r.till]
    slut += [r.till for r in rader if r.till is not None and r.fran >= f.fran]
    if f.till is not None or not slut:
        return f
    return Franvaro(
        f.typ, f.fran, max(slut), intyg_anordnare=f.intyg_anordnare, intyg_kv=f.intyg_kv,
        intyg_fran_dag_ett=f.intyg_fran_dag_ett, bedomd=f.bedomd,
    )  # fmt: skip


def intyg(u: Underlag) -> Iterator[Anmarkning]:
    """Certificates that should be there: of an absence that reached day eight by the end of what the report is about,
    or that was asked for from day one (K 10.1, K 10.2)."""
    period = u.period
    if period is None:
        return
    for typ, frist, kod in (("sjuk", "lakarintyg", "lakarintyg_saknas"), ("vab", "vabintyg", "vabintyg_saknas")):
        for p in _alla(u, typ, u.foregaende, u.innehall):
            if p.fran > period[1] or (p.till is not None and p.till < period[0]):
                continue
            dag_atta = plus_dagar(p.fran, u.regelverk.fristregel(frist, u.fakta.kod, p.fran).tal["dagar"])
            dag_ett = p.intyg_fran_dag_ett and typ == "sjuk"
            lang = dag_atta <= min(p.till or period[1], period[1])
            if (lang or dag_ett) and not _har_intyg(u, p):
                yield anm(kod, "franvaro", p.fran, dag_ett, rad=_sista_rad(u, p))


def _inom(r: Franvarorad, p: Franvaro) -> bool:
    return r.typ == p.typ and r.fran is not None and p.fran <= r.fran and (p.till is None or r.fran <= p.till)


def _har_intyg(u: Underlag, p: Franvaro) -> bool:
    if p.intyg_anordnare is not None or p.intyg_kv is not None:
        return True
    innehall = (u.innehall, u.foregaende) if u.foregaende is not None else (u.innehall,)
    return any(r.intyg and _inom(r, p) for i in innehall for r in i.franvaro)


def _sista_rad(u: Underlag, p: Franvaro) -> int:
    return max((n for n, r in enumerate(u.innehall.franvaro) if _inom(r, p)), default=-1)


def upprepad(u: Underlag) -> Iterator[Anmarkning]:
    """Repeated sickness calls for a trepartssamtal (K 10.1, T11), unless there has been one since."""
    period = u.period
    if period is None:
        return
    r = u.regel
    forst = plus_dagar(plus_manader(period[1], -r.sjukperioder_manader), 1)
    sjuk = [
        p for p in _alla(u, "sjuk", u.foregaende, u.innehall)
        if p.fran <= period[1] and (p.till is None or p.till >= forst)
    ]  # fmt: skip
    if len(sjuk) < r.sjukperioder or not any(p.till is None or p.till >= period[0] for p in sjuk):
        return
    sista = sjuk[-1].fran
    if not any(k.typ == "trepart" and k.datum >= sista for k in u.fakta.kontakter):
        yield anm("upprepad_sjukfranvaro", "franvaro", len(sjuk), r.sjukperioder_manader)


def andra_moten(u: Underlag) -> Iterator[Anmarkning]:
    """Meetings with others that hinder the plan: told, or to be asked for where other absence is repeated (K 10.3)."""
    if u.formular.avsnitt_for(MOTEN) is None:
        return
    if not ar_nej(u.innehall.text(MOTEN)):
        yield anm("andra_moten", MOTEN)
        return
    period = u.period
    if period is None:
        return
    annan = [
        p for p in _alla(u, "annan", u.innehall)
        if p.fran <= period[1] and (p.till is None or p.till >= period[0])
    ]  # fmt: skip
    if len(annan) >= u.regel.annan_franvaro:
        yield anm("andra_moten_namns_inte", MOTEN, len(annan))
