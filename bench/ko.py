"""The queue: first page and a jump to the middle, in the program's own window, at two sizes; and against bare parts.

Measured as the user meets it: from the request to the painted rows. The bare parts are the same SQL statements with
the same values, on a plain sqlcipher3 connection with the same key, and a QTableView of 50 rows.
"""

from __future__ import annotations

import statistics
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from .data import ANORDNARE, ANSVARIGA, IDAG, NYCKEL
from .fonster import Malning, oppnat
from .tabell import Matt, median_av, ms, tid

PER_INSATS = 5


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (500, 2_000) if litet else (10_000, 1_000_000)
    omgangar = 1 if litet else 7
    liten, stor = plats / "liten.db", plats / "stor.db"
    _bygg(liten, fa)
    _bygg(stor, manga)
    a, b = _mat_fonster(liten, omgangar), _mat_fonster(stor, omgangar)
    c, d = _mat_fragor(liten, omgangar), _mat_fragor(stor, omgangar)
    bart = {namn: _bart(stor, b.sql[namn], omgangar) for namn in ("forst", "mitten")}
    ut = []
    for namn, ord_ in (("forst", "first page"), ("mitten", "jump to the middle")):
        ut.append(
            Matt(f"queue, {ord_} painted: {manga} against {fa}", ms(b.tid[namn]), ms(a.tid[namn]),
                 b.tid[namn] / a.tid[namn], 2)
        )  # fmt: skip
        ut.append(
            Matt(f"queue, {ord_} asked for: {manga} against {fa}", ms(d[namn]), ms(c[namn]), d[namn] / c[namn], 2)
        )
        ut.append(
            Matt(f"queue, {ord_} of {manga}: against bare SQL and table", ms(b.tid[namn]), ms(bart[namn]),
                 b.tid[namn] / bart[namn], 3)
        )  # fmt: skip
    ut.append(Matt(f"queue, all counts of {manga}", ms(d["antal"]), ms(c["antal"])))
    return ut


# --- a database of any number of open frister -------------------------------------------------------------------


