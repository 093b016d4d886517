"""Weekly contact with the kund (K 7.2, regelverk §4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..kalender import ar_arbetsdag
from ..rapporttyper import Anmarkning
from .franvaro import dagar_i_arendet, dagar_i_tabellen
from .underlag import Underlag, anm, manadens_dagar

_DAG = timedelta(days=1)
TORSDAG = 3


def veckor(manad: str) -> list[tuple[date, date]]:
    """Monday and Sunday of each ISO week whose Thursday lies in the month."""
    dagar = manadens_dagar(manad)
    if dagar is None:
        return []
    torsdag = dagar[0] + timedelta(days=(TORSDAG - dagar[0].weekday()) % 7)
    ut = []
    while torsdag <= dagar[1]:
        ut.append((torsdag - 3 * _DAG, torsdag + 3 * _DAG))
        torsdag += 7 * _DAG
    return ut


def veckokontakt(u: Underlag) -> Iterator[Anmarkning]:
    """Weeks that call for a contact and have none, in the reports or in the case.

    A week may begin in the month before, so that report's contacts count too.
    """
    if u.slag != "rapport" or u.fakta.start is None:
        return
    haft = {k.datum for k in u.innehall.kontakter if k.datum}
    if u.foregaende is not None:
        haft |= {k.datum for k in u.foregaende.kontakter if k.datum}
    haft |= {k.datum for k in u.fakta.kontakter}
    for mandag, sondag in veckor(u.avser):
        fran = max(mandag, u.fakta.start)
        till = min(sondag, u.ramar.sista or sondag)
        dagar = [d for n in range((till - fran).days + 1) if ar_arbetsdag(d := fran + n * _DAG)]
        if len(dagar) < u.regel.kontakt_arbetsdagar or any(mandag <= d <= sondag for d in haft):
            continue
        borta = dagar_i_tabellen(u, u.innehall, fran, till).keys() | dagar_i_arendet(u, fran, till).keys()
        if not borta.issuperset(dagar):
            yield anm("vecka_utan_kontakt", "kontakter", mandag.isocalendar().week, mandag, sondag)


def kontaktrader(u: Underlag) -> Iterator[Anmarkning]:
    """Rows that no week can be found for: without a date, or of another month."""
    dagar = manadens_dagar(u.avser) if u.slag == "rapport" else None
    if dagar is None:
        return
    hela = veckor(u.avser)
    fran, till = min(dagar[0], hela[0][0]), max(dagar[1], hela[-1][1])
    for n, k in enumerate(u.innehall.kontakter):
        if k.datum is None:
            yield anm("kontakt_utan_datum", "kontakter", rad=n)
        elif not fran <= k.datum <= till:
            yield anm("kontakt_utanfor", "kontakter", k.datum, rad=n)
