"""A shared database as it is in use: an owner that is no superuser, and one login in each group.

What is in it is put there by the program, as the owner; what is asked of it afterwards is plain SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
import pytest

AGARE = "agaren"
IDAG = date(2024, 5, 1)

INLOGGNINGAR = {
    "anlu": "karriarvagledare",  # has the protected kund K0002
    "boek": "karriarvagledare",
    "vika": "karriarvagledare",  # vikarie for the protected kund K0005
    "sper": "karriarvagledare",  # barred
    "gust": "arbetsledare",
    "hara": "arbetsledare",
    "kval": "kvalitetsutvecklare",
    "koor": "kundkoordinator",
    "syss": "systemspecialist",
    "dass": "dataskyddssamordnare",
    "utan": "karriarvagledare",  # in the group, but no handläggare
    "ingn": None,  # a handläggare whose login has left the group
    "frmd": None,  # a login of another database on the same server
}


HEMLIGT = re.compile("Hemlig|Granat|Beryll|Dold|19640823|640823|K000[25]|2024-000[25]|HEMLIGT")
"""What boek may not come upon in any way, in no row, message or hint of the server."""


@dataclass
class Utfall:
    """What came of an attack: the SQLSTATE it was refused with (or ""), rows touched, rows read, all that was said."""

    kod: str
    antal: int
    rader: list[tuple[Any, ...]]
    sagt: str

    @property
    def tomt(self) -> bool:
        """Nothing read: no row, or nothing but zeros and nulls."""
        return not self.kod and all(v in (None, 0, False, "", []) for r in self.rader for v in r)


@dataclass
class Enhet:
    """The database, and a connection for each login."""

    url: Callable[[str], str]
    tal: dict[str, int] = field(default_factory=dict)
    _oppna: dict[str, psycopg.Connection[Any]] = field(default_factory=dict)

    def som(self, anvandare: str) -> psycopg.Connection[Any]:
        if anvandare not in self._oppna or self._oppna[anvandare].closed:
            self._oppna[anvandare] = psycopg.connect(self.url(anvandare), autocommit=False)
        return self._oppna[anvandare]

    def angrip(self, vem: str, sats: str) -> Utfall:
        """One attack in a transaction of its own that is rolled back. Statements of several steps end in ";;"."""
        c = self.som(vem)
        sagt: list[str] = []
        c.add_notice_handler(lambda d: sagt.append(f"{d.message_primary} {d.message_detail}"))
        try:
            antal, rader = 0, []
            for steg in sats.format_map(self.tal).split(";;"):
                if steg.endswith("TO STDOUT"):
                    with c.cursor().copy(steg.encode()) as ut:
                        rader = [(bytes(bit).decode(),) for bit in ut]
                    continue
                cur = c.execute(steg.encode())
                antal, rader = cur.rowcount, cur.fetchall() if cur.description else []
            return Utfall("", antal, rader, " ".join(sagt) + repr(rader))
        except psycopg.Error as fel:
            d = fel.diag
            sagt += [str(fel), str(d.message_detail), str(d.message_hint), str(d.context)]
            return Utfall(fel.sqlstate or "?", 0, [], " ".join(sagt))
        finally:
            c.rollback()
            c._notice_handlers.clear()

    def stang(self) -> None:
        for c in self._oppna.values():
            c.close()


@pytest.fixture(scope="module")
def enhet(postgresserver: Callable[[str], str]) -> Iterator[Enhet]:
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.databas import skapa

    chef = postgresserver("postgres")
    with psycopg.connect(chef, autocommit=True) as c:
        for namn in (AGARE, *INLOGGNINGAR):
            c.execute(f"DROP ROLE IF EXISTS {namn}")
        c.execute(f"CREATE ROLE {AGARE} LOGIN CREATEROLE")
        c.execute(f"CREATE DATABASE enheten OWNER {AGARE}")

    def url(anvandare: str) -> str:
        return psycopg.conninfo.make_conninfo(postgresserver("enheten"), user=anvandare)

    def adress(anvandare: str) -> str:
        return f"postgresql://{anvandare}@/enheten?host={psycopg.conninfo.conninfo_to_dict(chef)['host']}"

    skapa(tolka_adress(adress(AGARE))).stang()
    with psycopg.connect(chef, autocommit=True) as c:
        for namn, grupp in INLOGGNINGAR.items():
            c.execute(f"CREATE ROLE {namn} LOGIN")
            if grupp:
                c.execute(f"GRANT {grupp} TO {namn}")
        c.execute("GRANT CONNECT ON DATABASE enheten TO ingn, frmd")  # worse than it is
    databas = oppna_motor(tolka_adress(adress(AGARE)), None)
    e = Enhet(url)
    try:
        fyll(databas)
        with psycopg.connect(url(AGARE), autocommit=True) as c:
            for namn in INNEHALL:
                c.execute(namn)
            c.execute("ANALYZE")
            e.tal |= {
                f"i{nyckel[-1]}" if "-" in nyckel else f"k{nyckel[-1]}": id_
                for nyckel, id_ in c.execute("SELECT nyckel, id FROM insats UNION ALL SELECT nyckel, id FROM kund")
            }
            e.tal |= dict(c.execute("SELECT anvandare, id FROM handlaggare").fetchall())
            e.tal |= dict(c.execute("SELECT 'note', max(id) FROM anteckning WHERE insats_id = " + _i(2)).fetchall())
        yield e
    finally:
        e.stang()
        databas.stang()
        with psycopg.connect(chef, autocommit=True) as c:
            c.execute("DROP DATABASE enheten WITH (FORCE)")
            for namn in (AGARE, *INLOGGNINGAR):
                c.execute(f"REVOKE ALL ON DATABASE postgres FROM {namn}")
                c.execute(f"DROP OWNED BY {namn}")
                c.execute(f"DROP ROLE {namn}")


def fyll(databas: Any) -> None:
    """Two protected kunder and three others, each with an insats; made by the program's own import."""
    from kundvalsdesk.services.overforing import las_in
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    agare = Aktor(AGARE, AGARE, frozenset(ROLLER), agare=True)
    ut = las_in(databas, agare, las_regelverk(), IDAG, BLAD)
    assert ut.fel == (), ut.fel


