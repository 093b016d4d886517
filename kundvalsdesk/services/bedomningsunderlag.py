"""What the case flow knows of each anordnare that is reviewed, and each bedömning beside those of the others.

Nothing is counted here that is not shown elsewhere, and each figure is the one that stands there: what came late and
what was returned as on the page of the anordnare, how insatser ended as in table 8 of the statistics, kundnöjdhet as
in Jämföraren (never of fewer than five answers), brister as in Anordnare. All are of the whole unit, whoever asks, so
that none of them beside another one tells of a protected kund; and a share of fewer than five is told, but not
compared. The cases behind the brister are for whoever works with cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..rules.bedomning import Avvikelse, Domd, avviker, liknar, skiljer
from ..rules.femregeln import MINST
from ..rules.formular import KUNDVAL
from ..rules.statistik import andel, halvt_upp
from . import anordnartal, kundenkat, statistik
from .arbetsenhet import Arbetsenhet
from .bedomningstyper import Annan, Anordnarens, Granskningar, Jamford, Tal, Talen
from .brister import anordnare_brister
from .granskningstyper import AnordnareBrister
from .handling import krav_roll
from .kundenkattyper import Kundnojdhet
from .statistiktyper import Urval
from .uppfoljning import koderna, planen
from .uppfoljningstyper import ROLLER

NAMN = {
    "sena": "Förseningar", "returer": "Återremisser", "resultat": "Resultat", "avbrott": "Avbrott",
    "nojdhet": "Kundnöjdhet", "brister": "Brister i ärenden",
}  # fmt: skip


def talen(e: Arbetsenhet, plan_id: int, vilka: Mapping[int, str]) -> Talen:
    """Of the year of an uppföljning; none for another nämnd's kundval. `vilka`: the anordnare, by number and name."""
    krav_roll(e.aktor, *ROLLER)
    p = planen(e, plan_id)
    fran, till = date(p.ar, 1, 1), date(p.ar, 12, 31)
    koder = koderna(p)
    if not koder or fran > e.idag:
        return Talen(fran, till, {})
    slut = _avslut(e, fran, till, koder)
    nojda = kundenkat.kundnojdhet(e, p.ar)
    brister = {b.anordnare: b for b in anordnare_brister(e)}
    arets = anordnartal.arets(e, vilka, p.ar, koder)
    ut = {}
    for nr, namn in vilka.items():
        nojdhet = _nojdhet(tuple(n for n in nojda.get(namn, ()) if n.kundval in koder))
        t = arets[nr]
        alla = (_sena(t), _returer(t), *_resultat(slut.get(namn, Counter())), nojdhet, _brister(brister.get(namn)))
        arenden = brister[namn].arenden if namn in brister else ()
        ut[nr] = Anordnarens({x.kod: x for x in alla}, tuple(a for a in arenden if a.lage != "ingen_brist"))
    return Talen(fran, till, ut)


def _avslut(e: Arbetsenhet, fran: date, till: date, koder: tuple[str, ...]) -> dict[str, Counter[str]]:
    """By the name of the anordnare, the columns of table 8."""
    ut: dict[str, Counter[str]] = {}
    for kundval in (None,) if set(koder) == set(KUNDVAL) else koder:
        for r in statistik.per_anordnare(e, Urval(fran, till, kundval)).rader:
            ut.setdefault(str(r["anordnare"]), Counter()).update(
                {k: v for k, v in r.items() if isinstance(v, int) and not k.startswith("andel")}
            )
    return ut


def _antal(n: int, ett: str, flera: str) -> str:
    return f"{n} {ett if n == 1 else flera}"


def _tal(kod: str, ord_: str, n: int = 0, av: int = 0) -> Tal:
    """`n` of `av`, where that is told as a share."""
    procent = andel(n, av)
    return Tal(
        kod, NAMN[kod], f"{ord_} ({procent} %)." if procent and n else f"{ord_}.",
        min(procent, 100) if procent is not None and av >= MINST else None,
    )  # fmt: skip


