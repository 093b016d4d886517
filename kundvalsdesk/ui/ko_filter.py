"""The row above the queue: chips with counts, drop-downs, "Rensa filter". It owns the filter and tells changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QListView, QPushButton, QWidget

from kundvalsdesk.services.typer import KoFilter
from kundvalsdesk.ui.bitar import knapp, rad
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.tema import Tema, satt_roll

KUNDVAL = (("FAI", "FAI"), ("AMI", "AMI"), ("ISA", "ISA"))
LJUS = (
    ("rod", "Röd: försenat"),
    ("gul", "Gul: brådskar"),
    ("gron", "Grön: i god tid"),
    ("vilande", "Väntar på någon annan"),
)
SLAG = (
    ("nytt", "Nya ärenden"),
    ("plan", "Planer"),
    ("rapport", "Rapporter"),
    ("franvaro", "Frånvaro"),
    ("avslut", "Avslut"),
    ("mote", "Möten"),
    ("brist", "Brister hos anordnare"),
    ("ovrigt", "Övrigt"),
)


class Rullval(QComboBox):
    """A drop-down that looks like a chip: "Kundval: alla"."""

    bytt = Signal()

    def __init__(self, tema: Tema, namn: str, val: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._tema = tema
        self._namn = namn
        self.setProperty("roll", "chip")
        self.setAccessibleName(namn)
        self.setView(QListView())
        self.view().setAccessibleName(namn)
        self.setMaxVisibleItems(16)
        self.satt_val(val)
        self.currentIndexChanged.connect(self._valt)

    def sizeHint(self) -> QSize:
        """As wide as what stands there now, not as the longest of the list."""
        bredd = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(bredd + self._tema.px(12 + 28) + 8, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def satt_val(self, val: tuple[tuple[str, str], ...]) -> None:
        nu = self.kod()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(f"{self._namn}: alla", None)
            for kod, ord_ in val:
                self.addItem(ord_, kod)
            self.setCurrentIndex(max(0, self.findData(nu)) if nu else 0)
        bredd = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(min(420, bredd + 48))

    def kod(self) -> str | None:
        kod = self.currentData()
        return str(kod) if kod else None

    def valj(self, kod: str | None) -> None:
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(kod)) if kod else 0)
        self._utseende()

    def _utseende(self) -> None:
        satt_roll(self, satt="true" if self.kod() else "false")
        self.updateGeometry()

    def _valt(self) -> None:
        self._utseende()
        self.bytt.emit()


class KoFilterrad(QWidget):
    andrad = Signal(KoFilter)

    def __init__(self, tema: Tema, del_: str) -> None:
        super().__init__()
        self._tema = tema
        self.filter = KoFilter(del_=del_)
        self.mina = self._chip("Mina", lambda: self._satt(urval="mina", kundansvarig=None))
        self.alla = self._chip("Alla", lambda: self._satt(urval="alla", kundansvarig=None))
        self.forsenat = self._chip("Försenat", self._vaxla_forsenat)
        self.kundval = Rullval(tema, "Kundval", KUNDVAL)
        self.anordnare = Rullval(tema, "Anordnare", ())
        self.ljus = Rullval(tema, "Ljus", LJUS)
        self.slag = Rullval(tema, "Slag", SLAG)
        self.kundval.bytt.connect(lambda: self._satt(kundval=self.kundval.kod()))
        self.anordnare.bytt.connect(lambda: self._satt(anordnare=self.anordnare.kod()))
        self.ljus.bytt.connect(lambda: self._satt(ljus=self.ljus.kod()))
        self.slag.bytt.connect(lambda: self._satt(slag=self.slag.kod()))
        self.kollega = knapp("", lambda: self._satt(kundansvarig=None), roll="chip", tips="Visa inte bara kollegans")
        self._kolleganamn: dict[str, str] = {}
        self.rensa = knapp("Rensa filter", self.rensa_allt, roll="diskret", tips="Visa allt igen (Esc)")
        self._chips, self._valen = QWidget(), QWidget()
        self._chips.setLayout(rad(self.mina, self.alla, self.forsenat, self.kollega, self.rensa, None))
        self._valen.setLayout(rad(None, self.kundval, self.anordnare, self.ljus, self.slag))
        self._galler = QGridLayout(self)
        self._galler.setContentsMargins(0, 0, 0, 0)
        self._galler.setVerticalSpacing(8)
        self._galler.addWidget(self._chips, 0, 0)
        self._galler.addWidget(self._valen, 0, 1)
        self._en_rad = True
        tema.bytt.connect(self._ikon)
        self._ikon()
        self._visa()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drop-downs go below the chips when both do not fit beside each other."""
        super().resizeEvent(event)
        self._ordna_rader()

    def _ordna_rader(self) -> None:
        en_rad = self._chips.sizeHint().width() + self._valen.sizeHint().width() + 16 <= self.width()
        if en_rad != self._en_rad:
            self._en_rad = en_rad
            self._galler.removeWidget(self._valen)
            self._galler.addWidget(self._valen, 0 if en_rad else 1, 1 if en_rad else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._chips.minimumSizeHint().width(), super().minimumSizeHint().height())

    def _chip(self, ord_: str, gor: Callable[[], object]) -> QPushButton:
        k = knapp(ord_, gor, roll="chip")
        k.setCheckable(True)
        return k

    def _ikon(self) -> None:
        """■ beside "Försenat", painted so that it looks the same in every typeface."""
        sida = self._tema.px(11)
        bild = QPixmap(sida * 3, sida * 3)
        bild.setDevicePixelRatio(3)
        bild.fill(Qt.GlobalColor.transparent)
        p = QPainter(bild)
        rita_form(p, bild.rect().toRectF().adjusted(0, 0, -sida * 2, -sida * 2), "rod", self._tema.farg("rod"))
        p.end()
        self.forsenat.setIcon(QIcon(bild))
        self.forsenat.setIconSize(QSize(sida, sida))

    def satt_antal(self, mina: int, alla: int, forsenat: int) -> None:
        for k, ord_, antal in (
            (self.mina, "Mina", mina),
            (self.alla, "Alla", alla),
            (self.forsenat, "Försenat", forsenat),
        ):
            glapp = " " if k is self.forsenat else ""  # room after the shape
            k.setText(f"{glapp}{ord_}  {antal:,}".replace(",", "\u202f"))
            k.setAccessibleName(f"{ord_}, {antal} rader")
        self._ordna_rader()  # wider words need more room

    def satt_sok(self, sok: str) -> None:
        if sok != self.filter.sok:
            self._satt(sok=sok)

    def satt_filter(self, f: KoFilter) -> None:
        """One that was kept: all of it but the words and the room, which are not part of it."""
        self._satt(**{k: getattr(f, k) for k in ("urval", "kundansvarig", "kundval", "anordnare", "ljus", "slag",
                                                 "sortering", "fallande")})  # fmt: skip

    def satt_kollega(self, f: KoFilter, namn: str) -> None:
        """A colleague's queue, and nothing else."""
        self._kolleganamn[f.kundansvarig or ""] = namn
        annat = dict.fromkeys(("kundval", "anordnare", "slag"))
        self._satt(urval=f.urval, kundansvarig=f.kundansvarig, ljus=f.ljus, sok="", **annat)

    def sortera(self, kolumn: str) -> None:
        """Clicking the same heading again turns the order."""
        f = self.filter
        self._satt(sortering=kolumn, fallande=not f.fallande if f.sortering == kolumn else False)

    @property
    def filtrerat(self) -> bool:
        f = self.filter
        return bool(f.kundansvarig or f.kundval or f.anordnare or f.ljus or f.slag or f.sok)

    def rensa_allt(self) -> None:
        f = self.filter
        self._satt(kundansvarig=None, kundval=None, anordnare=None, ljus=None, slag=None, sok="", urval=f.urval)

    def _vaxla_forsenat(self) -> None:
        self._satt(ljus=None if self.filter.ljus == "rod" else "rod")

    def _satt(self, **andringar: object) -> None:
        ny = replace(self.filter, **andringar)  # type: ignore[arg-type]
        annan = ny != self.filter
        self.filter = ny
        self._visa()
        if annan:
            self.andrad.emit(ny)

    def _visa(self) -> None:
        f = self.filter
        self.mina.setChecked(f.urval == "mina")
        self.alla.setChecked(f.urval == "alla" and not f.kundansvarig)
        hos = self._kolleganamn.get(f.kundansvarig or "", f.kundansvarig or "")
        self.kollega.setText(f"Hos {hos}  ×" if hos and hos != "Ingen kundansvarig" else f"{hos}  ×")
        self.kollega.setAccessibleName(f"Bara det som är hos {hos}. Tryck för att visa allas")
        self.kollega.setVisible(bool(f.kundansvarig))
        self.forsenat.setChecked(f.ljus == "rod")
        for rullval, kod in (
            (self.kundval, f.kundval),
            (self.anordnare, f.anordnare),
            (self.ljus, f.ljus),
            (self.slag, f.slag),
        ):
            rullval.valj(kod)
        self.rensa.setVisible(self.filtrerat)
        self._ordna_rader()
