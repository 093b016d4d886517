"""What a form is filled in with: everything that is known of the case and may be told to its anordnare.

No name and no number of a person: the kund is named by the number of the case and initials, and a protected one by
the number alone (regelverk §9), also in what was written before the protection was set.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Franvaro, Insats, Kontakt, Kundidentitet
from ..rules.kalender import manad as manad_for
from ..rules.kalender import manadens_forsta, plus_manader
from ..rules.rapporttyper import MAL, SLUT, Delmal, Formular, Franvarorad, Innehall, Kontaktrad
from ..rules.steg import Lage, rapportmanader, sista_plan
from ..texter.datum import dag_manad, datum_langt, manad_ar
from ..texter.meningar import KONTAKTORD, STEGNEJ, insats_ord
from ..texter.rapportnamn import rubrik_for, rubrik_klar
from .arbetsenhet import Arbetsenhet
from .arendelage import lage_for, oppna_arende
from .granskningstyper import Mallunderlag
from .granskningsunderlag import Sak, texter
from .rapportformular import formular_for
from .skydd import maskerad

_FILNAMN = {"rapport": "manadsrapport", "plan": "genomforandeplan", "slutrapport": "slutrapport"}
_FORSTA_PLAN = "Ej aktuellt. Det här är den första versionen av planen."
_TOMT = Innehall("")


def underlag(e: Arbetsenhet, slag: str, insats: str, manad: str | None = None) -> Mallunderlag:
    """What the form of a case is filled in with. `manad` is for a månadsrapport; None: the latest that is over.

    Raises Nekad for an unknown case, a month outside the insats, or a case that is not so far yet.
    """
    i = oppna_arende(e, insats)
    x = lage_for(e, i)
    _krav_lage(x, i, slag)
    avser = _avser(x, slag, manad)
    formular = formular_for(slag, i.kundval)
    sak: Sak = (i.id, slag, avser)
    alla = texter(e, [sak])
    # A form for what has come in already begins with what it said: it is to be completed, not written anew.
    forra = alla.sjalv(sak) or (alla.foregaende(sak) if slag == "plan" else None)
    sjalv = forra.innehall if forra else None
    plan = alla.plan(sak, x.fakta)
    innehall = sjalv or _fran_borjan(e, i, x, slag, avser, plan.innehall if plan else _TOMT)
    regel = e.regelverk.insats(i.kod, i.start or i.beslut)
    mask = maskerad(e, i) or _som_det_star
    return Mallunderlag(
        formular=formular,
        insats=i.nyckel,
        kund=_initialer(e, i),
        avser=avser,
        anordnare=e.session.scalar(select(Anordnare.namn).where(Anordnare.id == i.anordnare_id)) or "",
        insatsnamn=f"{insats_ord(i.kod)} · {regel.namn}" if regel else insats_ord(i.kod),
        period=_period(x, slag, avser),
        rubrik=rubrik_for(slag, avser),
        rubrik_klar=rubrik_klar(slag, avser),
        mal=mask(plan.innehall.text(MAL)) if plan else "",
        delmal=tuple(
            replace(d, text=mask(d.text), aktivitet=mask(d.aktivitet), kommentar=mask(d.kommentar))
            for d in innehall.delmal
        ),
        kontakter=tuple(replace(k, kommentar=mask(k.kommentar)) for k in innehall.kontakter),
        franvaro=tuple(replace(f, orsak=mask(f.orsak)) for f in innehall.franvaro),
        texter=tuple((kod, mask(t)) for kod, t in _texter(formular, innehall, avser)),
        skala=e.regelverk.progression(i.start or i.beslut).skalor.get(i.kundval, ()),
    )


def _som_det_star(text: str) -> str:
    return text


def mall(e: Arbetsenhet, slag: str, insats: str, manad: str | None = None) -> tuple[str, bytes]:
    """The form as a file: a name that says nothing of a person, and its bytes."""
    from .rapportfiler.skriv import skriv_mall

    u = underlag(e, slag, insats, manad)
    delar = [
        _FILNAMN[slag],
        u.insats,
        *([u.avser] if slag == "rapport" else [f"v{u.avser}"] if slag == "plan" else []),
    ]
    namn = "-".join(re.sub("[^0-9A-Za-z_-]+", "_", d)[:40] for d in delar)
    return f"{namn}.xlsx", skriv_mall(u)


def _krav_lage(x: Lage, i: Insats, slag: str) -> None:
    skal = None
    if x.fakta.historik:
        skal = "historik"
    elif i.anordnare_id is None:
        skal = "ingen_anordnare"
    elif slag == "plan":
        skal = "inget_uppdrag" if x.fakta.uppdrag is None and x.fakta.start is None else None
    elif x.fakta.start is None:
        skal = "ej_startad"
    if skal:
        raise Nekad(skal, STEGNEJ[skal])


def _avser(x: Lage, slag: str, manad: str | None) -> str:
    if slag == "slutrapport":
        return SLUT
    if slag == "plan":
        p = sista_plan(x.fakta)
        # One that has not been approved yet is completed or replaced; after an approved one comes the next.
        return "1" if p is None else str(p.version if p.godkand is None else p.version + 1)
    manader = rapportmanader(x)
    if manad is None:
        klara = [m for m in manader if _sista_dag(x, m) < x.idag]
        if not klara:
            raise Nekad("ingen_manad", "Ingen månad av insatsen är slut ännu. Ange vilken månad formuläret ska gälla.")
        return klara[-1]
    if manad not in manader:
        raise Nekad("manad_utanfor", STEGNEJ["manad_utanfor"])
    return manad


def _sista_dag(x: Lage, manad: str) -> date:
    """The last day of the insats in a month."""
    slut = plus_manader(manadens_forsta(manad), 1) - timedelta(days=1)
    return min(slut, x.ramar.sista or slut)


def _period(x: Lage, slag: str, avser: str) -> str:
    start, sista = x.fakta.start, x.ramar.sista
    if slag == "rapport" and start is not None:
        fran, till = max(start, manadens_forsta(avser)), _sista_dag(x, avser)
        return datum_langt(fran) if fran == till else f"{fran.day}–{till.day} {manad_ar(avser)}"
    if start is None:
        return ""
    if sista is None:
        return f"från {datum_langt(start)}"
    return f"{dag_manad(start) if start.year == sista.year else datum_langt(start)} – {datum_langt(sista)}"


def _initialer(e: Arbetsenhet, i: Insats) -> str:
    if i.skydd:
        return ""
    k = e.session.get(Kundidentitet, i.kund_id)
    if k is None or k.skydd:
        return ""
    return "".join(f"{n.strip()[0].upper()}." for n in (k.fornamn, k.efternamn) if n and n.strip())


def _fran_borjan(e: Arbetsenhet, i: Insats, x: Lage, slag: str, avser: str, plan: Innehall) -> Innehall:
    """What is known before the anordnare has written anything."""
    if slag == "plan":
        return _TOMT
    delmal = tuple(Delmal(d.nr, d.text) for d in plan.delmal if d.text)
    if slag == "slutrapport":
        return Innehall("", delmal=delmal)
    return Innehall("", (), delmal, _kontakter(e, i, x, avser), _franvaro(e, i, x, avser))


def _kontakter(e: Arbetsenhet, i: Insats, x: Lage, manad: str) -> tuple[Kontaktrad, ...]:
    rader = e.session.execute(
        select(Kontakt.datum, Kontakt.typ)
        .where(
            Kontakt.insats_id == i.id, Kontakt.datum >= manadens_forsta(manad), Kontakt.datum <= _sista_dag(x, manad)
        )
        .order_by(Kontakt.datum, Kontakt.typ)
    )
    return tuple(
        Kontaktrad(
            r.datum, "" if r.typ == "veckokontakt" else "mote", "" if r.typ == "veckokontakt" else KONTAKTORD[r.typ]
        )
        for r in rader
        if manad_for(r.datum) == manad
    )


def _franvaro(e: Arbetsenhet, i: Insats, x: Lage, manad: str) -> tuple[Franvarorad, ...]:
    """Dates and kinds only: what the karriärvägledare has noted beside them is not for others."""
    rader = e.session.scalars(
        select(Franvaro)
        .where(Franvaro.insats_id == i.id, Franvaro.fran <= _sista_dag(x, manad))
        .order_by(Franvaro.fran, Franvaro.typ)
    )
    return tuple(
        Franvarorad(r.typ, r.fran, r.till, intyg=True if r.intyg_anordnare or r.intyg_kv else None)
        for r in rader
        if r.till is None or r.till >= manadens_forsta(manad)
    )


def _texter(f: Formular, innehall: Innehall, avser: str) -> tuple[tuple[str, str], ...]:
    """The sections of this form; what only an older form asked for is left behind."""
    ut = {a.kod: innehall.text(a.kod) for a in f.avsnitt}
    if f.slag == "plan" and "andringar" in ut:
        # What changed since the version before is never the same twice.
        ut["andringar"] = _FORSTA_PLAN if avser == "1" else ""
    return tuple(ut.items())
