"""Search over everything one may see: cases, anordnare, notes and messages, and what reports say.

The full-text index is asked once for the newest of every group, and then each group for what is shown of it. What
that costs does not follow from how much there is: nothing is ranked and nothing counted. A protected
person is found by the number of the case only. What is written about them is quoted, without their name, for those
who may see the name; others are told that it is there (regelverk §9).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, or_, select

from ..models import Anordnare, Anteckning, Insats, Kundidentitet, Meddelande, Rapportinnehall, sokindex
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
_Ids = dict[int, list[int]]
DOLT = "Skyddade personuppgifter. Öppna ärendet för att läsa."

_ARENDE = (
    Insats.nyckel, Insats.kod, Insats.skydd, Insats.sista_dag, Insats.kundansvarig_id, Insats.kund_id,
    Kundidentitet.fornamn, Kundidentitet.efternamn, Anordnare.namn.label("anordnare"),
)  # fmt: skip


def _vidare(q: Select[Any]) -> Select[Any]:
    return q.outerjoin(Kundidentitet, Kundidentitet.kund_id == Insats.kund_id).outerjoin(
        Anordnare, Anordnare.id == Insats.anordnare_id
    )


def _om(kolumner: tuple[Any, ...], av: Any, id_: Any) -> Select[Any]:
    """What is shown of rows that belong to a case. Made once: the same questions are asked at every key."""
    q = select(id_.label("id"), *kolumner, *_ARENDE)
    q = q.select_from(Insats) if av is Insats else q.select_from(av).join(Insats, Insats.id == av.insats_id)
    return _vidare(q).where(id_.in_(bindparam("ids", expanding=True)))


_ARENDEN = _om((), Insats, Insats.id)
_ANTECKNINGAR = _om((Anteckning.datum, Anteckning.rubrik, Anteckning.text), Anteckning, Anteckning.id).where(
    or_(Anteckning.signerad.is_not(None), Anteckning.skriven_av == bindparam("jag"))
)
"""One that is not signed is still its writer's own. The index has found no other; this holds whatever it says."""
_MEDDELANDEN = _om(
    (Meddelande.tid, Meddelande.amne, Meddelande.text, Meddelande.riktning, Meddelande.motpart),
    Meddelande,
    Meddelande.id,
)
_R = Rapportinnehall
_RAPPORTER = _om((_R.slag, _R.avser, _R.omgang, _R.inkommen, _R.innehall), _R, _R.id)
_ANORDNARE = select(Anordnare.id, Anordnare.namn, Anordnare.kommundelar).where(
    Anordnare.id.in_(bindparam("ids", expanding=True))
)


def sok(e: Arbetsenhet, text: str, per_grupp: int = PER_GRUPP) -> Sokresultat:
    """The newest finds of each group that hold every word; the last word may be a beginning."""
    if not e.aktor.har(*ARENDEROLLER):
        return Sokresultat(text)
    fraga = Fraga.av(text)
    if fraga.tom:
        return Sokresultat(text, for_kort=bool(text.strip()))
    antal = per_grupp + 1
    hogst = {s: antal * _OMGANGAR if s == sokindex.RAPPORT else antal for s in sokindex.SLAG}
    ids = sokindex.sok(e.anslutning, fraga, hogst, e.aktor.anvandare)
    fynd = (_arenden, _anordnare, _skrivet, _rapporter)
    ut = []
    for (kod, rubrik), hamta in zip(GRUPPER, fynd, strict=True):
        traffar = hamta(e, fraga, ids, antal)
        if traffar:
            ut.append(Traffgrupp(kod, rubrik, tuple(traffar[:per_grupp]), len(traffar) > per_grupp))
    return Sokresultat(text, tuple(ut))


def _rader(e: Arbetsenhet, ids: list[int], q: Any, **mer: str) -> list[Any]:
    if not ids:
        return []
    rader = {r.id: r for r in e.anslutning.execute(q, {"ids": ids, **mer})}
    return [rader[i] for i in ids if i in rader]


def _namn(r: Any) -> str:
    return visningsnamn(r.fornamn, r.efternamn, r.skydd, f"Ärende {r.nyckel}")


