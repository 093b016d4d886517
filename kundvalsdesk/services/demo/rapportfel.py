"""What is wrong with some of the made-up plans and reports: one function per fault, and which go together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from ...rules.granskning.kontakter import veckor
from ...rules.kalender import ar_arbetsdag, manadens_forsta
from ...rules.rapporttyper import MAL, NASTA_STEG, PROGRESSION, Franvarorad, Innehall, Kontaktrad
from ..rapportformular import formular_for
from .rapportord import Kurs, ordlistor

Fel = Callable[[Innehall, Kurs, str], Innehall]
"""The content, whose course it is, and which month or version it is of."""


def _med(i: Innehall, kod: str, text: str) -> Innehall:
    return replace(i, texter=tuple((k, text if k == kod else t) for k, t in i.texter))


def _sager(kod: str) -> Fel:
    """The section says something that the desk has to act on."""

    def fel(i: Innehall, k: Kurs, avser: str) -> Innehall:
        alla = ordlistor()["fel"][kod]
        lista = alla[k.kundval] if isinstance(alla, dict) else alla
        return _med(i, kod, lista[len(k.nyckel + avser + k.spar["mal"]) % len(lista)])

    return fel


def _utan(kod: str, text: str = "") -> Fel:
    return lambda i, _, __: _med(i, kod, text)


def _utan_motivering(i: Innehall, k: Kurs, avser: str) -> Innehall:
    lista = ordlistor()["fel"]["ej_aktuellt"]
    kod = next(x for x in ("utmaningar", "stod", "andra_aktorer") if any(x == y for y, _ in i.texter))
    return _med(i, kod, lista[(len(k.spar["mal"]) + len(avser)) % len(lista)])


def _vecka_utan_kontakt(i: Innehall, k: Kurs, avser: str) -> Innehall:
    """A week of the month without a contact, of those that have none registered in the case either."""
    registrerade = {x.datum for x in k.fakta.kontakter}
    for mandag, sondag in veckor(avser)[1:]:
        if not any(mandag <= d <= sondag for d in registrerade):
            kvar = tuple(r for r in i.kontakter if r.datum is None or not mandag <= r.datum <= sondag)
            return replace(i, kontakter=kvar)
    return i


def _kontakt_utan_datum(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return replace(i, kontakter=(*i.kontakter, Kontaktrad(None, "telefon", "Kunden ringde och bytte tid")))


def _ledig_dag(i: Innehall, k: Kurs, avser: str) -> date | None:
    """An arbetsdag of the month, in the insats, without absence in the report or in the case."""
    d = manadens_forsta(avser) + timedelta(days=8)
    upptagna = [(f.fran, f.till or date.max) for f in k.fakta.franvaro]
    for _ in range(15):
        d += timedelta(days=1)
        if ar_arbetsdag(d) and k.start <= d <= k.sista and not any(a <= d <= b for a, b in upptagna):
            return d
    return None


def _med_rad(i: Innehall, r: Franvarorad) -> Innehall:
    return replace(i, franvaro=tuple(sorted((*i.franvaro, r), key=lambda r: r.fran or date.max)))


def _franvaro_oregistrerad(i: Innehall, k: Kurs, avser: str) -> Innehall:
    d = _ledig_dag(i, k, avser)
    return i if d is None else _med_rad(i, Franvarorad("vab", d, d, "Barn med feber"))


def _franvaro_utan_orsak(i: Innehall, k: Kurs, avser: str) -> Innehall:
    d = _ledig_dag(i, k, avser)
    return i if d is None else _med_rad(i, Franvarorad("annan", d, d))


def _franvaro_utan_datum(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return _med_rad(i, Franvarorad("sjuk", None, None, "Ont i ryggen"))


def _franvaro_saknas(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return replace(i, franvaro=i.franvaro[1:])


def _lang_sjukdom_utan_intyg(i: Innehall, k: Kurs, avser: str) -> Innehall:
    d = _ledig_dag(i, k, avser)
    if d is None or d + timedelta(days=9) > k.sista:
        return i
    return _med_rad(i, Franvarorad("sjuk", d, d + timedelta(days=9), "Influensa", False))


def _delmal_namns_inte(i: Innehall, k: Kurs, avser: str) -> Innehall:
    text = k.progression(k.manader.index(avser) if avser in k.manader else 0, utom=2)
    return replace(_med(i, PROGRESSION, text), delmal=i.delmal[:2])


def _som_forra_manaden(i: Innehall, k: Kurs, avser: str) -> Innehall:
    """Last month's text again, but for a word."""
    nr = k.manader.index(avser) if avser in k.manader else 0
    if nr == 0:
        return i
    forra = k.rapport(formular_for("rapport", k.kundval), k.manader[nr - 1])
    return replace(i, texter=tuple((kod, t.replace("kunden har", "kunden hade")) for kod, t in forra.texter))


