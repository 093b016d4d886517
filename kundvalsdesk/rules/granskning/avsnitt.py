"""Checks of the written sections: filled in, motivated, new since last month, and what they ask of the desk."""

from __future__ import annotations

from collections.abc import Iterator

from ..granskningsregler import Granskningsregel
from ..progressionsregler import skalsteg
from ..rapporttyper import BEHOV, MAL, NASTA_STEG, PROGRESSION, Anmarkning, Formular, Innehall
from .ord import ar_ej_aktuellt, ar_nej, ar_tom, likhet, motivering_av, orden
from .underlag import Underlag, anm

# Sections in which the anordnare asks the desk for something, with the flag that says so.
_BEGARAN = {BEHOV: "annan_insats", "justeringar": "justering", "uppfoljningsmote": "uppfoljningsmote"}

_EGNA = {"plan": (MAL,), "rapport": (PROGRESSION,), "slutrapport": (PROGRESSION, NASTA_STEG)}
"""Sections that have a check of their own, which says more than that they are empty."""


def _tom(u: Underlag, kod: str) -> bool:
    """Nothing written, or only the help text of the form left standing."""
    text = u.innehall.text(kod)
    a = u.formular.avsnitt_for(kod)
    return ar_tom(text) or (a is not None and bool(a.hjalp) and text.strip() == a.hjalp.strip())


def tomma(u: Underlag) -> Iterator[Anmarkning]:
    """Required sections with nothing in them (K 8.1)."""
    for a in u.formular.avsnitt:
        if a.kravs and a.kod not in _EGNA.get(u.slag, ()) and _tom(u, a.kod):
            yield anm("tomt", a.kod, a.rubrik, a.ej_aktuellt)


def ej_aktuella(u: Underlag) -> Iterator[Anmarkning]:
    """ "Ej aktuellt" without a motivation, or where the form does not have it as an answer (K 8.1)."""
    for a in u.formular.avsnitt:
        if a.kod in _EGNA.get(u.slag, ()):
            continue
        text = u.innehall.text(a.kod)
        if not ar_ej_aktuellt(text):
            continue
        if not a.ej_aktuellt:
            yield anm("ej_aktuellt_inte_har", a.kod, a.rubrik)
        elif not motivering_av(text):
            yield anm("ej_aktuellt_utan_motivering", a.kod)


def progression_av(f: Formular, i: Innehall) -> str | None:
    """finns, saknas or ej_aktuellt; None where the form has no such section."""
    if f.avsnitt_for(PROGRESSION) is None:
        return None
    text = i.text(PROGRESSION)
    if ar_tom(text):
        return "saknas"
    return "ej_aktuellt" if ar_ej_aktuellt(text) else "finns"


def progression(u: Underlag) -> Iterator[Anmarkning]:
    """Every report says how far the kund has come (K 7.4)."""
    match progression_av(u.formular, u.innehall):
        case "saknas":
            yield anm("progression_saknas", PROGRESSION)
        case "ej_aktuellt":
            yield anm("progression_ej_aktuellt", PROGRESSION)


def utanfor_skalan(u: Underlag) -> Iterator[Anmarkning]:
    """An answer that names no step of the scale: it is in no figure (K 7.4)."""
    skala = u.regelverk.progression(u.fakta.start).skalor.get(u.formular.kundval, ())
    for a in u.formular.avsnitt:
        text = u.innehall.text(a.kod)
        if not a.skala or not skala or ar_tom(text) or ar_ej_aktuellt(text):
            continue
        if skalsteg(text, skala) is None:
            yield anm("utanfor_skalan", a.kod, len(skala))


def begaran(u: Underlag) -> Iterator[Anmarkning]:
    """The anordnare sees a need of another insats, a changed plan or a meeting: the desk takes it from there."""
    for kod, flagga in _BEGARAN.items():
        if u.formular.avsnitt_for(kod) is not None and not ar_nej(u.innehall.text(kod)):
            yield anm(flagga, kod)


def lika_foregaende(u: Underlag) -> Iterator[Anmarkning]:
    """Text that is (nearly) last month's, section by section and as a whole.

    What does not apply may be said in the same words every month.
    """
    if u.slag != "rapport" or u.foregaende is None:
        return
    r = u.regel
    nu: list[str] = []
    fore: list[str] = []
    for a in u.formular.avsnitt:
        text = u.innehall.text(a.kod)
        if ar_nej(text) or a.skala:
            continue
        ny, gammal = orden(text), orden(u.foregaende.text(a.kod))
        nu += ny
        fore += gammal
        if (procent := _lika(ny, gammal, r)) is not None:
            yield anm("lik_foregaende", a.kod, procent)
    if (procent := _lika(nu, fore, r)) is not None:
        yield anm("lik_hela", "", procent)


def _lika(ny: list[str], gammal: list[str], r: Granskningsregel) -> int | None:
    """How alike they are, if that is too much; None for texts too short to tell."""
    if min(len(ny), len(gammal)) < r.likhet_minst_ord:
        return None
    procent = likhet(ny, gammal, r.likhet_foljd)
    return procent if procent >= r.likhet_procent else None
