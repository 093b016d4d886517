"""Small pieces that every view is made of: labels, cards, buttons, message boxes, scroll areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def text(innehall: str, roll: str = "", *, bryt: bool = False, markera: bool = False) -> QLabel:
    """A label in plain text (what people have written is never read as markup)."""
    etikett = QLabel(innehall)
    etikett.setTextFormat(Qt.TextFormat.PlainText)
    if roll:
        etikett.setProperty("roll", roll)
    etikett.setWordWrap(bryt)
    if roll in ("etikett", "markering", "tangent"):  # a badge keeps its own height in a taller row
        etikett.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    if markera:
        etikett.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return etikett


def ram(roll: str) -> QFrame:
    r = QFrame()
    r.setProperty("roll", roll)
    return r


def linje() -> QFrame:
    return ram("linje")


def knapp(
    ord_: str, gor: Callable[[], object] | None = None, *, roll: str = "", tips: str = "", namn: str = ""
) -> QPushButton:
    k = QPushButton(ord_)
    if roll:
        k.setProperty("roll", roll)
    if tips:
        k.setToolTip(tips)
    k.setAccessibleName(namn or ord_.replace("▾", "").strip())
    k.setCursor(Qt.CursorShape.PointingHandCursor)
    k.setAutoDefault(True)  # Enter presses the button that has the focus, in a dialog or not
    if gor is not None:
        k.clicked.connect(lambda *_: gor())
    return k


def satt_knappord(k: QPushButton, ord_: str) -> None:
    """New words on a button, for the ear too."""
    k.setText(ord_)
    k.setAccessibleName(ord_.replace("▾", "").strip())


def chip(ord_: str, gor: Callable[[], object] | None = None, *, tips: str = "", namn: str = "") -> QPushButton:
    """A button that stays pressed. It has room for its words as they look then: bold."""
    k = knapp(ord_, gor, roll="chip", tips=tips, namn=namn)
    k.setCheckable(True)
    satt_chipord(k, ord_)
    return k


def satt_chipord(k: QPushButton, ord_: str) -> None:
    tangent = k.shortcut()
    k.setText(ord_)
    k.setShortcut(tangent)  # new words take the shortcut away
    k.ensurePolished()
    fet = QFont(k.font())
    fet.setWeight(QFont.Weight.DemiBold)
    utan_ord = k.sizeHint().width() - k.fontMetrics().horizontalAdvance(ord_)
    k.setMinimumWidth(utan_ord + QFontMetrics(fet).horizontalAdvance(ord_))


def kolumn(
    *delar: QWidget | QLayout | int | None, mellan: int = 8, kant: int | tuple[int, int, int, int] = 0
) -> QVBoxLayout:
    """A column of widgets and layouts; an int is fixed space, None is stretch."""
    lad = QVBoxLayout()
    _fyll(lad, delar, mellan, kant)
    return lad


def rad(
    *delar: QWidget | QLayout | int | None, mellan: int = 8, kant: int | tuple[int, int, int, int] = 0
) -> QHBoxLayout:
    lad = QHBoxLayout()
    _fyll(lad, delar, mellan, kant)
    return lad


def _fyll(
    lad: QVBoxLayout | QHBoxLayout,
    delar: Iterable[QWidget | QLayout | int | None],
    mellan: int,
    kant: int | tuple[int, int, int, int],
) -> None:
    lad.setSpacing(mellan)
    if isinstance(kant, int):
        kant = (kant, kant, kant, kant)
    lad.setContentsMargins(*kant)
    for d in delar:
        if d is None:
            lad.addStretch(1)
        elif isinstance(d, int):
            lad.addSpacing(d)
        elif isinstance(d, QWidget):
            lad.addWidget(d)
        else:
            lad.addLayout(d)


def riktning(bredvid: bool) -> QBoxLayout.Direction:
    """Of a layout whose parts stand beside each other where there is room, and else below."""
    return QBoxLayout.Direction.LeftToRight if bredvid else QBoxLayout.Direction.TopToBottom


def kort(rubrik: str, *delar: QWidget | QLayout | int | None) -> QFrame:
    r = ram("kort")
    lad = kolumn(text(rubrik, "rubrik"), *delar, mellan=10, kant=(20, 16, 20, 18))
    r.setLayout(lad)
    return r


class Faktaruta(QWidget):
    """Label and value in two aligned columns. The labels are kept when other facts are shown."""

    def __init__(self, spalt: int = 118) -> None:
        super().__init__()
        self._par: list[tuple[QLabel, QLabel]] = []
        self._lad = QGridLayout(self)
        self._lad.setContentsMargins(0, 0, 0, 0)
        self._lad.setHorizontalSpacing(14)
        self._lad.setVerticalSpacing(7)
        self._lad.setColumnMinimumWidth(0, spalt)
        self._lad.setColumnStretch(1, 1)

    def satt(self, fakta: Iterable[tuple[str, str]]) -> None:
        antal = 0
        for nr, (namn, varde) in enumerate(fakta):
            antal = nr + 1
            if nr == len(self._par):
                par = text(namn, "dampad", bryt=True), text(varde, bryt=True, markera=True)
                self._par.append(par)
                for spalt, w in enumerate(par):
                    self._lad.addWidget(w, nr, spalt, Qt.AlignmentFlag.AlignTop)
                continue
            for w, ord_ in zip(self._par[nr], (namn, varde), strict=True):
                w.setText(ord_)
                w.show()
        for par in self._par[antal:]:
            for w in par:
                w.hide()


def faktaruta(fakta: Iterable[tuple[str, str]], spalt: int = 118) -> Faktaruta:
    w = Faktaruta(spalt)
    w.satt(fakta)
    return w


def meddelande(roll: str, rader: Iterable[str], rubrik: str = "") -> QFrame:
    """A coloured box with sentences: roll `fel`, `varning`, `klart` or `ruta`."""
    r = ram(roll)
    lad = kolumn(mellan=4, kant=(14, 10, 14, 10))
    if rubrik:
        lad.addWidget(text(rubrik, "litenfet", bryt=True))
    for mening in rader:
        lad.addWidget(text(mening, "liten", bryt=True, markera=True))
    r.setLayout(lad)
    r.setAccessibleName(" ".join([rubrik, *rader]).strip())
    return r


BESKED_MS = 8000


def visa_klart(besked: QLayout, mening: str) -> None:
    """That something was saved: in the place of what was said before, and only for a while."""
    tom(besked)
    ruta = meddelande("klart", (), mening)
    besked.addWidget(ruta)
    QTimer.singleShot(BESKED_MS, ruta, ruta.hide)


def rullyta(innehall: QWidget) -> QScrollArea:
    yta = QScrollArea()
    yta.setWidgetResizable(True)
    yta.setFrameShape(QFrame.Shape.NoFrame)
    yta.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    yta.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    innehall.setProperty("roll", "innehall")
    yta.setWidget(innehall)
    return yta


def rulla_fram(w: QWidget) -> None:
    """What has just been put before the user is in sight, once the layout has settled."""

    def nu() -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # what is still to be laid out
        yta = w.parentWidget()
        while yta is not None and not isinstance(yta, QScrollArea):
            yta = yta.parentWidget()
        if isinstance(yta, QScrollArea):
            yta.ensureWidgetVisible(w, 0, 12)

    QTimer.singleShot(0, w, nu)


class Innehallsyta(QScrollArea):
    """Scrolls when it must, but wants no more height than its content has."""

    def __init__(self, innehall: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        innehall.setProperty("roll", "innehall")
        innehall.installEventFilter(self)
        self._innehall = innehall
        self.setWidget(innehall)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if handelse.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(vem, handelse)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        inre = self._innehall
        bredd = self.viewport().width()
        lad = inre.layout()
        hojd = lad.totalHeightForWidth(bredd) if lad is not None and lad.hasHeightForWidth() else -1
        return QSize(inre.sizeHint().width(), max(hojd, inre.minimumSizeHint().height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, min(80, self.sizeHint().height()))


def tom(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it."""
    while (post := layout.takeAt(0)) is not None:
        if (w := post.widget()) is not None:
            w.hide()
            w.setParent(None)
            w.deleteLater()
        elif (inre := post.layout()) is not None:
            tom(inre)


