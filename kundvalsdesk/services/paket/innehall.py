"""What a package holds, and nothing more: the one list of its columns, and the rows that are needed.

What is needed to judge the reports that wait: their texts and those they are read beside, the dates of the case, the
frånvaro and contacts of their time. A kund is a key and initials; of a protected one not even those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, func, insert, or_, select
from sqlalchemy.orm import Session

from ...models import Bas, Frist, Handlaggare, Insats, Kundidentitet
from ...rules.kalender import manadens_forsta, plus_manader
from ...rules.rapporttyper import SLUT, Innehall
from ..arbetsenhet import Arbetsenhet
from ..frister import fakta_for, rakna_om
from ..granskningslista import FRISTER
from ..granskningsunderlag import Sak, Texter, texter
from ..innehav import innehav, senaste_i_kraft
from ..maskning import initialer, utan_namn
from ..utkast import rapportslag

KOLUMNER: dict[str, tuple[str, ...]] = {
    "handlaggare": ("id", "anvandare", "namn", "roll", "version"),
    "anordnare": ("id", "namn", "version"),
    "kund": ("id", "nyckel", "skydd", "kundansvarig_id", "version"),
    "kundidentitet": ("kund_id", "efternamn", "sortnyckel", "skydd", "kundansvarig_id", "version"),
    "insats": (
        "id", "nyckel", "kund_id", "kod", "kundval", "anordnare_id", "beslut", "aktualiserad", "bemannad", "uppdrag",
        "start", "slut", "omfattning", "sista_dag", "avslutsbeslut", "avslutstyp", "avslutsorsak", "bevakas_fran",
        "historik", "skydd", "kundansvarig_id", "version",
    ),
    "genomforandeplan": (
        "id", "insats_id", "nummer", "inkommen", "aterremitterad", "aterremiss_skal", "inkommen_igen", "godkand",
        "revidering_begard", "version",
    ),
    "manadsrapport": (
        "id", "insats_id", "manad", "klarmarkerad", "aterremitterad", "aterremiss_skal", "klarmarkerad_igen",
        "godkand", "version",
    ),
    "slutrapport": (
        "id", "insats_id", "inkommen", "aterremitterad", "aterremiss_skal", "inkommen_igen", "godkand", "nasta_steg",
        "version",
    ),
    "aterremiss": ("id", "insats_id", "avser", "aterremitterad", "inkommen_igen", "skal", "version"),
    "franvaro": (
        "id", "insats_id", "typ", "fran", "till", "kontaktforsok", "registrerad", "intyg_anordnare", "intyg_kv",
        "intyg_fran_dag_ett", "meddelad", "bedomd", "version",
    ),
    "forlangning": ("id", "insats_id", "begard", "beslutad", "beslut", "version"),
    "kontakt": ("id", "insats_id", "datum", "typ"),
    "rapportinnehall": (
        "id", "insats_id", "slag", "avser", "omgang", "inkommen", "rubrik", "formular", "innehall", "progression",
        "kalla", "version",
    ),
    "granskningsutkast": ("id", "anvandare", "insats_id", "slag", "avser", "text", "andrad"),
}  # fmt: skip
"""Table → columns that are carried along, parents first. Every other column is empty in a package."""

EGET = {"frist", "installning", "schemaversion"}
"""What a new package holds besides: the frister, reckoned anew from its own facts, and what it says of itself.
Decisions taken in it add rows to `handling`, `logg` and `paketbeslut`."""

SKYDDAD = "skyddad"
"""That a person is protected masks them; in which way is nobody's business on the road."""

_SATS = 500
_TABELL = {"plan": "genomforandeplan", "rapport": "manadsrapport", "slutrapport": "slutrapport"}


def vantande(e: Arbetsenhet, handlaggare_id: int) -> list[Sak]:
    """The reports of those whose kunder one handläggare has today, also as a vikarie, that the review lists as
    theirs to decide. Returned ones wait for the anordnare and stay at home."""
    q = _vantar(e).where(innehav(e, handlaggare_id).hos(Frist.kundansvarig_id, Frist.kund_id))
    saker = [_sak(r.insats_id, r.kod, r.avser) for r in e.anslutning.execute(q)]
    return sorted(set(saker))


def antal_vantande(e: Arbetsenhet) -> dict[int, int]:
    """How many reports wait for each who has kunder today, by id."""
    lan = senaste_i_kraft(e.idag).subquery()
    har = func.coalesce(lan.c.till_id, Frist.kundansvarig_id)
    q = _vantar(e).add_columns(har.label("har")).outerjoin(lan, lan.c.kund_id == Frist.kund_id)
    per: dict[int, set[Sak]] = defaultdict(set)
    for r in e.anslutning.execute(q.where(har.is_not(None))):
        per[r.har].add(_sak(r.insats_id, r.kod, r.avser))
    return {i: len(saker) for i, saker in per.items()}