def _bygg(fil: Path, antal: int) -> None:
    """Written by SQL: what is measured is reading. All of them are to do, so that the queue is as long as can be."""
    from sqlcipher3 import dbapi2

    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.databas import skapa

    skapa(tolka_adress(str(fil)), NYCKEL).stang()
    db = dbapi2.connect(str(fil), isolation_level=None)
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    db.execute("BEGIN")
    insatser = antal // PER_INSATS
    db.executemany(
        "INSERT INTO handlaggare (id, anvandare, namn, roll, version) VALUES (?, ?, ?, 'karriarvagledare', 1)",
        [(k, f"kv{k:03d}", f"Person {k:03d}") for k in range(1, ANSVARIGA + 1)],
    )
    db.executemany(
        "INSERT INTO anordnare (id, namn, version) VALUES (?, ?, 1)",
        [(k, f"Anordnare {k:02d}") for k in range(1, ANORDNARE + 1)],
    )
    db.executemany(
        "INSERT INTO kund (id, nyckel, malgrupp, kundansvarig_id, version) VALUES (?, ?, 'bistand', ?, 1)",
        ((n, f"K{n:07d}", n % ANSVARIGA + 1) for n in range(1, insatser + 1)),
    )
    db.executemany(
        "INSERT INTO kundidentitet (kund_id, fornamn, efternamn, sortnyckel, soktext, kundansvarig_id, version)"
        " VALUES (?, ?, ?, ?, ?, ?, 1)",
        (
            (n, f"Förnamn{n % 997}", f"Ek{n % 1009}", f"ek{n % 1009}", f"ek{n % 1009} förnamn", n % ANSVARIGA + 1)
            for n in range(1, insatser + 1)
        ),
    )
    db.executemany(
        "INSERT INTO insats (id, nyckel, kund_id, kod, kundval, anordnare_id, aktualiserad, historik, orsak_dold,"
        " kundansvarig_id, version) VALUES (?, ?, ?, 'AMI2', 'AMI', ?, '2024-10-01', 0, 0, ?, 1)",
        ((n, f"I{n:07d}", n, n % ANORDNARE + 1, n % ANSVARIGA + 1) for n in range(1, insatser + 1)),
    )
    db.executemany(
        "INSERT INTO frist (insats_id, kod, avser, ansvarig, utlost, forfaller, vilande, ersatt, gul_kvar, kalla,"
        " tolkning, sak, huvud, slag, bevakas, insatskod, kundval, anordnare_id, kund_id, kundansvarig_id, skyddad)"
        " VALUES (?, ?, ?, 'KV', ?, ?, ?, 0, 2, 'K 8', '', ?, 1, ?, 0, 'AMI2', 'AMI', ?, ?, ?, 0)",
        (_frist(n, n // PER_INSATS + 1) for n in range(insatser * PER_INSATS)),
    )
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()


def _frist(n: int, i: int) -> tuple[object, ...]:
    kod, slag = (
        ("granska_rapport", "rapport"), ("granska_plan", "plan"), ("uppdrag", "nytt"), ("uppfoljning", "mote"),
        ("slutdatum", "avslut"),
    )[n % PER_INSATS]  # fmt: skip
    forfaller = IDAG + timedelta(days=n * 31 % 180 - 60)
    return (
        i, kod, "", (IDAG - timedelta(days=90)).isoformat(), forfaller.isoformat(), int(n % 20 == 0), kod, slag,
        i % ANORDNARE + 1, i, i % ANSVARIGA + 1,
    )  # fmt: skip


# --- the questions alone ----------------------------------------------------------------------------------------


def _mat_fragor(fil: Path, omgangar: int) -> dict[str, float]:
    """The services without window: the counts, and pages with the counts known."""
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services import ko
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor, KoFilter

    databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
    f = KoFilter()
    with enhet(databas, Aktor("b", "b", frozenset(ROLLER), agare=True), las_regelverk(), IDAG) as e:
        o = ko.oversikt(e, f)
        ut = {
            "antal": median_av(lambda: tid(lambda: ko.oversikt(e, f)), omgangar),
            "forst": median_av(lambda: tid(lambda: ko.sida(e, f, 0, 200, o)), omgangar),
            "mitten": median_av(lambda: tid(lambda: ko.sida(e, f, o.totalt // 2, 200, o)), omgangar),
        }
    databas.stang()
    return ut


# --- the window -------------------------------------------------------------------------------------------------


class _Fonstermatt:
    def __init__(self) -> None:
        self.tid: dict[str, float] = {}
        self.sql: dict[str, list[tuple[str, Any]]] = {}


def _mat_fonster(fil: Path, omgangar: int) -> _Fonstermatt:
    """Opens the program's own window on a database and asks for its queue again and again."""
    from kundvalsdesk.services.typer import KoOversikt

    ut = _Fonstermatt()
    with oppnat(fil, IDAG, "bench") as prov:
        vy: Any = prov.fonster.vyer["ko"]
        prov.vakta(vy.lista.viewport())
        rulle = vy.lista.verticalScrollBar()

        def forst() -> float:
            rulle.setValue(0)
            prov.stilla()
            # An empty queue: rows that were only missing would be asked for by the painting before the clock starts.
            vy.modell.satt(KoOversikt(0, {}, {}), [], IDAG, grupperad=True, med_ansvarig=False)
            return prov.mat(vy.uppdatera, lambda: vy.modell.hamta(1) is not None)

        def mitten() -> float:
            forst()
            prov.stilla()
            rad = vy.modell.rowCount() // 2
            return prov.mat(lambda: rulle.setValue(rulle.maximum() // 2), lambda: vy.modell.hamta(rad) is not None)

        for namn, gor in (("forst", forst), ("mitten", mitten)):
            gor()
            tider = [gor() for _ in range(omgangar)]
            ut.sql[namn] = _fram_till_sidan(prov.sagt)
            ut.tid[namn] = statistics.median(tider)
    return ut


def _fram_till_sidan(sagt: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """What was asked until the page was there; counts for the chips are asked for afterwards."""
    sista = next(n for n, (sats, _) in enumerate(sagt) if "frist.id IN" in sats)
    return [x for x in sagt[: sista + 1] if x[0].startswith("SELECT")]


# --- bare parts -------------------------------------------------------------------------------------------------


def _bart(fil: Path, sql: list[tuple[str, Any]], omgangar: int) -> float:
    """The same statements on a plain connection, then a plain table of 50 rows, painted in a plain window."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QTableView, QWidget
    from sqlcipher3 import dbapi2

    db = dbapi2.connect(str(fil))
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    fonster, tabell = QWidget(), QTableView()
    lad = QHBoxLayout(fonster)
    lad.addWidget(tabell)
    fonster.resize(1280, 800)
    fonster.show()
    malning = Malning(QApplication.instance())
    malning.vakta(tabell.viewport())

    def en() -> float:
        malning.lugn(lambda: True)
        borjan = time.perf_counter()
        rader: list[tuple[Any, ...]] = []
        for sats, varden in sql:
            rader = db.execute(sats, varden).fetchall()
        malning.vanta_pa(lambda: True)
        modell = QStandardItemModel(50, 7)
        for r, rad in enumerate(rader[:50]):
            for k in range(7):
                modell.setItem(r, k, QStandardItem(str(rad[k])))
        tabell.setModel(modell)
        malning.tills(lambda: malning.malad)
        return malning.nar - borjan

    ut = median_av(en, omgangar)
    db.close()
    fonster.close()
    return ut
