"""Reviewing: the next report on the screen against its plain SQL and a bare text; word differences; forms taken in.

The window is the program's own, on the demo's people with their reports. The bare part asks the same SQL with the
same values on a plain connection and shows the same text in a plain QTextEdit.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import date
from pathlib import Path
from typing import Any

from .data import NYCKEL
from .fonster import Malning, oppnat
from .tabell import Matt, median_av, ms, tid

DAG = date(2024, 9, 11)
TAK_MS = 100
"""A pause that nobody sees."""


def mat(plats: Path, litet: bool) -> list[Matt]:
    omgangar = 2 if litet else 15
    fil = plats / "granskning.db"
    som = _bygg(fil)
    return [*_nasta(fil, som, omgangar), _skillnad(omgangar), _mottagning(plats, 5 if litet else 100)]


def _bygg(fil: Path) -> str:
    """The demo's database with its texts. Returns who has most to review."""
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.arbetsenhet import transaktion
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.demo import rader, skriv_texter
    from kundvalsdesk.services.overforing import las_in
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    db = skapa(tolka_adress(str(fil)), NYCKEL)
    las_in(db, Aktor("bench", "bench", frozenset(ROLLER), agare=True), las_regelverk(), DAG, rader(DAG))
    with transaktion(db, skriv=True) as s:
        skriv_texter(s, las_regelverk(), DAG)
    db.stang()
    return "bench"  # unknown to the database: its owner, who sees all that waits


def _nasta(fil: Path, som: str, omgangar: int) -> list[Matt]:
    from kundvalsdesk.ui.granskning_modell import nyckel

    with oppnat(fil, DAG, som) as prov:
        prov.fonster.visa_rum("granskning")
        prov.tills(lambda: "granskning" in prov.fonster.vyer)
        vy: Any = prov.fonster.vyer["granskning"]
        prov.tills(lambda: vy._vy is not None)
        for text in vy.kort.texter:
            prov.vakta(text.viewport())

        def framme(n: object) -> bool:
            return vy._vy is not None and (vy._vy.insats, vy._vy.slag, vy._vy.avser) == n

        def forberedd() -> float:
            """As in a morning's work: it has been fetched while the one before it was read."""
            n = nyckel(vy.modell.nasta(vy._n))
            prov.stilla()
            return prov.mat(vy.nasta, lambda: framme(n))

        def kall() -> float:
            n = nyckel(vy.modell.nasta(vy._n))
            prov.stilla()
            vy.hamtare.glom_allt()
            return prov.mat(vy.nasta, lambda: framme(n))

        kall()
        satser, text = [x for x in prov.sagt if x[0].startswith("SELECT")], vy.kort.text.toPlainText()
        bart = _bart(fil, satser, text, omgangar)
        fore = statistics.median(forberedd() for _ in range(omgangar))
        vantan = vy._valtimer.interval() / 1000
        utan = statistics.median(kall() for _ in range(omgangar)) - vantan
    return [
        Matt("review, next report painted: against bare SQL and text", ms(fore), ms(bart), fore / bart, 1.5),
        Matt(
            "review, a report nobody expected, less the rest before it is asked for", ms(utan), ms(bart), utan / bart
        ),
    ]


def _bart(fil: Path, satser: list[tuple[str, Any]], text: str, omgangar: int) -> float:
    """A plain window of the same size with a plain QTextEdit, from the questions to the painted text."""
    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextEdit, QWidget
    from sqlcipher3 import dbapi2

    db = dbapi2.connect(str(fil))
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    fonster, ruta = QWidget(), QTextEdit()
    lad = QHBoxLayout(fonster)
    lad.addWidget(ruta)
    fonster.resize(1280, 800)
    fonster.show()
    malning = Malning(QApplication.instance())
    malning.vakta(ruta.viewport())

    def en() -> float:
        malning.lugn(lambda: True)
        borjan = time.perf_counter()
        for sats, varden in satser:
            db.execute(sats, varden).fetchall()
        malning.vanta_pa(lambda: True)
        ruta.setDocument(QTextDocument(text, ruta))
        malning.tills(lambda: malning.malad)
        return malning.nar - borjan

    ut = median_av(en, omgangar)
    db.close()
    fonster.close()
    return ut


