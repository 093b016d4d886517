"""All tables of a year, against the plain GROUP BY queries that they need; and against a tenth of the insatser.

The queries are one for each table, as somebody would write them by hand, by the index that has all they ask for,
with their rows taken home: counts only, without a share, a mean or a check. The memory is what Python holds at most,
with many insatser and with few. What is drawn in the window's own thread is a diagram that is there already: the worst
of them, laid out and painted anew, is held against the time that a screen has for one picture.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .data import NYCKEL
from .tabell import Matt, median_av, ms, tid

if TYPE_CHECKING:
    from kundvalsdesk.models.motor import Databas

IDAG = date(2025, 1, 15)
FRAN, TILL = "2024-01-01", "2024-12-31"
KODER = ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2", "JPG", "JPF", "SAI")
ANORDNARE = 40
BILD = 1 / 60
"""Seconds."""

INSATS = "insats INDEXED BY ix_insats_statistik"
"""Left to itself SQLite goes by another index and fetches row after row: many times slower, and no measure."""
_MED = f"start <= '{TILL}' AND (sista_dag IS NULL OR sista_dag >= '{FRAN}')"
_SLUT = f"sista_dag BETWEEN '{FRAN}' AND '{TILL}'"
_UTFALL = (
    f"count(*), sum(coalesce(sista_dag, '9') > '{TILL}'), sum({_SLUT}),"
    f" sum({_SLUT} AND avslutsorsak IN ('arbete', 'studier', 'foretag')),"
    f" sum({_SLUT} AND avslutsorsak IN ('annan_insats', 'byte_anordnare', 'annan_myndighet')),"
    f" sum({_SLUT} AND avslutsorsak = 'insatstid_slut')"
)
FRAGOR = (
    f"SELECT anordnare_id, count(*) FROM {INSATS} WHERE {_MED} GROUP BY 1",
    *(
        f"SELECT kod, count(*) FROM {INSATS} WHERE start <= '{n}-12-31' AND (sista_dag IS NULL OR"
        f" sista_dag >= '{n}-01-01') GROUP BY 1"
        for n in (2022, 2023, 2024)
    ),
    f"SELECT anordnare_id, kod, count(*) FROM {INSATS} WHERE {_MED} GROUP BY 1, 2",
    f"SELECT kod, {_UTFALL} FROM {INSATS} WHERE {_MED} GROUP BY 1",
    f"SELECT kod, avslutsorsak, count(*), sum(julianday(sista_dag) - julianday(start) + 1) FROM {INSATS}"
    f" WHERE {_SLUT} AND start <= sista_dag GROUP BY 1, 2",
    f"SELECT anordnare_id, {_UTFALL} FROM {INSATS} WHERE {_MED} GROUP BY 1",
    f"SELECT kod, anordnare_id, {_UTFALL} FROM {INSATS} WHERE {_MED} GROUP BY 1, 2",
    "SELECT i.beslut, i.aktualiserad, i.bemannad, i.start, p.inkommen, p.godkand FROM insats i LEFT JOIN"
    " genomforandeplan p ON p.insats_id = i.id AND p.nummer = 1"
    f" WHERE NOT i.historik AND i.beslut BETWEEN '{FRAN}' AND '{TILL}'",
)
"""Tables 2, 3a, 3b, 4, 5 to 7, 8, and 9 and on; and the lead times, whose middles no such query gives: their days."""


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (200, 2_000) if litet else (20_000, 200_000)
    liten, stor = _databas(plats / "fa.db", fa), _databas(plats / "manga.db", manga)
    ganger = 1 if litet else 5
    try:
        alla, fragorna = median_av(lambda: tid(lambda: _rakna(stor)), ganger), median_av(lambda: _fraga(stor), ganger)
        en_tiondel = median_av(lambda: tid(lambda: _rakna(liten)), ganger)
        topp, topp_liten = _topp(stor), _topp(liten)
        bild = median_av(_malning(_rakna(stor)), 1 if litet else 15)
    finally:
        for db in (liten, stor):
            db.stang()
    return [
        Matt(f"all tables of a year, {manga} insatser", ms(alla), f"{len(FRAGOR)} queries: {ms(fragorna)}",
             alla / fragorna, None if litet else 3),
        Matt(f"all tables of a year, {manga} against {fa}", ms(alla), ms(en_tiondel), alla / en_tiondel,
             None if litet else 10),
        Matt(f"memory, {manga} against {fa}", f"{topp / 2**20:.1f} MiB", f"{topp_liten / 2**20:.1f} MiB",
             topp / topp_liten, None if litet else 2),
        Matt("a diagram, laid out and painted", ms(bild), ms(BILD), bild / BILD, None if litet else 1),
    ]  # fmt: skip


def _databas(fil: Path, antal: int) -> Databas:
    """Insatser of four years, most of them ended, all over kinds, anordnare and orsaker."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.regelverk import las_regelverk

    orsaker = (*las_regelverk().avslutsorsaker(), "")
    db = skapa(tolka_adress(str(fil)), NYCKEL)

    def valj(ord_: tuple[str, ...], n: str) -> str:
        return f"CASE {n} % {len(ord_)} " + " ".join(f"WHEN {k} THEN '{o}'" for k, o in enumerate(ord_)) + " END"

    nummer = f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {antal})"
    with db.engine.begin() as c:
        c.exec_driver_sql(
            f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {ANORDNARE})"
            " INSERT INTO anordnare (id, namn, version) SELECT n, 'Anordnare ' || n, 1 FROM r"
        )
        c.exec_driver_sql(
            f"{nummer} INSERT INTO kund (id, nyckel, malgrupp, version) SELECT n, 'K' || n, 'bistand', 1 FROM r"
        )
        c.exec_driver_sql(
            f"{nummer} INSERT INTO insats (id, nyckel, kund_id, kod, kundval, anordnare_id, start, sista_dag,"
            " avslutsorsak, uppdragsbeskrivning, historik, orsak_dold, version, beslut, aktualiserad, bemannad)"
            f" SELECT n, 'I' || n, n, {valj(KODER, 'n')}, 'AMI', 1 + (n * 7) % {ANORDNARE},"
            " date('2021-06-01', '+' || (n * 7919 % 1300) || ' day'),"
            " CASE WHEN n % 4 THEN date('2021-06-01', '+' || (n * 7919 % 1300 + n * 31 % 370) || ' day') END,"
            f" CASE WHEN n % 4 THEN nullif({valj(orsaker, '(n * 13)')}, '') END,"
            f" '{'Ett uppdrag i några meningar. ' * 8}', n % {len(KODER)} >= {KODER.index('JPG')}, 0, 1,"
            f" {_dag(-14)}, {_dag(-13)}, {_dag(-12)} FROM r"
        )
        c.exec_driver_sql(
            "INSERT INTO genomforandeplan (insats_id, nummer, inkommen, godkand, version) SELECT id, 1,"
            " date(start, '+' || (id % 20) || ' day'), date(start, '+' || (id % 20 + id % 9) || ' day'), 1 FROM insats"
        )
    return db


