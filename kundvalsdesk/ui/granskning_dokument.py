"""A report that is being read, shown as a document: to look at, issue, print and save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.texter.rapportnamn import rapportnamn
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.granskning_modell import Nyckel
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.rapportdokument import Rapportdokument
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog


class Rapportutskrift(QObject):
    """The copy for the house; those for the anordnare and the kund are issued from the case."""

    def __init__(self, vem: QWidget, s: Sammanhang, fel: Callable[[KundvalsdeskFel], None]) -> None:
        super().__init__(vem)
        self._vem, self._s, self._fel = vem, s, fel
        self.dialog: DokumentDialog | None = None

    def visa(self, n: Nyckel) -> None:
        if self.dialog is not None or self._s.offline():
            return

        def jobb(e: Arbetsenhet) -> Rapportdokument:
            return dokumenttjanster.rapportdokument(e, *n)

        self._s.arbetare.kor(jobb, lambda d: self._oppna(n, d), self._fel, token="rapportdokument")  # noqa: S106

    def _oppna(self, n: Nyckel, d: Rapportdokument) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        rubrik = d.nummer or rapportnamn(n[1], n[2])
        utfarda = "" if d.nummer else "Utfärda dokumentet"
        dialog = DokumentDialog(self._vem.window(), self._s, rubrik, d.innehall, d.filnamn, utfarda=utfarda)
        dialog.utfarda.connect(lambda: self._utfarda(n, d.sedd_version, dialog))
        dialog.finished.connect(self._stangd)
        self.dialog = dialog
        dialog.open()

    def _utfarda(self, n: Nyckel, version: int, dialog: DokumentDialog) -> None:
        def jobb(e: Arbetsenhet) -> Rapportdokument:
            return dokumenttjanster.utfarda_rapportdokument(e, *n, version)

        def klar(d: Rapportdokument) -> None:
            dialog.blev_utfardat(d.nummer, d.innehall, d.filnamn)

        self._s.arbetare.kor(jobb, klar, dialog.visa_fel, skriv=True, handling_id=dialog.handling_id)

    def _stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