def _arenden(e: Arbetsenhet, fraga: Fraga, ids: _Ids, antal: int) -> list[Traff]:
    ut = []
    for r in _rader(e, ids[sokindex.ARENDE], _ARENDEN):
        slut = f"avslutades {datum_kort(r.sista_dag, e.idag)}" if r.sista_dag and r.sista_dag < e.idag else ""
        under = " · ".join(x for x in (r.nyckel, insats_ord(r.kod), r.anordnare, slut) if x)
        ut.append(Traff("arende", r.nyckel, _namn(r), under, skyddad=r.skydd is not None))
    return ut


def _anordnare(e: Arbetsenhet, fraga: Fraga, ids: _Ids, antal: int) -> list[Traff]:
    rader = _rader(e, ids[sokindex.ANORDNARE], _ANORDNARE)
    return [Traff("anordnare", r.namn, r.namn, (r.kommundelar or "").replace("\n", ", ")) for r in rader]


def _skrivet(e: Arbetsenhet, fraga: Fraga, ids: _Ids, antal: int) -> list[Traff]:
    """Notes and messages together, by the day they are of."""
    anteckningar = _rader(e, ids[sokindex.ANTECKNING], _ANTECKNINGAR, jag=e.aktor.anvandare)
    brev = _rader(e, ids[sokindex.MEDDELANDE], _MEDDELANDEN)
    alla = [*((r.datum, _anteckning, r) for r in anteckningar), *((r.tid.date(), _meddelande, r) for r in brev)]
    alla.sort(key=lambda x: x[0], reverse=True)
    return [traff(e, r, dag, fraga) for dag, traff, r in alla[:antal]]


def _anteckning(e: Arbetsenhet, r: Any, dag: date, fraga: Fraga) -> Traff:
    rubrik = "Anteckning" if r.skydd else r.rubrik or "Anteckning"
    return _med_utdrag(e, "anteckning", r, f"{_namn(r)} · {rubrik}", dag, (r.rubrik, r.text), fraga)


def _meddelande(e: Arbetsenhet, r: Any, dag: date, fraga: Fraga) -> Traff:
    vem = "Meddelande från anordnaren" if r.riktning == "in" else "Meddelande till anordnaren"
    return _med_utdrag(e, "meddelande", r, f"{_namn(r)} · {vem}", dag, (r.amne, r.text, r.motpart), fraga)


def _rapporter(e: Arbetsenhet, fraga: Fraga, ids: _Ids, antal: int) -> list[Traff]:
    sedda: dict[tuple[str, str, str], Traff] = {}
    for r in _rader(e, ids[sokindex.RAPPORT], _RAPPORTER):
        nyckel = (r.nyckel, r.slag, r.avser)
        if nyckel in sedda or len(sedda) >= antal:
            continue
        rubrik = f"{_namn(r)} · {rubrik_for(r.slag, r.avser)}"
        texter = sokindex.rapporttexter(r.innehall)
        sedda[nyckel] = _med_utdrag(
            e, "rapport", r, rubrik, r.inkommen, texter, fraga, rapport=(r.slag, r.avser)
        )  # fmt: skip
    return list(sedda.values())


def _med_utdrag(
    e: Arbetsenhet, slag: str, r: Any, rubrik: str, dag: date, texter: Iterable[str | None], fraga: Fraga,
    rapport: tuple[str, str] | None = None,
) -> Traff:  # fmt: skip
    skyddad = r.skydd is not None
    if skyddad and not _far_lasa(e, r.kund_id, r.kundansvarig_id):
        u: Utdrag | None = Utdrag(DOLT)
    else:
        rena = [t for t in texter if t]
        if skyddad:
            rena = [utan_namn(t, r.fornamn or "", r.efternamn or "", skyddad=True) for t in rena]
        u = utdrag(rena, fraga)
    under = " · ".join(x for x in (r.nyckel, insats_ord(r.kod), datum_kort(dag, e.idag)) if x)
    return Traff(
        slag, r.nyckel, rubrik, under, u.text if u else "", u.markerade if u else (), rapport, skyddad
    )  # fmt: skip


def _far_lasa(e: Arbetsenhet, kund_id: int, kundansvarig_id: int | None) -> bool:
    """As services.arende.far_avsloja, for a row that has been read already."""
    a = e.aktor
    return a.agare or a.har("arbetsledare") or ansvarar(e, kund_id, kundansvarig_id)
