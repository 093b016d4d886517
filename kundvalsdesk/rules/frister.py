"""All frister of an insats from its facts and the rule sets (regelverk §4): pure, without today.

`frister(fakta, regelverk)` also gives those that time alone will open (a month that ends, day 8 of sickness, 30 days
before the end date), with the day they open. Today decides only the light (rules.trafikljus).

A new kind of frist is one function, one line in `_REGLER`, one table in the rule set, one example test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import chain

from .fakta import Franvaro, Insatsfakta, Rapport, Retur
from .fristtyper import Frist, Led
from .kalender import manad, manadens_forsta, manader, plus_arbetsdagar, plus_manader, rulla
from .ramar import Ramar
from .regelverk import Fristregel, Regelverkssamling

_DAG = timedelta(days=1)
ATT_LAMNA = frozenset((
    "manadsrapport", "genomforandeplan", "reviderad_plan", "slutrapport_fullfoljd", "slutrapport_fortid",
    "slutrapport_avbruten", "slutrapport_sen",
))  # fmt: skip
"""What an anordnare is to send: the day each is due, and the day it came in first."""

Tid = tuple[date, tuple[Led, ...]]
"""A due date and how it was reckoned. The same reckoning is asked for by many insatser, so it is done once."""


def _ny(
    r: Fristregel,
    avser: str,
    trigger: str,
    utlost: date,
    forfaller: date,
    klar: date | None,
    led: tuple[Led, ...],
    *,
    vilande: bool = False,
    stangs: date | None = None,
    ersatt: bool = False,
) -> Frist:
    tolkning = r.tolkning
    for x in led:
        if x.typ == "rullad":
            tolkning = ("T1", *tolkning)
            break
    return Frist(
        r.kod, avser, r.ansvarig, utlost, forfaller, klar, vilande and klar is None, stangs, ersatt, r.gul_kvar,
        r.kalla, tolkning, r.namn, r.slag, trigger, led,
    )  # fmt: skip


@cache
def _arbetsdagar(d: date, n: int) -> Tid:
    till = plus_arbetsdagar(d, n)
    return till, (Led("arbetsdagar", d, n, till),)


@cache
def _dagar(d: date, n: int, *, rullas: bool = True) -> Tid:
    till = d + timedelta(days=n)
    led = (Led("dagar", d, n, till),)
    if rullas and (rullad := rulla(till)) != till:
        return rullad, (*led, Led("rullad", till, 0, rullad))
    return till, led


def _dag_ett(d: date) -> Tid:
    return d, (Led("dag_ett", d, 0, d),)


@cache
def _senare(a: Tid, b: Tid) -> Tid:
    """The later of two dates; both reckonings are kept, so that both can be told."""
    till = max(a[0], b[0])
    return till, (*a[1], *b[1], Led("senare", min(a[0], b[0]), 0, till))


@cache
def _manadsdag(m: str, dag: int) -> Tid:
    """The given day of the month after m; fixed dates do not move."""
    till = plus_manader(manadens_forsta(m), 1).replace(day=dag)
    return till, (Led("manadsdag", till, dag, till),)


_ENKLA: dict[str, Callable[[date, Fristregel], Tid]] = {
    "bemanning": lambda d, r: _arbetsdagar(d, r.tal["arbetsdagar"]),
    "genomforandeplan": lambda d, r: _dagar(d, r.tal["dagar"]),
    "granska_plan": lambda d, r: _arbetsdagar(d, r.tal["arbetsdagar"]),
}
"""Frister that are due by the day that sets them off and nothing else."""


def forfaller_av(kod: str, insatskod: str, d: date, regelverk: Regelverkssamling) -> date:
    """When one of those is due, for whoever asks nothing else of many insatser."""
    return _ENKLA[kod](d, regelverk.fristregel(kod, insatskod, d))[0]


# --- Start (K 6, K 7.1) -----------------------------------------------------------------------------------------


def _start(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    if (d := f.aktualiserad) is not None:
        r = x.regel("bemanning", d)
        till, led = _ENKLA["bemanning"](d, r)
        yield _ny(r, "", "aktualiserad", d, till, f.bemannad, led, stangs=x.stangs)
        r = x.regel("uppdrag", d)
        tid = _arbetsdagar(d, r.tal["arbetsdagar"])
        if f.bemannad is not None:
            tid = _senare(tid, _arbetsdagar(f.bemannad, r.tal["arbetsdagar_efter_bemanning"]))
        yield _ny(
            r, "", "aktualiserad", d, tid[0], f.uppdrag, tid[1], vilande=f.bemannad is None, stangs=x.stangs
        )  # fmt: skip
    if (d := f.uppdrag) is not None:
        r = x.regel("uppstartsmote", d)
        till, led = _dagar(d, r.tal["dagar"])
        moten = [k.datum for k in f.kontakter if k.typ == "uppstartsmote"]
        moten += [p.inkommen for p in f.planer if p.inkommen]
        yield _ny(r, "", "uppdrag", d, till, min(moten, default=None), led, stangs=x.stangs)


# --- Genomförandeplan (K 7.3, K 8.3) ----------------------------------------------------------------------------


def _ute(returer: Sequence[Retur]) -> bool:
    """Returned and not in again."""
    return bool(returer) and returer[-1].inkommen_igen is None


def _planer(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    planer = sorted(f.planer, key=lambda p: p.version)
    if (d := f.start) is not None:
        r = x.regel("genomforandeplan", d)
        till, led = _ENKLA["genomforandeplan"](d, r)
        klar = min((p.inkommen for p in planer if p.inkommen), default=None)
        yield _ny(r, "1", "start", d, till, klar, led, stangs=x.stangs)
    for n, p in enumerate(planer):
        if p.inkommen is not None:
            r = x.regel("granska_plan", p.inkommen)
            till, led = _ENKLA["granska_plan"](p.inkommen, r)
            yield _ny(
                r, str(p.version), "plan_inkommen", p.inkommen, till, p.godkand, led,
                vilande=_ute(p.returer), stangs=x.stangs,
            )  # fmt: skip
        if p.revidering_begard is not None:
            r = x.regel("reviderad_plan", p.revidering_begard)
            till, led = _arbetsdagar(p.revidering_begard, r.tal["arbetsdagar"])
            klar = min((q.inkommen for q in planer[n + 1 :] if q.inkommen), default=None)
            yield _ny(
                r, str(p.version + 1), "revidering_begard", p.revidering_begard, till, klar, led, stangs=x.stangs
            )  # fmt: skip


# --- Månadsrapporter (K 8) --------------------------------------------------------------------------------------


def _rapporter(x: Ramar) -> Iterator[Frist]:
    for frist, rapport in _manadsrapporter(x):
        yield frist
        if rapport is not None and rapport.klarmarkerad is not None:
            yield from _granskning(x, rapport, rapport.klarmarkerad)


def _manadsrapporter(x: Ramar) -> Iterator[tuple[Frist, Rapport | None]]:
    """That of each month, and what has come in for it."""
    f = x.fakta
    if f.start is None or x.sista is None:
        return
    per_manad = {r.manad: r for r in f.rapporter}
    sista_manad = manad(x.sista)
    for m in manader(f.start, x.sista):
        rapport = per_manad.get(m)
        utlost = plus_manader(manadens_forsta(m), 1)
        trigger = "manaden_slut"
        if m == sista_manad and x.sista + _DAG < utlost:
            utlost, trigger = x.sista + _DAG, "insatsen_slut"
        r = x.regel("manadsrapport", utlost)
        till, led = _manadsdag(m, r.tal["dag_i_manaden"])
        yield _ny(r, m, trigger, utlost, till, rapport.klarmarkerad if rapport else None, led), rapport


def _granskning(x: Ramar, rapport: Rapport, klarmarkerad: date) -> Iterator[Frist]:
    m, returer = rapport.manad, rapport.returer

    def tid(r: Fristregel, d: date) -> Tid:
        return _senare(_manadsdag(m, r.tal["dag_i_manaden"]), _arbetsdagar(d, r.tal["arbetsdagar"]))

    r = x.regel("granska_rapport", klarmarkerad)
    svar = [d for d in (returer[0].aterremitterad if returer else None, rapport.godkand) if d]
    till, led = tid(r, klarmarkerad)
    yield _ny(r, m, "klarmarkerad", klarmarkerad, till, min(svar, default=None), led)

    igen = [x.inkommen_igen for x in returer if x.inkommen_igen]
    d = igen[-1] if igen else klarmarkerad
    r = x.regel("godkann_rapport", d)
    till, led = tid(r, d)
    trigger = "klarmarkerad_igen" if igen else "klarmarkerad"
    yield _ny(r, m, trigger, d, till, rapport.godkand, led, vilande=_ute(returer))

    if returer:
        d = returer[-1].aterremitterad
        r = x.regel("komplettera_rapport", d)
        till, led = tid(r, d)
        # One approved without having come in again needs no completion any more.
        yield _ny(r, m, "aterremitterad", d, till, returer[-1].inkommen_igen or rapport.godkand, led)


# --- Frånvaro (K 9.2, K 10, K 13.4) -----------------------------------------------------------------------------


def perioder(rader: Sequence[Franvaro], typ: str) -> list[Franvaro]:
    """Rows of one kind of absence, adjoining or overlapping ones put together into one period.

    A certificate, its request from day one, or an assessment on any of the rows holds for the whole period.
    """
    ut: list[Franvaro] = []
    for rad in sorted((x for x in rader if x.typ == typ), key=lambda x: x.fran):
        if ut and (ut[-1].till is None or rad.fran <= ut[-1].till + _DAG):
            a = ut[-1]
            till = None if a.till is None or rad.till is None else max(a.till, rad.till)
            ut[-1] = Franvaro(
                typ, a.fran, till,
                intyg_anordnare=_forst(a.intyg_anordnare, rad.intyg_anordnare),
                intyg_kv=_forst(a.intyg_kv, rad.intyg_kv),
                intyg_fran_dag_ett=a.intyg_fran_dag_ett or rad.intyg_fran_dag_ett,
                bedomd=_forst(a.bedomd, rad.bedomd),
            )  # fmt: skip
        else:
            ut.append(rad)
    return ut


def _forst(a: date | None, b: date | None) -> date | None:
    return min(a, b) if a and b else a or b


def _kvar_dag(p: Franvaro, dag: date) -> bool:
    return p.till is None or p.till >= dag


def _franvaro(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    if not f.franvaro:
        return
    godkanda = {r.manad for r in f.rapporter if r.godkand}

    def stangs(utlost: date, forfaller: date) -> date | None:
        # Once the report of the month has been approved, nobody waits for the certificate any more.
        return utlost if manad(forfaller) in godkanda else x.stangs

    for typ, hos_anordnare, hos_kv in (
        ("sjuk", "lakarintyg", "lakarintyg_kv"),
        ("vab", "vabintyg", "vabintyg_kv"),
    ):
        for p in perioder(f.franvaro, typ):
            s, avser = p.fran, p.fran.isoformat()
            r = x.regel(hos_anordnare, s)
            dag_ett = p.intyg_fran_dag_ett and typ == "sjuk"
            dag_atta = s + timedelta(days=r.tal["dagar"])
            if dag_ett:
                utlost, trigger, (till, led) = s, "intyg_fran_dag_ett", _dag_ett(s)
            elif _kvar_dag(p, dag_atta):
                utlost, trigger = dag_atta, "dag_atta"
                till, led = _dagar(s, r.tal["dagar"])
            else:
                continue
            yield _ny(r, avser, trigger, utlost, till, p.intyg_anordnare, led, stangs=stangs(utlost, till))
            rk = x.regel(hos_kv, till)
            kv, led = _dagar(s, rk.tal["dagar_fran_dag_ett" if dag_ett else "dagar"])
            yield _ny(rk, avser, "intyg_skulle_in", till, kv, p.intyg_kv, led, stangs=stangs(till, kv))
    for p in perioder(f.franvaro, "sjuk"):
        yield from _lang_sjukskrivning(x, p)
    for p in f.franvaro:
        if p.typ == "ogiltig":
            r = x.regel("ogiltig_franvaro", p.fran)
            till, led = _dagar(p.fran, r.tal["dagar"])
            yield _ny(r, p.fran.isoformat(), "ogiltig", p.fran, till, p.meddelad, led)
        elif p.typ == "ledighet":
            yield from _lang_ledighet(x, p)


def _lang_sjukskrivning(x: Ramar, p: Franvaro) -> Iterator[Frist]:
    r, d = x.regel_vid("lang_sjukskrivning", p.fran, "efter_dagar", 1)
    if _kvar_dag(p, d):
        till, led = _arbetsdagar(d, r.tal["arbetsdagar"])
        yield _ny(r, p.fran.isoformat(), "dag_femton", d, till, p.bedomd, led, stangs=x.stangs)


def _lang_ledighet(x: Ramar, p: Franvaro) -> Iterator[Frist]:
    registrerad = p.registrerad or p.fran
    r = x.regel("lang_ledighet", registrerad)
    langre = p.fran + timedelta(days=r.tal["langre_an_dagar"])
    if p.till is None:
        # A leave without an end becomes a long one on the day after the longest allowed.
        d = max(registrerad, langre)
    elif p.till >= langre:
        d = registrerad
    else:
        return
    till, led = _arbetsdagar(d, r.tal["arbetsdagar"])
    yield _ny(r, p.fran.isoformat(), "lang_ledighet", d, till, p.bedomd, led, stangs=x.stangs)


# --- Förlängning, slut, slutrapport (K 11–13) -------------------------------------------------------------------


def _forlangningar(x: Ramar) -> Iterator[Frist]:
    for b in x.fakta.forlangningar:
        r = x.regel("forlangning", b.begard)
        till, led = _arbetsdagar(b.begard, r.tal["arbetsdagar"])
        slut = x.slut_vid(b)
        if slut is not None and slut < till:
            led = (*led, Led("tidigare", till, 0, slut))
            till = slut
        yield _ny(r, b.begard.isoformat(), "forlangning_begard", b.begard, till, b.beslutad, led, stangs=x.stangs)


def _slutdatum(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    for slut, beviljad in x.slut:
        r, utlost = x.regel_vid("slutdatum", slut, "dagar_fore", -1)
        if beviljad is not None and beviljad < utlost:
            continue  # the end date had moved before this frist opened
        annan = min((d for d in f.andra_beslut if d >= utlost), default=None)
        avslut = f.avslutsbeslut or f.sista_dag
        klar, stangs = _forst(beviljad, annan), None
        if beviljad is None and x.tidigt:
            # A decision to end early lets it lapse; only a new insats granted before that had done it.
            if klar is None or (avslut is not None and klar >= avslut):
                klar, stangs = None, utlost
        elif beviljad is None and f.avslutstyp is not None:
            klar = _forst(klar, avslut)
        led = (Led("fore", slut, r.tal["dagar_fore"], utlost), Led("slut", slut, 0, slut))
        yield _ny(r, utlost.isoformat(), "fore_slut", utlost, slut, klar, led, stangs=stangs)


def _avbrottsdokument(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    if (d := f.avslutsbeslut) is not None:
        r = x.regel("avbrottsdokument", d)
        till, led = _arbetsdagar(d, r.tal["arbetsdagar"])
        yield _ny(r, "", "avslutsbeslut", d, till, f.avbrottsdokument, led)


def _slutrapport(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    s = f.slutrapport
    inkommen = s.inkommen if s else None
    if x.slut_nu is not None:
        slut = x.slut_nu
        r, utlost = x.regel_vid("slutrapport_fullfoljd", slut, "dagar_fore", -1)
        till = slut - timedelta(days=r.tal["dagar_innan_slut"])
        led: tuple[Led, ...] = (Led("fore", slut, r.tal["dagar_innan_slut"], till),)
        if x.tidigt:
            yield _ny(r, "", "fore_slut", utlost, till, None, led, stangs=utlost)
        elif inkommen is not None and inkommen <= slut:
            yield _ny(r, "", "fore_slut", utlost, till, inkommen, led)
        else:
            yield _ny(r, "", "fore_slut", utlost, till, None, led, stangs=slut + _DAG, ersatt=True)
            r = x.regel("slutrapport_sen", slut + _DAG)
            sen, led = _dagar(slut, r.tal["dagar"], rullas=False)
            yield _ny(r, "", "slutdatum_passerat", slut + _DAG, sen, inkommen, led)
    for typ, kod, trigger, dag in (
        ("fortid", "slutrapport_fortid", "avslutsbeslut", f.avslutsbeslut),
        ("avbruten", "slutrapport_avbruten", "sista_dag", f.sista_dag),
    ):
        if f.avslutstyp == typ and dag is not None:
            r = x.regel(kod, dag)
            till, led = _dagar(dag, r.tal["dagar"], rullas=False)
            yield _ny(r, "", trigger, dag, till, inkommen, led)
    if s is not None and inkommen is not None:
        r = x.regel("granska_slutrapport", inkommen)
        till, led = _arbetsdagar(inkommen, r.tal["arbetsdagar"])
        yield _ny(r, "", "slutrapport_inkommen", inkommen, till, s.godkand, led, vilande=_ute(s.returer))


# --- Uppföljning (K 7.5) ----------------------------------------------------------------------------------------


def _uppfoljning(x: Ramar) -> Iterator[Frist]:
    f = x.fakta
    if f.start is None:
        return
    treparter = sorted(k.datum for k in f.kontakter if k.typ == "trepart")
    bas, trigger = f.start, "start"
    while True:
        regel = x.regelverk.insats(f.kod, bas)
        n = regel.uppfoljning_manader if regel else 3
        manaden = plus_manader(bas, n)
        till = rulla(manaden)
        r, utlost = x.regel_vid("uppfoljning", till, "oppnar_dagar_fore", -1)
        nasta = next((t for t in treparter if t > bas), None)
        if (nasta is None or nasta >= utlost) and (x.slut_nu is None or till <= x.slut_nu):
            led: tuple[Led, ...] = (Led("manader", bas, n, manaden),)
            if till != manaden:
                led = (*led, Led("rullad", manaden, 0, till))
            yield _ny(r, utlost.isoformat(), f"uppfoljning_{trigger}", utlost, till, nasta, led, stangs=x.stangs)
        if nasta is None:
            return
        bas, trigger = nasta, "trepart"


# --- Incidenter (K 3.1) -----------------------------------------------------------------------------------------


def _incidenter(x: Ramar) -> Iterator[Frist]:
    for i in x.fakta.incidenter:
        for kod, trigger, fran, klar in (
            ("incident", "incident_upptackt", i.upptackt, i.kv_underrattad),
            ("incident_vidare", "incident_underrattad", i.kv_underrattad, i.vidare),
            ("incident_bedomning", "incident_underrattad", i.kv_underrattad, i.bedomd),
        ):
            if fran is not None:
                yield _tidfrist(x, kod, i.nyckel, trigger, fran, klar)


def _tidfrist(x: Ramar, kod: str, avser: str, trigger: str, fran: datetime, klar: datetime | None) -> Frist:
    r = x.regel(kod, fran.date())
    till = fran + timedelta(hours=r.tal["timmar"])
    led = (Led("timmar", fran.date(), r.tal["timmar"], till.date()),)
    return _ny(r, avser, trigger, fran.date(), till.date(), klar.date() if klar else None, led)._replace(
        utlost_tid=fran, forfaller_tid=till, klar_tid=klar
    )


_REGLER: tuple[Callable[[Ramar], Iterator[Frist]], ...] = (
    _start,
    _planer,
    _rapporter,
    _franvaro,
    _forlangningar,
    _slutdatum,
    _avbrottsdokument,
    _slutrapport,
    _uppfoljning,
    _incidenter,
)


def till_plan(fakta: Insatsfakta, regelverk: Regelverkssamling) -> Iterator[Frist]:
    """Those up to the approved plan, for whoever asks nothing else of many insatser."""
    ramar = Ramar(fakta, regelverk)
    for regel in (_start, _planer):
        yield from (x for x in regel(ramar) if fakta.bevakas_fran is None or x.forfaller >= fakta.bevakas_fran)


def till_godkannande(fakta: Insatsfakta, rapport: Rapport, regelverk: Regelverkssamling) -> Iterator[Frist]:
    """Those of the review of one report that has come in."""
    if rapport.klarmarkerad is not None:
        yield from _granskning(Ramar(fakta, regelverk), rapport, rapport.klarmarkerad)


def att_lamna(fakta: Insatsfakta, regelverk: Regelverkssamling) -> Iterator[Frist]:
    """Those of what the anordnare is to send, for whoever asks nothing else of many insatser."""
    ramar = Ramar(fakta, regelverk)
    alla = (_planer(ramar), (x for x, _ in _manadsrapporter(ramar)), _slutrapport(ramar))
    for x in chain.from_iterable(alla):
        if x.kod in ATT_LAMNA and (fakta.bevakas_fran is None or x.forfaller >= fakta.bevakas_fran):
            yield x


def frister(fakta: Insatsfakta, regelverk: Regelverkssamling) -> list[Frist]:
    """Every frist that the facts give, done and lapsed ones included, ordered by due date and code.

    None for an insats that is kept for statistics only. Those that fell due before `bevakas_fran` are not opened.
    """
    if fakta.historik:
        return []
    ramar = Ramar(fakta, regelverk)
    ut = [x for regel in _REGLER for x in regel(ramar)]
    if fakta.bevakas_fran is not None:
        ut = [x for x in ut if x.forfaller >= fakta.bevakas_fran]
    ut.sort(key=lambda x: (x.forfaller, x.kod, x.avser))
    return _med_huvud(ut)


def _med_huvud(alla: list[Frist]) -> list[Frist]:
    """Of several open frister of the same thing to do with the same responsible, the earliest is the row."""
    sedda: set[tuple[str, str]] = set()
    for n, x in enumerate(alla):
        if x.klar is not None or x.alltid_stangd:
            continue
        nyckel = (x.sak, x.ansvarig)
        if nyckel in sedda:
            alla[n] = x._replace(huvud=False)
        else:
            sedda.add(nyckel)
    return alla