BLAD: dict[str, list[dict[str, str]]] = {
    "handlaggare": [
        {"anvandare": a, "namn": f"Namn {a}", "roll": r or "karriarvagledare"}
        for a, r in INLOGGNINGAR.items()
        if a not in ("utan", "frmd")
    ],
    "anordnare": [{"anordnare": "Björken"}, {"anordnare": "Ågården"}],
    "auktorisationer": [{"anordnare": "Björken", "avser": "AMI", "fran": "2021-03-01"}],
    "kunder": [
        {"kund": "K0001", "fornamn": "Dragana", "efternamn": "Ek", "malgrupp": "bistand", "karriarvagledare": "anlu"},
        {"kund": "K0002", "fornamn": "Hemlig", "efternamn": "Granat", "skydd": "sekretessmarkering",
         "personnummer": "19640823-3234", "malgrupp": "bistand", "karriarvagledare": "anlu"},
        {"kund": "K0003", "fornamn": "Åke", "efternamn": "Öman", "malgrupp": "bistand", "karriarvagledare": "boek"},
        {"kund": "K0004", "fornamn": "Eva", "efternamn": "Sten", "malgrupp": "bistand", "karriarvagledare": "gust"},
        {"kund": "K0005", "fornamn": "Dold", "efternamn": "Beryll", "skydd": "skyddad_folkbokforing",
         "malgrupp": "bistand", "karriarvagledare": "anlu"},
    ],
    "insatser": [
        {"insats": f"2024-000{n}", "kund": f"K000{n}", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-04-01",
         "aktualiserad": "2024-04-01", "bemannad": "2024-04-02", "uppdrag": "2024-04-03", "start": "2024-04-08",
         "historik": "nej"}
        for n in range(1, 6)
    ],
    "manadsrapporter": [
        {"insats": f"2024-000{n}", "manad": "2024-04", "klarmarkerad": "2024-05-01"} for n in range(1, 6)
    ],
    "incidenter": [
        {"incident": f"I2024-0{n}", "insats": f"2024-000{n}", "upptackt": "2024-04-20T10:00",
         "kv_underrattad": "2024-04-20T11:00"}
        for n in (2, 3)
    ],
}  # fmt: skip


