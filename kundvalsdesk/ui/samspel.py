"""The window among others: what colleagues do is shown here too, and a lost connection is said calmly.

What others have done is read again on the screen only, at most twice in a second however much they do, and never in
the way of what is asked for here. What is the same as before is not drawn again.
"""

from __future__ import annotations

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kundvalsdesk.fel import SPARRAD
from kundvalsdesk.texter.samspel import ATER, UTFALL, bruten_ord, oppet_ord
from kundvalsdesk.ui.bitar import BESKED_MS, knapp, kolumn, meddelande, rad, tom

if TYPE_CHECKING:
    from kundvalsdesk.services.lyssning import Narvarande
    from kundvalsdesk.ui.fonster import Fonster

SAMLA_MS = 120
"""What comes within this time is one."""
MELLAN_MS = 600
"""From one reading to the next."""
ANDEL, HOGST_MS = 10, 5000
"""A slow database is asked more seldom: the readings take a tenth of the time at most."""
BLINK_MS = 400
"""A break that is over before is not worth a word."""


class Samspel(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self._kontakt = fonster.arbetare.kontakt
        self.lage = kolumn(mellan=0)
        """Where the banner stands."""
        self.bruten = False
        self._mening, self._vantar = "", 0
        self._senast = self._tog = 0.0
        self._laser = False
        self._utfall: set[str] = set()
        self._oppet = self._sagt = self._sparr = ""
        self._omtimer = QTimer(self, singleShot=True)
        self._omtimer.timeout.connect(self._hamta_om)
        self._blink = QTimer(self, singleShot=True, interval=BLINK_MS)
        self._blink.timeout.connect(self.visa)
        self._bort = QTimer(self, singleShot=True, interval=BESKED_MS)
        self._bort.timeout.connect(self._sagt_klart)
        fonster.arbetare.upptagen.connect(self._last)
        self._kontakt.nytt.connect(self._nytt)
        self._kontakt.andrad.connect(self._andrad)
        self._kontakt.vantar.connect(self._vantar_pa)
        self._kontakt.avgjord.connect(self._avgjord)
        self._kontakt.narvarande.connect(self._narvarande)
        self._kontakt.sparrad.connect(self._sparrad)

    # --- what others do ---------------------------------------------------------------------------------------------

    def _nytt(self) -> None:
        if not self._omtimer.isActive():
            sedan = (monotonic() - self._senast) * 1000
            mellan = min(max(MELLAN_MS, ANDEL * self._tog * 1000), HOGST_MS)
            self._omtimer.start(int(max(SAMLA_MS, mellan - sedan)))

    def _hamta_om(self) -> None:
        if self.bruten or self._f.paket.oppet:
            return  # everything is read again afterwards
        if not self._f.arbetare.ledig:
            self._omtimer.start(SAMLA_MS)
            return
        self._senast, self._laser = monotonic(), True
        self._f.hamta_tyst()

    def _last(self, upptagen: bool) -> None:
        """The worker has nothing left to do: what was read again has been read."""
        if self._laser and not upptagen:
            self._tog, self._laser = monotonic() - self._senast, False

    def _narvarande(self, insats: str, vilka: tuple[Narvarande, ...]) -> None:
        if self._f.arende is not None and self._f.arende.insats == insats:
            self._f.arende.satt_narvarande(oppet_ord([(v.namn, v.sedan) for v in vilka], datetime.now()))

    def satt_oppet(self, insats: str) -> None:
        """What is on the screen now: a case, or "" for anything else."""
        if insats != self._oppet:
            self._oppet = insats
            self._kontakt.satt_oppet(insats)

    # --- contact ----------------------------------------------------------------------------------------------------

    def _andrad(self, uppe: bool, mening: str) -> None:
        self._mening = mening
        if self._sparr and not uppe:
            return
        if uppe:
            self._sparr = ""
            var = self.bruten
            self.bruten = False
            self._blink.stop()
            self._f.status.satt_kontakt(True)
            if var and self.lage.count():
                self._besked("klart", self._ater())
            if var:
                self._nytt()
        else:
            self._bort.stop()
            if self.bruten and self.lage.count():
                self.visa()
            elif not self._blink.isActive():
                self._blink.start()
            self.bruten = True

    def _sparrad(self, mening: str) -> None:
        """The login is barred: nothing that it has read stays, and there is nothing to wait for. A package, which one
        has the phrase of, is left until it is put away."""
        self._sparr = mening
        self._blink.stop()
        self._tom()
        if not mening or self._f.paket.oppet:
            return
        from kundvalsdesk.ui.utkastvakt import Utkastvakt

        for vakt in self._f.findChildren(Utkastvakt):
            vakt.skriv()
        self._f.arbetare.sparrad()
        for w in QApplication.topLevelWidgets():
            if w is not self._f and w.isVisible():
                w.hide()
                if isinstance(w, QDialog):
                    w.deleteLater()
        self._f.rensa()
        self._f.start.fel(SPARRAD, mening)
        self._f.visa_start()

    def _vantar_pa(self, antal: int) -> None:
        self._vantar = antal
        if self.bruten and self.lage.count():
            self.visa()

    def _avgjord(self, utfall: str) -> None:
        self._utfall.add(utfall)
        self._besked("klart", self._ater())

    def _ater(self) -> str:
        """That the contact is back, and what became of all that waited: another break takes no word of it away."""
        if not self._utfall:
            return ATER
        return f"{ATER} {UTFALL['bada' if len(self._utfall) > 1 else next(iter(self._utfall))]}"

    def _sagt_klart(self) -> None:
        self._utfall.clear()
        self._tom()

    def bytt(self) -> None:
        """Another database has come on top, or been taken off: the banner is about the shared one."""
        self._tom()
        if self._sparr and not self._f.paket.oppet:
            QTimer.singleShot(0, self, lambda: self._sparrad(self._sparr))
            return
        if self.bruten:
            self.visa()

    def visa(self) -> None:
        """The banner, until the contact is back. In a package one works without it, and needs no words of it."""
        if self._f.paket.oppet:
            return
        self._f.status.satt_kontakt(False)
        self._besked("varning", bruten_ord(self._mening, self._vantar))

    def _besked(self, roll: str, mening: str) -> None:
        if self._sagt == mening and self.lage.count():
            return  # said already; whoever is at its button stays there
        self._tom()
        self._sagt = mening
        ruta = meddelande(roll, (mening,))
        lad = rad(ruta, mellan=8, kant=(24, 12, 24, 0))
        lad.setStretch(0, 1)
        if roll == "varning":
            lad.addWidget(knapp("Försök nu", self._kontakt.forsok_nu, roll="diskret"))
        else:
            self._bort.start()
        yttre = QWidget()
        yttre.setLayout(lad)
        self.lage.addWidget(yttre)

    def _tom(self) -> None:
        self._bort.stop()
        tom(self.lage)
