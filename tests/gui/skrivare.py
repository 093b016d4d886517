"""A process of its own that opens a form on a real file and types, a letter at a time, until it is killed.

python skrivare.py DATABAS UTKASTMAPP INSATS KOD FALT: each letter is printed with its time as soon as it is typed.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kundvalsdesk import app as kundvalsdesk_app
from kundvalsdesk.services.formularutkast import Utkastplats
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.fonster import Fonster
from kundvalsdesk.ui.tema import Tema

ALFABET = "abcdefghijklmnopqrstuvwxyz "  # QTest types no other letters


def main() -> int:
    databas, mapp, insats, kod, falt = sys.argv[1:6]
    plats = Utkastplats("prov", Path(mapp), "ab" * 32)
    kundvalsdesk_app._utkastplats = lambda _: plats
    dag = date(2024, 9, 11)
    app = QApplication(sys.argv[:1])
    val = kundvalsdesk_app.VanligDatabas(databas, "anlu", lambda: dag)
    minne = QSettings(f"{mapp}/minne.ini", QSettings.Format.IniFormat)
    f = Fonster(Tema(app, "ljus"), Arbetare(app), minne, val, dag)
    f.klar.connect(lambda: QTimer.singleShot(0, oppna))
    nr = 0

    def oppna() -> None:
        if f.arende is None:
            f.oppna_arende(insats)
            QTimer.singleShot(50, oppna_formular)

    def oppna_formular() -> None:
        vy = f.arende.vy if f.arende else None
        if vy is None:
            QTimer.singleShot(50, oppna_formular)
            return
        assert f.arende is not None
        f.arende.oppna_steg(next(n for n in vy.nasta if n.kod == kod))
        skriv()

    def skriv() -> None:
        nonlocal nr
        assert f.arende is not None and f.arende.formular is not None
        tecken = ALFABET[nr % len(ALFABET)]
        QTest.keyClicks(f.arende.formular.falt[falt]._redigerare.fokus, tecken)
        print(f"{time.time():.3f}|{tecken}", flush=True)
        nr += 1
        QTimer.singleShot(35, skriv)

    f.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
