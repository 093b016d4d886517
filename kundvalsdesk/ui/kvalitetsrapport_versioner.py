"""A section as it has been saved: each version, and what was new in it since the one before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QDialog, QListWidget, QTextBrowser, QWidget

from kundvalsdesk.services.kvalitetsrapporttyper import Versionsrad
from kundvalsdesk.services.skillnad import skillnad
from kundvalsdesk.texter.datum import tid_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text
from kundvalsdesk.ui.kvalitetsrapport_lasning import i_kort
from kundvalsdesk.ui.sammanhang import Sammanhang


class Versionsdialog(QDialog):
    """`ta_tillbaka` gives the text of a version, to be saved as a new one."""

    ta_tillbaka = Signal(str)

    def __init__(self, vem: QWidget, s: Sammanhang, alla: tuple[Versionsrad, ...], *, skriver: bool) -> None:
        super().__init__(vem)
        self._s = s
        self.alla = alla
        self.setWindowTitle("Tidigare versioner")
        self.setModal(True)
        self.lista = QListWidget()
        self.lista.setAccessibleName("Versioner")
        for v in alla:
            self.lista.addItem(f"Version {v.nummer}, {tid_ord(v.sparad)}, {v.sparad_av}")
        self._kort = i_kort(self.lista)
        self._kort.setMaximumHeight(s.tema.px(150))
        self.vy = QTextBrowser()
        self.vy.setAccessibleName("Versionens text")
        self._om = text("", "litendampad", bryt=True)
        self.tillbaka = knapp("Ta tillbaka texten", self._ta, tips="Den står sedan i rutan, att spara (Alt+T)")
        self.tillbaka.setShortcut("Alt+T")
        lad = kolumn(text("Tidigare versioner", "rubrik"), self._kort, mellan=10, kant=(24, 20, 24, 20))
        lad.addWidget(self.vy, 1)
        lad.addWidget(self._om)
        lad.addLayout(rad(self.tillbaka, None, knapp("Stäng", self.reject, tips="Esc")))
        self.setLayout(lad)
        self.tillbaka.setVisible(skriver)
        fonster = vem.window()
        self.resize(min(s.tema.px(720), fonster.width() - 60), min(s.tema.px(560), fonster.height() - 60))
        self.lista.currentRowChanged.connect(self._visa)
        self.lista.setCurrentRow(0)

    def _visa(self, nr: int) -> None:
        if not 0 <= nr < len(self.alla):
            return
        v = self.alla[nr]
        fore = self.alla[nr + 1].text if nr + 1 < len(self.alla) else ""
        self.vy.clear()
        m = self.vy.textCursor()
        for b in skillnad(fore, v.text):
            f = QTextCharFormat()
            f.setForeground(self._s.tema.farg({"nytt": "gron", "borta": "rod"}.get(b.slag, "text")))
            f.setFontUnderline(b.slag == "nytt")
            f.setFontStrikeOut(b.slag == "borta")
            m.insertText(b.text, f)
        ny = (
            "Understruket är nytt, genomstruket är borttaget sedan versionen före."
            if fore
            else "Den första versionen."
        )
        self._om.setText(f"{v.rubrik}. {ny}")
        self.tillbaka.setEnabled(nr > 0)

    def _ta(self) -> None:
        self.ta_tillbaka.emit(self.alla[self.lista.currentRow()].text)
        self.accept()
