"""What the room of payments shows while a month is being reckoned: how far it has come, and with what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui.bitar import kolumn, rad, text
from kundvalsdesk.ui.tema import Tema

BREDD = 320


class Raknar(QWidget):
    def __init__(self, tema: Tema) -> None:
        super().__init__()
        rubrik = text("Räknar …", "rubrik")
        rubrik.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.vad = text("", "dampad")
        self.vad.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stapel = QProgressBar()
        self.stapel.setTextVisible(False)
        self.stapel.setFixedWidth(tema.px(BREDD))
        self.setLayout(
            kolumn(None, rubrik, self.vad, rad(None, self.stapel, None), None, None, mellan=10, kant=24)
        )  # fmt: skip
        self.nolla()

    def nolla(self) -> None:
        self.vad.setText("")
        self.stapel.setRange(0, 0)
        self.stapel.setAccessibleName("Räknar ersättningen")
        self.stapel.hide()

    def visa(self, f: Framsteg) -> None:
        self.vad.setText(f.vad)
        self.stapel.setRange(0, f.totalt)
        self.stapel.setValue(f.klart)
        self.stapel.setAccessibleName(f.vad)
        self.stapel.show()
