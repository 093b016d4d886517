"""Opening a case with 36 months of history: against its plain SQL and a bare window, and whatever else there is.

Measured as the user meets it: from the queue, another case having been open before, until the window has been painted
with the case in it. The bare part runs the same SQL with the same values on a plain connection, makes a window with as
many widgets of each sort, and paints that. Both sizes and the bare window take turns.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from . import ko
from .data import IDAG, NYCKEL
from .fonster import Malning, Provfonster, oppnat
from .tabell import Matt, ms

MANADER = 36
DET, ETT_ANNAT = "I0000001", "I0000002"


def mat(plats: Path, litet: bool) -> list[Matt]:
    fa, manga = (40, 120) if litet else (1_000, 100_000)
    filer = {antal: plats / f"arenden{antal}.db" for antal in (fa, manga)}
    for antal, fil in filer.items():
        _bygg(fil, antal)
    return jamfor(filer, 1 if litet else 15)


# --- a database with one long case among many -------------------------------------------------------------------


def _bygg(fil: Path, antal: int) -> None:
    """All cases in the queue, six reports and three notes each; one of them with everything there is."""
    from sqlcipher3 import dbapi2

    ko._bygg(fil, antal * ko.PER_INSATS)
    db = dbapi2.connect(str(fil), isolation_level=None)
    db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
    db.execute("BEGIN")
    ovriga = range(2, antal + 1)
    db.executemany(
        "INSERT INTO manadsrapport (insats_id, manad, klarmarkerad, godkand, underlag, version)"
        " VALUES (?, ?, ?, ?, ?, 1)",
        ((n, f"2024-{m:02d}", f"2024-{m + 1:02d}-05", f"2024-{m + 1:02d}-08", f"2024-{m + 1:02d}-05")
         for n in ovriga for m in range(5, 11)),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO anteckning (insats_id, datum, text, skriven_av, signerad, version)"
        " VALUES (?, ?, 'Samtal om planen.', 'kv001', ?, 1)",
        ((n, f"2024-{m:02d}-10", f"2024-{m:02d}-10 10:00:00.000000") for n in ovriga for m in (6, 8, 10)),
    )
    db.executemany(
        "INSERT INTO mote (insats_id, typ, start, slut, lage, uid, sekvens, version)"
        " VALUES (?, 'trepart', '2024-09-10 10:00:00.000000', '2024-09-10 11:00:00.000000', 'hallet', ?, 0, 1)",
        ((n, f"mote-{n}@bench") for n in ovriga),
    )
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()
    _fyll(fil)


def _fyll(fil: Path) -> None:
    """The one case: three years of all that a case can hold."""
    from kundvalsdesk import models as m
    from kundvalsdesk.models.motor import oppna_motor, tolka_adress
    from kundvalsdesk.services.arbetsenhet import transaktion
    from kundvalsdesk.services.frister import rakna_om
    from kundvalsdesk.services.regelverk import las_regelverk

    databas = oppna_motor(tolka_adress(str(fil)), NYCKEL)
    dag = timedelta(days=1)
    forst = date(2021, 12, 6)
    with transaktion(databas, skriv=True) as s:
        i = s.get_one(m.Insats, 1)
        i.beslut, i.aktualiserad, i.bemannad = forst - 9 * dag, forst - 8 * dag, forst - 7 * dag
        i.uppdrag, i.start, i.slut, i.omfattning = forst - 5 * dag, forst, IDAG + 90 * dag, 100
        i.jobbexpert, i.uppdragsbeskrivning = "Jobb Expert", "Arbetsträning och språk. " * 8
        for v in range(1, 4):
            inne = forst + (v - 1) * 365 * dag + 10 * dag
            s.add(m.Genomforandeplan(insats_id=1, nummer=v, inkommen=inne, godkand=inne + 3 * dag))
        for n in range(MANADER):
            manad = date(2021 + (n + 11) // 12, (n + 11) % 12 + 1, 1)
            inne = manad + 35 * dag
            kl = datetime(manad.year, manad.month, 10, 10)
            sist = n >= MANADER - 2
            if inne < IDAG:
                s.add(
                    m.Manadsrapport(
                        insats_id=1, manad=f"{manad:%Y-%m}", klarmarkerad=inne, underlag=inne, bedomning="fortsatt",
                        godkand=None if sist else inne + 4 * dag,
                        aterremitterad=inne + dag if n % 6 == 0 and not sist else None,
                        aterremiss_skal="Komplettera närvaron." if n % 6 == 0 and not sist else None,
                        klarmarkerad_igen=inne + 3 * dag if n % 6 == 0 and not sist else None,
                    )
                )  # fmt: skip
            s.add(m.Franvaro(insats_id=1, typ=("sjuk", "vab", "annan")[n % 3], fran=manad + 14 * dag,
                             till=manad + 16 * dag, registrerad=manad + 14 * dag, orsak="Anmäld"))  # fmt: skip
            s.add(m.Mote(insats_id=1, typ="trepart", start=kl, slut=kl + timedelta(hours=1), syfte="Uppföljning",
                         lage="hallet", uid=f"det-{n}@bench"))  # fmt: skip
            s.add(m.Kontakt(insats_id=1, datum=manad + 9 * dag, typ="trepart"))
            for riktning in ("in", "ut"):
                s.add(m.Meddelande(insats_id=1, riktning=riktning, kanal="epost", tid=kl, amne="Om månaden",
                                   text="Hur har det gått? " * 10, skriven_av="kv001"))  # fmt: skip
            for _ in range(3):
                s.add(m.Anteckning(insats_id=1, datum=kl.date(), rubrik="Samtal", text="Kunden berättar. " * 20,
                                   skriven_av="kv001", signerad=kl, signerad_av="kv001"))  # fmt: skip
            s.add(m.Bilaga(insats_id=1, namn=f"Intyg {n}.pdf", mediatyp="application/pdf", storlek=20_000,
                           sha256=f"{n:064d}", innehall=bytes(20_000), tillagd=kl, tillagd_av="kv001"))  # fmt: skip
        s.flush()
        rakna_om(s, las_regelverk(), [1], idag=IDAG)
    databas.stang()


# --- the window -------------------------------------------------------------------------------------------------


def jamfor(filer: dict[int, Path], omgangar: int) -> list[Matt]:
    fa, manga = sorted(filer)
    tider: dict[str, list[float]] = defaultdict(list)
    with oppnat(filer[fa], IDAG, "bench") as liten, oppnat(filer[manga], IDAG, "bench") as stor:
        _oppna(liten)
        _oppna(stor)
        satser = [x for x in stor.sagt if x[0].startswith("SELECT")]
        bart = _Bart(filer[manga], satser, _sorter(stor))
        for _ in range(omgangar):
            tider["liten"].append(_oppna(liten))
            tider["stor"].append(_oppna(stor))
            tider["bart"].append(bart.oppna())
        bart.stang()
    a, b, c = (statistics.median(tider[vem]) for vem in ("stor", "liten", "bart"))
    namn = f"case with {MANADER} months of history opened and painted"
    return [
        Matt(f"{namn}, of {manga}: against bare SQL and window", ms(a), ms(c), a / c, 2),
        Matt(f"{namn}: of {manga} against of {fa}", ms(a), ms(b), a / b, 1.5),
    ]


def _oppna(prov: Provfonster) -> float:
    """From the queue to the painted case. Another one has been open: nothing of this one is on the screen."""
    f = prov.fonster
    if f.arende is None or f.arende.vy is None or f.arende.vy.insats != ETT_ANNAT:
        f.oppna_arende(ETT_ANNAT)
        prov.tills(lambda: f.arende.vy is not None and f.arende.vy.insats == ETT_ANNAT)
        prov.vakta_fonster(f)
    prov.stilla()
    f.arende.ga_tillbaka()
    prov.stilla()
    tid = prov.mat(lambda: f.oppna_arende(DET), lambda: f.arende.vy.insats == DET)
    if len(f.arende.vy.handelser) < 5 * MANADER:
        raise RuntimeError("the case has not its history")
    return tid


def _sorter(prov: Provfonster) -> Counter[type]:
    """How many visible widgets of each plain sort the view of the case has."""
    from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QWidget

    sorter = (QLabel, QAbstractButton, QFrame, QWidget)
    alla = [w for w in prov.fonster.findChildren(QWidget) if w.isVisibleTo(prov.fonster)]
    return Counter(next(s for s in sorter if isinstance(w, s)) for w in alla)


class _Bart:
    """The same statements on a plain connection, then as many plain widgets, painted in a plain window."""

    def __init__(self, fil: Path, satser: list[tuple[str, Any]], sorter: Counter[type]) -> None:
        from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget
        from sqlcipher3 import dbapi2

        self._satser, self._sorter = satser, sorter
        self._db = dbapi2.connect(str(fil))
        self._db.execute(f"PRAGMA key = \"x'{NYCKEL}'\"")
        self._fonster = QWidget()
        self._yta = QScrollArea(widgetResizable=True)
        lad = QHBoxLayout(self._fonster)
        lad.addWidget(self._yta)
        self._fonster.resize(1280, 800)
        self._fonster.show()
        self._malning = Malning(QApplication.instance())
        self._malning.vakta_fonster(self._fonster)

    def oppna(self) -> float:
        m = self._malning
        self._yta.takeWidget()
        m.lugn(lambda: True)
        m.vanta_pa(lambda: self._yta.widget() is not None)
        borjan = time.perf_counter()
        for sats, varden in self._satser:
            self._db.execute(sats, varden).fetchall()
        self._yta.setWidget(self._innehall())
        m.tills(lambda: m.malad)
        return m.nar - borjan

    def _innehall(self) -> Any:
        from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QLabel, QPushButton, QWidget

        inre = QWidget()
        lad = QGridLayout(inre)
        n = 0
        for sort, antal in self._sorter.items():
            for _ in range(antal):
                if sort is QLabel:
                    w: QWidget = QLabel(f"Månadsrapport {n}")
                elif sort is QAbstractButton:
                    w = QPushButton(f"Öppna {n}")
                else:
                    w = QFrame() if sort is QFrame else QWidget()
                lad.addWidget(w, n // 4, n % 4)
                n += 1
        return inre

    def stang(self) -> None:
        self._db.close()
        self._fonster.close()
