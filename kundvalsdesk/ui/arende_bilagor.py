"""The tab of attachments: added from a file or dropped here, looked at in the window, saved where one chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton, QScrollArea, QWidget

from kundvalsdesk.services.arendeposter import Post, Poster
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text
from kundvalsdesk.ui.postflik import Postflik
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

URVAL = (
    "Dokument och bilder (*.pdf *.png *.jpg *.jpeg *.gif *.tif *.tiff *.webp *.docx *.xlsx *.pptx *.odt *.ods *.odp)"
)
VISAS = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff")


class Bildvisare(QDialog):
    """A picture in the window, as large as there is room for."""

    def __init__(self, vem: QWidget, rubrik: str, bild: QPixmap) -> None:
        super().__init__(vem)
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        etikett = QLabel()
        etikett.setAlignment(Qt.AlignmentFlag.AlignCenter)
        etikett.setAccessibleName(f"Bild: {rubrik}")
        rum = vem.window().size()
        plats = bild.size().boundedTo(bild.size().scaled(rum.width() - 140, rum.height() - 220,
                                                         Qt.AspectRatioMode.KeepAspectRatio))  # fmt: skip
        etikett.setPixmap(
            bild.scaled(plats, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        yta = QScrollArea()
        yta.setWidget(etikett)
        yta.setWidgetResizable(True)
        topp = ram("topp")
        topp.setLayout(rad(text(rubrik, "rubrik", bryt=True), kant=(20, 12, 20, 12)))
        fot = ram("dialogfot")
        stang = knapp("Stäng", self.accept, tips="Esc")
        fot.setLayout(rad(None, stang, kant=(20, 12, 20, 12)))
        lad = kolumn(topp, mellan=0)
        lad.addWidget(yta, 1)
        lad.addWidget(fot)
        self.setLayout(lad)
        self.resize(max(420, plats.width() + 40), max(320, plats.height() + 160))
        stang.setFocus()


class Bilageflik(Postflik):
    KOD = "bilagor"
    LISTNAMN = "Bilagor, den senaste först"
    TOMT = (
        "Inga bilagor ännu",
        "Lägg till en PDF, en bild eller ett Office-dokument, högst 25 MB. Det går också att dra filen hit.",
    )

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__(s, insats)
        self.setAcceptDrops(True)

    def _nyknappar(self, p: Poster) -> list[QPushButton]:
        return [knapp("Lägg till bilaga …", self.valj_filer)]

    def _postknappar(self, post: Post) -> list[QPushButton]:
        ta_bort = [knapp(f"{s.rubrik} …", self._oppnar(s)) for s in post.steg]
        visa = [knapp("Visa", lambda: self.visa_bilaga(post))] if post.mediatyp in VISAS else []
        return [*visa, knapp(post.filord, lambda: self.valj_fil(post)), *ta_bort]

    # --- added ------------------------------------------------------------------------------------------------------

    def valj_filer(self) -> None:
        valda, _ = QFileDialog.getOpenFileNames(self, "Lägg till bilaga", "", URVAL)
        self.lagg_till([Path(v) for v in valda])

    def lagg_till(self, vagar: list[Path]) -> None:
        """Each file is an action of its own: one that is refused does not stop the others."""
        insats = self.insats
        for vag in vagar:

            def jobb(e: Arbetsenhet, vag: Path = vag) -> Andring:
                return tjanster.bilaga_lagg_till(e, insats, vag)

            self._s.arbetare.kor(jobb, self._lades_till, self.visa_fel, skriv=True, handling_id=str(uuid4()))

    def _lades_till(self, andring: Andring) -> None:
        self._klart("Bilagan är sparad i ärendet.")
        self.andrad.emit(andring)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.lagg_till([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])
        event.acceptProposedAction()

    # --- looked at --------------------------------------------------------------------------------------------------

    def visa_bilaga(self, post: Post) -> None:
        self._hamta_fil(post, lambda fil: self._visa_innehall(post, *fil))

    def _visa_innehall(self, post: Post, filnamn: str, data: bytes) -> None:
        if post.mediatyp == "application/pdf":
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            self._oppna_visare(DokumentDialog(self, self._s, post.rubrik, data, filnamn))
            return
        bild = QPixmap()
        if bild.loadFromData(data):
            self._oppna_visare(Bildvisare(self, post.rubrik, bild))
        else:
            from kundvalsdesk.fel import Nekad

            self.visa_fel(Nekad("bild", "Bilden går inte att visa här. Spara den och öppna den i ett annat program."))
