"""The kundenkät of a year and kundval: its questions, the send list, the answers, and what they say.

What is to be done next is the button that stands out. Results are only shown as the rules have let them through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import FleraFel, KundvalsdeskFel
from kundvalsdesk.rules.formular import KUNDVAL
from kundvalsdesk.rules.kundenkat import Grupp
from kundvalsdesk.rules.statistiktabeller import Cell, Tabell
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.texter import kundenkat as ord_
from kundvalsdesk.texter import statistik as statistikord
from kundvalsdesk.texter.datum import antal, datum_langt
from kundvalsdesk.texter.meningar import KUNDVALORD
from kundvalsdesk.ui import kundenkattjanster as tjanst
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetsdialog import ta_innehallets_hojd
from kundvalsdesk.ui.bitar import (
    chip,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    satt_knappord,
    text,
    tom,
    visa_klart,
)
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.tabellgrund import HOGER, VANSTER

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Kundenkät"
DRAS_EN_GANG = (
    "Listan dras en gång och ändras inte sedan. På den står var och en med en insats i perioden, utom de med skydd."
)
ERSATTS = (
    "Svaren som är inlästa ersätts av filens. Lämna inte ut de två resultaten bredvid varandra: skillnaden kan visa "
    "vad en enda person har svarat."
)
INTE_INLAST = "Filen är inte inläst. Det här behöver rättas i den:"
_BOK = "Excelbok (*.xlsx);;CSV (*.csv)"
_SVAR = "Svar (*.xlsx *.csv *.txt);;Alla filer (*)"
BREDVID = 900
NAMN, FRAGA, TAL = 230, 450, 96


class Kundenkatdialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, ar: int = 0, kundval: str = "") -> None:
        super().__init__(vem)
        self._s = s
        self.ar = ar
        self.kundval = kundval or "AMI"
        self.vy: tjanst.Enkatvy | None = None
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self.fore = knapp("‹", lambda: self._stega(-1), namn="Året före", tips="Året före (Alt+Vänsterpil)")
        self.efter = knapp("›", lambda: self._stega(1), namn="Året efter", tips="Året efter (Alt+Högerpil)")
        self.fore.setShortcut("Alt+Left")
        self.efter.setShortcut("Alt+Right")
        self._rubrik = text("", "stor")
        self.chip = {
            k: chip(KUNDVALORD.get(k, k), partial(self._valj, k), tips=f"Alt+{nr}") for nr, k in enumerate(KUNDVAL, 1)
        }
        for nr, k in enumerate(self.chip.values(), 1):
            k.setShortcut(f"Alt+{nr}")
        self.fragor = self._knapp("Frågor …", self._fragor, "Alt+F", "Skriv eller ändra frågorna")
        self.dra = self._knapp("Dra utskickslistan …", self._dra, "Alt+D", "Bestäm vilka som får enkäten")
        self.lista = self._knapp("Spara utskickslistan …", self._spara_lista, "Alt+U", "Med namn, för utskicket")
        self.mall = self._knapp("Spara svarsmall …", self._spara_mall, "Alt+M", "En tom fil med rätt kolumner")
        self.in_ = self._knapp("Läs in svar …", self._valj_svar, "Ctrl+O", "XLSX eller CSV, ett svar på varje rad")
        self.ut = self._knapp("Spara resultat …", self._spara_resultat, "Ctrl+S", "Som Excelbok eller CSV")
        self.vilken = QComboBox()
        self.vilken.setAccessibleName("Resultat")
        self.vilken.setMinimumContentsLength(26)
        self.vilken.currentIndexChanged.connect(lambda _: self._visa_tabell())
        self.tabell = ordtabell(s.tema, RUBRIK, ())
        self.tabell.setMinimumHeight(s.tema.px(260))
        self._lage, self._besked = QVBoxLayout(), QVBoxLayout()
        self._om = text(ord_.KORT, "litendampad", bryt=True)
        self._bygg()
        fonster = vem.window()
        self.resize(min(s.tema.px(1120), fonster.width() - 40), min(s.tema.px(740), fonster.height() - 40))
        self.hamta()

    @staticmethod
    def _knapp(ord_: str, gor: Callable[[], object], tangent: str, tips: str) -> QPushButton:
        k = knapp(ord_, gor, tips=f"{tips} ({tangent})")
        k.setShortcut(tangent)
        return k

    def _bygg(self) -> None:
        self._steg = QBoxLayout(riktning(True))
        self._steg.setSpacing(8)
        for par in ((self.fragor, self.dra), (self.lista, self.mall), (self.in_,)):
            self._steg.addLayout(rad(*par, None, mellan=8))
        self._steg.addStretch(1)
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        self._resultat = QWidget()
        res = kolumn(rad(self.vilken, None, self.ut, mellan=8), mellan=10)
        res.addWidget(kort, 1)
        res.addWidget(self._om)
        self._resultat.setLayout(res)
        self._resultat.hide()
        inre = QWidget()
        lad = kolumn(
            rad(self.fore, self._rubrik, self.efter, None), rad(*self.chip.values(), None), self._besked, self._lage,
            self._steg, mellan=12, kant=(24, 18, 24, 8),
        )  # fmt: skip
        lad.addWidget(self._resultat, 1)
        lad.addStretch(0)
        inre.setLayout(lad)
        self._inre = inre
        yttre = kolumn(mellan=0)
        yttre.addWidget(rullyta(inre), 1)
        yttre.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc"), kant=(24, 8, 24, 18)))
        self.setLayout(yttre)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        ar, kundval = self.ar, self.kundval
        self._rubrik.setText(f"{RUBRIK} {ar}" if ar else RUBRIK)
        for k, c in self.chip.items():
            c.setChecked(k == kundval)
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, ar, kundval), self._visa, self._fel, token="kundenkat")  # noqa: S106

    def _visa(self, vy: tjanst.Enkatvy) -> None:
        self.vy, self.ar = vy, vy.ar
        self._rubrik.setText(f"{RUBRIK} {vy.ar}")
        x = vy.rad
        tom(self._lage)
        self._lage.addWidget(meddelande("ruta", self._i_ord(vy), x.namn if x else "Ingen kundenkät än"))
        dragen, besvarad = x is not None and x.utskick is not None, vy.svar is not None
        nasta = self.in_ if dragen else self.dra if x is not None else self.fragor
        for k, syns in (
            (self.fragor, True), (self.dra, x is not None and not dragen), (self.lista, dragen and vy.ser_namn),
            (self.mall, dragen), (self.in_, dragen),
        ):  # fmt: skip
            k.setVisible(syns)
            k.setProperty("roll", "primar" if k is nasta and not besvarad else "")
            k.style().unpolish(k)
            k.style().polish(k)
        satt_knappord(self.in_, "Läs in rättade svar …" if besvarad else "Läs in svar …")
        self.in_.setShortcut("Ctrl+O")  # new words take the shortcut away
        self._resultat.setVisible(besvarad)
        if vy.svar is not None:
            self._fyll_val()
        (self.vilken if besvarad else nasta).setFocus()
        ta_innehallets_hojd(self._inre)

    def _i_ord(self, vy: tjanst.Enkatvy) -> list[str]:
        x = vy.rad
        if x is None:
            return ["Börja med frågorna. Programmet har ett förslag som går att ändra."]
        ut = [f"{antal(len(x.fragor), 'fråga', 'frågor').capitalize()} om insatser "
              f"{statistikord.period_ord(x.fran, x.till)}."]  # fmt: skip
        if x.utskick is None:
            return [*ut, "Dra utskickslistan när frågorna är klara."]
        ut.append(f"Utskickslistan drogs {datum_langt(x.utskick)}: {antal(x.tillfragade or 0, 'kund', 'kunder')}.")
        if not vy.ser_namn:
            ut.append("Listan med namn tas ut av en arbetsledare.")
        if x.stangd is None:
            return [*ut, "Läs in svaren när de har kommit. De är anonyma och knyts inte till någon kund."]
        return [*ut, f"Svaren lästes in {datum_langt(x.stangd)}."]

    def _fyll_val(self) -> None:
        vald = max(self.vilken.currentIndex(), 0)
        self.vilken.blockSignals(True)
        self.vilken.clear()
        for nr in ("12", "13"):
            self.vilken.addItem(f"Tabell {nr}  {statistikord.tabell_rubrik(nr)}", nr)
        self.vilken.addItem("Resultat per anordnare", "anordnare")
        self.vilken.addItem("Resultat per insats", "insats")
        self.vilken.setCurrentIndex(vald)
        self.vilken.blockSignals(False)
        self._visa_tabell()

    def _visa_tabell(self) -> None:
        if self.vy is None or self.vy.svar is None:
            return
        svar, vad = self.vy.svar, self.vilken.currentData()
        om = ord_.KORT
        if vad in svar.tabeller:
            t = svar.tabeller[vad]
            om = statistikord.tabell_om(vad)
            self._fyll([statistikord.kolumn_ord(k) for k in _kolumner(t)], _tabellrader(t), summa=bool(t.rader))
        else:
            grupper = svar.resultat.per_anordnare if vad == "anordnare" else svar.resultat.per_insats
            huvud = (statistikord.kolumn_ord(vad), "Fråga", "Antal svar", "Nöjda, %", "Missnöjda, %")
            self._fyll(huvud, list(_grupprader(vad, grupper)))
        self._om.setText(om if self.tabell.rowCount() else f"Det finns inget att visa: för få har svarat. {om}")

    def _fyll(self, huvud: Sequence[str], rader: Sequence[Sequence[Cell]], *, summa: bool = False) -> None:
        t = self.tabell
        t.setAccessibleName(self.vilken.currentText())
        t.setColumnCount(len(huvud))
        t.setHorizontalHeaderLabels(list(huvud))
        t.setRowCount(len(rader))
        fet = self.font()
        fet.setBold(True)
        for nr, r in enumerate(rader):
            for spalt, v in enumerate(r):
                ruta = QTableWidgetItem(statistikord.cell_ord(v))
                if isinstance(v, str):
                    ruta.setToolTip(v)
                if spalt and not isinstance(v, str):
                    ruta.setTextAlignment(HOGER)
                if summa and nr == len(rader) - 1:
                    ruta.setFont(fet)
                elif v is None:
                    ruta.setForeground(self._s.tema.farg("dampad"))
                t.setItem(nr, spalt, ruta)
        sista = t.horizontalHeader()
        sista.setStretchLastSection(False)
        sista.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for spalt, h in enumerate(huvud):
            ar_text = bool(rader) and isinstance(rader[0][spalt], str)
            bredd = FRAGA if h == "Fråga" else NAMN if not spalt else TAL
            t.setColumnWidth(spalt, max(self._s.tema.px(bredd), t.horizontalHeader().sectionSizeHint(spalt)))
            if (post := t.horizontalHeaderItem(spalt)) is not None:
                post.setTextAlignment(HOGER if spalt and not ar_text else VANSTER)
        if rader:
            t.selectRow(0)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        rubrik = INTE_INLAST if isinstance(fel, FleraFel) else ""
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines(), rubrik))
        ta_innehallets_hojd(self._inre)

    def _stega(self, hur: int) -> None:
        if self.vy is None:
            return
        self.ar += hur
        tom(self._besked)
        self.hamta()

    def _valj(self, kundval: str) -> None:
        self.kundval = kundval
        tom(self._besked)
        self.hamta()

    # --- doing ------------------------------------------------------------------------------------------------------

    def _fragor(self) -> None:
        if self.vy is not None:
            vilken = self.vy.vilken
            self._s.arbetare.kor(lambda e: tjanst.formular(e, vilken), self._oppna, self._fel)

    def _oppna(self, steg: Stegval) -> None:
        dialog = Formulardialog(self, self._s, steg)
        dialog.sparad.connect(lambda _: self._klart("Enkäten är sparad."))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _klart(self, mening: str) -> None:
        visa_klart(self._besked, mening)
        self.hamta()

    def _dra(self) -> None:
        if self.vy is None or (x := self.vy.rad) is None:
            return
        if fraga(self, "Dra utskickslistan?", DRAS_EN_GANG, "Dra listan"):
            vilken = self.vy.vilken
            self._skriv(lambda e: tjanster.utfor(e, "kundenkat_dra", "", vilken, x.version, {}), "Listan är dragen.")

    def _skriv(self, jobb: Callable[[Arbetsenhet], object], mening: str) -> None:
        self._s.arbetare.kor(jobb, lambda _: self._klart(mening), self._fel, skriv=True)

    def _valj_svar(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj filen med svar", "", _SVAR)
        if vald:
            self.las_in(Path(vald))

    def las_in(self, fil: Path) -> None:
        if self.vy is None or (x := self.vy.rad) is None:
            return
        vilken = self.vy.vilken
        if x.stangd is not None and not fraga(self, "Ersätta svaren?", ERSATTS, "Ersätt"):
            return
        tom(self._besked)
        self._besked.addWidget(text("Läser in svaren …", "dampad"))
        self._skriv(lambda e: tjanst.las_in(e, vilken, x.version, fil), "Svaren är inlästa.")

    def _plats(self, rubrik: str, namn: str) -> Path | None:
        return valj_plats(self, rubrik, f"{namn}_{self.kundval}_{self.ar}.xlsx", _BOK, ".csv")

    def _till_fil(self, fil: Path, innehall: bytes) -> None:
        klart = partial(visa_klart, self._besked, f"Sparat som {fil.name}.")
        spara(self._s.arbetare, self, fil, innehall, klart, self._fel)

    def _spara_lista(self) -> None:
        if self.vy is not None and (fil := self._plats("Spara utskickslistan", "utskick")) is not None:
            vilken, slut = self.vy.vilken, fil.suffix.lower()
            self._s.arbetare.kor(
                lambda e: tjanst.utskick(e, vilken, slut), partial(self._till_fil, fil), self._fel, skriv=True
            )

    def _spara_mall(self) -> None:
        if self.vy is None or self.vy.rad is None:
            return
        if (fil := self._plats("Spara svarsmall", "kundenkat_svar")) is not None:
            self._till_fil(fil, tjanst.mall(self.vy.rad, fil.suffix.lower()))

    def _spara_resultat(self) -> None:
        if self.vy is None or self.vy.svar is None:
            return
        if (fil := self._plats("Spara resultatet", "kundenkat")) is not None:
            self._till_fil(fil, tjanst.resultat(self.vy.svar, fil.suffix.lower()))

    # --- as every dialog --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._steg.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))
        ta_innehallets_hojd(self._inre)


def _kolumner(t: Tabell) -> list[str]:
    """The dialog is of one kundval."""
    return [k for k in t.kolumner if k != "kundval"]


def _tabellrader(t: Tabell) -> list[list[Cell]]:
    rader: list[list[Cell]] = [[r[k] for k in _kolumner(t)] for r in t.rader]
    return [*rader, ["Totalt", *(t.totalt[k] for k in _kolumner(t)[1:])]] if rader else []


def _grupprader(vad: str, grupper: Iterable[Grupp]) -> Iterable[list[Cell]]:
    for g in grupper:
        for s in g.fragor:
            yield [statistikord.rad_ord(vad, g.namn), s.fraga, s.antal, s.nojda, s.missnojda]
