"""Goals and sub-goals: of the plan itself, and whether a report tells of them (K 7.3, K 7.4, K 8.3, K 12)."""

from __future__ import annotations

from collections.abc import Iterator

from ..rapporttyper import LAGEN, MAL, NASTA_STEG, Anmarkning, Innehall
from .ord import Ordforrad, ar_ej_aktuellt, ar_tom, orden
from .underlag import Underlag, anm

NAMNS, NAMNS_INTE = "nams", "nams_inte"
_FARDIGA = ("uppnatt", "utgar")


def _ordforrad(i: Innehall) -> Ordforrad:
    """Everything that the anordnare has written in the report itself."""
    return Ordforrad([
        *(t for _, t in i.texter),
        *(d.kommentar for d in i.delmal),
        *(k.kommentar for k in i.kontakter),
    ])  # fmt: skip


def delmal_lagen(u: Underlag) -> dict[int, str]:
    """Per sub-goal of the plan what the report says of it: a key of LAGEN, or nams or nams_inte.

    One that was done with last month ("Uppnått", "Utgår") is still so where this month says nothing.
    """
    if u.plan is None:
        return {}
    sagt = {d.nr: d for d in u.innehall.delmal if d.lage or not ar_tom(d.kommentar)}
    forut = {d.nr: d.lage for d in u.foregaende.delmal} if u.foregaende is not None else {}
    ordforrad = _ordforrad(u.innehall)
    ut: dict[int, str] = {}
    for d in u.plan.delmal:
        if d.nr in sagt:
            lage = sagt[d.nr].lage
            ut[d.nr] = lage if lage in LAGEN else NAMNS
        elif forut.get(d.nr) in _FARDIGA:
            ut[d.nr] = forut[d.nr]
        else:
            ut[d.nr] = NAMNS if ordforrad.namner(d.text) else NAMNS_INTE
    return ut


def namns(u: Underlag) -> Iterator[Anmarkning]:
    """Goal and sub-goals of the plan that a månadsrapport says nothing of (K 7.4)."""
    if u.slag != "rapport" or u.plan is None:
        return
    lagen = delmal_lagen(u)
    mal = u.plan.text(MAL)
    sagt_nagot = any(x != NAMNS_INTE for x in lagen.values())
    if not ar_tom(mal) and not sagt_nagot and not _ordforrad(u.innehall).namner(mal):
        yield anm("mal_namns_inte", "progression" if u.formular.avsnitt_for("progression") else "")
    for d in u.plan.delmal:
        if lagen[d.nr] == NAMNS_INTE:
            yield anm("delmal_namns_inte", "delmal", d.nr, d.text, rad=_rad(u, d.nr))


def resultat(u: Underlag) -> Iterator[Anmarkning]:
    """Sub-goals that a slutrapport gives no result for (K 12)."""
    if u.slag != "slutrapport" or u.plan is None:
        return
    lagen = delmal_lagen(u)
    for d in u.plan.delmal:
        if lagen[d.nr] not in LAGEN:
            yield anm("delmal_utan_resultat", "delmal", d.nr, d.text, rad=_rad(u, d.nr))


def _rad(u: Underlag, nr: int) -> int:
    return next((n for n, d in enumerate(u.innehall.delmal) if d.nr == nr), -1)


def planens_delar(u: Underlag) -> Iterator[Anmarkning]:
    """A plan has a goal and sub-goals, each with an activity and a day within the insats (K 7.3)."""
    if u.slag != "plan":
        return
    if u.formular.avsnitt_for(MAL) and (ar_tom(u.innehall.text(MAL)) or ar_ej_aktuellt(u.innehall.text(MAL))):
        yield anm("mal_saknas", MAL)
    if not any(not ar_tom(d.text) for d in u.innehall.delmal):
        yield anm("delmal_saknas", "delmal")
        return
    for n, d in enumerate(u.innehall.delmal):
        if ar_tom(d.text):
            if not ar_tom(d.aktivitet) or d.klart_senast:
                yield anm("delmal_utan_text", "delmal", d.nr, rad=n)
            continue
        if ar_tom(d.aktivitet):
            yield anm("delmal_utan_aktivitet", "delmal", d.nr, rad=n)
        if d.klart_senast is None:
            yield anm("delmal_utan_datum", "delmal", d.nr, rad=n)
        elif (u.fakta.start and d.klart_senast < u.fakta.start) or (u.ramar.sista and d.klart_senast > u.ramar.sista):
            yield anm("delmal_utanfor", "delmal", d.nr, d.klart_senast, rad=n)


def oforandrad(u: Underlag) -> Iterator[Anmarkning]:
    """A new version of the plan that says the same as the last one (K 8.3)."""
    if u.slag == "plan" and u.foregaende is not None and _sagt(u.innehall) == _sagt(u.foregaende):
        yield anm("plan_oforandrad", "")


def _sagt(i: Innehall) -> object:
    """Words only: another space or sign is no change of a plan."""
    return (
        {k: orden(t) for k, t in i.texter if not ar_tom(t) and k != "andringar"},
        [(orden(d.text), orden(d.aktivitet), d.klart_senast) for d in i.delmal if not ar_tom(d.text)],
    )


def nasta_steg(u: Underlag) -> Iterator[Anmarkning]:
    """The next step is told where the kund is not self-supporting or has not reached the goal (K 12)."""
    if u.slag != "slutrapport" or u.formular.avsnitt_for(NASTA_STEG) is None:
        return
    orsak = u.regelverk.avslutsorsaker().get(u.fakta.avslutsorsak or "")
    if orsak is not None and orsak.kategori == "egen_forsorjning":
        return
    text = u.innehall.text(NASTA_STEG)
    if ar_tom(text) or ar_ej_aktuellt(text):
        yield anm("nasta_steg_saknas", NASTA_STEG)