def _sena(t: anordnartal.Arstal) -> Tal:
    if not t.att_lamna:
        return _tal("sena", "Ingen rapport eller plan skulle lämnas")
    vad = f"{t.sena} av {_antal(t.att_lamna, 'rapport eller plan', 'rapporter och planer')} kom för sent"
    return _tal("sena", vad if t.sena else vad.replace(f"{t.sena} av", "Ingen av", 1), t.sena, t.att_lamna)


def _returer(t: anordnartal.Arstal) -> Tal:
    vad = _antal(t.returer, "återremiss", "återremisser")
    if not t.att_lamna:
        return _tal("returer", vad)
    return _tal("returer", f"{vad} på {t.att_lamna} rapporter och planer", t.returer, t.att_lamna)


def _resultat(c: Counter[str]) -> tuple[Tal, Tal]:
    av = c["avslutade"]
    if not av:
        ingen = "Ingen insats har avslutats"
        return _tal("resultat", ingen), _tal("avbrott", ingen)
    klara, annan, avbrott = c["egen_forsorjning"], c["annan_insats"], c["avbrott"]
    avslutade = _antal(av, "avslutad insats", "avslutade insatser")
    t = _tal("resultat", f"{klara} av {avslutade} ledde till egen försörjning", klara, av)
    return (
        replace(t, ord=f"{t.ord} {annan} ledde till annan insats." if annan else t.ord),
        _tal("avbrott", f"{avbrott} av {avslutade} var avbrott", avbrott, av),
    )  # fmt: skip


def _nojdhet(alla: tuple[Kundnojdhet, ...]) -> Tal:
    if not alla:
        return _tal("nojdhet", "Inget att visa: ingen kundenkät, eller färre än fem svar")
    ord_ = ", ".join(f"{n.kundval} {n.andel} % nöjda av {n.antal} svar" for n in alla)
    svar = sum(n.antal for n in alla)
    return Tal("nojdhet", NAMN["nojdhet"], f"{ord_}.", halvt_upp(sum(n.andel * n.antal for n in alla), svar))


def _brister(b: AnordnareBrister | None) -> Tal:
    if b is None or not b.insatser:
        return _tal("brister", "Inga insatser")
    if not b.med_brist:
        return _tal("brister", "Ingen insats har en brist just nu", 0, b.insatser)
    t = _tal("brister", f"{_antal(b.med_brist, 'insats', 'insatser')} har en brist just nu", b.med_brist, b.insatser)
    vantar = f" {_antal(b.oppna, 'brist väntar', 'brister väntar')} på bedömning." if b.oppna else ""
    return replace(t, ord=f"{t.ord}{vantar}")


# --- Beside the others ---------------------------------------------------------------------------------------------


def jamfor(g: Granskningar, t: Talen, anordnare_id: int, kod: str, niva: str | None = None) -> Jamford:
    """A kontrollpunkt of an anordnare beside the same one of the others, by name. `niva`: as it would be judged; None:
    as it is."""
    egen = g.anordnaren(anordnare_id)
    punkt = egen.punkten(kod) if egen is not None else None
    if punkt is None:
        return Jamford((), None)
    niva = punkt.niva if niva is None else niva
    mitt = t.underlag(anordnare_id, punkt)
    andra, domda = [], []
    for r in g.rader:
        p = r.punkten(kod)
        if p is None or r.anordnare_id == anordnare_id:
            continue
        d = Domd(r.anordnare, p.niva, t.underlag(r.anordnare_id, p))
        lik = liknar(g.skala, mitt, d.underlag)
        domda.append(d)
        andra.append(Annan(
            r.anordnare, d.underlag.svar, t.om(r.anordnare_id, p.tal), p.niva,
            p.bedomt.sparad.kommentar if p.bedomt is not None else "", lik, lik and skiljer(g.skala, niva, p.niva),
        ))  # fmt: skip
    return Jamford(tuple(andra), avviker(g.skala, niva, mitt, domda))


def avvikelser(g: Granskningar, t: Talen) -> dict[tuple[int, str], Avvikelse]:
    """All that differ, by anordnare and code."""
    return {
        (r.anordnare_id, p.punkt.kod): a
        for r in g.rader for p in r.punkter if p.niva
        if (a := jamfor(g, t, r.anordnare_id, p.punkt.kod).avvikelse) is not None
    }  # fmt: skip
