"""One field of a step's form: label, editor after its type, help, and the error where it belongs."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from kundvalsdesk.services.arendetyper import Falt
from kundvalsdesk.ui.bitar import kolumn, meddelande, rad, rulla_fram, text
from kundvalsdesk.ui.datumfalt import Datumfalt
from kundvalsdesk.ui.tema import Tema, satt_roll

RADIO_HOGST = 4
LANG_RUBRIK = 36


class _Redigerare(QObject):
    """What every editor can do; each type of field has one below."""

    andrad = Signal()
    widget: QWidget
    fokus: QWidget

    def varde(self) -> str:
        raise NotImplementedError

    def satt(self, varde: str) -> None:
        raise NotImplementedError

    def namnge(self, namn: str, hjalp: str) -> None:
        self.fokus.setAccessibleName(namn)
        self.fokus.setAccessibleDescription(hjalp)

    def felaktig(self, fel: bool) -> None:
        satt_roll(self.fokus, fel="true" if fel else "false")


class _Textrad(_Redigerare):
    def __init__(self, falt: Falt, tema: Tema) -> None:
        super().__init__()
        self._rad = QLineEdit(falt.varde)
        self._rad.setMaxLength(200)
        self.widget = self.fokus = self._rad
        if falt.typ == "procent":
            self._rad.setValidator(QIntValidator(0, 999, self._rad))
            self._rad.setFixedWidth(tema.px(80))
            self.widget = QWidget()
            self.widget.setLayout(rad(self._rad, text("procent", "dampad"), None))
        elif falt.typ == "manad":
            self._rad.setPlaceholderText("ÅÅÅÅ-MM")
            self._rad.setMaxLength(7)
            self._rad.setFixedWidth(tema.px(120))
        self._rad.textChanged.connect(self.andrad)

    def varde(self) -> str:
        return self._rad.text().strip()

    def satt(self, varde: str) -> None:
        self._rad.setText(varde)


class _Datum(_Redigerare):
    def __init__(self, falt: Falt, tema: Tema, idag: date) -> None:
        super().__init__()
        self._falt = Datumfalt(tema, idag, falt.varde)
        self.widget = self._falt
        self.fokus = self._falt.rad
        self._falt.andrad.connect(self.andrad)

    def varde(self) -> str:
        return self._falt.varde()

    def satt(self, varde: str) -> None:
        self._falt.satt(varde)


class _StorText(_Redigerare):
    def __init__(self, falt: Falt, tema: Tema) -> None:
        super().__init__()
        self._ruta = QPlainTextEdit(falt.varde)
        self._ruta.setTabChangesFocus(True)
        self._ruta.setFixedHeight(tema.px(112))
        self.widget = self.fokus = self._ruta
        self._ruta.textChanged.connect(self.andrad)

    def varde(self) -> str:
        return self._ruta.toPlainText().strip()

    def satt(self, varde: str) -> None:
        self._ruta.setPlainText(varde)


class _Rullval(_Redigerare):
    def __init__(self, falt: Falt) -> None:
        super().__init__()
        self._lista = QComboBox()
        self._lista.setView(QListView())
        self._lista.view().setAccessibleName(falt.rubrik)
        self._lista.setMaxVisibleItems(14)
        self._lista.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lista.setMinimumContentsLength(12)
        if not any(kod == falt.varde for kod, _ in falt.val):
            self._lista.addItem("Välj …" if falt.kravs else "–", "")
        for kod, ord_ in falt.val:
            self._lista.addItem(ord_, kod)
        self.widget = self.fokus = self._lista
        self.satt(falt.varde)
        self._lista.currentIndexChanged.connect(self.andrad)

    def varde(self) -> str:
        return str(self._lista.currentData() or "")

    def satt(self, varde: str) -> None:
        self._lista.setCurrentIndex(max(0, self._lista.findData(varde)))

    def byt_val(self, val: tuple[tuple[str, str], ...]) -> None:
        """Other choices; the one that was made stays, if it is among them."""
        vald = self.varde()
        self._lista.clear()
        for kod, ord_ in val:
            self._lista.addItem(ord_, kod)
        self.satt(vald)


class Radioknapp(QRadioButton):
    """Arrow keys choose, also while nothing is chosen yet (Qt only moves the focus then)."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        pilar = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        nu = QApplication.focusWidget()
        if event.key() in pilar and isinstance(nu, Radioknapp) and nu.group() is self.group():
            nu.setChecked(True)


