"""Search over everything one may see: cases, anordnare, notes and messages, and what reports say.

The full-text index is asked once for the newest of every group, and then each group for what is shown of it. What
that costs does not follow from how much there is: nothing is ranked and nothing counted. A protected
person is found by the number of the case only. What is written about them is quoted, without their name, for those
who may see the name; others are told that it is there (regelverk §9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from ..models import sokindex, sokrader
from ..models.snabbfraga import som_dag
from ..rules.sokord import Fraga, Utdrag, utdrag
from ..texter.datum import datum_kort
from ..texter.meningar import insats_ord
from ..texter.rapportnamn import rubrik_for
from .arbetsenhet import Arbetsenhet
from .innehav import ansvarar
from .maskning import utan_namn, visningsnamn
from .soktyper import GRUPPER, Sokresultat, Traff, Traffgrupp
from .typer import ARENDEROLLER

PER_GRUPP = 6
_OMGANGAR = 3
"""A report that has come in several times is shown once: so many times more are asked for."""
_Rad = tuple[Any, ...]
_Fynd = tuple[list[Traff], bool]
"""The finds of a group, and whether there are more."""
DOLT = "Skyddade personuppgifter. Öppna ärendet för att läsa."


def sok(e: Arbetsenhet, text: str, per_grupp: int = PER_GRUPP) -> Sokresultat:
    """The newest finds of each group that hold every word; the last word may be a beginning."""
    if not e.aktor.har(*ARENDEROLLER):
        return Sokresultat(text)
    fraga = Fraga.av(text)
    if fraga.tom:
        return Sokresultat(text, for_kort=bool(text.strip()))
    antal = per_grupp + 1
    jag = e.aktor.anvandare
    hogst = {s: antal * _OMGANGAR if s == sokindex.RAPPORT else antal for s in sokindex.SLAG}
    ids = sokindex.sok(e.anslutning, fraga, hogst, jag, begransad=e.begransad)
    rader = {s: sokrader.rader(e.anslutning, s, nummer, jag) for s, nummer in ids.items() if nummer}
    if not rader:
        return Sokresultat(text)
    ut = []
    for (kod, rubrik), hamta in zip(GRUPPER, (_arenden, _anordnare, _skrivet, _rapporter), strict=True):
        traffar, fler = hamta(e, fraga, rader, per_grupp)
        if traffar:
            ut.append(Traffgrupp(kod, rubrik, tuple(traffar), fler))
    return Sokresultat(text, tuple(ut))


def _arenden(e: Arbetsenhet, fraga: Fraga, rader: dict[int, list[_Rad]], antal: int) -> _Fynd:
    alla = rader.get(sokindex.ARENDE, [])
    ut = []
    for id_, nyckel, kod, skydd, _, _, fornamn, efternamn, sista_dag, anordnare in alla[:antal]:
        slut = som_dag(sista_dag) if sista_dag else None
        avslut = f"avslutades {datum_kort(slut, e.idag)}" if slut and slut < e.idag else ""
        under = " · ".join([x for x in (nyckel, insats_ord(kod), anordnare, avslut) if x])
        namn = visningsnamn(fornamn, efternamn, skydd, f"Ärende {nyckel}")
        ut.append(Traff("arende", nyckel, namn, under, None, None, skydd is not None, id_))
    return ut, len(alla) > antal


def _anordnare(e: Arbetsenhet, fraga: Fraga, rader: dict[int, list[_Rad]], antal: int) -> _Fynd:
    alla = rader.get(sokindex.ANORDNARE, [])
    ut = [Traff("anordnare", namn, namn, (delar or "").replace("\n", ", ")) for _, namn, delar in alla[:antal]]
    return ut, len(alla) > antal


def _skrivet(e: Arbetsenhet, fraga: Fraga, rader: dict[int, list[_Rad]], antal: int) -> _Fynd:
    """Notes and messages together, by the day they are of."""
    alla = [(som_dag(r[8]), _anteckning, r) for r in rader.get(sokindex.ANTECKNING, ())]
    alla += [(som_dag(r[8]), _meddelande, r) for r in rader.get(sokindex.MEDDELANDE, ())]
    alla.sort(key=_dagen, reverse=True)
    return [traff(e, r, dag, fraga) for dag, traff, r in alla[:antal]], len(alla) > antal


def _dagen(x: tuple[date, Any, _Rad]) -> date:
    return x[0]


def _anteckning(e: Arbetsenhet, r: _Rad, dag: date, fraga: Fraga) -> Traff:
    rubrik, text = r[9:]
    ord_ = "Anteckning" if r[3] else rubrik or "Anteckning"
    return _om_arende(e, "anteckning", r, ord_, dag, partial(_skrivna, rubrik, text), fraga)


def _meddelande(e: Arbetsenhet, r: _Rad, dag: date, fraga: Fraga) -> Traff:
    vem = "Meddelande från anordnaren" if r[9] == "in" else "Meddelande till anordnaren"
    return _om_arende(e, "meddelande", r, vem, dag, partial(_skrivna, *r[10:]), fraga)


def _skrivna(*texter: str | None) -> list[str]:
    return [t for t in texter if t]


def _rapporter(e: Arbetsenhet, fraga: Fraga, rader: dict[int, list[_Rad]], antal: int) -> _Fynd:
    """One that has come in several times, as it came last."""
    sedda: dict[tuple[str, str, str], _Rad] = {}
    for r in rader.get(sokindex.RAPPORT, ()):
        sedda.setdefault((r[1], r[9], r[10]), r)
    ut = []
    for (_, slag, avser), r in [*sedda.items()][:antal]:
        texter = partial(sokindex.rapporttexter, r[11])
        t = _om_arende(e, "rapport", r, rubrik_for(slag, avser), som_dag(r[8]), texter, fraga, (slag, avser))
        ut.append(t)
    return ut, len(sedda) > antal


def _om_arende(
    e: Arbetsenhet, slag: str, r: _Rad, vad: str, dag: date, texter: Callable[[], Iterable[str]], fraga: Fraga,
    rapport: tuple[str, str] | None = None,
) -> Traff:  # fmt: skip
    """What is quoted of a protected person is decided and made here: no text with their name goes with the find."""
    id_, nyckel, kod, skydd, ansvarig, kund, fornamn, efternamn = r[:8]
    skyddad = skydd is not None
    citera = partial(_citera, texter, fraga)
    if skyddad:
        citat: Utdrag | None = Utdrag(DOLT)
        if _far_lasa(e, kund, ansvarig):
            rena = [utan_namn(t, fornamn or "", efternamn or "", skyddad=True) for t in texter()]
            citat = utdrag(rena, fraga)
        citera = partial(_fardigt, citat)
    rubrik = f"{visningsnamn(fornamn, efternamn, skydd, f'Ärende {nyckel}')} · {vad}"
    under = f"{nyckel} · {insats_ord(kod)} · {datum_kort(dag, e.idag)}"
    return Traff(slag, nyckel, rubrik, under, citera, rapport, skyddad, id_)


def _citera(texter: Callable[[], Iterable[str]], fraga: Fraga) -> Utdrag | None:
    return utdrag(texter(), fraga)


def _fardigt(citat: Utdrag | None) -> Utdrag | None:
    return citat


def _far_lasa(e: Arbetsenhet, kund_id: int, kundansvarig_id: int | None) -> bool:
    """As services.arende.far_avsloja, for a row that has been read already."""
    a = e.aktor
    return a.agare or a.har("arbetsledare") or ansvarar(e, kund_id, kundansvarig_id)