def _skillnad(omgangar: int) -> Matt:
    """Two reports of 5 000 words, entirely different: the worst there is."""
    from kundvalsdesk.services.skillnad import skillnad

    slump = random.Random(5)
    ett, tva = (" ".join(f"ord{slump.randrange(600)}" for _ in range(5000)) for _ in range(2))
    t = median_av(lambda: tid(lambda: skillnad(ett, tva)), omgangar)
    return Matt("review, word differences of two times 5 000 words", ms(t), f"{TAK_MS} ms", t / (TAK_MS / 1000), 1)


def _mottagning(plats: Path, antal: int) -> Matt:
    """Forms made by the program, filled in, taken in one by one from a folder: forms per minute on one core."""
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.inkorg import ta_emot_mapp
    from kundvalsdesk.services.overforing import las_in
    from kundvalsdesk.services.rapportmall import mall
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    idag, regelverk = date(2024, 9, 3), las_regelverk()
    aktor = Aktor("bench", "bench", frozenset(ROLLER), agare=True)
    adress = tolka_adress(str(plats / "mottagning.db"))
    skapa(adress, NYCKEL).stang()
    db = oppna_motor(adress, NYCKEL)
    ut = las_in(db, aktor, regelverk, idag, _blad(antal))
    if ut.fel:
        raise RuntimeError(ut.fel[0].fel)
    mapp = plats / "formular"
    mapp.mkdir()
    with enhet(db, aktor, regelverk, idag) as e:
        for n in range(antal):
            (mapp / f"{n}.xlsx").write_bytes(_ifyllt(mall(e, "rapport", f"I{n:05d}", "2024-08")[1]))

    def ny() -> Any:
        return enhet(db, aktor, regelverk, idag, skriv=True)

    t = tid(lambda: _alla(ta_emot_mapp(ny, mapp), antal))
    db.stang()
    return Matt(
        "review, forms taken in per minute (at least 500)", f"{60 * antal / t:.0f}", "500", 500 * t / 60 / antal, 1
    )


def _alla(svar: list[Any], antal: int) -> None:
    if sum(x.utfall == "intagen" for x in svar) != antal:
        raise RuntimeError(next(x.mening for x in svar if x.utfall != "intagen"))


def _blad(antal: int) -> dict[str, list[dict[str, str]]]:
    return {
        "handlaggare": [{"anvandare": "kv", "namn": "Person 1", "roll": "karriarvagledare"}],
        "anordnare": [{"anordnare": "Anordnare 1"}],
        "auktorisationer": [{"anordnare": "Anordnare 1", "avser": "AMI", "fran": "2021-01-01"}],
        "kunder": [
            {"kund": f"K{n:05d}", "fornamn": "Förnamn", "efternamn": f"Ek{n}", "malgrupp": "bistand",
             "karriarvagledare": "kv"} for n in range(antal)
        ],
        "insatser": [
            {"insats": f"I{n:05d}", "kund": f"K{n:05d}", "kod": "AMI2", "anordnare": "Anordnare 1",
             "beslut": "2024-05-20", "aktualiserad": "2024-05-21", "bemannad": "2024-05-22", "uppdrag": "2024-05-23",
             "start": "2024-08-01", "omfattning": "100"} for n in range(antal)
        ],
    }  # fmt: skip


def _ifyllt(mall: bytes) -> bytes:
    """Every section answered at length, by the library that the program reads with."""
    from io import BytesIO

    from openpyxl import load_workbook

    bok = load_workbook(BytesIO(mall))
    blad = bok.worksheets[0]
    for rad in blad.iter_rows():
        kod = str(rad[0].value or "")
        if kod == "rubrik":
            rad[1].value = "Månadsrapport, augusti, KLAR"
        elif kod.startswith("avsnitt:"):
            rad[1].value = f"Om {kod}. " + "Kunden har deltagit som planerat och gör framsteg. " * 12
    ut = BytesIO()
    bok.save(ut)
    return ut.getvalue()
