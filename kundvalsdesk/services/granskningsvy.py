"""A report in the parts that are read: sections with their flags, sub-goals, the month's days, phrases to choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ..rules import granskning as kontroller
from ..rules.granskning import Underlag
from ..rules.kalender import ar_arbetsdag, manadens_forsta, plus_manader
from ..rules.rapporttyper import FRANVAROTYPER, LAGEN, SATT, Anmarkning, Formular, Innehall
from ..texter import anmarkningar as ord_om
from ..texter.datum import dag_manad, datum_kort, manad_ord
from .granskningstyper import Anmarkningsvy, Avsnittsvy, Dag, Delmalvy

TABELLORD = {"delmal": "Delmål", "kontakter": "Kontakter", "franvaro": "Frånvaro"}


def anmarkningsvyer(anm: Sequence[Anmarkning]) -> tuple[Anmarkningsvy, ...]:
    return tuple(Anmarkningsvy(a.kod, ord_om.mening(a), f"avsnitt {a.kalla}" if a.kalla else "", a.rad) for a in anm)


def avsnittsvyer(f: Formular, i: Innehall, anm: Sequence[Anmarkning]) -> tuple[Avsnittsvy, ...]:
    """The sections of the form in their order, then its tables; each with the flags that belong to it."""

    def flaggor(kod: str) -> tuple[Anmarkningsvy, ...]:
        return anmarkningsvyer([a for a in anm if a.avsnitt == kod])

    ut = [
        Avsnittsvy(a.kod, a.rubrik, i.text(a.kod), kontroller.ar_ej_aktuellt(i.text(a.kod)), flaggor(a.kod))
        for a in f.avsnitt
    ]
    ut += [Avsnittsvy(t, TABELLORD[t], tabell_i_ord(t, i), False, flaggor(t)) for t in f.tabeller]
    return tuple(ut)


def tabell_i_ord(tabell: str, i: Innehall) -> str:
    """The rows of a table, one line each, as they are read and compared."""
    if tabell == "delmal":
        return "\n".join(
            _rad(f"{d.nr}. {d.text}", d.aktivitet, f"senast {d.klart_senast.isoformat()}" if d.klart_senast else "",
                 LAGEN.get(d.lage, d.lage), d.kommentar)
            for d in i.delmal
        )  # fmt: skip
    if tabell == "kontakter":
        return "\n".join(
            _rad(dag_manad(k.datum) if k.datum else "utan datum", SATT.get(k.satt, k.satt), k.kommentar)
            for k in i.kontakter
        )
    return "\n".join(
        _rad(_period(v.fran, v.till), FRANVAROTYPER.get(v.typ, v.typ), v.orsak, "intyg finns" if v.intyg else "")
        for v in i.franvaro
    )


def _rad(*delar: str) -> str:
    return ", ".join(d.strip() for d in delar if d.strip())


def _period(fran: date | None, till: date | None) -> str:
    if fran is None:
        return "utan datum"
    if till is None:
        return f"från {dag_manad(fran)}"
    if fran == till:
        return dag_manad(fran)
    return f"{fran.day}–{dag_manad(till)}" if fran.month == till.month else f"{datum_kort(fran)}–{datum_kort(till)}"


def delmalsvyer(u: Underlag, plan: Innehall) -> tuple[Delmalvy, ...]:
    """The plan's sub-goals, and what the report says of each."""
    lagen = kontroller.delmal_lagen(u)
    ord_ = {k: v.lower() for k, v in LAGEN.items()} | {"nams": "nämns", "nams_inte": "nämns inte"}
    return tuple(
        Delmalvy(d.nr, d.text, lage := lagen.get(d.nr, "nams_inte"), ord_.get(lage, lage)) for d in plan.delmal
    )


def fraser(anm: Sequence[Anmarkning], allmanna: Sequence[str]) -> tuple[str, ...]:
    """Sentences for an återremiss: those that the flags call for, then the general ones of the unit."""
    egna = [t for a in anm if (t := ord_om.fras(a))]
    return tuple(dict.fromkeys([*egna, *allmanna]))


def kalender(u: Underlag, manad: str) -> tuple[tuple[Dag, ...], str]:
    """The days of the month with contacts and frånvaro, from the report and from the case; and its name."""
    forsta = manadens_forsta(manad)
    sista = plus_manader(forsta, 1) - timedelta(days=1)
    kontakter: dict[date, str] = {k.datum: SATT.get(k.satt, "Kontakt") for k in u.innehall.kontakter if k.datum}
    for k in u.fakta.kontakter:
        kontakter.setdefault(k.datum, "Registrerad kontakt")
    franvaro: dict[date, tuple[str, str]] = {}
    for fran, till, typ, var in _franvaror(u, sista):
        d = max(fran, forsta)
        while d <= min(till, sista):
            franvaro.setdefault(d, ("ogiltig" if typ == "ogiltig" else "franvaro",
                                    f"{FRANVAROTYPER.get(typ, 'Frånvaro')}, {var}"))  # fmt: skip
            d += timedelta(days=1)
    dagar = []
    for n in range((sista - forsta).days + 1):
        d = forsta + timedelta(days=n)
        slag, ord_ = franvaro.get(d, ("", ""))
        if d in kontakter:
            slag, ord_ = slag or "kontakt", ", ".join(t for t in (kontakter[d], ord_) if t)
        if not slag and (
            (u.fakta.start is not None and d < u.fakta.start) or (u.ramar.sista is not None and d > u.ramar.sista)
        ):
            slag, ord_ = "utanfor", "utanför insatsen"
        elif not slag and not ar_arbetsdag(d):
            slag, ord_ = "helg", "ledig dag"
        dagar.append(Dag(d, slag, ord_))
    return tuple(dagar), manad_ord(manad).capitalize()


def _franvaror(u: Underlag, sista: date) -> list[tuple[date, date, str, str]]:
    ut = [(v.fran, v.till or sista, v.typ, "enligt rapporten") for v in u.innehall.franvaro if v.fran is not None]
    return ut + [(v.fran, v.till or sista, v.typ, "registrerad i ärendet") for v in u.fakta.franvaro]