class Genvagsknapp(QPushButton):
    """A button with its key beside the words: "Öppna planen  Enter". Filled, unless `primar` is False."""

    def __init__(self, ord_: str, tangent: str, *, primar: bool = True) -> None:
        super().__init__()
        if primar:
            self.setProperty("roll", "primar")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ord, self._tangent = QLabel(ord_), QLabel(tangent)
        self._ord.setProperty("roll", "iknapp" if primar else "fet")
        self._tangent.setProperty("roll", "iknapptangent" if primar else "litendampad")
        for e in (self._ord, self._tangent):
            e.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            e.setTextFormat(Qt.TextFormat.PlainText)
        self.setLayout(rad(self._ord, self._tangent, mellan=9, kant=(15, 0, 15, 0)))
        self.satt(ord_)

    def satt(self, ord_: str) -> None:
        self._ord.setText(ord_)
        self.setAccessibleName(ord_)
        self.setToolTip(f"{ord_} ({self._tangent.text()})")
        self.updateGeometry()

    def hel_bredd(self) -> int:
        """How wide it is with its key, shown or not."""
        return self.sizeHint().width() + (self._tangent.sizeHint().width() + 9 if self._tangent.isHidden() else 0)

    def visa_tangent(self, pa: bool) -> None:
        """Without its key where there is no room for it; the tooltip has it."""
        if self._tangent.isHidden() == pa:
            self._tangent.setVisible(pa)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        lad = self.layout()
        inre = lad.sizeHint() if lad is not None else QSize()
        return QSize(inre.width() + 2, max(super().sizeHint().height(), inre.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def tomtlage(rubrik: str, mening: str, *knappar: QPushButton) -> QWidget:
    """What an empty list says: what it means and what to do."""
    w = QWidget()
    r = text(rubrik, "rubrik")
    r.setAlignment(Qt.AlignmentFlag.AlignCenter)
    m = text(mening, "dampad", bryt=True)
    m.setAlignment(Qt.AlignmentFlag.AlignCenter)
    m.setFixedWidth(440)
    lad = kolumn(None, r, rad(None, m, None), mellan=8, kant=24)
    if knappar:
        lad.addSpacing(8)
        lad.addLayout(rad(None, *knappar, None))
    lad.addStretch(2)
    w.setLayout(lad)
    return w
