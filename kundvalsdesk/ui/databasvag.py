"""Which database the window works in, and who one is there: the assistant, the password, and going over to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.ui.bitar import knapp, meddelande, rad, visa_klart

if TYPE_CHECKING:
    from kundvalsdesk.services.kontotyper import Anslutning
    from kundvalsdesk.ui.arbetare import Oppnad
    from kundvalsdesk.ui.fonster import Fonster


KLOCKA_MS = 1500
"""After a database has been opened."""


class Klockbanner(QWidget):
    """That this computer's clock is wrong, until it is put away."""

    def __init__(self, mening: str, stang: Callable[[], None]) -> None:
        super().__init__()
        self.stang = knapp("Stäng", stang, roll="diskret", namn="Stäng meddelandet om klockan")
        lad = rad(meddelande("varning", (mening,)), self.stang, mellan=8, kant=(24, 12, 24, 0))
        lad.setStretch(0, 1)
        self.setLayout(lad)
        self.setAccessibleName(mening)


class Databasvag(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self._har_varit_oppen = False
        self._kvar_att_saga = ""
        self.klocka: Klockbanner | None = None
        fonster.topp.byt_databas.connect(self.valj)
        fonster.topp.byt_losenord.connect(lambda: self.byt_losenord())
        fonster.start.valj_databas.connect(self.valj_delad)

    def koppla(self) -> None:
        """After the window's own: it shows the database, and the menu then says what can be chosen."""
        self._f.oppning.oppnad.connect(self._oppnad)
        self._f.start.far_valja = self._f.oppning.far_valja

    def _oppnad(self, o: Oppnad) -> None:
        self._f.topp.satt_databasval(byt=self._f.oppning.far_valja and o.paket is None, losenord=o.delad)
        if self._har_varit_oppen:  # the views still hold what was in the one before
            self._f.byt_databas(o.aktor, self._f.skotsel.hem(o.aktor))
        self._har_varit_oppen = True
        if self._kvar_att_saga:
            visa_klart(self._f.besked.plats, self._kvar_att_saga)
            self._kvar_att_saga = ""
        self._se_pa_klockan(o)
        if (givet := o.givet_losenord) is not None:
            self._f.arbetare.kor_fritt(
                lambda _: givet(), lambda g: self.byt_losenord(givet=True) if g else None, lambda _: None
            )

    def _se_pa_klockan(self, o: Oppnad) -> None:
        """When the first view has long been there. What cannot be asked is not worth a word."""
        self._slapp_klockan()
        if (fraga := o.klocka) is not None:
            QTimer.singleShot(
                KLOCKA_MS, self,
                lambda: self._f.arbetare.kor_fritt(lambda _: fraga(), self._visa_klockan, lambda _: None),
            )  # fmt: skip

    def _visa_klockan(self, mening: str) -> None:
        self._slapp_klockan()
        if mening:
            self.klocka = Klockbanner(mening, self._slapp_klockan)
            self._f.rapporter.plats.insertWidget(0, self.klocka)

    def _slapp_klockan(self) -> None:
        if self.klocka is not None:
            self.klocka.hide()
            self.klocka.deleteLater()
            self.klocka = None

    # --- which ------------------------------------------------------------------------------------------------------

    def valj(self) -> None:
        if self._f.far_lamna():
            self._med_forslag(delad=False)

    def valj_delad(self) -> None:
        """From the start, where there is no database yet or the shared one could not be opened."""
        self._med_forslag(delad=True)

    def _med_forslag(self, *, delad: bool) -> None:
        from kundvalsdesk.ui import kontotjanster

        self._f.arbetare.kor_fritt(lambda _: kontotjanster.forslag(), lambda f: self.fraga(f, delad=delad))

    def fraga(self, forslag: Anslutning, *, delad: bool) -> None:
        from kundvalsdesk.ui.anslutning_dialog import Anslutningsdialog

        dialog = Anslutningsdialog(self._f, self._f.s.tema, self._f.arbetare, forslag)
        dialog.vald.connect(self._vald)
        if delad:
            dialog.visa_delad()
        self._visa(dialog)

    def _vald(self, kvar_att_saga: str, losenord: str) -> None:
        self._kvar_att_saga = kvar_att_saga
        self._f.visa_start()
        self._f.oppning.starta(losenord)

    # --- one's own password -----------------------------------------------------------------------------------------

    def byt_losenord(self, *, givet: bool = False) -> None:
        from kundvalsdesk.ui.losenord_dialog import Losenordsdialog

        dialog = Losenordsdialog(self._f, self._f.s, givet=givet)
        dialog.bytt.connect(lambda m: visa_klart(self._f.besked.plats, m))
        self._visa(dialog)

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
