"""What the window shows before the queue: the database being opened or made, none there yet, or why not."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui.bitar import knapp, rad, text, tom

PAKETFEL = ("paketfras", "fras_fel", "paketfel")
"""Codes of what is wrong when a package, and no database, was asked for."""


LOSENORDSFEL = ("inloggning", "losenord_saknas", "sso")
"""Codes of what a password may help, in a shared database."""

RYMS = 3
"""Buttons in one row; more stand in two."""


class StartVy(QWidget):
    skapa = Signal()
    uppgradera = Signal()
    igen = Signal()
    nyckel = Signal()
    avsluta = Signal()
    stoppa = Signal()
    paket = Signal()
    valj_databas = Signal()
    """Another database than the one that could not be opened."""
    malad = Signal()
    """Painted for the first time: now the heavy work may begin."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("roll", "bg")
        self._lad = QVBoxLayout()
        self._lad.setSpacing(10)
        mitten = QWidget()
        mitten.setMinimumWidth(520)  # and no limit: large text makes wide buttons
        mitten.setLayout(self._lad)
        yttre = QVBoxLayout(self)
        yttre.addStretch(2)
        yttre.addLayout(rad(None, mitten, None))
        yttre.addStretch(3)
        self.far_valja = False
        """Whether another database may be chosen: not where the command line has said which."""
        self._malad = False
        self._stapel: QProgressBar | None = None
        self._vad = text("")
        self.arbetar("Öppnar databasen …")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._malad:
            self._malad = True
            QTimer.singleShot(0, self, self.malad.emit)

    def arbetar(self, vad: str, *, stopp: bool = False) -> None:
        tom(self._lad)
        self._vad = text(vad, "dampad")
        self._stapel = QProgressBar()
        self._stapel.setRange(0, 0)
        self._stapel.setTextVisible(False)
        self._stapel.setAccessibleName(vad)
        self._lad.addWidget(text("Kundvalsdesk", "stor"))
        self._lad.addWidget(self._vad)
        self._lad.addWidget(self._stapel)
        if stopp:
            self._lad.addLayout(rad(knapp("Stoppa", self.stoppa.emit), None))

    def framsteg(self, f: Framsteg) -> None:
        if self._stapel is not None:
            self._stapel.setRange(0, f.totalt)
            self._stapel.setValue(f.klart)
            self._vad.setText(f.vad)

    def fel(self, kod: str, mening: str) -> None:
        """One sentence, and the buttons that can help."""
        tom(self._lad)
        self._stapel = None
        rubrik, text_, knappar = {
            "saknas": (
                "Välkommen till Kundvalsdesk",
                "Det finns ingen databas på den här datorn än. Den skapas krypterad, och nyckeln läggs i datorns "
                "nyckelring; finns ingen väljer du en lösenfras. Ärenden från ett annat system läser du sedan in "
                "under Meny.",
                [("Skapa databasen här", self.skapa)],
            ),
            "nyckel_saknas": (
                "Databasen är låst",
                mening,
                [("Skriv lösenfrasen …", self.nyckel), ("Försök igen", self.igen)],
            ),
            "nyckel_fel": (
                "Databasen är låst",
                mening,
                [("Skriv lösenfrasen …", self.nyckel), ("Försök igen", self.igen)],
            ),
            **{
                kod: ("Logga in", mening, [("Skriv lösenordet …", self.nyckel), ("Försök igen", self.igen)])
                for kod in LOSENORDSFEL
            },
            "sparrad": ("Inloggningen är spärrad", mening, [("Försök igen", self.igen)]),
            "paketfras": ("Offlinepaket", mening, [("Skriv lösenfrasen …", self.nyckel)]),
            "fras_fel": ("Offlinepaket", mening, [("Skriv lösenfrasen …", self.nyckel)]),
            "paketfel": ("Paketet gick inte att öppna", mening, [("Försök igen", self.igen)]),
            "aldre": (
                "Databasen behöver uppgraderas",
                "Databasen är gjord av en äldre version av programmet. Av en lokal fil sparas först en kopia; i en "
                "delad databas väntar alla andra tills det är klart, så ta en säkerhetskopia innan.",
                [("Uppgradera nu", self.uppgradera)],
            ),
        }.get(kod, ("Databasen gick inte att öppna", mening, [("Försök igen", self.igen)]))
        self._lad.addWidget(text(rubrik, "stor"))
        self._lad.addWidget(text(text_, "dampad", bryt=True, markera=True))
        self._lad.addSpacing(8)
        k = [knapp(ord_, signal.emit, roll="primar" if nr == 0 else "") for nr, (ord_, signal) in enumerate(knappar)]
        if self.far_valja and kod not in PAKETFEL:
            ord_ = "Anslut till en delad databas …" if kod == "saknas" else "Välj databas …"
            k.append(knapp(ord_, self.valj_databas.emit))
        # Without the database one can still review what was taken along.
        utan = [] if kod in ("paketfras", "fras_fel") else [knapp("Öppna offlinepaket …", self.paket.emit)]
        utan.append(knapp("Avsluta", self.avsluta.emit))
        if len(k) + len(utan) > RYMS:
            self._lad.addLayout(rad(*k, None))
            self._lad.addLayout(rad(*utan, None))
        else:
            self._lad.addLayout(rad(*k, *utan, None))
        k[0].setFocus()
