"""Which database the window works in, and who one is there: the assistant, the password, and going over to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from kundvalsdesk.services.kontotyper import Anslutning
from kundvalsdesk.ui import kontotjanster
from kundvalsdesk.ui.bitar import visa_klart

if TYPE_CHECKING:
    from kundvalsdesk.ui.arbetare import Oppnad
    from kundvalsdesk.ui.fonster import Fonster


class Databasvag(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        self._har_varit_oppen = False
        self._kvar_att_saga = ""
        fonster.topp.byt_databas.connect(self.valj)
        fonster.topp.byt_losenord.connect(self.byt_losenord)
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

    # --- which ------------------------------------------------------------------------------------------------------

    def valj(self) -> None:
        if self._f.far_lamna():
            self._med_forslag(delad=False)

    def valj_delad(self) -> None:
        """From the start, where there is no database yet or the shared one could not be opened."""
        self._med_forslag(delad=True)

    def _med_forslag(self, *, delad: bool) -> None:
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

    def byt_losenord(self) -> None:
        from kundvalsdesk.ui.losenord_dialog import Losenordsdialog

        dialog = Losenordsdialog(self._f, self._f.s)
        dialog.bytt.connect(lambda m: visa_klart(self._f.besked.plats, m))
        self._visa(dialog)

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