def _i(n: int) -> str:
    return f"(SELECT id FROM insats WHERE nyckel = '2024-000{n}')"


def _h(anvandare: str) -> str:
    return f"(SELECT id FROM handlaggare WHERE anvandare = '{anvandare}')"


INNEHALL = [
    "UPDATE handlaggare SET sparrad = current_date WHERE anvandare = 'sper'",
    "INSERT INTO overlamning (kund_id, fran_id, till_id, datum, ater, version) SELECT id, kundansvarig_id, "
    f"{_h('vika')}, current_date - 1, current_date + 5, 1 FROM kund WHERE nyckel = 'K0005'",
    # One that has ended, and one that was passed on: neither gives anything.
    "INSERT INTO overlamning (kund_id, fran_id, till_id, datum, ater, version) SELECT id, kundansvarig_id, "
    f"{_h('boek')}, current_date - 9, current_date - 2, 1 FROM kund WHERE nyckel = 'K0002'",
    *(
        f"INSERT INTO {t} (insats_id, {k}, version) SELECT {_i(n)}, {v}, 1"
        for n in (1, 2, 3, 5)
        for t, k, v in (
            ("forlangning", "begard, begard_av_id, motivering, mal",
             f"date '2024-05-01', {_h('gust')}, 'HEMLIGT', 'm'"),
            ("anteckning", "datum, text, skriven_av, signerad, signerad_av",
             "date '2024-05-01', 'HEMLIGT signerat', 'boek', timestamp '2024-05-01 10:00', 'boek'"),
            ("anteckning", "datum, text, skriven_av", "date '2024-05-01', 'HEMLIGT utkast', 'boek'"),
            ("meddelande", "riktning, kanal, tid, text, skriven_av",
             "'ut', 'epost', timestamp '2024-05-01 10:00', 'HEMLIGT', 'boek'"),
            ("franvaro", "typ, fran, orsak", "'sjuk', date '2024-04-20', 'HEMLIGT'"),
            ("mote", "typ, start, slut, lage, uid, sekvens",
             f"'trepart', timestamp '2024-05-02 10:00', timestamp '2024-05-02 11:00', 'planerat', 'uid-{n}', 0"),
            ("bilaga", "namn, mediatyp, storlek, sha256, innehall, tillagd, tillagd_av",
             "'a.pdf', 'application/pdf', 1, 'x', '\\x00', timestamp '2024-05-01 10:00', 'boek'"),
        )
    ),
    *(
        "INSERT INTO dokument (insats_id, typ, nummer, utfardat, utfardat_av, underlag, innehall, sha256) "
        f"SELECT {_i(n)}, 'avbrott', 'AVB 2024-000{n}-1', date '2024-05-01', 'Namn boek', 'HEMLIGT', '\\x00', 'x'"
        for n in (1, 2, 3, 5)
    ),
    *(
        f"INSERT INTO {t} (anvandare, {k}) VALUES ('{a}', {v})"
        for a in ("anlu", "boek")
        for t, k, v in (
            ("marke", "insats_id, satt", f"{_i(3)}, timestamp '2024-05-01 10:00'"),
            ("paminnelse", "insats_id, datum, text, version", f"{_i(3)}, date '2024-05-01', 'HEMLIGT', 1"),
            ("sparat_filter", "namn, filter, skapad", "'mitt', '{}', timestamp '2024-05-01 10:00'"),
            ("granskningsutkast", "insats_id, slag, avser, text, andrad",
             f"{_i(3)}, 'rapport', '2024-04', 'HEMLIGT', timestamp '2024-05-01 10:00'"),
            ("notis", "tid, insats_id, kod, data", f"timestamp '2024-05-01 10:00', {_i(3)}, 'x', '{{}}'"),
        )
    ),
]  # fmt: skip
