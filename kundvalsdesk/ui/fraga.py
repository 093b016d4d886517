"""Asks a yes-or-no question in the window's own looks. The safe answer has the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text


class Fragedialog(QDialog):
    def __init__(self, vem: QWidget | None, rubrik: str, mening: str, ja: str, nej: str) -> None:
        super().__init__(vem)
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        self.ja = knapp(ja, self.accept)
        self.nej = knapp(nej, self.reject, roll="primar")
        mening_ = text(mening, "dampad", bryt=True)
        mening_.setMinimumWidth(380)
        self.setLayout(
            kolumn(text(rubrik, "rubrik"), mening_, 12, rad(None, self.ja, self.nej), mellan=6, kant=(24, 20, 24, 20))
        )
        self.nej.setDefault(True)
        self.nej.setFocus()


def fraga(vem: QWidget | None, rubrik: str, mening: str, ja: str, nej: str = "Avbryt") -> bool:
    return bool(Fragedialog(vem, rubrik, mening, ja, nej).exec())
