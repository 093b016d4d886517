"""The room for the documents' standing texts: which there are, one to be worded, its history, and how it will look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.dokumenttexttyper import Textgrupp, Texthistorik, Textvy
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import dokumenttjanster, tjanster
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, kolumn, meddelande, rad, ram, text, tom
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.provvy import Provvy
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tema import satt_roll

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Texter i dokument"


class Textdialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        self.vy: Textvy | None = None
        self._grupper: tuple[Textgrupp, ...] = ()
        self._handling_id = str(uuid4())
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self.slag = QComboBox()
        self.slag.setView(QListView())
        self.slag.setAccessibleName("Dokument")
        self.lista = ordtabell(s.tema, "Dokumentets texter", ("Text", "Egen"))
        self.lista.horizontalHeader().setStretchLastSection(False)
        self.lista.horizontalHeader().setSectionResizeMode(0, self.lista.horizontalHeader().ResizeMode.Stretch)
        self.ruta = QPlainTextEdit()
        self.ruta.setTabChangesFocus(True)
        self.ruta.setAccessibleName("Textens lydelse")
        self.ruta.setFixedHeight(s.tema.px(132))
        self._rubrik = text("", "fet", bryt=True)
        self._platser = QHBoxLayout()
        self._platsord = text("", "litendampad", bryt=True)
        self._fel = text("", "felrad", bryt=True)
        self._fel.hide()
        self._besked = QVBoxLayout()
        self.spara_knapp = Genvagsknapp("Spara", "Ctrl+Enter")
        self.spara_knapp.clicked.connect(self.spara)
        self.angra_knapp = knapp("Ångra ändringen", self._angra, tips="Tillbaka till det som står sparat")
        self.historik = ordtabell(s.tema, "Tidigare lydelser", ("När", "Vem", "Lydelse"))
        self.tillbaka = knapp("Gå tillbaka till den här lydelsen", self._aterga)
        self.prov = Provvy(s, self._att_rita)
        self.prov.nekad.connect(self._visa_nekad)
        self._bygg(vem)
        self.slag.currentIndexChanged.connect(self._byt_slag)
        self.lista.currentCellChanged.connect(self._byt_text)
        self.ruta.textChanged.connect(self._skrev)
        self.historik.currentCellChanged.connect(lambda *_: self._satt_knappar())
        for sekvens in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(sekvens), self).activated.connect(self.spara)
        s.arbetare.kor(dokumenttjanster.dokumenttexter, self._fyll, self._sag_fel)

    def _bygg(self, vem: QWidget) -> None:
        tema = self._s.tema
        vanster = kolumn(text("Dokument", "litenfet"), self.slag, mellan=6)
        vanster.addWidget(self.lista, 1)
        mitt = kolumn(
            self._rubrik, self.ruta, self._fel, self._platser, self._platsord, self._besked,
            rad(self.spara_knapp, self.angra_knapp, None, mellan=10), 6, text("Så har den lytt", "litenfet"), mellan=8,
        )  # fmt: skip
        mitt.addWidget(self.historik, 1)
        mitt.addLayout(rad(self.tillbaka, None))
        delar = rad(mellan=18)
        for lad, del_ in ((vanster, 5), (mitt, 7)):
            w = QWidget()
            lad.setContentsMargins(0, 0, 0, 0)
            w.setLayout(lad)
            delar.addWidget(w, del_)
        delar.addWidget(self.prov, 7)
        fot = ram("dialogfot")
        fot.setLayout(
            rad(
                text("Gäller nya dokument. De som redan är utfärdade ändras inte.", "dampad"), None,
                knapp("Stäng", self.reject, tips="Esc"), kant=(24, 12, 24, 12),
            )
        )  # fmt: skip
        inre = kolumn(text(RUBRIK, "rubrik"), mellan=12, kant=(24, 18, 24, 14))
        inre.addLayout(delar, 1)
        lad = kolumn(mellan=0)
        lad.addLayout(inre, 1)
        lad.addWidget(fot)
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(tema.px(1380), fonster.width() - 30), min(tema.px(820), fonster.height() - 40))

    # --- which text -----------------------------------------------------------------------------------------------

    def _fyll(self, grupper: tuple[Textgrupp, ...]) -> None:
        vald = self.lista.currentRow() if self._grupper else 0
        forst = not self._grupper
        self._grupper = grupper
        if forst:
            self.slag.blockSignals(True)
            for g in grupper:
                self.slag.addItem(g.titel, g.typ)
            self.slag.blockSignals(False)
        self._fyll_lista(max(0, vald))
        if forst:
            self.lista.setFocus()

    def _fyll_lista(self, vald: int) -> None:
        texter = self._grupper[self.slag.currentIndex()].texter
        self.lista.blockSignals(True)
        self.lista.setRowCount(len(texter))
        for nr, t in enumerate(texter):
            post = QTableWidgetItem(t.rubrik)
            post.setToolTip(t.rubrik)
            self.lista.setItem(nr, 0, post)
            self.lista.setItem(nr, 1, QTableWidgetItem("ja" if t.egen else ""))
        self.lista.setCurrentCell(min(vald, len(texter) - 1), 0)
        self.lista.blockSignals(False)
        self._hamta()

    def _byt_slag(self, nr: int) -> None:
        if not self._far_lamna():
            self.slag.blockSignals(True)
            self.slag.setCurrentIndex(next(n for n, g in enumerate(self._grupper) if self.vy and g.typ == self.vy.typ))
            self.slag.blockSignals(False)
            return
        self._fyll_lista(0)

    def _byt_text(self, nr: int, _spalt: int, forra: int, __: int) -> None:
        if nr == forra or nr < 0:
            return
        if not self._far_lamna():
            self.lista.blockSignals(True)
            self.lista.setCurrentCell(forra, 0)
            self.lista.blockSignals(False)
            return
        self._hamta()

    def _hamta(self) -> None:
        g = self._grupper[self.slag.currentIndex()]
        typ, namn = g.typ, g.texter[self.lista.currentRow()].namn
        self._s.arbetare.kor(
            lambda e: dokumenttjanster.dokumenttext(e, typ, namn), self._visa, self._sag_fel, token="dokumenttext"  # noqa: S106
        )  # fmt: skip

    def _visa(self, vy: Textvy) -> None:
        annan = self.vy is None or (self.vy.typ, self.vy.namn) != (vy.typ, vy.namn)
        self.vy = vy
        self._rubrik.setText(vy.rubrik)
        self.ruta.blockSignals(True)
        self.ruta.setPlainText(vy.text)
        self.ruta.blockSignals(False)
        self._visa_mening("")
        tom(self._platser)
        for namn, exempel in vy.platser:
            tips = f"Lägger in platsen; där kommer till exempel {exempel}"
            self._platser.addWidget(knapp(f"{{{namn}}}", partial(self._lagg_in, namn), tips=tips, roll="diskret"))
        self._platser.addStretch(1)
        self._platsord.setText(_platsord(vy))
        self._fyll_historik(vy.historik)
        self._satt_knappar()
        if annan:
            tom(self._besked)
        self.prov.nu()

    def _fyll_historik(self, rader: tuple[Texthistorik, ...]) -> None:
        self.historik.setRowCount(len(rader))
        for nr, h in enumerate(rader):
            nar = f"{h.nar:%Y-%m-%d %H.%M}" if h.nar else "från början"
            vad = f"Programmets egen: {h.text}" if h.programmets else h.text
            for spalt, ord_ in enumerate((nar, h.vem or "programmet", " ".join(vad.split()))):
                post = QTableWidgetItem(ord_)
                post.setToolTip(h.text)
                self.historik.setItem(nr, spalt, post)
        self.historik.setCurrentCell(0, 0)

    # --- wording it -------------------------------------------------------------------------------------------------

    @property
    def andrat(self) -> bool:
        return self.vy is not None and self.ruta.toPlainText().strip() != self.vy.text

    def _lagg_in(self, plats: str) -> None:
        self.ruta.insertPlainText(f"{{{plats}}}")
        self.ruta.setFocus()

    def _skrev(self) -> None:
        tom(self._besked)
        self._satt_knappar()
        self.prov.snart()

    def _angra(self) -> None:
        if self.vy is not None:
            self.ruta.setPlainText(self.vy.text)
            self.ruta.setFocus()

    def _satt_knappar(self) -> None:
        self.spara_knapp.setEnabled(self.andrat)
        self.angra_knapp.setEnabled(self.andrat)
        self.tillbaka.setEnabled(self.historik.currentRow() > 0 and not self.andrat)

    def _att_rita(self) -> Callable[[Arbetsenhet], bytes]:
        if self.vy is None:
            raise RuntimeError("no text is shown")
        typ, namn, ny = self.vy.typ, self.vy.namn, self.ruta.toPlainText()
        return lambda e: dokumenttjanster.dokumenttext_prov(e, typ, namn, ny)

    def _visa_nekad(self, fel: KundvalsdeskFel | None) -> None:
        """Why the text cannot be used as it stands; the page beside it shows the last that could."""
        self._visa_mening(fel.mening if fel is not None else "")

    def _visa_mening(self, mening: str) -> None:
        self._fel.setText(mening)
        self._fel.setVisible(bool(mening))
        satt_roll(self.ruta, fel="true" if mening else "false")
        self.ruta.setAccessibleDescription(f"Fel: {mening}" if mening else "")

    def spara(self) -> None:
        if self.vy is not None and self.andrat:
            self._gor("dokumenttext", {"text": self.ruta.toPlainText().strip()}, "Texten är sparad.")

    def _aterga(self) -> None:
        if self.vy is None or self.andrat or self.historik.currentRow() < 1:
            return
        h = self.vy.historik[self.historik.currentRow()]
        self._gor("dokumenttext_aterga", {"nummer": str(h.nummer)}, "Den tidigare lydelsen gäller igen.")

    def _gor(self, kod: str, varden: dict[str, str], klart: str) -> None:
        vy = self.vy
        if vy is None:
            return
        mal, sedd = f"{vy.typ}:{vy.namn}", vy.nummer

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, "", mal, sedd, varden)

        def gick(_: Andring) -> None:
            self._handling_id = str(uuid4())
            if self.vy is not None:
                self.ruta.setPlainText(varden.get("text", self.ruta.toPlainText()))
            self._sag("klart", klart)
            self._s.arbetare.kor(dokumenttjanster.dokumenttexter, self._fyll, self._sag_fel)

        def nej(fel: KundvalsdeskFel) -> None:
            self._handling_id = str(uuid4())
            self._sag_fel(fel)

        self._s.arbetare.kor(jobb, gick, nej, skriv=True, handling_id=self._handling_id)

    def _sag_fel(self, fel: KundvalsdeskFel) -> None:
        self._sag("fel", fel.mening)

    def _sag(self, slag: str, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande(slag, (mening,)))

    # --- leaving ----------------------------------------------------------------------------------------------------

    def _far_lamna(self) -> bool:
        return not self.andrat or fraga(
            self, "Lämna utan att spara?", "Det du har skrivit i texten försvinner.", "Lämna ändå", "Fortsätt skriva"
        )

    def reject(self) -> None:
        if self._far_lamna():
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # no button is pressed by itself
            return
        super().keyPressEvent(event)


def _platsord(vy: Textvy) -> str:
    delar = []
    if vy.platser:
        delar.append("Platserna ovan fylls i av programmet.")
    if vy.kravs:
        delar.append(f"Måste vara med: {', '.join(f'{{{p}}}' for p in vy.kravs)}.")
    delar.append(f"Högst {vy.hogst} tecken" + (f" på {vy.rader} rader." if vy.rader > 1 else ", på en rad."))
    return " ".join(delar)
