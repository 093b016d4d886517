"""Which steps a case allows, and the nearest reason why not (regelverk §3).

A step is named by its code and by what it acts on (`mal`): "" for the insats itself, a version for a plan, ÅÅÅÅ-MM
for a månadsrapport, the first day for an absence or a förlängning, the key of an incident. `hinder` answers for
one step, `mojliga` lists those that a case can take now, the due ones first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from .fakta import Forlangning, Insatsfakta, Plan, Rapport, Retur, Slutrapport
from .franvaro import aterta_hinder, dag_ett_hinder, rad_hinder
from .frister import frister, perioder
from .fristtyper import Frist
from .kalender import manad, manadens_forsta, manader, plus_manader
from .ramar import Ramar
from .regelverk import Regelverkssamling
from .trafikljus import ljus


@dataclass(frozen=True)
class Lage:
    """A case on a day, as the steps look at it. `har_anordnare`: the kund has chosen one."""

    fakta: Insatsfakta
    ramar: Ramar
    idag: date
    har_anordnare: bool
    regelverk: Regelverkssamling

    @cached_property
    def frister(self) -> tuple[Frist, ...]:
        """All frister of the case, reckoned once: the view of a case asks for them from many sides."""
        return tuple(frister(self.fakta, self.regelverk))

    @property
    def slut_passerat(self) -> bool:
        """The last day, recorded or decided, lies behind."""
        return self.ramar.sista is not None and self.ramar.sista < self.idag


class Steg(NamedTuple):
    """A step that can be taken. `fyller`: the frister (kod, avser) that it makes klara."""

    kod: str
    mal: str = ""
    fyller: tuple[tuple[str, str], ...] = ()


def lage(
    f: Insatsfakta, regelverk: Regelverkssamling, idag: date, har_anordnare: bool = True
) -> Lage:  # fmt: skip
    return Lage(f, Ramar(f, regelverk), idag, har_anordnare, regelverk)


def _ute(returer: tuple[Retur, ...]) -> bool:
    return bool(returer) and returer[-1].inkommen_igen is None


def _plan(f: Insatsfakta, mal: str) -> Plan | None:
    return next((p for p in f.planer if str(p.version) == mal), None)


def sista_plan(f: Insatsfakta) -> Plan | None:
    """The latest version that has come in."""
    return max((p for p in f.planer if p.inkommen), key=lambda p: p.version, default=None)


def _rapport(f: Insatsfakta, mal: str) -> Rapport | None:
    return next((r for r in f.rapporter if r.manad == mal), None)


# --- Review: the same way for plan, månadsrapport and slutrapport ---------------------------------------------------

_Granskat = Plan | Rapport | Slutrapport


def _inkommen(x: _Granskat) -> date | None:
    return x.klarmarkerad if isinstance(x, Rapport) else x.inkommen


def _granskas(vad: str, x: _Granskat | None) -> str | None:
    """Why it cannot be approved or returned now."""
    if x is None or _inkommen(x) is None:
        return f"{vad}_saknas"
    if x.godkand:
        return f"{vad}_godkand"
    return f"{vad}_returnerad" if _ute(x.returer) else None


def _igen(vad: str, x: _Granskat | None) -> str | None:
    """Why it cannot come in again now."""
    hinder = _granskas(vad, x)
    if hinder == f"{vad}_returnerad":
        return None
    return hinder or f"{vad}_ej_returnerad"


# --- Start ------------------------------------------------------------------------------------------------------


def _ej_avslutad(x: Lage) -> str | None:
    return "avslutad" if x.fakta.avslutstyp else None


def _valj_anordnare(x: Lage, _: str) -> str | None:
    if x.fakta.beslut is None:
        return "inget_beslut"
    return "har_anordnare" if x.fakta.aktualiserad or x.fakta.start else _ej_avslutad(x)


def _aktualisera(x: Lage, _: str) -> str | None:
    if x.fakta.beslut is None:
        return "inget_beslut"
    if not x.har_anordnare:
        return "ingen_anordnare"
    # A case that was taken over under way has no early steps to make up for.
    return "redan_aktualiserad" if x.fakta.aktualiserad or x.fakta.start else _ej_avslutad(x)


def _bemanna(x: Lage, _: str) -> str | None:
    if x.fakta.aktualiserad is None:
        return "ej_aktualiserad"
    return "redan_bemannad" if x.fakta.bemannad else _ej_avslutad(x)


def _uppdrag(x: Lage, _: str) -> str | None:
    if x.fakta.bemannad is None:
        return "ej_bemannad"
    return "redan_uppdrag" if x.fakta.uppdrag or x.fakta.start else _ej_avslutad(x)


def _kontakt(x: Lage, _: str) -> str | None:
    return None if x.fakta.uppdrag or x.fakta.start else "inget_uppdrag"


# --- Plan -------------------------------------------------------------------------------------------------------


def _plan_inkommen(x: Lage, _: str) -> str | None:
    if x.fakta.uppdrag is None and x.fakta.start is None:
        return "inget_uppdrag"
    p = sista_plan(x.fakta)
    if p is not None and p.godkand is None:
        return "plan_returnerad" if _ute(p.returer) else "plan_granskas"
    return _ej_avslutad(x)


def _revidering(x: Lage, mal: str) -> str | None:
    p = _plan(x.fakta, mal)
    if p is None:
        return "plan_saknas"
    if p.godkand is None:
        return "plan_ej_godkand"
    return "revidering_begard" if p.revidering_begard else _ej_avslutad(x)


# --- Månadsrapport ----------------------------------------------------------------------------------------------


def rapportmanader(x: Lage) -> tuple[str, ...]:
    """Months in which the insats ran at least one day, so far as it is known to run."""
    if x.fakta.start is None or x.ramar.sista is None:
        return ()
    return tuple(manader(x.fakta.start, x.ramar.sista))


def _klarmarkera(x: Lage, mal: str) -> str | None:
    if x.fakta.start is None:
        return "ej_startad"
    if mal not in rapportmanader(x):
        return "manad_utanfor"
    if (r := _rapport(x.fakta, mal)) is not None and r.klarmarkerad:
        return "rapport_redan"
    assert x.ramar.sista is not None  # noqa: S101 - rapportmanader is empty otherwise
    slut = min(plus_manader(manadens_forsta(mal), 1), x.ramar.sista + timedelta(days=1))
    return "manad_ej_slut" if x.idag < slut else None


def _underlag(x: Lage, mal: str) -> str | None:
    if x.fakta.start is None:
        return "ej_startad"
    if mal not in rapportmanader(x):
        return "manad_utanfor"
    r = _rapport(x.fakta, mal)
    return "underlag_redan" if r is not None and r.underlag else None


# --- Avslut -----------------------------------------------------------------------------------------------------


def _avsluta(x: Lage, _: str) -> str | None:
    if x.fakta.avslutstyp:
        return "redan_avslutad"
    return "inget_beslut" if x.fakta.beslut is None and x.fakta.start is None else None


def _avbrottsdokument(x: Lage, _: str) -> str | None:
    return None if x.fakta.avslutstyp and x.fakta.sista_dag else "inget_avslut"


def _slutrapport_in(x: Lage, _: str) -> str | None:
    if x.fakta.start is None:
        return "ej_startad"
    return "slutrapport_redan" if x.fakta.slutrapport and x.fakta.slutrapport.inkommen else None


# --- Förlängning, frånvaro, incidenter --------------------------------------------------------------------------


def _begar_forlangning(x: Lage, _: str) -> str | None:
    if x.fakta.start is None:
        return "ej_startad"
    if x.fakta.avslutstyp:
        return "avslutad"
    if any(f.beslutad is None for f in x.fakta.forlangningar):
        return "forlangning_ute"
    rv = x.regelverk.for_dag(x.idag) or x.regelverk.senaste
    regel = rv.forlangning or x.regelverk.senaste.forlangning
    if regel and sum(f.beviljad for f in x.fakta.forlangningar) >= regel.max_antal:
        return "forlangning_max"
    return "forlangning_sen" if x.slut_passerat else None


def _forlangning(x: Lage, mal: str) -> Forlangning | None:
    """The request that waits for a decision."""
    return next((f for f in x.fakta.forlangningar if f.begard.isoformat() == mal and f.beslutad is None), None)


def _besluta_forlangning(x: Lage, mal: str) -> str | None:
    return "forlangning_saknas" if _forlangning(x, mal) is None else None


def _atersand_forlangning(x: Lage, mal: str) -> str | None:
    f = _forlangning(x, mal)
    if f is None:
        return "forlangning_saknas"
    return "forlangning_atersand" if f.ute else _ej_avslutad(x)


def _komplettera_forlangning(x: Lage, mal: str) -> str | None:
    f = _forlangning(x, mal)
    if f is None:
        return "forlangning_saknas"
    if not f.ute:
        return "forlangning_ej_atersand"
    return _ej_avslutad(x) or ("forlangning_sen" if x.slut_passerat else None)


def _fri(_: Lage, __: str) -> str | None:
    return None


def _franvaro(x: Lage, _: str) -> str | None:
    return "ej_startad" if x.fakta.start is None else None


HINDER: dict[str, Callable[[Lage, str], str | None]] = {
    "valj_anordnare": _valj_anordnare,
    "aktualisera": _aktualisera,
    "bemanna": _bemanna,
    "uppdrag": _uppdrag,
    "kontakt": _kontakt,
    "plan_inkommen": _plan_inkommen,
    "plan_aterremiss": lambda x, mal: _granskas("plan", _plan(x.fakta, mal)),
    "plan_igen": lambda x, mal: _igen("plan", _plan(x.fakta, mal)),
    "plan_godkann": lambda x, mal: _granskas("plan", _plan(x.fakta, mal)),
    "plan_revidering": _revidering,
    "rapport_klarmarkera": _klarmarkera,
    "rapport_aterremiss": lambda x, mal: _granskas("rapport", _rapport(x.fakta, mal)),
    "rapport_igen": lambda x, mal: _igen("rapport", _rapport(x.fakta, mal)),
    "rapport_godkann": lambda x, mal: _granskas("rapport", _rapport(x.fakta, mal)),
    "underlag": _underlag,
    "avsluta": _avsluta,
    "avbrottsdokument": _avbrottsdokument,
    "slutrapport_inkommen": _slutrapport_in,
    "slutrapport_aterremiss": lambda x, _: _granskas("slutrapport", x.fakta.slutrapport),
    "slutrapport_igen": lambda x, _: _igen("slutrapport", x.fakta.slutrapport),
    "slutrapport_godkann": lambda x, _: _granskas("slutrapport", x.fakta.slutrapport),
    "forlangning_begar": _begar_forlangning,
    "forlangning_besluta": _besluta_forlangning,
    "forlangning_atersand": _atersand_forlangning,
    "forlangning_komplettera": _komplettera_forlangning,
    "franvaro_registrera": _franvaro,
    "franvaro_slut": lambda x, mal: rad_hinder(x.fakta, mal),
    "franvaro_ratta": lambda x, mal: rad_hinder(x.fakta, mal),
    "franvaro_ta_bort": lambda x, mal: rad_hinder(x.fakta, mal),
    "intyg_dag_ett": lambda x, mal: dag_ett_hinder(x.fakta, mal),
    "intyg_dag_ett_aterta": lambda x, mal: aterta_hinder(x.fakta, mal),
    "intyg": _fri,
    "bedom_franvaro": _fri,
    "ogiltig_meddelad": _fri,
    "incident_registrera": _fri,
    "incident_komplettera": lambda x, mal: None if mal in obedomda(x.fakta) else "incident_bedomd",
    "incident_underrattad": _fri,
    "incident_vidare": _fri,
    "incident_bedomd": _fri,
}


def obedomda(f: Insatsfakta) -> list[str]:
    """Keys of the incidents that are not assessed yet: more may be told of them."""
    return [n.nyckel for n in f.incidenter if n.bedomd is None]


def hinder(x: Lage, kod: str, mal: str = "") -> str | None:
    """Code of the nearest reason why the step is not allowed now, None if it is (texter.meningar.STEGNEJ)."""
    if x.fakta.historik:
        return "historik"
    prova = HINDER.get(kod)
    return prova(x, mal) if prova else "okant_steg"


# Step that a frist waits for; the others of the case follow below.
_FYLLER = {
    "bemanning": "bemanna",
    "uppdrag": "uppdrag",
    "uppstartsmote": "kontakt",
    "genomforandeplan": "plan_inkommen",
    "reviderad_plan": "plan_inkommen",
    "granska_plan": "plan_godkann",
    "manadsrapport": "rapport_klarmarkera",
    "granska_rapport": "rapport_godkann",
    "godkann_rapport": "rapport_godkann",
    "komplettera_rapport": "rapport_igen",
    "lakarintyg": "intyg",
    "lakarintyg_kv": "intyg",
    "vabintyg": "intyg",
    "vabintyg_kv": "intyg",
    "ogiltig_franvaro": "ogiltig_meddelad",
    "lang_ledighet": "bedom_franvaro",
    "lang_sjukskrivning": "bedom_franvaro",
    "forlangning": "forlangning_besluta",
    "slutdatum": "avsluta",
    "avbrottsdokument": "avbrottsdokument",
    "slutrapport_fullfoljd": "slutrapport_inkommen",
    "slutrapport_fortid": "slutrapport_inkommen",
    "slutrapport_avbruten": "slutrapport_inkommen",
    "slutrapport_sen": "slutrapport_inkommen",
    "granska_slutrapport": "slutrapport_godkann",
    "uppfoljning": "kontakt",
    "incident": "incident_underrattad",
    "incident_vidare": "incident_vidare",
    "incident_bedomning": "incident_bedomd",
}

_UTAN_MAL = {"kontakt", "plan_inkommen", "avsluta", "avbrottsdokument", "slutrapport_inkommen", "slutrapport_godkann"}


def steg_for(frist: str, avser: str) -> tuple[str, str]:
    """(step, mal) that makes a frist klar."""
    kod = _FYLLER[frist]
    if kod == "intyg":
        return (
            kod,
            f"{'vab' if frist.startswith('vab') else 'sjuk'}:{avser}:{'kv' if frist.endswith('_kv') else 'ano'}",
        )
    if kod in ("bedom_franvaro", "ogiltig_meddelad"):
        typ = {"lang_ledighet": "ledighet", "lang_sjukskrivning": "sjuk", "ogiltig_franvaro": "ogiltig"}[frist]
        return kod, f"{typ}:{avser}"
    return kod, "" if kod in _UTAN_MAL else avser


def _ovriga(x: Lage) -> Iterator[tuple[str, str]]:
    """Steps that no open frist asks for, in the order that a case takes them."""
    f = x.fakta
    yield from (("valj_anordnare", ""), ("aktualisera", ""), ("bemanna", ""), ("uppdrag", ""))
    p = sista_plan(f)
    if p is not None:
        for kod in ("plan_godkann", "plan_igen", "plan_aterremiss", "plan_revidering"):
            yield kod, str(p.version)
    yield "plan_inkommen", ""
    for r in sorted(f.rapporter, key=lambda r: r.manad):
        for kod in ("rapport_godkann", "rapport_igen", "rapport_aterremiss"):
            yield kod, r.manad
    for m in rapportmanader(x):
        if m <= manad(x.idag):
            yield "rapport_klarmarkera", m
    for r in sorted(f.rapporter, key=lambda r: r.manad):
        if r.klarmarkerad:
            yield "underlag", r.manad
    for kod in ("slutrapport_godkann", "slutrapport_igen", "slutrapport_aterremiss", "slutrapport_inkommen"):
        yield kod, ""
    yield from (("kontakt", ""), ("forlangning_begar", ""))
    for fl in f.forlangningar:
        for kod in ("forlangning_besluta", "forlangning_atersand", "forlangning_komplettera"):
            yield kod, fl.begard.isoformat()
    yield "franvaro_registrera", ""
    for v in f.franvaro:
        if v.till is None and v.typ != "ogiltig":
            yield "franvaro_slut", f"{v.typ}:{v.fran.isoformat()}"
    yield "incident_registrera", ""
    yield from (("incident_komplettera", n) for n in obedomda(f))
    yield from (("avbrottsdokument", ""), ("avsluta", ""))


def mojliga(x: Lage) -> list[Steg]:
    """The steps that the case can take today: first those that open frister wait for, by due date, then the rest."""
    if x.fakta.historik:
        return []
    fyller: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for f in x.frister:
        if ljus(f, x.idag) in ("rod", "gul", "gron"):
            fyller.setdefault(steg_for(f.kod, f.avser), []).append((f.kod, f.avser))
    ut: dict[tuple[str, str], Steg] = {}
    for (kod, mal), koder in fyller.items():
        if hinder(x, kod, mal) is None:
            ut[kod, mal] = Steg(kod, mal, tuple(koder))
    for kod, mal in _ovriga(x):
        if (kod, mal) not in ut and hinder(x, kod, mal) is None:
            ut[kod, mal] = Steg(kod, mal)
    return list(ut.values())


def sjukperiod(f: Insatsfakta, typ: str, forsta: date) -> tuple[date, ...]:
    """First days of the rows that make up the period of absence that began on a day."""
    for p in perioder(f.franvaro, typ):
        if p.fran == forsta:
            return tuple(r.fran for r in f.franvaro if r.typ == typ and _inom(r.fran, p.fran, p.till))
    return ()


def _inom(d: date, fran: date, till: date | None) -> bool:
    return fran <= d and (till is None or d <= till)


def avslut_fel(regelverk: Regelverkssamling, typ: str, orsak: str, sista_dag: date, slut: date | None) -> str | None:
    """Code of what is wrong with an avslut (regelverk §3 point 10, §5), None if type, reason and last day fit.

    fullfoljd: the last day is the decided end date · avbruten: earlier, reason of category avbrott · fortid:
    earlier, any other reason. `insatstid_slut` only for fullfoljd.
    """
    o = regelverk.avslutsorsaker().get(orsak)
    if o is None:
        return "okand_orsak"
    if typ not in ("fullfoljd", "fortid", "avbruten"):
        return "okand_typ"
    if typ == "fullfoljd":
        return "fullfoljd_fel_dag" if slut is not None and sista_dag != slut else None
    if slut is not None and sista_dag >= slut:
        return "tidigt_fel_dag"
    if o.endast_fullfoljd:
        return "orsak_bara_fullfoljd"
    if typ == "avbruten" and o.kategori != "avbrott":
        return "avbruten_fel_orsak"
    if typ == "fortid" and o.kategori == "avbrott":
        return "fortid_fel_orsak"
    return None
