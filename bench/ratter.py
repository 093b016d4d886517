"""What the policies of a shared database cost: the SQL of the queue and of a case, with them and without.

With: as a karriärvägledare who is logged in with a role of their own. Without: the same statements with the same
values as the owner of the tables, whom policies do not concern. Of 20 000 cases one in a hundred is protected; a
karriärvägledare has 200, and some as a vikarie. The two take turns, and turns in going first, on several pairs of
connections, so that whatever else the machine does falls on both; of each statement the time counts that three of
four took longer than, for what takes longer is the machine's. The server's two processes are kept on one processor:
to wake one on another costs as much as a small statement, and which of the two sat beside us decided the ratio.
"""

# ruff: noqa: E501 - statements of SQL

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .data import ANORDNARE, ANSVARIGA, IDAG
from .logg import server
from .tabell import Matt, ms, tid

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Databas

TAK = 1.3
PAR, OMGANGAR = 5, 12
JAG, JAG_ID = "kv001", 1
MITT = "I0000100"
"""A case of mine: numbers that leave nothing when divided by how many we are."""

_Fragor = list[tuple[str, Any]]


def mat(plats: Path, litet: bool) -> list[Matt]:
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    with server() as url:
        db = skapa(tolka_adress(url))
        try:
            _bygg(url, 400 if litet else 20_000)
            fragor = _fragor(db)
        finally:
            db.stang()
        return [_mat(url, namn, sql, 1 if litet else PAR) for namn, sql in fragor.items()]


def _bygg(url: str, antal: int) -> None:
    import psycopg

    skydd = "CASE WHEN n % 100 = 7 THEN 'sekretessmarkering' END"
    dag = f"date '{IDAG}'"
    with psycopg.connect(url, autocommit=True) as c:
        c.execute(f"CREATE ROLE {JAG} LOGIN IN ROLE karriarvagledare")
        c.execute("SET session_replication_role = replica")  # rows of a measure are not logged one by one
        for sats in (
            "INSERT INTO handlaggare (id, anvandare, namn, roll, version) SELECT n, 'kv' || lpad(n::text, 3, '0'),"
            f" 'Person ' || n, 'karriarvagledare', 1 FROM generate_series(1, {ANSVARIGA}) n",
            f"INSERT INTO anordnare (id, namn, version) SELECT n, 'Anordnare ' || n, 1 FROM generate_series(1, {ANORDNARE}) n",
            f"INSERT INTO kund (id, nyckel, skydd, malgrupp, kundansvarig_id, version) SELECT n, 'K' || n, {skydd},"
            f" 'bistand', n % {ANSVARIGA} + 1, 1 FROM generate_series(1, {antal}) n",
            "INSERT INTO kundidentitet (kund_id, fornamn, efternamn, sortnyckel, soktext, skydd, kundansvarig_id, version)"
            " SELECT id, 'Förnamn' || id % 997, 'Ek' || id % 1009, 'ek' || id % 1009, 'ek' || id % 1009, skydd,"
            " kundansvarig_id, 1 FROM kund",
            "INSERT INTO insats (id, nyckel, kund_id, kod, kundval, anordnare_id, beslut, aktualiserad, bemannad, uppdrag,"
            " start, historik, orsak_dold, skydd, kundansvarig_id, version) SELECT id, 'I' || lpad(id::text, 7, '0'), id,"
            f" 'AMI2', 'AMI', id % {ANORDNARE} + 1, {dag} - 100, {dag} - 100, {dag} - 99, {dag} - 98, {dag} - 90, false,"
            " false, skydd, kundansvarig_id, 1 FROM kund",
            "INSERT INTO frist (insats_id, kod, avser, ansvarig, utlost, forfaller, vilande, ersatt, gul_kvar, kalla,"
            " tolkning, sak, huvud, slag, bevakas, insatskod, kundval, anordnare_id, kund_id, kundansvarig_id, skyddad)"
            f" SELECT i.id, k.kod, '', 'KV', {dag} - 90, {dag} + (i.id * 31 + k.nr * 37) % 180 - 60, (i.id + k.nr) % 20 = 0,"
            " false, 2, 'K 8', '', k.kod, true, k.slag, false, 'AMI2', 'AMI', i.anordnare_id, i.kund_id,"
            " i.kundansvarig_id, i.skydd IS NOT NULL FROM insats i, (VALUES (1, 'granska_rapport', 'rapport'),"
            " (2, 'granska_plan', 'plan'), (3, 'uppdrag', 'nytt'), (4, 'uppfoljning', 'mote'), (5, 'slutdatum', 'avslut'))"
            " AS k (nr, kod, slag)",
            "INSERT INTO manadsrapport (insats_id, manad, klarmarkerad, godkand, underlag, version) SELECT i.id,"
            f" to_char({dag} - m * 30, 'YYYY-MM'), {dag} - m * 30, {dag} - m * 30 + 3, {dag} - m * 30, 1 FROM insats i,"
            " generate_series(1, 3) m",
            "INSERT INTO anteckning (insats_id, datum, text, skriven_av, signerad, version) SELECT i.id,"
            f" {dag} - m * 30, 'Samtal om planen.', 'kv001', {dag} - m * 30, 1 FROM insats i, generate_series(1, 3) m",
            "INSERT INTO kontakt (insats_id, datum, typ) SELECT i.id,"
            f" {dag} - m * 7, 'veckokontakt' FROM insats i, generate_series(1, 10) m",
            "INSERT INTO mote (insats_id, typ, start, slut, lage, uid, sekvens, version) SELECT id, 'trepart',"
            f" {dag} - 20, {dag} - 20, 'hallet', 'mote-' || id, 0, 1 FROM insats",
            "INSERT INTO overlamning (kund_id, fran_id, till_id, datum, ater, version) SELECT id, kundansvarig_id,"
            f" (kundansvarig_id + 1) % {ANSVARIGA} + 1, current_date - 2, current_date + 9, 1 FROM kund WHERE id % 50 = 7",
            "VACUUM ANALYZE",
        ):
            c.execute(sats.encode())


