"""The form of a next step, made from Stegval: at the right of the case, so that the case stays in sight.

Ctrl+Enter saves, Esc closes (and asks if something was typed). Errors stand at their field; a conflict shows only
what differs, and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kundvalsdesk.fel import FleraFel, Konflikt, KundvalsdeskFel, Nekad
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.ui.bitar import (
    Genvagsknapp,
    Innehallsyta,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    rulla_fram,
    text,
    tom,
)
from kundvalsdesk.ui.faltvy import Faltvy
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.konfliktruta import Konfliktruta
from kundvalsdesk.ui.tema import Tema


class Stegformular(QFrame):
    spara = Signal(object, object, str)
    """Stegval (with the version seen), values, id of the action: the same when the same save is tried again."""
    sparad = Signal()
    """The step has been done: what was typed has served."""
    stangd = Signal()
    """Closed by the user, what was typed thrown away."""
    byt = Signal(object)
    """Another step of the same thing instead (to return it rather than approve it)."""

    def __init__(self, tema: Tema, idag: date, steg: Stegval, syskon: Sequence[Stegval] = ()) -> None:
        super().__init__()
        self._tema = tema
        self.steg = steg
        self._handling_id = str(uuid4())
        self._knappord = steg.knapp
        self._syskon = syskon
        self._deras: dict[str, str] = {}
        self.setProperty("roll", "kort")
        self.setAccessibleName(f"Formulär: {steg.rubrik}")
        self.falt = {f.namn: Faltvy(f, tema, idag) for f in steg.falt}
        self.sparknapp = Genvagsknapp(self._knappord, "Ctrl+Enter")
        self.sparknapp.clicked.connect(self.forsok)
        self.stangknapp = knapp("Avbryt", self.stang, tips="Stäng utan att spara (Esc)")
        self.utkastplats = QVBoxLayout()
        self.hjalpplats = QVBoxLayout()
        """For a way to what helps with the form."""
        self._andratplats = QVBoxLayout()
        self._topp = QVBoxLayout()
        self._topp.setSpacing(8)
        self._bygg()
        for sekvens in ("Ctrl+Return", "Ctrl+Enter"):
            genvag = QShortcut(QKeySequence(sekvens), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            genvag.activated.connect(self.forsok)
        for f in self.falt.values():
            f.andrad.connect(self._visa_ratt_falt)
        self._visa_ratt_falt()

    def _bygg(self) -> None:
        inre = QWidget()
        lad = kolumn(mellan=16, kant=(20, 4, 20, 16))
        lad.addLayout(self.utkastplats)
        if self.steg.hjalp:
            lad.addWidget(text(self.steg.hjalp, "dampad", bryt=True))
        lad.addLayout(self.hjalpplats)
        if self._syskon:
            i_stallet = [knapp(f"{s.rubrik} …", self._byter(s), roll="lank") for s in self._syskon]
            lad.addLayout(kolumn(text("Eller i stället", "litendampad"), *(rad(k, None) for k in i_stallet), mellan=2))
        if self.steg.varning:
            lad.addWidget(meddelande("varning", self.steg.varning, "Tänk på"))
        lad.addLayout(self._topp)
        for f in self.falt.values():
            lad.addWidget(f)
        inre.setLayout(lad)
        fot = ram("fot")
        fot.setLayout(rad(self.sparknapp, self.stangknapp, None, kant=(20, 12, 20, 16)))
        rubrik = text(self.steg.rubrik, "rubrik", bryt=True)
        # Above what is scrolled: seen wherever in a long form one writes.
        self._andratplats.setContentsMargins(20, 0, 20, 0)
        self.setLayout(kolumn(rad(rubrik, kant=(20, 18, 20, 8)), self._andratplats, Innehallsyta(inre), fot, mellan=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _byter(self, steg: Stegval) -> Callable[[], None]:
        return lambda: self.byt.emit(steg)

    # --- values ---------------------------------------------------------------------------------------------------

    def varden(self) -> dict[str, str]:
        """Only the fields that are shown and can be filled in."""
        return {namn: f.varde() for namn, f in self.falt.items() if not f.isHidden() and f.fylls_i}

    @property
    def andrat(self) -> bool:
        return any(f.andrat for f in self.falt.values() if not f.isHidden())

    def fokusera(self) -> None:
        """The first field that still lacks something, else the save button."""
        synliga = [f for f in self.falt.values() if not f.isHidden() and f.fylls_i]
        forsta = next((f for f in synliga if not f.varde() and f.falt.kravs), synliga[0] if synliga else None)
        mal = forsta.fokusera if forsta is not None else self.sparknapp.setFocus
        QTimer.singleShot(0, self, mal)

    def forsta(self) -> QWidget:
        """Where Tab comes first."""
        return next((f for f in self.falt.values() if f.fylls_i), self.sparknapp)

    def _visa_ratt_falt(self) -> None:
        for f in self.falt.values():
            if (villkor := f.falt.visas_om) is not None:
                annat = self.falt.get(villkor[0])
                f.setVisible(annat is not None and not annat.isHidden() and annat.varde() in villkor[1])

    # --- save, errors, conflict -----------------------------------------------------------------------------------

    def forsok(self) -> None:
        if not self.sparknapp.isEnabled():
            return
        for f in self.falt.values():
            f.visa_fel("")
        saknas = [f for f in self.falt.values() if not f.isHidden() and f.falt.kravs and not f.varde()]
        for f in saknas:
            f.visa_fel("Välj ett alternativ." if f.falt.val else "Fyll i fältet.")
        if saknas:
            saknas[0].fokusera()
            return
        self.las(True)
        self.spara.emit(self.steg, self.varden(), self._handling_id)

    def las(self, last: bool) -> None:
        """While a save is on its way nothing can be pressed twice."""
        self.sparknapp.setEnabled(not last)
        self.sparknapp.satt("Sparar …" if last else self._knappord)

    def visa_fel(self, fel: KundvalsdeskFel) -> None:
        self.las(False)
        tom(self._topp)
        vid = self.falt.get(fel.falt) if isinstance(fel, Nekad) and fel.falt else None
        if vid is not None and not vid.isHidden():
            vid.visa_fel(fel.mening)
            vid.fokusera()
            return
        rader = fel.meningar if isinstance(fel, FleraFel) else (fel.mening,)
        ruta = meddelande("fel", rader, "Det gick inte att spara")
        self._topp.addWidget(ruta)
        rulla_fram(ruta)

    def sag_andrat(self, mening: str) -> None:
        """That the case has changed while one writes here: a quiet line, and nothing of the form is touched."""
        if not self._andratplats.count():
            self._andratplats.addWidget(meddelande("ruta", (mening,)))
            self._andratplats.addSpacing(8)

    def visa_konflikt(self, fel: Konflikt, nytt: Stegval | None) -> None:
        """`nytt`: the same step as it stands now; None when it can no longer be taken."""
        self.las(False)
        tom(self._andratplats)
        tom(self._topp)
        rubriker = {namn: f.falt.rubrik for namn, f in self.falt.items()}
        valord = {kod: ord_ for f in self.falt.values() for kod, ord_ in f.falt.val}
        ruta = Konfliktruta(fel, rubriker, valord, kvar=nytt is not None)
        ruta.ta_deras.connect(self._ta_deras)
        self._topp.addWidget(ruta)
        rulla_fram(ruta)
        self._handling_id = str(uuid4())
        if nytt is None:
            self.sparknapp.setEnabled(False)
            return
        self._deras = {f.namn: f.varde for f in nytt.falt if f.typ != "upplysning"}
        self.steg = replace(self.steg, sedd_version=nytt.sedd_version, mal=nytt.mal)
        self._knappord = "Spara mitt ändå"
        self.las(False)
        self.sparknapp.setFocus()

    def _ta_deras(self) -> None:
        """The form as it opens now: what a colleague has saved stands in it."""
        for namn, varde in self._deras.items():
            if namn in self.falt:
                self.falt[namn].satt(varde)

    def stang(self) -> None:
        if self.andrat and not fraga(
            self,
            "Stänga utan att spara?",
            "Det du har skrivit i formuläret försvinner.",
            "Stäng ändå",
            "Fortsätt skriva",
        ):
            return
        self.stangd.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ledigt = self.width() - 2 * 20 - 8 - self.stangknapp.sizeHint().width()
        self.sparknapp.visa_tangent(self.sparknapp.hel_bredd() <= ledigt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stang()
            event.accept()
        else:
            super().keyPressEvent(event)