def _vantar(e: Arbetsenhet) -> Select[int, str, str]:
    return select(Frist.insats_id, Frist.kod, Frist.avser).where(
        Frist.kod.in_(FRISTER),
        Frist.vilande.is_(False),
        Frist.utlost <= e.idag,
        or_(Frist.stangs.is_(None), Frist.stangs > e.idag),
    )


def _sak(insats_id: int, kod: str, avser: str) -> Sak:
    slag = FRISTER[kod]
    return insats_id, slag, SLUT if slag == "slutrapport" else avser


def fyll(e: Arbetsenhet, mal: Session, h: Handlaggare, saker: Sequence[Sak]) -> None:
    """Copies what these reports need from the database at home to an empty package."""
    for tabell, rader in _rader(e, h, saker):
        if rader:
            mal.execute(insert(Bas.metadata.tables[tabell]), rader)
    rakna_om(mal, e.regelverk)


def _rader(e: Arbetsenhet, h: Handlaggare, saker: Sequence[Sak]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    ids = sorted({s[0] for s in saker})
    vill = set(saker)
    insatser = _hamta(e, "insats", "id", ids)
    kunder = _hamta(e, "kund", "id", sorted({i["kund_id"] for i in insatser}))
    namn = _Namn(e, insatser)
    for rad in (*insatser, *kunder):
        rad["skydd"] = rad["skydd"] and SKYDDAD
        # On the road there are no hand-overs, and nobody else: whoever has a kund at home is its kundansvarig there.
        rad["kundansvarig_id"] = h.id
    for i in insatser:  # why it ended matters only to who judges the slutrapport
        if (i["id"], "slutrapport", SLUT) not in vill:
            i["avslutsorsak"] = None
    yield "handlaggare", _hamta(e, "handlaggare", "id", [h.id])
    yield "anordnare", _hamta(e, "anordnare", "id", sorted({i["anordnare_id"] for i in insatser} - {None}))
    yield "kund", kunder
    yield "kundidentitet", [namn.identitet(k) for k in kunder]
    yield "insats", insatser
    for slag, tabell in _TABELL.items():
        rader = _hamta(e, tabell, "insats_id", ids)
        for r in rader:
            nu = (r["insats_id"], slag, _avser(slag, r)) in vill
            for falt in ("aterremiss_skal", "nasta_steg"):
                if falt in r:
                    r[falt] = namn.utan(r["insats_id"], r[falt]) if nu else None
        yield tabell, rader
    returer = _hamta(e, "aterremiss", "insats_id", ids)
    for r in returer:
        nu = any((r["insats_id"], slag, r["avser"]) in vill for slag in _TABELL)
        r["skal"] = namn.utan(r["insats_id"], r["skal"]) if nu else None
    yield "aterremiss", returer
    fran = _fran(e, saker)
    yield (
        "franvaro",
        [r for r in _hamta(e, "franvaro", "insats_id", ids) if r["till"] is None or r["till"] >= fran[r["insats_id"]]],
    )
    yield "forlangning", _hamta(e, "forlangning", "insats_id", ids)
    yield "kontakt", [r for r in _hamta(e, "kontakt", "insats_id", ids) if r["datum"] >= fran[r["insats_id"]]]
    innehall = _hamta(e, "rapportinnehall", "id", _texter(e, saker))
    for r in innehall:
        r["innehall"] = _innehall(r["innehall"], partial(namn.utan_i, r["insats_id"]))
        r["rubrik"] = namn.utan(r["insats_id"], r["rubrik"])
    yield "rapportinnehall", innehall
    yield (
        "granskningsutkast",
        [
            r | {"text": namn.utan(r["insats_id"], r["text"])}
            for r in _hamta(e, "granskningsutkast", "insats_id", ids)
            if r["anvandare"] == e.aktor.anvandare and (r["insats_id"], rapportslag(r["slag"]), r["avser"]) in vill
        ],
    )


def _hamta(e: Arbetsenhet, tabell: str, nyckel: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    return rader_ur(e, tabell, KOLUMNER[tabell], nyckel, ids)


def rader_ur(
    e: Arbetsenhet, tabell: str, namn: Sequence[str], nyckel: str, ids: Sequence[int]
) -> list[dict[str, Any]]:  # fmt: skip
    """The rows of a table, by one of its columns; of each only the columns named."""
    t = Bas.metadata.tables[tabell]
    kolumner = [t.c[k] for k in namn]
    ut: list[dict[str, Any]] = []
    for n in range(0, len(ids), _SATS):
        q = select(*kolumner).where(t.c[nyckel].in_(ids[n : n + _SATS])).order_by(*t.primary_key.columns)
        ut += [dict(r) for r in e.session.connection().execute(q).mappings()]
    return ut


def _avser(slag: str, rad: dict[str, Any]) -> str:
    return str(rad["nummer"]) if slag == "plan" else str(rad["manad"]) if slag == "rapport" else SLUT


def _fran(e: Arbetsenhet, saker: Sequence[Sak]) -> dict[int, date]:
    """From which day the frånvaro and contacts of an insats bear on what waits: repeated sickness looks back."""
    ut: dict[int, date] = {}
    for i, slag, avser in saker:
        d = manadens_forsta(avser) if slag == "rapport" else e.idag
        d = plus_manader(d, -e.regelverk.granskning(d).sjukperioder_manader)
        ut[i] = min(d, ut.get(i, d))
    return ut


def _texter(e: Arbetsenhet, saker: Sequence[Sak]) -> list[int]:
    """Ids of the contents: what waits, what it is compared with, and the plan that it is read beside."""
    alla: Texter = texter(e, saker)
    ids = sorted({s[0] for s in saker})
    fakta = {}
    for n in range(0, len(ids), _SATS):
        fakta.update(fakta_for(e.session, ids[n : n + _SATS]))
    ut = set()
    for sak in saker:
        for x in (alla.sjalv(sak), alla.foregaende(sak), alla.plan(sak, fakta[sak[0]][0])):
            if x is not None:
                ut.add(x.id)
    return sorted(ut)


def _innehall(text: str, mask: Callable[[str], str]) -> str:
    """The content with every text that people have written masked; codes and dates as they are."""
    i = Innehall.fran_json(text)
    return replace(
        i,
        rubrik=mask(i.rubrik),
        texter=tuple((k, mask(t)) for k, t in i.texter),
        delmal=tuple(
            replace(d, text=mask(d.text), aktivitet=mask(d.aktivitet), kommentar=mask(d.kommentar)) for d in i.delmal
        ),
        kontakter=tuple(replace(k, kommentar=mask(k.kommentar)) for k in i.kontakter),
        franvaro=tuple(replace(v, orsak=mask(v.orsak)) for v in i.franvaro),
    ).till_json()


class _Namn:
    """The names of the kunder at home: what they are called on the road, and what is taken out of texts."""

    def __init__(self, e: Arbetsenhet, insatser: Sequence[dict[str, Any]]) -> None:
        k = Kundidentitet
        self._kund = {i["id"]: i["kund_id"] for i in insatser}
        self._skyddade = {i["id"] for i in insatser if i["skydd"]}
        ids = sorted(set(self._kund.values()))
        self._namn: dict[int, tuple[str, str]] = {}
        for n in range(0, len(ids), _SATS):
            q = select(k.kund_id, k.fornamn, k.efternamn).where(k.kund_id.in_(ids[n : n + _SATS]))
            self._namn |= {r.kund_id: (r.fornamn or "", r.efternamn or "") for r in e.session.execute(q)}

    def identitet(self, kund: dict[str, Any]) -> dict[str, Any]:
        """Initials and key, where a name would stand; a protected kund gets none."""
        fore, efter = self._namn.get(kund["id"], ("", ""))
        kort = " · ".join(d for d in (initialer(fore, efter), kund["nyckel"]) if d)
        return {
            "kund_id": kund["id"],
            "efternamn": None if kund["skydd"] else kort,
            "sortnyckel": kund["nyckel"],
            "skydd": kund["skydd"],
            "kundansvarig_id": kund["kundansvarig_id"],
            "version": 1,
        }

    def utan(self, insats_id: int, text: str | None) -> str | None:
        return text and self.utan_i(insats_id, text)

    def utan_i(self, insats_id: int, text: str) -> str:
        fore, efter = self._namn.get(self._kund[insats_id], ("", ""))
        return utan_namn(text, fore, efter, skyddad=insats_id in self._skyddade)


def insatser_i(e: Arbetsenhet, saker: Sequence[Sak]) -> list[Insats]:
    """The cases that leave the house, for the log."""
    ids = sorted({s[0] for s in saker})
    ut: list[Insats] = []
    for n in range(0, len(ids), _SATS):
        ut += e.session.scalars(select(Insats).where(Insats.id.in_(ids[n : n + _SATS])).order_by(Insats.id))
    return ut
