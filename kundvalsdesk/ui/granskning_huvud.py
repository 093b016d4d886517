"""The head of Granskning: counts, what is parked, and the ways in for reports: files, typing, forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from kundvalsdesk.services.typer import ARENDEROLLER
from kundvalsdesk.ui.bitar import knapp, rad, text
from kundvalsdesk.ui.sammanhang import Sammanhang


class Granskningshuvud(QWidget):
    nytt = Signal()
    """Reports have been taken in or put away: the list is old."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._antal = text("", "dampad")
        self._delar: list[str] = []
        self.parkerade = knapp(
            "", self.visa_parkerade, roll="lank", tips="Formulär som väntar på att någon tar ställning"
        )
        self.parkerade.hide()
        self.ta_emot_knapp = knapp(
            "Ta emot filer …", self.valj_filer, tips="Formulär från anordnare. Går också att dra hit."
        )
        self.offline = knapp("Ta med offline …", tips="Granska utan förbindelse, i en krypterad fil")
        self.offline.hide()
        self.mer = knapp("Mer ▾", tips="Skriv in rapport, skapa formulär", namn="Mer")
        meny = QMenu(self)
        meny.addAction("Skriv in rapport …").triggered.connect(lambda *_: self.skriv_in())
        meny.addAction("Skapa formulär …").triggered.connect(lambda *_: self.skapa_formular())
        self.mer.setMenu(meny)
        aktor = s.arbetare.aktor
        if aktor is not None and not aktor.har(*ARENDEROLLER):
            self.ta_emot_knapp.hide()
            self.mer.hide()
        self._rubrik = text("Granskning", "stor")
        self._knappar = (self.parkerade, self.ta_emot_knapp, self.offline, self.mer)
        self.setLayout(
            rad(self._rubrik, self._antal, self.parkerade, None, self.ta_emot_knapp, self.offline, self.mer,
                mellan=12)
        )  # fmt: skip

    def satt_antal(self, vantar: int, godkanda: int, returnerade: int) -> None:
        delar = [f"{vantar} väntar"]
        if godkanda:
            delar.append(f"{godkanda} godkän{'d' if godkanda == 1 else 'da'} i dag")
        if returnerade:
            delar.append(f"{returnerade} återremitterad{'' if returnerade == 1 else 'e'}")
        self._delar = delar
        self._antal.setToolTip(" · ".join(delar))
        self._ge_plats()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()

    def _ge_plats(self) -> None:
        """In a narrow window the numbers give way, the last first: each is also the heading of a group in the list."""
        upptaget = sum(k.sizeHint().width() + 12 for k in self._knappar if not k.isHidden())
        kvar = self.width() - self._rubrik.sizeHint().width() - upptaget - 24
        self._rubrik.setVisible(kvar >= -12)  # with very large text: the room is marked in the rail
        delar, bredd = list(self._delar), self._antal.fontMetrics().horizontalAdvance
        while delar and bredd(" · ".join(delar)) > kvar:
            delar.pop()
        self._antal.setText(" · ".join(delar))
        self._antal.setFixedWidth(self._antal.sizeHint().width() if delar else 0)

    def satt_parkerade(self, antal: int) -> None:
        self.parkerade.setText(f"{antal} parkera{'d' if antal == 1 else 'de'}")
        self.parkerade.setAccessibleName(self.parkerade.text())
        self.parkerade.setVisible(antal > 0)
        self._ge_plats()

    def satt_offline(self, gor: Callable[[], object], ord_: str = "") -> None:
        """The way to review without a connection: shown when there is one to go by."""
        if ord_:
            self.offline.setText(ord_)
            self.offline.setAccessibleName(ord_)
        self.offline.clicked.connect(lambda *_: gor())
        self.offline.show()
        self._ge_plats()

    # --- the ways in ------------------------------------------------------------------------------------------------

    def _visa(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def valj_filer(self) -> None:
        valda, _ = QFileDialog.getOpenFileNames(self, "Ta emot formulär", "", "Excelbok (*.xlsx);;Alla filer (*)")
        if valda:
            self.ta_emot([Path(v) for v in valda])

    def ta_emot(self, vagar: list[Path]) -> None:
        from kundvalsdesk.ui.granskning_mottag import Mottagningsdialog

        dialog = Mottagningsdialog(self.window(), self._s)
        dialog.nytt.connect(self.nytt)
        self._visa(dialog)
        dialog.ta_emot(vagar)

    def visa_parkerade(self) -> None:
        from kundvalsdesk.ui.granskning_parkerade import Parkeradedialog

        dialog = Parkeradedialog(self.window(), self._s)
        dialog.nytt.connect(self.nytt)
        self._visa(dialog)

    def skriv_in(self, insats: str = "") -> None:
        from kundvalsdesk.ui.granskning_skrivin import Skrivindialog

        dialog = Skrivindialog(self.window(), self._s, insats)
        dialog.sparad.connect(self.nytt)
        self._visa(dialog)

    def skapa_formular(self, insats: str = "") -> None:
        from kundvalsdesk.ui.granskning_skrivin import Malldialog

        self._visa(Malldialog(self.window(), self._s, insats))
