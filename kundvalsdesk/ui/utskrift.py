"""Documents on paper, through the system's dialog: one, or many in one go, page after page in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Signal
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

UPPLOSNING = 300
PA_BADA_SIDOR = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide)
SKRIVARFEL = "Skrivaren tog inte emot utskriften. Kontrollera den och försök igen."


class Pdf(QPdfDocument):
    """Read from memory, which it keeps: there is never a temporary file."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buffert = QBuffer(self)

    def ladda(self, innehall: bytes) -> None:
        self.close()
        self._buffert.close()
        self._buffert.setData(QByteArray(innehall))
        self._buffert.open(QIODevice.OpenModeFlag.ReadOnly)
        self.load(self._buffert)


def valj_skrivare(vem: QWidget, namn: str, sidor: int = 0) -> QPrinter | None:
    """The system's dialog. `namn` stands in the print queue: never anything about a person. `sidor` 0: no choice of
    pages."""
    skrivare = QPrinter(QPrinter.PrinterMode.HighResolution)
    skrivare.setResolution(UPPLOSNING)
    skrivare.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    skrivare.setDocName(namn)
    dialog = QPrintDialog(skrivare, vem)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, sidor > 1)
    if sidor:
        dialog.setMinMax(1, sidor)
    try:
        return skrivare if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()  # it belongs to the window, and would live as long


def rita(p: QPainter, skrivare: QPrinter, dokument: QPdfDocument, sidor: range, *, fortsatter: bool = False) -> None:
    """Draws pages, each as large as the paper lets it. `fortsatter`: something has been drawn before."""
    for n, nr in enumerate(sidor):
        if n or fortsatter:
            skrivare.newPage()
        yta = skrivare.paperRect(QPrinter.Unit.DevicePixel)
        storlek = dokument.pagePointSize(nr)
        skala = min(yta.width() / storlek.width(), yta.height() / storlek.height())
        p.drawImage(0, 0, dokument.render(nr, QSize(round(storlek.width() * skala), round(storlek.height() * skala))))


def valda_sidor(skrivare: QPrinter, antal: int) -> range:
    return range((skrivare.fromPage() or 1) - 1, min(skrivare.toPage() or antal, antal))


class Massutskrift(QObject):
    """Issued documents one after the other on one printer, each fetched when its turn comes and let go after it."""

    framsteg = Signal(int, int)
    klar = Signal(int)
    """How many were printed: fewer than asked for when it was stopped."""
    fel = Signal(object)

    def __init__(self, s: Sammanhang, skrivare: QPrinter, dokument: Sequence[int], parent: QObject) -> None:
        super().__init__(parent)
        self._s, self._skrivare, self._kvar = s, skrivare, list(dokument)
        self._antal, self._gjorda, self._stoppad = len(self._kvar), 0, False
        self._pdf = Pdf(self)
        self._penna = QPainter()

    def starta(self) -> None:
        self._skrivare.setFullPage(True)
        if not self._penna.begin(self._skrivare):
            self.fel.emit(Nekad("skrivare", SKRIVARFEL))
            return
        self._nasta()

    def stoppa(self) -> None:
        """After the document that is being printed; what has been sent to the printer comes out."""
        self._stoppad = True

    def _nasta(self) -> None:
        self.framsteg.emit(self._gjorda, self._antal)
        if self._stoppad or not self._kvar:
            self._penna.end()
            self.klar.emit(self._gjorda)
            return
        dokument_id = self._kvar.pop(0)

        def jobb(e: Arbetsenhet) -> tuple[str, bytes, str]:
            return dokumenttjanster.las_dokument(e, dokument_id)

        self._s.arbetare.kor(jobb, self._rita, self._gick_inte, skriv=True)  # as when one is shown

    def _rita(self, svar: tuple[str, bytes, str]) -> None:
        self._pdf.ladda(svar[1])
        sidor = self._pdf.pageCount()
        rita(self._penna, self._skrivare, self._pdf, range(sidor), fortsatter=self._gjorda > 0)
        if sidor % 2 and self._kvar and self._skrivare.duplex() in PA_BADA_SIDOR:
            self._skrivare.newPage()  # the next document begins on a sheet of its own
        self._pdf.close()
        self._gjorda += 1
        self._nasta()

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        self._penna.end()
        self.fel.emit(fel)
