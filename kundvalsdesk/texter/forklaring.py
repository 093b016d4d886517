"""Why a frist is what it is, in words: what set it off, how it was reckoned, days passed over, source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..rules.fristtyper import Frist, Led
from ..rules.kalender import ar_arbetsdag, forbi, helgdag, sena
from ..rules.regelverk import Regelverkssamling
from .brister import brist_att_gora
from .datum import (
    antal,
    dag_manad,
    dagar_ord,
    datum_ord,
    datum_utan_ar,
    manad_ord,
    sen_ord,
    tid_ord,
    uppraknat,
    veckodag,
)

ANSVARIG_ORD = {
    "KV": "karriärvägledaren",
    "ANO": "anordnaren",
    "AL": "arbetsledaren",
    "KUND": "kunden",
    "DSS": "dataskyddssamordnaren",
}

LJUS_ORD = {
    "rod": "försenad",
    "gul": "snart",
    "gron": "i god tid",
    "vilande": "vilande",
    "klar": "klar",
    "bortfallen": "bortfallen",
}

_TRIGGER = {
    "aktualiserad": "Ärendet aktualiserades hos anordnaren {dag}.",
    "uppdrag": "Uppdraget lades in {dag}.",
    "start": "Insatsen startade {dag}.",
    "plan_inkommen": "Genomförandeplanen, version {avser}, kom in {dag}.",
    "revidering_begard": "Karriärvägledaren bad om en reviderad genomförandeplan {dag}.",
    "manaden_slut": "Rapporten gäller {manad} och kan lämnas från {dag}.",
    "insatsen_slut": "Insatsen slutade under {manad}; rapporten kan lämnas från {dag}.",
    "klarmarkerad": "Rapporten för {manad} klarmarkerades {dag}.",
    "klarmarkerad_igen": "Rapporten för {manad} klarmarkerades på nytt {dag}.",
    "aterremitterad": "Rapporten för {manad} återremitterades {dag}.",
    "dag_atta": "Frånvaron började {forsta} och pågick fortfarande dag {nr}, {dag}.",
    "intyg_fran_dag_ett": "Frånvaron började {dag}, och karriärvägledaren har begärt intyg från första dagen.",
    "intyg_skulle_in": "Intyget skulle finnas hos anordnaren {dag}.",
    "dag_femton": "Sjukskrivningen började {forsta} och pågick fortfarande dag {nr}, {dag}.",
    "ogiltig": "Den ogiltiga frånvaron inträffade {dag}.",
    "lang_ledighet": "Det blev känt {dag} att ledigheten är längre än reglerna medger.",
    "forlangning_begard": "Förlängning begärdes {dag}.",
    "fore_slut": "Fristen öppnas {dag}, {fore} dagar före insatsens slutdatum.",
    "avslutsbeslut": "Beslutet att avsluta insatsen togs {dag}.",
    "sista_dag": "Insatsens sista dag var {dag}.",
    "slutdatum_passerat": "Slutdatum passerade utan att någon slutrapport hade kommit in.",
    "slutrapport_inkommen": "Slutrapporten kom in {dag}.",
    "uppfoljning_start": "Fristen öppnas {dag}. Inget trepartssamtal har hållits sedan insatsen startade.",
    "uppfoljning_trepart": "Fristen öppnas {dag}. Den räknas från det senaste trepartssamtalet.",
    "incident_upptackt": "Incidenten upptäcktes {tid}.",
    "incident_underrattad": "Karriärvägledaren underrättades {tid}.",
}

_RAPPORTVERB = {
    "manadsrapport": "klarmarkeras",
    "granska_rapport": "granskas",
    "godkann_rapport": "godkännas",
    "komplettera_rapport": "kompletteras",
}


def att_gora(kod: str, avser: str, namn: str) -> str:
    """What there is to do, as a line of the queue: "Granska månadsrapport, augusti"."""
    if kod == "brist":
        return brist_att_gora(avser)
    korta = {
        "godkann_rapport": "Godkänn månadsrapport",
        "granska_rapport": "Granska månadsrapport",
        "manadsrapport": "Klarmarkera månadsrapport",
        "komplettera_rapport": "Komplettera månadsrapport",
    }
    if kod in korta:
        return f"{korta[kod]}, {manad_ord(avser)}"
    if kod in ("granska_plan", "reviderad_plan") and avser not in ("", "1"):
        return f"{_UPPMANING.get(kod, namn)}, version {avser}"
    return _UPPMANING.get(kod, namn)


_UPPMANING = {
    "uppdrag": "Lägg in uppdraget",
    "granska_plan": "Granska genomförandeplan",
    "reviderad_plan": "Skicka reviderad genomförandeplan",
    "lang_ledighet": "Besluta om avslut: ledig över 14 dagar",
    "lang_sjukskrivning": "Bedöm avbrott: sjuk över två veckor",
    "slutdatum": "Planera nästa steg före slutdatum",
    "uppfoljning": "Håll uppföljningssamtal",
    "incident_vidare": "För incidenten vidare",
    "incident_bedomning": "Bedöm personuppgiftsincidenten",
    "slutrapport_fullfoljd": "Lämna slutrapport",
    "slutrapport_fortid": "Lämna slutrapport",
    "slutrapport_avbruten": "Lämna slutrapport",
    "slutrapport_sen": "Lämna slutrapport",
}


def kalla_ord(kalla: str, regelverk: str = "2024") -> str:
    """As "K 6, K 6.3" → "Kundvalsrutiner 2024, avsnitt 6 och 6.3"; other sources as they stand."""
    avsnitt = [d.strip()[2:] for d in kalla.split(",") if d.strip().startswith("K ")]
    if not avsnitt:
        return kalla[:1].upper() + kalla[1:]
    return f"Kundvalsrutiner {regelverk}, avsnitt {uppraknat(avsnitt)}"


def trigger_ord(f: Frist) -> str:
    """What set the frist off, in one sentence."""
    return _TRIGGER[f.trigger].format(
        dag=datum_ord(f.utlost),
        manad=manad_ord(f.avser),
        avser=f.avser,
        forsta=_forsta_dag(f),
        nr=_dag_nummer(f),
        fore=(f.led[0].fran - f.utlost).days,
        tid=tid_ord(f.utlost_tid) if f.utlost_tid else "",
    )


def _forsta_dag(f: Frist) -> str:
    """First day of an absence, which is what the frist is about; "" for other frister."""
    return datum_utan_ar(date.fromisoformat(f.avser)) if f.slag == "franvaro" else ""


def _dag_nummer(f: Frist) -> int:
    """Which day of the absence it opens on, the first being 1; 0 for other frister."""
    return (f.utlost - date.fromisoformat(f.avser)).days + 1 if f.slag == "franvaro" else 0


def _arbetsdagar_i(led: Led) -> list[date]:
    ut, d = [], led.fran
    while d < led.till:
        d += timedelta(days=1)
        if ar_arbetsdag(d):
            ut.append(d)
    return ut


def _varfor_ledig(d: date) -> str:
    return (helgdag(d) or veckodag(d)).lower()


def _led_ord(f: Frist, n: int) -> str:
    led = f.led[n]
    match led.typ:
        case "arbetsdagar":
            fran = "" if led.fran == f.utlost else f" efter {datum_utan_ar(led.fran)}"
            if f.kod == "uppdrag" and n == 1:
                fran = f" efter bemanningen {datum_utan_ar(led.fran)}"
            vad = antal(led.n, "arbetsdag", "arbetsdagar")
            if led.n > 1:
                return f"{vad[0].upper()}{vad[1:]}{fran}: {dagar_ord(_arbetsdagar_i(led))}."
            return f"{vad[0].upper()}{vad[1:]}{fran or ' därefter'} är {datum_utan_ar(led.till)}."
        case "dagar":
            fran = "därefter" if led.fran == f.utlost else f"efter {datum_utan_ar(led.fran)}"
            vad = antal(led.n, "dag", "dagar")
            return f"{vad[0].upper()}{vad[1:]} {fran} är {datum_ord(led.till)}."
        case "rullad":
            return (
                f"Det är ingen arbetsdag ({_varfor_ledig(led.fran)}), så tiden flyttas till närmaste arbetsdag, "
                f"{datum_ord(led.till)}."
            )
        case "manadsdag":
            verb = _RAPPORTVERB.get(f.kod, "vara klar")
            return f"Den ska {verb} senast den {led.n}:e i månaden efter, {datum_ord(led.till)}."
        case "senare":
            return f"Den senare dagen gäller: {datum_ord(led.till)}."
        case "tidigare":
            return f"Insatsens slutdatum ligger före den dagen, och det gäller: {datum_ord(led.till)}."
        case "dag_ett":
            return "Intyget ska därför finnas samma dag."
        case "manader":
            vad = antal(led.n, "månad", "månader")
            return f"{vad[0].upper()}{vad[1:]} efter {datum_utan_ar(led.fran)} är {datum_ord(led.till)}."
        case "fore":
            if f.kod != "slutrapport_fullfoljd":
                return ""  # its trigger has told it
            fore = "dagen före" if led.n == 1 else f"{led.n} dagar före"
            slut = datum_ord(led.fran)
            return f"Slutrapporten ska komma in före slutdatum ({slut}), alltså senast {fore}, {datum_ord(led.till)}."
        case "slut":
            return f"Insatsens slutdatum är {datum_ord(led.till)}."
        case "timmar":
            slut = tid_ord(f.forfaller_tid) if f.forfaller_tid else datum_ord(led.till)
            return f"Inom {led.n} timmar: senast {slut}."
    raise AssertionError(led.typ)


def _passerade(f: Frist) -> str:
    """Holidays and weekends that the reckoning in arbetsdagar passed over."""
    dagar: dict[date, str] = {}
    for led in f.led:
        if led.typ in ("arbetsdagar", "rullad"):
            dagar.update(forbi(led.fran, led.till))
    if not dagar:
        return ""
    lista = uppraknat([f"{namn.lower()} {dag_manad(d)}" for d, namn in sorted(dagar.items())])
    return f"Räknas inte som arbetsdagar: {lista}."


def _lage(f: Frist, idag: date | None) -> Iterator[str]:
    if f.klar is not None:
        sen = f.klar > f.forfaller
        if f.klar_tid is not None and f.forfaller_tid is not None:
            sen = f.klar_tid > f.forfaller_tid  # an incident is late to the minute
        dagar = sena(f.forfaller, f.klar)
        yield f"Klart {datum_ord(f.klar)}, {sen_ord(dagar) if sen else 'i tid'}."
    elif f.stangs is not None and idag is not None and f.stangs <= idag:
        yield "Fristen har fallit bort: insatsen är slut eller det som skulle göras behövs inte längre."
    elif f.vilande:
        yield "Fristen vilar tills anordnaren har gjort sin del."


def forklara(f: Frist, regelverk: Regelverkssamling, idag: date | None = None) -> tuple[str, ...]:
    """The explanation of a frist in paragraphs: reckoning, days passed over, state, source and interpretation."""
    rakning = " ".join(x for x in (trigger_ord(f), *(_led_ord(f, n) for n in range(len(f.led)))) if x)
    if f.kod == "granska_plan":
        rakning += " Tiden omfattar även en återremiss."
    ut = [rakning]
    if passerade := _passerade(f):
        ut.append(passerade)
    ut.extend(_lage(f, idag))
    for t in f.tolkning:
        ord_ = regelverk.tolkning(t)
        ut.append(f"Tolkning {t}: {ord_}" if ord_ else f"Tolkning {t}.")
    return tuple(ut)
