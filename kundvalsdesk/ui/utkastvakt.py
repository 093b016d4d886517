"""Watches over one form: keeps a draft while one types, and offers back what was typed here before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from kundvalsdesk.services.formularutkast import Utkast, Utkastnyckel, Utkastplats, faltens_namn
from kundvalsdesk.texter.datum import nyss_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular

if TYPE_CHECKING:
    from kundvalsdesk.ui.granskning_skrivform import Skrivformular

NY_INSATS = "ny_insats"
VANTA_MS = 800
"""From the first letter to the draft; with the writing itself well under two seconds."""


def vakta(s: Sammanhang, formular: Stegformular | Skrivformular, insats: str, flik: str = "") -> None:
    """From now on what is typed into the form is kept. Nothing happens where no drafts are kept.

    `flik`: in which tab of the case the form is opened, so that it can be found again.
    """
    plats = s.utkast.plats
    if plats is not None:
        Utkastvakt(s, formular, plats, insats, flik)


class Utkastvakt(QObject):
    def __init__(
        self, s: Sammanhang, formular: Stegformular | Skrivformular, plats: Utkastplats, insats: str, flik: str
    ) -> None:
        super().__init__(formular)
        self._lada, self._formular, self._plats, self._flik = s.utkast, formular, plats, flik
        steg = formular.steg
        falt = faltens_namn((f.namn, f.typ) for f in steg.falt)
        self._nyckel = Utkastnyckel(plats.databas, self._lada.anvandare, insats, steg.kod, steg.mal, falt)
        self._rubrik = steg.rubrik
        self._ruta = str(uuid4())
        self._forst = self._varden()
        self._sparat: dict[str, str] | None = None
        self._erbjudna: list[Utkast] = []
        self._tagna: list[str] = []
        self._timer = QTimer(self, singleShot=True, interval=VANTA_MS)
        self._timer.timeout.connect(self.skriv)
        for f in formular.falt.values():
            f.andrad.connect(self._andrat)
        formular.spara.connect(self.skriv)  # a save may wait long for a connection
        formular.sparad.connect(self._klart)
        formular.stangd.connect(self._kastat)
        self._lada.hamta(plats, self._nyckel, self._svar)

    # --- keep -------------------------------------------------------------------------------------------------------

    def _varden(self) -> dict[str, str]:
        return {namn: f.varde() for namn, f in self._formular.falt.items() if f.fylls_i}

    def _andrat(self) -> None:
        # Not begun anew by the next letter: whoever types on and on is kept too.
        if not self._timer.isActive():
            self._timer.start()

    def skriv(self) -> None:
        """What stands in the form now becomes the draft; none is kept of a form as it was opened."""
        self._timer.stop()
        nu = self._varden()
        if nu == self._sparat:
            return
        if nu != self._forst:
            self._lada.spara(
                self._plats, Utkast(self._nyckel, self._ruta, self._rubrik, self._flik, nu, datetime.now())
            )
            self._sparat = nu
        elif self._sparat is not None:
            self._lada.glom(self._plats, [self._ruta])
            self._sparat = None

    def _klart(self) -> None:
        """The step is done: what was begun of it has served."""
        self._glom([self._ruta, *self._tagna, *(u.ruta for u in self._erbjudna)])

    def _kastat(self) -> None:
        """Closed, and what was typed thrown away; what is only offered waits for the next time."""
        self._glom([self._ruta, *self._tagna])

    def _glom(self, rutor: list[str]) -> None:
        self._timer.stop()
        self._lada.glom(self._plats, rutor)

    # --- offer ------------------------------------------------------------------------------------------------------

    def _svar(self, alla: list[Utkast]) -> None:
        try:
            self._formular.objectName()
        except RuntimeError:  # the form was closed meanwhile
            return
        nu = self._varden()
        # What stands here already, because it was carried over or is saved by now, is no news.
        self._tagna += [u.ruta for u in alla if u.varden in (nu, self._forst) and u.ruta != self._ruta]
        self._erbjudna = [u for u in alla if u.varden not in (nu, self._forst) and u.ruta != self._ruta]
        self._visa()

    def _visa(self) -> None:
        tom(self._formular.utkastplats)
        if not self._erbjudna:
            return
        nar = nyss_ord(self._erbjudna[0].nar, datetime.now())
        ta = knapp("Ta tillbaka texten", self._ta, namn=f"Ta tillbaka texten från {nar}")
        kasta = knapp("Släng", self._slang, roll="diskret", namn=f"Släng texten från {nar}")
        self._stall(f"Du började skriva här {nar}.", ta, kasta)

    def _ta(self) -> None:
        u = self._erbjudna.pop(0)
        fore = self._varden()
        self._satt(u.varden)
        self._tagna.append(u.ruta)
        angra = knapp("Ångra", lambda: self._angra(u, fore), roll="diskret", namn="Ångra: ta bort den igen")
        self._stall("Texten är tillbaka.", angra)
        self._formular.fokusera()

    def _angra(self, u: Utkast, fore: dict[str, str]) -> None:
        """Back to what stood here before, and the text is on offer again."""
        self._satt(fore)
        self._tagna.remove(u.ruta)
        self._erbjudna.insert(0, u)
        self._visa()

    def _slang(self) -> None:
        self._lada.glom(self._plats, [self._erbjudna.pop(0).ruta])
        self._visa()
        self._formular.fokusera()

    def _stall(self, mening: str, *knappar: QPushButton) -> None:
        """At the top of the form, and by Tab before its first field: what comes later is last by itself."""
        tom(self._formular.utkastplats)
        self._formular.utkastplats.addWidget(_rad(mening, *knappar))
        fore = self._formular.forsta().previousInFocusChain()
        while fore is not None and fore.focusPolicy() == Qt.FocusPolicy.NoFocus and not fore.isWindow():
            fore = fore.previousInFocusChain()
        for k in knappar:
            if fore is not None:
                QWidget.setTabOrder(fore, k)
            fore = k

    def _satt(self, varden: dict[str, str]) -> None:
        for namn, varde in varden.items():
            if namn in self._formular.falt:
                self._formular.falt[namn].satt(varde)
        self.skriv()


def _rad(mening: str, *knappar: QWidget) -> QWidget:
    """The sentence above its buttons: a form is narrow."""
    r = ram("ruta")
    r.setLayout(
        kolumn(text(mening, "liten", bryt=True), rad(*knappar, None, mellan=8), mellan=6, kant=(14, 10, 14, 10))
    )
    r.setAccessibleName(mening)
    return r
