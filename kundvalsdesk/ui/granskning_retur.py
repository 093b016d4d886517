"""The återremiss: phrases to choose, the sections to begin from, one's own words. It opens under the report.

What is written is what is sent: a phrase that is chosen becomes a line of the text, and goes when it is taken away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from kundvalsdesk.services.granskningstyper import Granskningsvy
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, kolumn, rad, text, tom
from kundvalsdesk.ui.tema import Tema, satt_roll

UTKAST_MS = 800
"""Rest after the last key before a draft is kept."""


class Frasdelegat(QStyledItemDelegate):
    """Gives a sentence all the lines that it needs."""

    def __init__(self, lista: QListWidget, tema: Tema) -> None:
        super().__init__(lista)
        self._lista, self._tema = lista, tema

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        px = self._tema.px
        bredd = max(px(80), self._lista.viewport().width() - px(46))
        ord_ = str(index.data())
        hojd = option.fontMetrics.boundingRect(QRect(0, 0, bredd, 9999), Qt.TextFlag.TextWordWrap, ord_).height()
        return QSize(px(80), hojd + px(10))


class Returruta(QFrame):
    sand = Signal(str)
    stangd = Signal()
    utkast = Signal(str)
    """A draft to keep: some time after the last key, and when the panel is left."""

    def __init__(self, tema: Tema) -> None:
        super().__init__()
        self._tema = tema
        self.setProperty("roll", "retur")
        self._rubrik = text("", "fet", bryt=True)
        self.besked = QVBoxLayout()
        self.fraser = QListWidget()
        self.fraser.setProperty("roll", "fraser")
        self.fraser.setAccessibleName("Meningar att välja")
        self.fraser.setToolTip("Mellanslag lägger till eller tar bort meningen")
        self.fraser.setWordWrap(True)
        self.fraser.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.fraser.setItemDelegate(Frasdelegat(self.fraser, tema))
        self.fraser.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.fraser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fraser.itemChanged.connect(self._fras_valdes)
        self.fraser.installEventFilter(self)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Vad som behöver kompletteras")
        self.text.setPlaceholderText("Det här skickas till anordnaren. Välj meningar, eller skriv egna.")
        self.text.textChanged.connect(self._skrev)
        self.avsnitt = knapp("Avsnitt ▾", tips="Börja en rad om ett avsnitt (Alt+V)", namn="Avsnitt")
        self.avsnitt.setShortcut("Alt+V")
        self._avsnittsmeny = QMenu(self)
        self.avsnitt.setMenu(self._avsnittsmeny)
        self.sandknapp = Genvagsknapp("Återremittera", "Ctrl Enter")
        self.sandknapp.clicked.connect(lambda *_: self.forsok())
        self.stangknapp = knapp("Avbryt", self.stang, tips="Esc. Det du har skrivit finns kvar som utkast.")
        self._sparat = text("", "litendampad")
        self._fel = text("Skriv vad som behöver kompletteras.", "felrad", bryt=True)
        self._bygg()
        self._timer = QTimer(self, singleShot=True, interval=UTKAST_MS)
        self._timer.timeout.connect(self._spara)
        self._sparad = ""
        self._fyller = False

    def _bygg(self) -> None:
        px = self._tema.px
        self.fraser.setMinimumHeight(px(96))
        self.text.setMinimumHeight(px(72))
        mitt = rad(mellan=12)
        mitt.addWidget(self.fraser, 5)
        hoger = kolumn(self.text, self._fel, mellan=6)
        hoger.setStretch(0, 1)
        mitt.addLayout(hoger, 6)
        topp = rad(self._rubrik, mellan=8)
        topp.setStretch(0, 1)
        topp.addWidget(self.avsnitt)
        fot = rad(self.sandknapp, self.stangknapp, None, self._sparat, mellan=10)
        lad = kolumn(topp, self.besked, mellan=10, kant=(20, 12, 20, 14))
        lad.addLayout(mitt, 1)
        lad.addLayout(fot)
        self.setLayout(lad)

    # --- opening ----------------------------------------------------------------------------------------------------

    def oppna(self, vy: Granskningsvy, utkast: str) -> None:
        """With what had been begun, from this time or from before a crash."""
        self._timer.stop()
        self._fyller = True
        vad = {"plan": "planen", "rapport": "rapporten", "slutrapport": "slutrapporten"}[vy.slag]
        self._rubrik.setText(f"Vad behöver {vy.anordnare or 'anordnaren'} komplettera i {vad}?")
        self._fel.hide()
        satt_roll(self.text, fel="false")
        tom(self.besked)
        self.las(False)
        self.text.setPlainText(utkast)
        self._sparad = utkast
        self._sparat.setText("Ditt utkast" if utkast else "")
        self._fyll_fraser(vy.fraser)
        self._fyll_avsnitt(vy)
        self._fyller = False
        self.show()
        self._markera_valda()
        if utkast or not vy.fraser:
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.text.setFocus()
        else:
            self.fraser.setFocus()

    def _fyll_fraser(self, fraser: tuple[str, ...]) -> None:
        self.fraser.clear()
        for fras in fraser:
            post = QListWidgetItem(fras)
            post.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )  # fmt: skip
            post.setCheckState(Qt.CheckState.Unchecked)
            self.fraser.addItem(post)
        self.fraser.setVisible(bool(fraser))
        if fraser:
            self.fraser.setCurrentRow(0)

    def _fyll_avsnitt(self, vy: Granskningsvy) -> None:
        self._avsnittsmeny.clear()
        for a in vy.avsnitt:
            n = len(a.anmarkningar)
            flaggor = f"\t{n} anmärkning{'' if n == 1 else 'ar'}" if n else ""
            post = self._avsnittsmeny.addAction(a.rubrik.replace("&", "&&") + flaggor)
            post.triggered.connect(lambda *_, r=a.rubrik: self.borja_avsnitt(r))
        self.avsnitt.setVisible(bool(vy.avsnitt))

    # --- the text ---------------------------------------------------------------------------------------------------

    def borja_avsnitt(self, rubrik: str) -> None:
        """A line of its own that begins with the section's name."""
        self._lagg_till(f"{rubrik}: ")
        self.text.setFocus()

    def _lagg_till(self, rad_: str) -> None:
        c = self.text.textCursor()
        c.movePosition(QTextCursor.MoveOperation.End)
        hittills = self.text.toPlainText()
        c.insertText(("\n" if hittills and not hittills.endswith("\n") else "") + rad_)
        self.text.setTextCursor(c)
        self.text.ensureCursorVisible()

    def _ta_bort(self, rad_: str) -> None:
        rader = self.text.toPlainText().split("\n")
        if rad_ in rader:
            rader.remove(rad_)
            c = self.text.textCursor()  # by the cursor, so that Ctrl+Z brings it back
            c.select(QTextCursor.SelectionType.Document)
            c.insertText("\n".join(rader))

    def _fras_valdes(self, post: QListWidgetItem) -> None:
        if self._fyller:
            return
        rader = self.text.toPlainText().split("\n")
        vald = post.checkState() == Qt.CheckState.Checked
        if vald and post.text() not in rader:
            self._lagg_till(post.text())
        elif not vald:
            self._ta_bort(post.text())

    def _markera_valda(self) -> None:
        """Ticked is what stands in the text, however it came there."""
        rader = set(self.text.toPlainText().split("\n"))
        self._fyller = True
        for nr in range(self.fraser.count()):
            post = self.fraser.item(nr)
            post.setCheckState(Qt.CheckState.Checked if post.text() in rader else Qt.CheckState.Unchecked)
        self._fyller = False

    def _skrev(self) -> None:
        if self._fyller:
            return
        self._markera_valda()
        self._fel.hide()
        satt_roll(self.text, fel="false")
        self._sparat.setText("")
        self._timer.start()

    # --- draft, send, close -----------------------------------------------------------------------------------------

    @property
    def skrivet(self) -> str:
        return self.text.toPlainText()

    def spara_nu(self) -> None:
        """What has been written since the last time, without waiting."""
        self._timer.stop()
        self._spara()

    def _spara(self) -> None:
        if self.skrivet != self._sparad:
            self._sparad = self.skrivet
            self.utkast.emit(self._sparad)

    def sparades(self) -> None:
        if self.skrivet == self._sparad and self._sparad:
            self._sparat.setText("Utkastet är sparat")

    def las(self, last: bool) -> None:
        self.sandknapp.setEnabled(not last)

    def forsok(self) -> None:
        if not self.skrivet.strip():
            self._fel.show()
            satt_roll(self.text, fel="true")
            self.text.setFocus()
            return
        self._timer.stop()
        self.sand.emit(self.skrivet.strip())

    def stang(self) -> None:
        self.spara_nu()
        self.hide()
        self.stangd.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stang()
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        """Enter chooses a phrase too, and letters do not walk the list."""
        if vem is self.fraser and isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            ren = handelse.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            post = self.fraser.currentItem()
            valj = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            if ren and handelse.key() in valj and post is not None:
                vald = post.checkState() == Qt.CheckState.Checked
                post.setCheckState(Qt.CheckState.Unchecked if vald else Qt.CheckState.Checked)
                return True
        return super().eventFilter(vem, handelse)
