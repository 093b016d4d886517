"""A date as people type it: ÅÅÅÅ-MM-DD, "16 sep", "16/9", "i dag", "+3"; arrows move a day; a calendar on demand."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QWidget

from kundvalsdesk.texter.datum import KORTA, MANADER, datum_utan_ar
from kundvalsdesk.ui.bitar import kolumn, rad, text
from kundvalsdesk.ui.tema import Tema

ORD = {"idag": 0, "i dag": 0, "igår": -1, "i går": -1, "imorgon": 1, "i morgon": 1}


def tolka_datum(skrivet: str, idag: date) -> date | None:
    """The date that was meant, or None. Without a year: this year's."""
    t = " ".join(skrivet.lower().split())
    if t in ORD:
        return idag + timedelta(days=ORD[t])
    if m := re.fullmatch(r"([+-])(\d{1,3})", t):
        return idag + timedelta(days=int(m[2]) * (1 if m[1] == "+" else -1))
    if m := re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})", t):
        return _dag(int(m[1]), int(m[2]), int(m[3]))
    if m := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})(?:[/. -](\d{4}))?", t):
        return _dag(int(m[3] or idag.year), int(m[2]), int(m[1]))
    if m := re.fullmatch(r"(\d{1,2}) ([a-zåäö]{3,9})\.?(?: (\d{4}))?", t):
        for nr, (kort, namn) in enumerate(zip(KORTA, MANADER, strict=True), 1):
            if m[2] == kort or (len(m[2]) >= 3 and namn.startswith(m[2])):
                return _dag(int(m[3] or idag.year), nr, int(m[1]))
    return None


def _dag(ar: int, manad: int, dag: int) -> date | None:
    try:
        return date(ar, manad, dag)
    except ValueError:
        return None


class Kalender(QCalendarWidget):
    """A month with Swedish names, weeks that start on Monday and carry their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setGridVisible(False)


class Datumfalt(QWidget):
    andrad = Signal()

    def __init__(self, tema: Tema, idag: date, varde: str, *, med_ord: bool = True) -> None:
        """`med_ord`: the day in words beside the field."""
        super().__init__()
        self._tema = tema
        self._idag = idag
        self.rad = QLineEdit(varde)
        self.rad.setPlaceholderText("ÅÅÅÅ-MM-DD")
        self.rad.setMaxLength(24)
        self.rad.setFixedWidth(tema.px(168))
        self.rad.setToolTip("Skriv ett datum: 2024-09-16, 16 sep, i dag eller +3. Pil upp och ner ändrar en dag. "
                            "Alt+pil ner visar kalendern.")  # fmt: skip
        self._knapp = QAction(tema.ikon("kalender"), "Visa kalender", self.rad)
        self._knapp.setToolTip("Visa kalender (Alt+pil ner)")
        self._knapp.triggered.connect(self.visa_kalender)
        self.rad.addAction(self._knapp, QLineEdit.ActionPosition.TrailingPosition)
        tema.bytt.connect(self._nytt_tema)
        self._ord = text("", "litendampad")
        self.rad.textChanged.connect(self._andrat)
        self.rad.editingFinished.connect(self._stada)
        self.rad.installEventFilter(self)
        self.setLayout(rad(self.rad, self._ord, None, mellan=10))
        if not med_ord:
            self._ord.hide()
        self.setFocusProxy(self.rad)
        self._popup: QFrame | None = None
        self._andrat()

    def _nytt_tema(self) -> None:
        self._knapp.setIcon(self._tema.ikon("kalender"))

    def varde(self) -> str:
        """ISO, or what was typed if it is no date (the service then says so at the field)."""
        d = tolka_datum(self.rad.text(), self._idag)
        return d.isoformat() if d else self.rad.text().strip()

    def satt(self, varde: str) -> None:
        self.rad.setText(varde)

    def _andrat(self) -> None:
        skrivet = self.rad.text().strip()
        d = tolka_datum(skrivet, self._idag) if skrivet else None
        if d is not None:
            self._ord.setText(datum_utan_ar(d) if d.year == self._idag.year else f"{datum_utan_ar(d)} {d.year}")
        else:
            self._ord.setText("inget datum" if skrivet else "")
        self.andrad.emit()

    def _stada(self) -> None:
        if (iso := self.varde()) != self.rad.text():
            self.rad.setText(iso)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            steg = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(handelse.key()))
            if handelse.key() == Qt.Key.Key_Down and handelse.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.visa_kalender()
                return True
            if steg is not None:
                d = tolka_datum(self.rad.text(), self._idag)
                self.rad.setText(((d + timedelta(days=steg)) if d else self._idag).isoformat())
                return True
        return super().eventFilter(vem, handelse)

    def visa_kalender(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("roll", "kort")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kalender = Kalender()
        kalender.setAccessibleName("Kalender")
        kalender.setMinimumSize(self._tema.px(340), self._tema.px(290))
        helg = QTextCharFormat()
        helg.setForeground(self._tema.farg("rod"))
        vardag = QTextCharFormat()
        vardag.setForeground(self._tema.farg("text"))
        kalender.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, vardag)
        kalender.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, helg)
        d = tolka_datum(self.rad.text(), self._idag) or self._idag
        kalender.setSelectedDate(QDate(d.year, d.month, d.day))

        def valt(q: QDate) -> None:
            self.rad.setText(date(q.year(), q.month(), q.day()).isoformat())
            popup.close()
            self.rad.setFocus()

        kalender.clicked.connect(valt)
        kalender.activated.connect(valt)
        stang = QAction(popup, shortcut=QKeySequence(Qt.Key.Key_Escape))
        stang.triggered.connect(popup.close)
        popup.addAction(stang)
        popup.setLayout(kolumn(kalender, kant=(8, 8, 8, 8)))
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup = popup
        popup.show()
        kalender.setFocus()