def _fragor(db: Databas) -> dict[str, _Fragor]:
    """What the services ask, as a karriärvägledare, with the values they ask it with."""
    from sqlalchemy import event

    from kundvalsdesk.services import arende, ko
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import Aktor, KoFilter

    jag = Aktor(JAG, "Person 1", frozenset({"karriarvagledare"}), JAG_ID)
    sagt: _Fragor = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def _hor(_a: Any, _m: Any, sats: str, varden: Any, _s: Any, _n: bool) -> None:
        if sats.startswith(("SELECT", "WITH")):
            sagt.append((sats, varden))

    ut: dict[str, _Fragor] = {}
    regelverk = las_regelverk()
    for namn, gor in (
        ("queue of mine", lambda e: ko.sida(e, KoFilter(), 0, 200, ko.oversikt(e, KoFilter()))),
        (
            "queue of all",
            lambda e: ko.sida(e, KoFilter(urval="alla"), 0, 200, ko.oversikt(e, KoFilter(urval="alla"))),
        ),
        ("counts", ko.raknare),
        ("case", lambda e: arende.hamta(e, MITT)),
    ):
        sagt.clear()
        with enhet(db, jag, regelverk, IDAG) as e:
            gor(e)
        ut[namn] = list(sagt)
    return ut


def _mat(url: str, namn: str, sql: _Fragor, antal_par: int) -> Matt:
    tider: list[tuple[list[float], list[float]]] = [([], []) for _ in sql]
    for _ in range(antal_par):
        _ett_par(url, namn, sql, tider)
    a, b = (sum(statistics.quantiles(t[n], n=4)[0] for t in tider) for n in (0, 1))
    return Matt(f"policies on against off, {namn}: {len(sql)} statements", ms(a), ms(b), a / b, TAK)


def _ett_par(url: str, namn: str, sql: _Fragor, tider: list[tuple[list[float], list[float]]]) -> None:
    """On two new connections, each at a process of the server's own, as the program makes them."""
    import psycopg

    from kundvalsdesk.models.motor import PG_VAL

    def oppna(**mer: str) -> psycopg.Connection[Any]:
        return psycopg.connect(psycopg.conninfo.make_conninfo(url, options=PG_VAL, **mer))

    def en(c: psycopg.Connection[Any], sats: str, varden: Any) -> int:
        return len(c.execute(sats.encode(), varden).fetchall())

    with oppna(user=JAG) as med, oppna() as utan:
        _pa_en_processor(med.info.backend_pid, utan.info.backend_pid)
        for _ in range(12):  # as prepared statements, as they are after some time at the desk
            rader = [sum(en(c, *x) for x in sql) for c in (med, utan)]
        if not 0 < rader[0] <= rader[1]:
            raise AssertionError(f"{namn}: {rader[0]} rows with policies, {rader[1]} without")
        for omgang in range(OMGANGAR):
            for x, t in zip(sql, tider, strict=True):
                for n in (0, 1) if omgang % 2 else (1, 0):
                    t[n].append(tid(lambda x=x, c=(med, utan)[n]: en(c, *x)))  # type: ignore[misc]


def _pa_en_processor(*processer: int) -> None:
    """Where the system lets us: the last of those that we may use."""
    if sys.platform == "linux":
        sist = max(os.sched_getaffinity(0))
        for process in processer:
            os.sched_setaffinity(process, {sist})
