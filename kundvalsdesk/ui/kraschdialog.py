"""When the program itself has done wrong: says so calmly, with details that hold no personal data."""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

import kundvalsdesk
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text

_ROT = Path(kundvalsdesk.__file__).parent


def kodplats(fel: BaseException) -> str:
    """Type and where in the code, never the message: it may hold a name or a number of a person."""
    rader = [f"kundvalsdesk {kundvalsdesk.__version__}", type(fel).__name__]
    for ram in traceback.extract_tb(fel.__traceback__)[-12:]:
        vag = Path(ram.filename)
        namn = vag.relative_to(_ROT).as_posix() if vag.is_relative_to(_ROT) else vag.name
        rader.append(f"  {namn}, rad {ram.lineno}, {ram.name}")
    if fel.__cause__ is not None:
        rader.append(f"orsak: {type(fel.__cause__).__name__}")
    return "\n".join(rader)


class Kraschdialog(QDialog):
    def __init__(self, vem: QWidget | None, fel: BaseException) -> None:
        super().__init__(vem)
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        self.detaljer = QPlainTextEdit(kodplats(fel))
        self.detaljer.setReadOnly(True)
        self.detaljer.setAccessibleName("Tekniska uppgifter")
        self.detaljer.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.detaljer.setMinimumSize(560, 180)
        mening = text(
            "Det är ett fel i programmet, inte något du har gjort. Det du höll på med blev inte sparat, men allt som "
            "var sparat innan finns kvar. Du kan fortsätta arbeta. Händer det igen: skicka uppgifterna nedan till "
            "den som sköter programmet. De innehåller inga personuppgifter.",
            "dampad",
            bryt=True,
        )
        self.fortsatt = knapp("Fortsätt", self.accept, roll="primar")
        self.setLayout(
            kolumn(
                text("Något gick fel i programmet", "rubrik"), mening, text("Tekniska uppgifter", "litenfet"),
                self.detaljer, rad(knapp("Kopiera", self._kopiera), None, self.fortsatt),
                mellan=10, kant=(24, 20, 24, 20),
            )
        )  # fmt: skip
        mening.setMinimumWidth(560)
        mening.setMinimumHeight(mening.heightForWidth(560))
        self.fortsatt.setDefault(True)
        self.fortsatt.setFocus()

    def _kopiera(self) -> None:
        QApplication.clipboard().setText(self.detaljer.toPlainText())
