"""The absence of a case at a glance: months day by day, sums, periods with what they call for (K 9.2, K 10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from ..models import Franvaro, Insats, Rapportinnehall
from ..rules import fakta as F  # noqa: N812 - the facts, beside the mapped classes of the same names
from ..rules.franvaro import MED_INTYG, dagar, per_dag, summera, upprepad
from ..rules.frister import frister, perioder
from ..rules.fristtyper import Frist
from ..rules.kalender import ar_arbetsdag, arbetsdagar_mellan, manad, manadens_forsta, manader, plus_manader
from ..rules.rapporttyper import Innehall
from ..rules.steg import Lage, Steg, hinder, steg_for
from ..rules.trafikljus import kvar_for, ljus
from ..texter.datum import antal, datum_langt, frist_ord, manad_ar
from ..texter.forklaring import att_gora
from ..texter.franvaro import (
    forsok_ord,
    langd_ord,
    ledighet_mening,
    period_ord,
    rapport_skiljer_ord,
    summa_ord,
    upprepad_ord,
)
from ..texter.meningar import FRANVAROORD, KONTAKTORD, STEGNEJ
from .arbetsenhet import Arbetsenhet
from .arendelage import lage_for, oppna_arende
from .arendetyper import Stegval
from .flode_franvaro import ledighet_hinder
from .formular import stegval
from .franvarotyper import Franvarovy, Intygsrad, Kalenderdag, Manad, Periodvy

_HELT_AR = 12


def hamta(e: Arbetsenhet, insats: str) -> Franvarovy:
    """Everything about the absence of one case. Raises Nekad for an unknown case or a role without cases."""
    i = oppna_arende(e, insats)
    x = lage_for(e, i)
    skal = hinder(x, "franvaro_registrera")
    manaderna = tuple(_manader(e, i, x))
    nu = next((n for n, m in enumerate(manaderna) if m.manad == manad(e.idag)), len(manaderna) - 1)
    return Franvarovy(
        insats=i.nyckel,
        manader=manaderna,
        visa=max(0, nu),
        perioder=tuple(_perioder(e, i, x)),
        summa=_summor(x),
        upplysningar=tuple(_upplysningar(e, i, x)),
        registrera=None if skal else stegval(e, i, x, Steg("franvaro_registrera")),
        hinder=STEGNEJ.get(skal, "") if skal else "",
    )


# --- Months -----------------------------------------------------------------------------------------------------


def _manader(e: Arbetsenhet, i: Insats, x: Lage) -> Iterator[Manad]:
    """The months of the insats: until its last day, or a year ahead at most where none is known."""
    f = x.fakta
    if f.start is None:
        return
    sista = x.ramar.sista or plus_manader(max(e.idag, f.start), _HELT_AR)
    rapporter = _sagt(e, i)
    kontakter: dict[date, str] = {}
    for k in f.kontakter:
        kontakter[k.datum] = KONTAKTORD.get(k.typ, "Kontakt")
    for m in manader(f.start, sista):
        forsta = manadens_forsta(m)
        slut = plus_manader(forsta, 1) - timedelta(days=1)
        s = summera(f, x.ramar, forsta, slut, e.idag)
        # A still open absence is drawn until today: nobody knows more yet.
        registrerade = per_dag(f.franvaro, forsta, slut)
        yield Manad(
            m,
            manad_ar(m).capitalize(),
            tuple(
                _dag(x, d, registrerade.get(d), kontakter.get(d, ""), rapporter.get(m)) for d in dagar(forsta, slut)
            ),
            summa_ord(s),
            "" if s.narvaro_procent is None else f"{s.narvaro_procent} %",
        )


def _sagt(e: Arbetsenhet, i: Insats) -> dict[str, Innehall]:
    """Month → the newest content of its report."""
    r = Rapportinnehall
    rader = e.session.execute(
        select(r.avser, r.innehall).where(r.insats_id == i.id, r.slag == "rapport").order_by(r.omgang)
    )
    return {m: Innehall.fran_json(t) for m, t in {rad.avser: rad.innehall for rad in rader}.items()}


def _sagd_typ(rapport: Innehall, d: date) -> str | None:
    """The kind of absence that a report tells of a day; None if none."""
    for r in rapport.franvaro:
        if r.fran is not None and r.fran <= d <= (r.till or date.max):
            return r.typ or "annan"
    return None


def _dag(x: Lage, d: date, rad: F.Franvaro | None, kontakt: str, rapport: Innehall | None) -> Kalenderdag:
    f = x.fakta
    if (f.start is not None and d < f.start) or (x.ramar.sista is not None and d > x.ramar.sista):
        return Kalenderdag(d, "utanfor", "utanför insatsen")
    if rad is not None and rad.till is None and d > x.idag:
        rad = None
    ord_ = [FRANVAROORD.get(rad.typ, "Frånvaro").lower()] if rad else []
    skiljer = False
    if rapport is not None and ar_arbetsdag(d):
        sagd = _sagd_typ(rapport, d)
        if skiljer := sagd != (rad.typ if rad else None):
            ord_.append(rapport_skiljer_ord(sagd, rad.typ if rad else None))
    if kontakt:
        ord_.append(kontakt.lower())
    slag = rad.typ if rad else "" if ar_arbetsdag(d) else "helg"
    if slag == "helg" and not ord_:
        ord_.append("ledig dag")
    return Kalenderdag(d, slag, ", ".join(ord_), bool(kontakt), skiljer)


# --- Sums -------------------------------------------------------------------------------------------------------


def _summor(x: Lage) -> tuple[tuple[str, str], ...]:
    f = x.fakta
    if f.start is None or f.start > x.idag:
        return ()
    s = summera(f, x.ramar, f.start, x.ramar.sista or x.idag, x.idag)
    rader = [
        ("Insatsen hittills", f"{s.dagar} dagar, varav {s.arbetsdagar} arbetsdagar"),
        ("Närvaro", "–" if s.narvaro_procent is None else f"{s.narvaro_procent} % av arbetsdagarna"),
    ]
    rader += [
        (FRANVAROORD.get(t, t), langd_ord(s.kalenderdagar[t], s.franvaro.get(t, 0)))
        for t in FRANVAROORD
        if t in s.kalenderdagar
    ]
    return tuple(rader)


# --- Periods ----------------------------------------------------------------------------------------------------


def _perioder(e: Arbetsenhet, i: Insats, x: Lage) -> Iterator[Periodvy]:
    """Sickness and vård av barn by period (adjoining rows together), the rest row by row; the newest first."""
    rader = {(r.typ, r.fran): r for r in e.session.scalars(select(Franvaro).where(Franvaro.insats_id == i.id))}
    per_typ = {t: perioder(x.fakta.franvaro, t) for t in MED_INTYG}
    alla = [p for t in MED_INTYG for p in per_typ[t]] + [r for r in x.fakta.franvaro if r.typ not in MED_INTYG]
    alla_frister = [f for f in frister(x.fakta, e.regelverk) if f.slag == "franvaro" and ljus(f, e.idag) is not None]
    for p in sorted(alla, key=lambda p: (p.fran, p.typ), reverse=True):
        # A period of sickness holds the rows that begin in it; any other absence is its own row.
        egna = [
            r for (t, fran), r in sorted(rader.items())
            if t == p.typ and (fran == p.fran or (t in MED_INTYG and p.fran <= fran <= (p.till or date.max)))
        ]  # fmt: skip
        egna_frister = [f for f in alla_frister if f.avser == p.fran.isoformat() and steg_typ(f) == p.typ]
        yield Periodvy(
            typ=p.typ,
            fran=p.fran,
            till=p.till,
            rubrik=f"{FRANVAROORD.get(p.typ, p.typ)} {period_ord(p.fran, p.till)}",
            langd=_langd(x, p),
            rader=tuple(_rader_om(e, i, p, egna)),
            intyg=tuple(_intygsrad(e, f) for f in egna_frister),
            steg=tuple(_steg(e, i, x, p, egna, egna_frister)),
        )


def steg_typ(f: Frist) -> str:
    """The kind of absence that a frist is about."""
    return steg_for(f.kod, f.avser)[1].partition(":")[0]


def _langd(x: Lage, p: F.Franvaro) -> str:
    if p.fran > x.idag and p.till is None:
        return "inte börjat ännu"
    slut = p.till or x.idag
    if x.ramar.sista is not None:
        slut = min(slut, x.ramar.sista)
    n = (slut - p.fran).days + 1
    ut = langd_ord(n, arbetsdagar_mellan(p.fran, slut))
    if p.fran > x.idag:
        return f"{ut}, planerad"
    return f"{ut}, pågår" if p.till is None or p.till >= x.idag else ut


def _rader_om(e: Arbetsenhet, i: Insats, p: F.Franvaro, egna: list[Franvaro]) -> Iterator[str]:
    for r in egna:
        if len(egna) > 1:
            yield f"Registrerad {period_ord(r.fran, r.till)}"
        if r.orsak:
            yield r.orsak
        elif r.kontaktforsok:
            yield forsok_ord(r.kontaktforsok)
        if r.motivering:
            yield f"Godtas ändå: {r.motivering}"
        if r.intyg_skal:
            yield f"Läkarintyg från dag ett begärt: {r.intyg_skal}"
        elif r.intyg_fran_dag_ett:
            yield "Läkarintyg från dag ett är begärt"
        if r.intyg_anordnare:
            yield f"Intyg hos anordnaren {datum_langt(r.intyg_anordnare)}"
        if r.intyg_kv:
            yield f"Intyg hos karriärvägledaren {datum_langt(r.intyg_kv)}"
        if r.meddelad:
            yield f"Anordnaren meddelade det {datum_langt(r.meddelad)}"
        if r.bedomning:
            yield f"Bedömning: {r.bedomning}"
        if r.registrerad:
            yield f"Blev känd {datum_langt(r.registrerad)}"


def _intygsrad(e: Arbetsenhet, f: Frist) -> Intygsrad:
    lj = ljus(f, e.idag) or "gron"
    return Intygsrad(
        att_gora(f.kod, f.avser, f.namn), lj, frist_ord(lj, kvar_for(f, e.idag), f.forfaller, e.idag), f.forfaller
    )


def _steg(
    e: Arbetsenhet, i: Insats, x: Lage, p: F.Franvaro, egna: list[Franvaro], egna_frister: list[Frist]
) -> Iterator[Stegval]:  # fmt: skip
    """What is due comes first; then what may be done at any time."""
    if x.fakta.historik:
        return
    oppna = {
        steg_for(f.kod, f.avser): (f.kod, f.avser) for f in egna_frister if ljus(f, e.idag) in ("rod", "gul", "gron")
    }  # fmt: skip
    forsta = p.fran.isoformat()
    onskade = list(oppna)
    if p.till is None or p.till >= e.idag:
        onskade.append(("franvaro_slut", f"{egna[-1].typ}:{egna[-1].fran.isoformat()}"))
    # What is over is seldom asked to be certified: to correct it comes first.
    pagar = p.till is None or p.till >= e.idag
    ratta = [("franvaro_ratta", f"{r.typ}:{r.fran.isoformat()}") for r in egna]
    onskade += [] if pagar else ratta
    if p.typ == "sjuk":
        onskade.append(("intyg_dag_ett", f"sjuk:{forsta}"))
    if p.typ in MED_INTYG:
        onskade += [
            ("intyg", f"{p.typ}:{forsta}:{hos}")
            for hos, datum in (("ano", p.intyg_anordnare), ("kv", p.intyg_kv))
            if datum is None
        ]
    if p.typ == "ogiltig" and p.meddelad is None:
        onskade.append(("ogiltig_meddelad", f"ogiltig:{forsta}"))
    onskade += ratta
    onskade += [("franvaro_ta_bort", mal) for _, mal in ratta]
    if p.typ == "sjuk" and p.intyg_fran_dag_ett:
        onskade.append(("intyg_dag_ett_aterta", f"sjuk:{forsta}"))
    if p.typ == "ledighet" and any(f.kod == "lang_ledighet" for f in egna_frister):
        onskade.insert(1, ("avsluta", ""))  # K 9.2: a leave of more than 14 days ends the insats
    for kod, mal in dict.fromkeys(onskade):
        if hinder(x, kod, mal) is None:
            fyller = (oppna[kod, mal],) if (kod, mal) in oppna else ()
            yield stegval(e, i, x, Steg(kod, mal, fyller))


# --- What to say besides ----------------------------------------------------------------------------------------


def _upplysningar(e: Arbetsenhet, i: Insats, x: Lage) -> Iterator[str]:
    if (u := upprepad(x.fakta, e.regelverk.granskning(e.idag), e.idag)) is not None:
        yield upprepad_ord(u)
    lediga = [f for f in x.fakta.franvaro if f.typ == "ledighet"]
    if lediga and (h := ledighet_hinder(e, i)) is not None:
        yield ledighet_mening(h)
    n = sum(1 for f in x.fakta.franvaro if f.typ == "ogiltig")
    if n > 1:
        yield f"Ogiltig frånvaro är registrerad {antal(n, 'gång', 'gånger')}."