def _dag(forskjuten: int) -> str:
    return f"date('2021-06-01', '+' || (n * 7919 % 1300) || ' day', '{forskjuten} day')"


def _rakna(db: Databas) -> Any:
    from kundvalsdesk.services import statistik
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.statistiktyper import Urval
    from kundvalsdesk.services.typer import ROLLER, Aktor

    aktor = Aktor("bench", "bench", frozenset(ROLLER), agare=True)
    with enhet(db, aktor, las_regelverk(), IDAG) as e:
        return statistik.hamta(e, Urval(date.fromisoformat(FRAN), date.fromisoformat(TILL)))


def _fraga(db: Databas) -> float:
    with db.engine.connect() as anslutning:
        return tid(lambda: [anslutning.exec_driver_sql(f).fetchall() for f in FRAGOR])


def _malning(svar: Any) -> Callable[[], float]:
    """The slowest of all diagrams of all tables, each as large as the room shows it."""
    from PySide6.QtWidgets import QApplication

    from kundvalsdesk import app as program
    from kundvalsdesk.services.statistikdiagram import diagram
    from kundvalsdesk.ui.diagram import Diagramvy
    from kundvalsdesk.ui.tema import Tema

    app = QApplication.instance() or program._gor_app(["bench"])
    vyer = []
    for t in svar.alla:
        for d in diagram(svar, t):
            vy = Diagramvy(Tema(app))
            vy.resize(1200, vy.sizeHint().height())
            vy.satt(d)
            vy.resize(1200, vy.sizeHint().height())
            vyer.append(vy)

    def en(vy: Any) -> float:
        d = vy.diagram
        vy.satt(type(d)("", "antal", (), ()))
        return tid(lambda: (vy.satt(d), vy.grab()))

    return lambda: max(map(en, vyer))


def _topp(db: Databas) -> int:
    _rakna(db)
    tracemalloc.start()
    _rakna(db)
    topp = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return topp
