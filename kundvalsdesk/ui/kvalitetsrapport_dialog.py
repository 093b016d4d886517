"""Writing the kvalitetsrapport: its sections, one of them to write in, and how it will be read beside it.

What has been typed is saved when one goes on to another section, or closes; each save is a version.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.kvalitetsrapport import fyll
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.kvalitetsrapporttyper import Avsnittsrad, Rapport, Versionsrad
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.texter.datum import antal, datum_kort, datum_langt
from kundvalsdesk.ui import kvalitetsrapporttjanster as tjanst
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, riktning, rullyta, text, tom, visa_klart
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.kvalitetsrapport_fil import Filtjanst, spara_for_word, visa_pdf
from kundvalsdesk.ui.kvalitetsrapport_infoga import Infogadialog
from kundvalsdesk.ui.kvalitetsrapport_lasning import Anmarkning, Lasning, i_kort
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

TOKEN, PAPPER = "kvalitetsrapport", "kvalitetsrapport_pdf"
BREDVID = 1000
VANTA_MS = 250
"""After the last key, before the section is filled in anew."""


class Rapportdialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, rapport_id: int) -> None:
        super().__init__(vem)
        self._s = s
        self.rapport_id = rapport_id
        self.rapport: Rapport | None = None
        self.vald = 0
        self._bas = ("", "", 1)
        """What is saved of the section that is shown, as it was last seen; `_sedd` is its version."""
        self._sedd = 0
        self._sparar = False
        self.dokument: DokumentDialog | None = None
        self.setWindowTitle("Kvalitetsrapport")
        self.setModal(True)
        self._titel, self._lage = text("Kvalitetsrapport", "rubrik", bryt=True), text("", "litendampad", bryt=True)
        self._besked = QVBoxLayout()
        self.avsnitt = QListWidget()
        self.avsnitt.setAccessibleName("Avsnitt")
        self.avsnitt.currentRowChanged.connect(self._byt)
        self.rubrik = QLineEdit()
        self.rubrik.setAccessibleName("Avsnittets rubrik")
        self.rubrik.setMaxLength(200)
        self.niva = QComboBox()
        self.niva.setAccessibleName("Avsnittets nivå")
        self.niva.addItems(["Huvudavsnitt", "Underavsnitt"])
        self.ruta = QPlainTextEdit()
        self.ruta.setAccessibleName("Avsnittets text")
        self.ruta.setTabChangesFocus(True)
        self.ruta.setMinimumHeight(s.tema.px(220))
        self.lasning = Lasning(s)
        self.lasning.ga_till.connect(self._ga_till)
        self.kommentarer = QListWidget()
        self.kommentarer.setAccessibleName("Kommentarer till avsnittet")
        self.kommentarer.setWordWrap(True)
        self.kommentarer.setMaximumHeight(s.tema.px(120))
        self._kommentarord = text("", "litenfet")
        self._kommentarkort = i_kort(self.kommentarer)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(VANTA_MS)
        self._timer.timeout.connect(self._visa_ifylld)
        for andrad in (self.ruta.textChanged, self.rubrik.textChanged, self.niva.currentIndexChanged):
            andrad.connect(lambda *_: self._timer.start())
        self.titel = self._knapp("Titel och period …", partial(self._fraga, "kvalitetsrapport_andra"), "Alt+T")
        self.pdf = self._knapp("Visa som PDF …", partial(visa_pdf, self, s), "Ctrl+P")
        self.word = self._knapp("Spara för Word …", partial(spara_for_word, self, s), "Alt+W", "En kopia att redigera")
        self.beslut = self._knapp("Nämnden har beslutat …", partial(self._fraga, "kvalitetsrapport_besluta"), "Alt+B")
        self.ny = self._knapp("Nytt …", self._nytt, "Alt+N", "Nytt avsnitt efter det valda")
        self.upp = self._knapp("Upp", partial(self._flytta, "upp"), "Alt+Up", "Flytta avsnittet uppåt")
        self.ned = self._knapp("Ned", partial(self._flytta, "ned"), "Alt+Down", "Flytta avsnittet nedåt")
        self.mer = self._knapp("Mer ▾", None, "Alt+M", "Versioner, ta ut och ta tillbaka avsnitt")
        self._meny = QMenu(self.mer)
        self._meny.aboutToShow.connect(self._fyll_meny)
        self.mer.setMenu(self._meny)
        self.tal = self._knapp("Infoga ur statistiken …", self._infoga, "Ctrl+I", "Ett tal, en tabell, ett diagram")
        self.spara_knapp = self._knapp("Spara avsnittet", self.spara, "Ctrl+S")
        self.kommentera = self._knapp("Kommentera …", self._kommentera, "Alt+K")
        self.besvara = self._knapp("Besvara …", self._besvara, "Alt+S")
        self.stopp = self._knapp("Stoppa", self._stoppa, "Alt+O", "Sluta räkna")
        self._arbetar, self._stapel = text("", "dampad"), QProgressBar()
        self._stapel.setTextVisible(False)
        self._bygg()
        fonster = vem.window()
        self.resize(max(fonster.width() - 60, 320), max(fonster.height() - 60, 320))
        self.hamta()

    @staticmethod
    def _knapp(ord_: str, gor: Callable[[], object] | None, tangent: str, tips: str = "") -> QPushButton:
        k = knapp(ord_, gor, tips=f"{tips} ({tangent})".strip())
        k.setShortcut(tangent)
        return k

    def _bygg(self) -> None:
        self._framsteg_yta = QWidget()
        self._framsteg_yta.setLayout(rad(self._arbetar, self._stapel, self.stopp, None))
        self._framsteg_yta.hide()
        vanster = kolumn(text("Avsnitt", "litenfet"), mellan=6)
        vanster.addWidget(i_kort(self.avsnitt), 1)
        vanster.addLayout(rad(self.ny, self.upp, self.ned, self.mer, mellan=6))
        listan = QWidget()
        listan.setLayout(vanster)
        skrivs = kolumn(rad(self.rubrik, self.niva), mellan=8)
        skrivs.addWidget(self.ruta, 1)
        skrivs.addLayout(rad(self.spara_knapp, self.tal, None))
        skriv = QWidget()
        skriv.setLayout(skrivs)
        las = kolumn(mellan=8)
        las.addWidget(self.lasning, 1)
        las.addWidget(self._kommentarord)
        las.addWidget(self._kommentarkort)
        las.addLayout(rad(self.kommentera, self.besvara, None))
        lasyta = QWidget()
        lasyta.setLayout(las)
        self.lasning.vy.setMinimumHeight(self._s.tema.px(180))
        self.avsnitt.setMinimumHeight(self._s.tema.px(150))
        self._delat = QBoxLayout(riktning(True))
        self._delat.setSpacing(16)
        for w, del_ in ((listan, 4), (skriv, 6), (lasyta, 6)):
            self._delat.addWidget(w, del_)
        inre = QWidget()
        sida = kolumn(self._titel, self._lage, rad(self.titel, self.pdf, self.word, self.beslut, None),
                      self._framsteg_yta, self._besked, mellan=10, kant=(24, 18, 24, 8))  # fmt: skip
        sida.addLayout(self._delat, 1)
        inre.setLayout(sida)
        yttre = kolumn(mellan=0)
        yttre.addWidget(rullyta(inre), 1)
        yttre.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc"), kant=(24, 8, 24, 18)))
        self.setLayout(yttre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._delat.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        nr = self.rapport_id
        self._borja("Räknar tabellerna")
        self._s.arbetare.fraga(lambda e, f: tjanst.hamta(e, nr, f), self._visa, self.fel, self._framsteg, TOKEN)

    def _borja(self, vad: str) -> None:
        self._arbetar.setText(f"{vad} …")
        self._stapel.setRange(0, 0)
        self._framsteg_yta.show()

    def _framsteg(self, f: Framsteg) -> None:
        self._arbetar.setText(f"{f.vad} …")
        self._stapel.setRange(0, f.totalt)
        self._stapel.setValue(f.klart)

    def _stoppa(self) -> None:
        for token in (TOKEN, PAPPER):
            self._s.arbetare.glom(token)
        self._framsteg_yta.hide()
        if self.rapport is None:
            self._visa_fel("Rapporten är inte hämtad. Stäng och öppna den igen.")

    def _visa(self, r: Rapport) -> None:
        self._framsteg_yta.hide()
        forst = self.rapport is None
        self.rapport = r
        self._titel.setText(r.rad.titel)
        self._lage.setText(self._lageord(r))
        self._lage.setToolTip("\n".join(r.hinder) if r.beslut is None else "")
        skriver = r.far_skriva and r.beslut is None
        for k in (self.titel, self.beslut, self.ny, self.upp, self.ned, self.tal, self.spara_knapp, self.besvara):
            k.setVisible(skriver)
        for falt in (self.ruta, self.rubrik):
            falt.setReadOnly(not skriver)
        self.niva.setEnabled(skriver)
        self.kommentera.setVisible(r.beslut is None)
        rad_nu = next((n for n, a in enumerate(r.avsnitt) if a.id == self.vald), 0)
        self.avsnitt.blockSignals(True)
        self.avsnitt.clear()
        fel = {a.id for a, _ in (*r.fel, *r.skrivna)} if r.beslut is None else set()
        for a in r.avsnitt:
            marken = [m for m, syns in (("se över", a.id in fel), ("kommentar", a.oppna > 0)) if syns]
            indrag = "    " if a.niva > 1 else ""
            post = QListWidgetItem(f"{indrag}{a.nummer}  {a.rubrik}" + (f"  ({', '.join(marken)})" if marken else ""))
            post.setToolTip(a.rubrik)
            self.avsnitt.addItem(post)
        self.avsnitt.setCurrentRow(rad_nu)
        self.avsnitt.blockSignals(False)
        self._oppna(rad_nu)
        if forst:
            self.avsnitt.setFocus()

    def _lageord(self, r: Rapport) -> str:
        u = f"{r.rad.namnd}. Siffrorna gäller {r.underlag.period}"
        if r.beslut is not None:
            return f"{u}. Beslutad {datum_langt(r.beslut.datum)}, {r.beslut.paragraf}: rapporten är låst."
        kvar = len(r.hinder)
        vad = f"{antal(kvar, 'sak', 'saker')} kvar före beslut" if kvar else "inget hindrar beslut"
        tal = "ett skrivet tal" if len(r.skrivna) == 1 else f"{len(r.skrivna)} skrivna tal"
        return f"{u}. Utkast: {vad}" + (f", {tal} att läsa." if r.skrivna else ".")

    def _nu(self) -> Avsnittsrad | None:
        return next((a for a in self.rapport.avsnitt if a.id == self.vald), None) if self.rapport else None

    def _oppna(self, nr: int) -> None:
        if self.rapport is None or not 0 <= nr < len(self.rapport.avsnitt):
            return
        a = self.rapport.avsnitt[nr]
        sparat = (a.rubrik, a.text, a.niva)
        if a.id != self.vald or not self._osparat():
            self._fyll_rutorna(a)
        elif sparat == self._bas:  # what has been typed meanwhile stays; nobody else has written there
            self._sedd = a.version
        self._visa_ifylld()
        self.kommentarer.clear()
        for k in a.kommentarer:
            nar = datum_kort(k.skriven, self._s.idag())
            svar = f"\nSvar, {k.besvarad_av}: {k.svar}" if k.besvarad else "\nInget svar än"
            self.kommentarer.addItem(QListWidgetItem(f"{k.skriven_av} {nar}: {k.text}{svar}"))
        self._kommentarkort.setVisible(bool(a.kommentarer))
        self._kommentarord.setText("Kommentarer" if a.kommentarer else "Inga kommentarer")
        oppen = next((n for n, k in enumerate(a.kommentarer) if k.besvarad is None), 0)
        self.kommentarer.setCurrentRow(oppen if a.kommentarer else -1)
        self.besvara.setEnabled(bool(a.kommentarer))

    def _fyll_rutorna(self, a: Avsnittsrad) -> None:
        samma = a.id == self.vald and self.ruta.toPlainText().rstrip() == a.text
        self.vald, self._bas, self._sedd = a.id, (a.rubrik, a.text, a.niva), a.version
        for w in (self.rubrik, self.niva, self.ruta):
            w.blockSignals(True)
        self.rubrik.setText(a.rubrik)
        self.niva.setCurrentIndex(a.niva - 1)
        if not samma:  # the cursor stays where one writes
            self.ruta.setPlainText(a.text)
        for w in (self.rubrik, self.niva, self.ruta):
            w.blockSignals(False)

    def _visa_ifylld(self) -> None:
        """With what is typed now; all sections, for tables are numbered through them."""
        r, a = self.rapport, self._nu()
        if r is None or a is None:
            return
        texter = [self.ruta.toPlainText() if x.id == a.id else x.text for x in r.avsnitt]
        nr = next(n for n, x in enumerate(r.avsnitt) if x.id == a.id)
        self.lasning.visa(texter[nr], fyll(texter, r.underlag).avsnitt[nr], r.underlag)
        self.spara_knapp.setEnabled(self._osparat())

    # --- writing ----------------------------------------------------------------------------------------------------

    def _osparat(self) -> bool:
        a, r = self._nu(), self.rapport
        if a is None or r is None or not r.far_skriva or r.beslut is not None:
            return False
        return self._skrivet() != self._bas

    def _skrivet(self) -> tuple[str, str, int]:
        rubrik = " ".join(self.rubrik.text().split())
        return rubrik, self.ruta.toPlainText().rstrip(), self.niva.currentIndex() + 1

    def _byt(self, nr: int) -> None:
        self._sparat_forst(lambda: self._oppna(nr))

    def _sparat_forst(self, sedan: Callable[[], object]) -> None:
        """What is typed is saved before anything else is done."""
        if self._osparat():
            self._spara(sedan)
        else:
            sedan()

    def spara(self) -> None:
        if self._osparat():
            self._spara(None)

    def _spara(self, sedan: Callable[[], object] | None) -> None:
        a = self._nu()
        if a is None or self._sparar:
            return
        self._sparar = True
        skrivet, sedd = self._skrivet(), self._sedd
        varden = {"rubrik": skrivet[0], "text": skrivet[1], "niva": str(skrivet[2])}

        def jobb(e: Arbetsenhet) -> object:
            return tjanster.utfor(e, "rapportavsnitt_andra", "", str(a.id), sedd, varden)

        def klar(_: object) -> None:
            self._sparar = False
            tom(self._besked)
            self._bas, self._sedd = skrivet, sedd + 1
            visa_klart(self._besked, f"Sparat: {a.nummer} {skrivet[0]}.")
            if sedan is not None:
                sedan()
            if self.isVisible():
                self.hamta()

        def gick_inte(fel: KundvalsdeskFel) -> None:
            self._sparar = False
            self.fel(fel)
            nr = next((n for n, x in enumerate(self.rapport.avsnitt) if x.id == a.id), 0) if self.rapport else 0
            self.avsnitt.blockSignals(True)
            self.avsnitt.setCurrentRow(nr)
            self.avsnitt.blockSignals(False)

        self._s.arbetare.kor(jobb, klar, gick_inte, skriv=True)

    def _gor(self, kod: str, mal: str, version: int, mening: str, **varden: str) -> None:
        self._s.arbetare.kor(
            lambda e: tjanster.utfor(e, kod, "", mal, version, varden), lambda _: self._klart(mening), self.fel,
            skriv=True,
        )  # fmt: skip

    def _flytta(self, hall: str) -> None:
        def gor() -> None:
            if (a := self._nu()) is not None:
                self._gor("rapportavsnitt_flytta", str(a.id), a.version, f"Flyttat: {a.rubrik}.", hall=hall)

        self._sparat_forst(gor)

    def _ta_ut(self) -> None:
        a = self._nu()
        if a is not None and fraga(
            self, "Ta ut avsnittet?", f"{a.rubrik} tas ut ur rapporten. Det går att ta tillbaka.", "Ta ut"
        ):
            self._gor("rapportavsnitt_ta_bort", str(a.id), a.version, f"Uttaget: {a.rubrik}.")

    def _fyll_meny(self) -> None:
        self._meny.clear()
        self._meny.addAction("Tidigare versioner …", self._versioner)
        r = self.rapport
        if r is None or not r.far_skriva or r.beslut is not None:
            return
        self._meny.addAction("Ta ut avsnittet …", self._ta_ut)
        for b in r.borttagna:
            self._meny.addAction(
                f"Ta tillbaka {b.rubrik}",
                partial(self._gor, "rapportavsnitt_aterga", str(b.id), b.version, f"Tillbaka: {b.rubrik}."),
            )

    def _nytt(self) -> None:
        self._sparat_forst(lambda: self._formular("rapportavsnitt_lagg_till", f"{self.rapport_id}:{self.vald}"))

    def _fraga(self, kod: str) -> None:
        self._sparat_forst(lambda: self._formular(kod, str(self.rapport_id)))

    def _kommentera(self) -> None:
        if (a := self._nu()) is not None:
            self._sparat_forst(lambda: self._formular("avsnittskommentar", str(a.id)))

    def _besvara(self) -> None:
        a, nr = self._nu(), self.kommentarer.currentRow()
        if a is not None and 0 <= nr < len(a.kommentarer):
            mal = str(a.kommentarer[nr].id)
            self._sparat_forst(lambda: self._formular("avsnittskommentar_besvara", mal))

    def _klart(self, mening: str) -> None:
        visa_klart(self._besked, mening)
        self.hamta()

    def _formular(self, kod: str, mal: str) -> None:
        self._s.arbetare.kor(lambda e: tjanst.formular(e, kod, mal), self._oppna_formular, self.fel)

    def _oppna_formular(self, steg: Stegval) -> None:
        if not steg.tillaten:
            self._visa_fel(steg.skal)
            return
        dialog = Formulardialog(self, self._s, steg)
        dialog.sparad.connect(lambda _: self._klart(f"Sparat: {steg.rubrik}."))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- figures, versions, paper -----------------------------------------------------------------------------------

    def _infoga(self) -> None:
        if self.rapport is None or not self.rapport.underlag.tabeller:
            self._visa_fel("Det finns inga tabeller att infoga: programmet har inga insatser för kundvalet.")
            return
        dialog = Infogadialog(self, self._s, self.rapport.underlag)
        dialog.infoga.connect(self._skriv_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _skriv_in(self, vad: str, egen_rad: bool) -> None:
        m = self.ruta.textCursor()
        if egen_rad:
            m.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            vad = f"\n{vad}" if m.block().text().strip() else vad
        m.insertText(vad)
        self.ruta.setTextCursor(m)
        self.ruta.setFocus()

    def _ga_till(self, a: Anmarkning) -> None:
        m = self.ruta.textCursor()
        m.setPosition(a.start)
        m.setPosition(a.slut, QTextCursor.MoveMode.KeepAnchor)
        if a.ersatt and not self.ruta.isReadOnly():
            m.insertText(a.ersatt)
        self.ruta.setTextCursor(m)
        self.ruta.setFocus()

    def _versioner(self) -> None:
        if (a := self._nu()) is not None:
            self._s.arbetare.kor(lambda e: tjanst.versioner(e, a.id), self._visa_versioner, self.fel)

    def _visa_versioner(self, alla: tuple[Versionsrad, ...]) -> None:
        from kundvalsdesk.ui.kvalitetsrapport_versioner import Versionsdialog

        dialog = Versionsdialog(self, self._s, alla, skriver=not self.ruta.isReadOnly())
        dialog.ta_tillbaka.connect(self.ruta.setPlainText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def gor_fil(self, vad: str, hur: Filtjanst, sedan: Callable[[tuple[str, bytes]], None]) -> None:
        """The report as a file, of what is written: with progress, and it can be stopped."""
        nr = self.rapport_id

        def klar(fil: tuple[str, bytes]) -> None:
            self._framsteg_yta.hide()
            sedan(fil)

        def gor() -> None:
            self._borja(vad)
            self._s.arbetare.fraga(lambda e, f: hur(e, nr, f), klar, self.fel, self._framsteg, PAPPER)

        self._sparat_forst(gor)

    # --- said -------------------------------------------------------------------------------------------------------

    def sagt(self, mening: str) -> None:
        visa_klart(self._besked, mening)

    def fel(self, fel: KundvalsdeskFel) -> None:
        self._framsteg_yta.hide()
        self._visa_fel(fel.mening)

    def _visa_fel(self, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", mening.splitlines()))

    def reject(self) -> None:
        """What is typed is saved first; what cannot be saved stays, and that is said."""
        self._s.arbetare.glom(PAPPER)
        self._sparat_forst(self._stang)

    def _stang(self) -> None:
        self._s.arbetare.glom(TOKEN)
        super().reject()
