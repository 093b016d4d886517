"""An anordnare's invoice checked: which month, whose, which file; then every row with what came of it, and the letter.

Cases stand by their numbers, and nothing that the file says in words is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QDialog, QFileDialog, QListView, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.fakturakontroll import UTFALL
from kundvalsdesk.rules.kalender import manad, plus_manader
from kundvalsdesk.services.fakturatyper import AV_RADERNA, Kontrollsvar
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.texter.datum import antal, manad_ar
from kundvalsdesk.texter.fakturakontroll import SLAGORD, UTFALLSORD, fynd_ord, mening, utfall_ord
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.ui import fakturatjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, meddelande, rad, ram, riktning, rullyta, text, tom, visa_klart
from kundvalsdesk.ui.faktura_modell import KOLUMNER, FakturaDelegat, FakturaModell
from kundvalsdesk.ui.listgrund import Radtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.fakturakontroll import NyEnhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

RUBRIK = "Kontrollera faktura"
MANADER = 24
"""Months back that can be chosen."""
SOM_FILEN = "Som filen säger"
SLAG = "Fakturor och underlag (*.csv *.txt *.xlsx *.xml);;Alla filer (*)"
BREDVID = 760
TIPS = (
    "En fil från ett kalkylprogram (CSV eller XLSX) behöver en rad med kolumnernas namn, och minst ärende eller "
    "kundnummer och belopp utan moms. Månad eller period och dagar jämförs om de finns. En e-faktura (Peppol) läses "
    "som den är."
)


class Fakturaarbete(Arbetsdialog):
    """Reading, reckoning and comparing, with progress and stop."""

    klar = Signal(object)
    stopptips = "Esc. Ingenting kontrolleras eller loggas."

    def __init__(self, vem: QWidget, s: Sammanhang, fil: Path, manad_: str, anordnare: str) -> None:
        super().__init__(vem, s, RUBRIK)
        self._fil, self._manad, self._anordnare = fil, manad_, anordnare
        self.borja()

    def borja(self) -> None:
        fil, manad_, anordnare = self._fil, self._manad, self._anordnare

        def jobb(ny: NyEnhet, visa: Callable[[Framsteg], None]) -> Kontrollsvar:
            return fakturatjanster.kontrollera(ny, fil, manad_, anordnare, visa)

        self._arbetar("Läser filen …", self._s.arbetare.kor_namngivna(jobb, self._klar, self._fel, self._framsteg))

    def _klar(self, svar: Kontrollsvar) -> None:
        self._stoppa = None
        self.accept()  # first: the list gets the focus
        self.klar.emit(svar)


class Fakturadialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, manad_: str = "") -> None:
        """`manad_`: the one to begin with; the last whole one unless another is given."""
        super().__init__(vem)
        self._s = s
        self.svar: Kontrollsvar | None = None
        self.papper: DokumentDialog | None = None
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self.manader, self.anordnare = self._val("Månad", 16), self._val("Anordnare", 22)
        idag = s.idag()
        for n in range(MANADER):
            m = manad(plus_manader(idag.replace(day=1), -n))
            self.manader.addItem(manad_ar(m), m)
        self.manader.setCurrentIndex(max(0, self.manader.findData(manad_)) if manad_ else 1)
        self.anordnare.addItem(SOM_FILEN, "")
        self.modell = FakturaModell(self)
        self.lista = Radtabell(s.tema, self.modell, "Rader i fakturan")
        self.lista.setItemDelegate(FakturaDelegat(self.lista, s.tema))
        for nr, k in enumerate(KOLUMNER):
            self.lista.setColumnWidth(nr, s.tema.px(k.bredd))
        self.lista.horizontalHeader().setStretchLastSection(True)
        self.lista.horizontalHeader().setSectionsClickable(False)
        self.lista.selectionModel().currentRowChanged.connect(lambda nu, _: self._visa_om(nu.row()))
        self._besked, self._summering = QVBoxLayout(), QVBoxLayout()
        self._summering.setSpacing(8)
        self._om = text("", "liten", bryt=True, markera=True)
        self._bygg()
        fonster = vem.window()
        self.resize(min(s.tema.px(1180), fonster.width() - 40), min(s.tema.px(720), fonster.height() - 40))
        self._s.arbetare.kor(fakturatjanster.anordnare, self._fyll_anordnare, self._fel, token="fakturor")  # noqa: S106

    @staticmethod
    def _val(namn: str, tecken: int) -> QComboBox:
        v = QComboBox()
        v.setView(QListView())
        v.setAccessibleName(namn)
        v.setMinimumContentsLength(tecken)
        v.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return v

    def _bygg(self) -> None:
        self.valj = knapp("Välj fil …", self._valj_fil, roll="primar", tips="CSV, XLSX eller e-faktura (Ctrl+O)")
        self.valj.setShortcut("Ctrl+O")
        self.bara = chip("Bara avvikelser", self._filtrera, tips="Visa inte det som stämmer (Alt+1)")
        self.bara.setShortcut("Alt+1")
        self.bara.setChecked(True)
        self.spara = knapp("Spara lista …", self._spara, tips="Som XLSX eller CSV (Ctrl+S)")
        self.spara.setShortcut("Ctrl+S")
        self.brev = knapp("Brev till anordnaren …", self._brev, tips="Visa, skriv ut, spara eller skicka (Ctrl+P)")
        self.brev.setShortcut("Ctrl+P")
        self._valen = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._valen.setSpacing(12)
        for ord_, v in (("Månad", self.manader), ("Anordnare", self.anordnare)):
            etikett = text(ord_, "dampad")
            etikett.setBuddy(v)
            self._valen.addLayout(rad(etikett, v, None, mellan=8))
        self._valen.addLayout(rad(self.valj, None))
        self._valen.addStretch(1)
        kort = ram("kort")
        kort.setLayout(kolumn(self.lista, kant=1, mellan=0))
        self.lista.setMinimumHeight(self._s.tema.px(190))
        self._svaret = QWidget()
        svar = kolumn(self._summering, rad(self.bara, None), mellan=10)
        svar.addWidget(kort, 1)
        svar.addWidget(self._om)
        self._svaret.setLayout(svar)
        self._svaret.hide()
        self._tips = text(TIPS, bryt=True)
        inre = QWidget()
        lad = kolumn(
            text("Anordnarens faktura eller faktureringsunderlag jämförs rad för rad med månadens körning. Filen "
                 "sparas inte, men i loggen står att den har kontrollerats.", "dampad", bryt=True),
            self._valen, self._besked, self._tips, mellan=12, kant=(24, 0, 24, 4),
        )  # fmt: skip
        lad.addWidget(self._svaret, 1)
        lad.addStretch(0)
        inre.setLayout(lad)
        yttre = kolumn(rad(text(RUBRIK, "rubrik"), kant=(24, 0, 24, 0)), mellan=10, kant=(0, 20, 0, 18))
        yttre.addWidget(rullyta(inre), 1)
        fot = rad(self.spara, self.brev, None, knapp("Stäng", self.reject, tips="Esc"), mellan=10)
        fot.setContentsMargins(24, 4, 24, 0)
        yttre.addLayout(fot)
        self.setLayout(yttre)
        self.spara.hide()
        self.brev.hide()
        self.valj.setFocus()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._valen.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    def _fyll_anordnare(self, namn: tuple[str, ...]) -> None:
        with QSignalBlocker(self.anordnare):
            for n in namn:
                self.anordnare.addItem(n, n)

    # --- the check ------------------------------------------------------------------------------------------------

    def _valj_fil(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj faktura eller underlag", "", SLAG)
        if vald:
            self.kontrollera(Path(vald))

    def kontrollera(self, fil: Path) -> None:
        tom(self._besked)
        arbete = Fakturaarbete(self, self._s, fil, self.manader.currentData(), self.anordnare.currentData())
        arbete.klar.connect(self.visa)
        arbete.finished.connect(arbete.deleteLater)
        arbete.open()

    def visa(self, svar: Kontrollsvar) -> None:
        self.svar = svar
        tom(self._summering)
        rader = [self._summan(svar)]
        if svar.hur == AV_RADERNA:
            rader.append(f"Filen säger inte vems den är. Raderna nämner ärenden hos {svar.anordnare}.")
        if svar.lage != "faststalld":
            rader.append(
                f"Körningen för {manad_ar(svar.manad)} är inte fastställd: det här är mot hur den blir i dag."
            )
        nummer = f" {svar.nummer}" if svar.nummer else ""
        rubrik = f"{SLAGORD[svar.slag]}{nummer} från {svar.anordnare}, {manad_ar(svar.manad)}"
        self._summering.addWidget(meddelande("klart" if svar.stammer else "varning", rader, rubrik))
        if svar.fynd:
            self._summering.addWidget(meddelande("ruta", [fynd_ord(f) for f in svar.fynd], "Om hela filen"))
        per = svar.per_utfall
        delar = [f"{UTFALLSORD[u]} {per[u][0]}" for u in UTFALL if u in per]
        self._summering.addWidget(text(" · ".join(delar), "fet", bryt=True))
        self.bara.setVisible(bool(svar.avvikande))
        for w in (self._svaret, self.spara, self.brev):
            w.show()
        self._tips.hide()
        self._filtrera()
        self.valj.setProperty("roll", "")
        self.valj.style().polish(self.valj)
        self.lista.setFocus()

    @staticmethod
    def _summan(svar: Kontrollsvar) -> str:
        rader = antal(svar.antal, "rad", "rader").capitalize()
        if svar.stammer:
            return f"{rader}, {kronor(svar.summa)}. Allt stämmer med körningen."
        skillnad = svar.summa - svar.ska
        ord_ = f"{kronor(abs(skillnad))} för {'mycket' if skillnad > 0 else 'lite'}" if skillnad else "samma summa"
        return f"{rader}, {kronor(svar.summa)} utan moms. Körningen har {kronor(svar.ska)}: {ord_}."

    def _filtrera(self) -> None:
        if self.svar is None:
            return
        bara = self.bara.isChecked() and bool(self.svar.avvikande)
        self.modell.satt(self.svar.avvikande if bara else self.svar.rader, self.svar.manad)
        if self.modell.rader:
            self.lista.selectRow(0)
        self._visa_om(0)

    def _visa_om(self, nr: int) -> None:
        r = self.modell.rad(nr)
        if r is None:
            self._om.setText("")
            return
        vilken = f"Rad {r.nr}" if r.nr else "Saknas i filen"
        arende = f", ärende {r.insats}" if r.insats else ""
        self._om.setText(f"{vilken}{arende}: {utfall_ord(r).lower()}. {mening(r, self.modell.manad)}")

    # --- what goes out ----------------------------------------------------------------------------------------------

    def _spara(self) -> None:
        svar = self.svar
        if svar is None:
            return
        namn = f"fakturakontroll_{svar.manad}.xlsx"
        vag = valj_plats(self, "Spara listan", namn, "Kalkylblad (*.xlsx);;CSV (*.csv)", ".csv")
        if vag is not None:
            self.spara_till(vag)

    def spara_till(self, vag: Path) -> None:
        svar = self.svar
        if svar is not None:
            self._s.arbetare.kor_fritt(
                lambda _: fakturatjanster.spara_lista(svar, vag),
                lambda _: visa_klart(self._besked, f"Sparat som {vag.name}."), self._fel,
            )  # fmt: skip

    def _brev(self) -> None:
        svar = self.svar
        if svar is not None:
            self._s.arbetare.kor(
                lambda e: fakturatjanster.brev_pdf(e, svar), self._visa_brev, self._fel, token="fakturabrev"  # noqa: S106
            )  # fmt: skip

    def _visa_brev(self, pdf: bytes) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        if self.svar is None:
            return
        namn = f"fakturakontroll_{self.svar.manad}.pdf"
        self.papper = DokumentDialog(self, self._s, "Brev till anordnaren", pdf, namn, skickas=True)
        self.papper.skicka.connect(partial(self._skicka, self.svar))
        self.papper.finished.connect(self.papper.deleteLater)
        self.papper.open()

    def _skicka(self, svar: Kontrollsvar) -> None:
        papper = self.papper
        if papper is None:
            return
        vag = valj_plats(papper, "Spara som e-post", f"fakturakontroll_{svar.manad}.eml", "E-post (*.eml)")
        if vag is None:
            return

        def skriv(eml: bytes) -> None:
            sagt = f"Sparat som {vag.name}. Öppna filen, läs igenom och skicka."
            spara(self._s.arbetare, papper, vag, eml, lambda: papper.sag(sagt), papper.visa_fel)

        self._s.arbetare.kor(lambda e: fakturatjanster.brev_epost(e, svar), skriv, papper.visa_fel)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
