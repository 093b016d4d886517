"""What the import asks of the database and puts into it: keys that exist, new ids, rows in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, Table, func, insert, select, text

from ...models import (
    Anordnare,
    Aterremiss,
    Auktorisation,
    Bas,
    Forlangning,
    Franvaro,
    Genomforandeplan,
    Handlaggare,
    Incident,
    Insats,
    Kontakt,
    Kund,
    Kundidentitet,
    Manadsrapport,
    Slutrapport,
)
from ..arbetsenhet import Arbetsenhet
from .blad import Blad
from .kontroller import Handlaggarinfo, Insatsinfo, Kundinfo, Lage, Retur
from .tolkning import fodelsedatum

KLASS: dict[str, type[Bas]] = {
    "handlaggare": Handlaggare,
    "anordnare": Anordnare,
    "auktorisationer": Auktorisation,
    "kunder": Kund,
    "insatser": Insats,
    "genomforandeplaner": Genomforandeplan,
    "manadsrapporter": Manadsrapport,
    "slutrapporter": Slutrapport,
    "franvaro": Franvaro,
    "forlangningar": Forlangning,
    "kontakter": Kontakt,
    "aterremisser": Aterremiss,
    "incidenter": Incident,
}
MED_NYCKEL = ("handlaggare", "anordnare", "kunder", "insatser")
"""Sheets whose rows others point to: their ids are needed at once."""
SATS = 2000


def tabell(blad: str) -> Table:
    return tabell_for(KLASS[blad])


def tabell_for(klass: type[Bas]) -> Table:
    tabellen = klass.__table__
    if not isinstance(tabellen, Table):
        raise TypeError(klass.__name__)
    return tabellen


def las_lage(e: Arbetsenhet) -> Lage:
    """What the database already knows of, as far as references and checks ask for it."""
    s = e.session
    lage = Lage(e.regelverk)
    for h in s.execute(select(Handlaggare.anvandare, Handlaggare.id, Handlaggare.roll)):
        lage.handlaggare[h.anvandare] = Handlaggarinfo(h.id, h.roll)
    lage.anordnare = {rad.namn: rad.id for rad in s.execute(select(Anordnare.namn, Anordnare.id))}
    a = Auktorisation
    for rad in s.execute(select(a.anordnare_id, a.avser, a.fran, a.till)):
        lage.auktorisationer.setdefault(rad.anordnare_id, []).append((rad.avser, rad.fran, rad.till))
    fragan = select(
        Kund.nyckel, Kund.id, Kund.malgrupp, Kund.skydd, Kund.kundansvarig_id,
        Kundidentitet.fodelsedatum, Kundidentitet.personnummer,
    ).outerjoin(Kundidentitet, Kundidentitet.kund_id == Kund.id)  # fmt: skip
    for k in s.execute(fragan):
        fodd = k.fodelsedatum or (fodelsedatum(k.personnummer) if k.personnummer else None)
        lage.kunder[k.nyckel] = Kundinfo(k.id, fodd, k.malgrupp, k.skydd, k.kundansvarig_id, False)
    i = Insats
    for r in s.execute(
        select(i.nyckel, i.id, i.kund_id, i.kod, i.start, i.slut, i.sista_dag, i.historik, i.parallell_bedomning)
    ):
        lage.insatser[r.nyckel] = Insatsinfo(
            r.id, r.kund_id, r.kod, r.start, r.slut, r.sista_dag, r.historik, bool(r.parallell_bedomning), False
        )
    for nyckel, antal in s.execute(
        select(i.nyckel, func.count())
        .join(Forlangning, Forlangning.insats_id == i.id)
        .where(Forlangning.beslut == "beviljad")
        .group_by(i.nyckel)
    ):
        lage.beviljade[nyckel] = antal
    return lage


class Idgivare:
    """New ids of one table. On PostgreSQL they are taken from its sequence, so that others may write
    meanwhile; a local file has one writer, who counts on from the highest."""

    def __init__(self, e: Arbetsenhet, blad: str, skriv: bool) -> None:
        self._e = e
        self._tabell = tabell(blad)
        self._ur_sekvens = skriv and not e.lokal
        self._kvar: Iterator[int] = iter(())
        if not self._ur_sekvens:
            hogsta = e.session.execute(select(func.coalesce(func.max(self._tabell.c.id), 0))).scalar_one()
            self._nasta = int(hogsta)

    def ny(self) -> int:
        if not self._ur_sekvens:
            self._nasta += 1
            return self._nasta
        for id_ in self._kvar:
            return id_
        fragan = text("SELECT nextval(pg_get_serial_sequence(:tabell, 'id')) FROM generate_series(1, :antal)")
        satsen = self._e.session.scalars(fragan, {"tabell": self._tabell.name, "antal": SATS}).all()
        self._kvar = iter([int(n) for n in satsen])
        return next(self._kvar)


class Skrivare:
    """Gathers rows of one table and writes them in bulk. `forst`: what its rows point to is written before
    them."""

    def __init__(self, e: Arbetsenhet, mal: Table, forst: Skrivare | None = None) -> None:
        self._e = e
        self._forst = forst
        self._sats = insert(mal)
        self._rader: list[dict[str, Any]] = []

    def lagg(self, rad: dict[str, Any]) -> None:
        self._rader.append(rad)
        if len(self._rader) >= SATS:
            self.tom()

    def tom(self) -> None:
        if self._forst is not None:
            self._forst.tom()
        if self._rader:
            self._e.session.execute(self._sats, self._rader)
            self._rader = []


class Dubbletter:
    """Keys of the rows that have no id of their own in `Lage`: those of the import, and those of the
    database.

    Only used when an import has already been found wanting: a good one leaves it to the unique constraints.
    """

    def __init__(self, e: Arbetsenhet, blad: Blad) -> None:
        self._e = e
        self._kolumner = [tabell(blad.namn).c[blad.index[k].i_databasen] for k in blad.nyckel]
        self._sedda: set[tuple[Any, ...]] = set()
        self._i_databasen: dict[Any, set[tuple[Any, ...]]] = {}

    def finns(self, nyckel: tuple[Any, ...]) -> str:
        """ "filen" or "databasen" if the key is taken there, else ""; the key counts as taken from now on."""
        if nyckel in self._sedda:
            return "filen"
        self._sedda.add(nyckel)
        forsta = nyckel[0]
        if forsta not in self._i_databasen:
            fragan: Select[Any] = select(*self._kolumner).where(self._kolumner[0] == forsta)
            self._i_databasen[forsta] = {tuple(r) for r in self._e.session.execute(fragan)}
        return "databasen" if nyckel in self._i_databasen[forsta] else ""


def granskningsdagar(
    e: Arbetsenhet, insats_id: int, avser: str
) -> tuple[list[tuple[str, date | None]], list[Retur], date | None] | None:
    """The days of a report or plan that stands in the database, with its later returns; None if there is
    none."""
    s, m, p = Slutrapport, Manadsrapport, Genomforandeplan
    if avser == "slut":
        fragan = select(s.inkommen, s.aterremitterad, s.inkommen_igen, s.godkand).where(s.insats_id == insats_id)
    elif "-" in avser:
        fragan = select(m.klarmarkerad, m.aterremitterad, m.klarmarkerad_igen, m.godkand).where(
            m.insats_id == insats_id, m.manad == avser
        )
    else:
        fragan = select(p.inkommen, p.aterremitterad, p.inkommen_igen, p.godkand).where(
            p.insats_id == insats_id, p.nummer == int(avser)
        )
    rad = e.session.execute(fragan).first()
    if rad is None:
        return None
    a = Aterremiss
    senare = [
        Retur(0, r.aterremitterad, r.inkommen_igen)
        for r in e.session.execute(
            select(a.aterremitterad, a.inkommen_igen).where(a.insats_id == insats_id, a.avser == avser)
        )
    ]
    namn = ("klarmarkerad", "aterremitterad", "klarmarkerad_igen") if "-" in avser else (
        "inkommen", "aterremitterad", "inkommen_igen",
    )  # fmt: skip
    return list(zip(namn, rad[:3], strict=True)), senare, rad[3]


def nya_insatser_per_kund(lage: Lage) -> dict[int, list[int]]:
    """Insatser of each kund, by ids."""
    ut: dict[int, list[int]] = defaultdict(list)
    for i in lage.insatser.values():
        ut[i.kund_id].append(i.id)
    return ut