class _Radio(_Redigerare):
    def __init__(self, falt: Falt) -> None:
        super().__init__()
        self._grupp = QButtonGroup(self)
        self._koder = [kod for kod, _ in falt.val]
        self._knappar = [Radioknapp(ord_.replace("&", "&&")) for _, ord_ in falt.val]
        self.widget = QWidget()
        self.widget.setLayout(kolumn(*self._knappar, mellan=2))
        for nr, k in enumerate(self._knappar):
            self._grupp.addButton(k, nr)
        self.fokus = self._knappar[0]
        self.satt(falt.varde)
        self._grupp.idToggled.connect(lambda *_: self.andrad.emit())

    def namnge(self, namn: str, hjalp: str) -> None:
        for k in self._knappar:
            k.setAccessibleName(f"{namn}: {k.text()}")
            k.setAccessibleDescription(hjalp)

    def varde(self) -> str:
        nr = self._grupp.checkedId()
        return self._koder[nr] if nr >= 0 else ""

    def satt(self, varde: str) -> None:
        if varde in self._koder:
            k = self._knappar[self._koder.index(varde)]
            k.setChecked(True)
            self.fokus = k


class _JaNej(_Redigerare):
    def __init__(self, falt: Falt) -> None:
        super().__init__()
        self._ruta = QCheckBox(falt.rubrik.replace("&", "&&"))
        self.widget = self.fokus = self._ruta
        self.satt(falt.varde)
        self._ruta.toggled.connect(self.andrad)

    def varde(self) -> str:
        return "ja" if self._ruta.isChecked() else "nej"

    def satt(self, varde: str) -> None:
        self._ruta.setChecked(varde == "ja")


class _Upplysning(_Redigerare):
    """No input: something to know while one fills in the rest."""

    def __init__(self, falt: Falt) -> None:
        super().__init__()
        self.widget = self.fokus = meddelande("ruta", falt.varde.splitlines() or ("–",))

    def varde(self) -> str:
        return ""

    def satt(self, varde: str) -> None:
        """Nobody writes here."""


def _redigerare(falt: Falt, tema: Tema, idag: date) -> _Redigerare:
    if falt.typ == "upplysning":
        return _Upplysning(falt)
    if falt.typ == "datum":
        return _Datum(falt, tema, idag)
    if falt.typ == "stor_text":
        return _StorText(falt, tema)
    if falt.typ == "ja_nej":
        return _JaNej(falt)
    if falt.typ == "lista":
        return _Rullval(falt)
    if falt.val:
        return _Radio(falt) if len(falt.val) <= RADIO_HOGST else _Rullval(falt)
    return _Textrad(falt, tema)


class Faltvy(QWidget):
    andrad = Signal()

    def __init__(self, falt: Falt, tema: Tema, idag: date) -> None:
        super().__init__()
        self.falt = falt
        self._redigerare = _redigerare(falt, tema, idag)
        self._redigerare.setParent(self)
        self._redigerare.namnge(falt.rubrik + ("" if falt.kravs else ", valfritt"), falt.hjalp)
        self._fel = text("", "felrad", bryt=True)
        self._fel.hide()
        lad = kolumn(mellan=4)
        if falt.typ != "ja_nej":
            # A label that may wrap takes no more width than it must: only long ones are let.
            etikett = text(falt.rubrik, "litenfet", bryt=len(falt.rubrik) > LANG_RUBRIK)
            etikett.setBuddy(self._redigerare.fokus)
            valfritt = () if falt.kravs or not self.fylls_i else (text("valfritt", "litendampad"),)
            huvud = rad(etikett, *valfritt, None, mellan=8)
            if etikett.wordWrap() and not valfritt:
                huvud.setStretch(0, 1)
            lad.addLayout(huvud)
        lad.addWidget(self._redigerare.widget)
        if falt.hjalp:
            lad.addWidget(text(falt.hjalp, "litendampad", bryt=True))
        lad.addWidget(self._fel)
        self.setLayout(lad)
        self._forst = self.varde()
        self._redigerare.andrad.connect(self._andrat)

    @property
    def fylls_i(self) -> bool:
        """Something to fill in, as opposed to something to read."""
        return self.falt.typ != "upplysning"

    @property
    def andrat(self) -> bool:
        return self.varde() != self._forst

    @property
    def feltext(self) -> str:
        return "" if self._fel.isHidden() else self._fel.text()

    def varde(self) -> str:
        return self._redigerare.varde()

    def satt(self, varde: str) -> None:
        self._redigerare.satt(varde)

    def byt_val(self, val: tuple[tuple[str, str], ...]) -> None:
        """Other choices in a field that is a list."""
        if isinstance(self._redigerare, _Rullval):
            self._redigerare.byt_val(val)

    def fokusera(self) -> None:
        self._redigerare.fokus.setFocus(Qt.FocusReason.TabFocusReason)
        rulla_fram(self)

    def visa_fel(self, mening: str) -> None:
        self._fel.setText(mening)
        self._fel.setVisible(bool(mening))
        self._redigerare.felaktig(bool(mening))
        if mening:
            self._redigerare.fokus.setAccessibleDescription(f"Fel: {mening} {self.falt.hjalp}")

    def _andrat(self) -> None:
        if not self._fel.isHidden():
            self.visa_fel("")
        self.andrad.emit()