def _som_forra_versionen(i: Innehall, k: Kurs, avser: str) -> Innehall:
    """A revised plan that says the same as before."""
    if avser == "1":
        return i
    forra = k.plan(formular_for("plan", k.kundval), int(avser) - 1)
    return replace(forra, rubrik=i.rubrik)


def _delmal_utan_datum(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return replace(i, delmal=tuple(replace(d, klart_senast=None) if d.nr == 2 else d for d in i.delmal))


def _delmal_utan_aktivitet(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return replace(i, delmal=tuple(replace(d, aktivitet="") if d.nr == 3 else d for d in i.delmal))


def _delmal_utanfor(i: Innehall, k: Kurs, avser: str) -> Innehall:
    sen = k.sista + timedelta(days=30)
    return replace(i, delmal=tuple(replace(d, klart_senast=sen) if d.nr == 3 else d for d in i.delmal))


def _delmal_utan_resultat(i: Innehall, k: Kurs, avser: str) -> Innehall:
    return replace(i, delmal=tuple(replace(d, lage="") if d.nr == 2 else d for d in i.delmal))


# The first of each decides whether they fit: a report without absence cannot leave any out.
_RAPPORT: tuple[tuple[Fel, ...], ...] = (
    (_vecka_utan_kontakt, _utan_motivering, _franvaro_oregistrerad),
    (_franvaro_saknas, _sager("annan_insats")),
    (_som_forra_manaden,),
    (_utan(PROGRESSION), _utan("planering")),
    (_delmal_namns_inte, _sager("moten_hindrar")),
    (_sager("annan_insats"), _franvaro_utan_orsak),
    (_lang_sjukdom_utan_intyg, _sager("justeringar")),
    (_utan(PROGRESSION, "Ej aktuellt"), _kontakt_utan_datum, _sager("uppfoljningsmote")),
    (_franvaro_utan_datum, _utan("andra_aktorer")),
)
_PLAN: tuple[tuple[Fel, ...], ...] = (
    (_delmal_utan_datum, _utan_motivering),
    (_som_forra_versionen,),
    (_delmal_utanfor,),
    (_utan(MAL), _delmal_utan_aktivitet),
    (_utan("delaktighet"), _utan_motivering),
)
_SLUTRAPPORT: tuple[tuple[Fel, ...], ...] = (
    (_utan(NASTA_STEG), _delmal_utan_resultat),
    (_utan("kundens_syn"),),
    (_utan(PROGRESSION), _sager("annan_insats")),
)


class Felkorg:
    """Hands out the faults in turn, so that each kind is there and none is everywhere."""

    def __init__(self) -> None:
        self._kvar = {"plan": deque(_PLAN), "rapport": deque(_RAPPORT), "slutrapport": deque(_SLUTRAPPORT)}

    def ta(self, slag: str, ratt: Innehall, k: Kurs, avser: str) -> tuple[Fel, ...]:
        kvar = self._kvar[slag]
        for felen in kvar:
            if felen[0](ratt, k, avser) != ratt:
                kvar.remove(felen)
                kvar.append(felen)
                return felen
        return ()
