"""The kvalitetsredovisningar of an uppföljning, in a dialog: who answers, the form of each, and what came back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from kundvalsdesk.services.granskningstyper import Mottaget
from kundvalsdesk.services.redovisningstyper import (
    UPPFYLLT,
    UPPGIFTER,
    Anordnarens,
    Inkommen,
    Redovisning,
    Redovisningslista,
)
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.texter.datum import datum_langt, tid_ord
from kundvalsdesk.ui import redovisningstjanster as tjanst
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetare import NyEnhet
from kundvalsdesk.ui.bitar import kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.granskning_mottag import Mottagningsdialog
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

RUBRIK = "Kvalitetsredovisningar"
_BOK = "Excelbok (*.xlsx)"


def lage(r: Anordnarens) -> tuple[str, str]:
    """How far an anordnare has come: light and words."""
    galler = r.galler
    if galler is not None:
        return "klar", "intagen" if galler.nummer == 1 else f"version {galler.nummer}"
    if any(i.lage == "parkerad" for i in r.inkomna):
        return "gul", "ligger åt sidan"
    return ("rod", "saknas") if r.sen else ("", "väntar")


class Redovisningsmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("anordnare", "Anordnare", 210),
        Kolumn("lage", "Läge", 150),
        Kolumn("svar", "Svar", 76, "Besvarade frågor av alla", tal=True),
    )
    FET = "anordnare"

    def visa(self, x: Redovisningslista) -> None:
        rader = []
        for r in x.rader:
            ljus, ord_ = lage(r)
            svar = f"{r.besvarade}/{r.fragor}" if r.galler is not None else f"–/{r.fragor}"
            ord_i = {"anordnare": r.anordnare, "lage": ord_, "svar": svar}
            rader.append(Rad(str(r.anordnare_id), x.plan_id, r.anordnare_id, ord_i, {"lage": ljus} if ljus else {}))
        self.satt(tuple(rader))


class Redovisningsmottagning(Mottagningsdialog):
    def ta_emot(self, vagar: list[Path]) -> None:
        def jobb(ny: NyEnhet, visa: Callable[[Framsteg], None], stopp: Callable[[], bool]) -> list[Mottaget]:
            return tjanst.ta_emot_filer(ny, vagar, visa, stopp)

        self._kor(jobb, lambda: self.ta_emot(vagar))


class Redovisningsdialog(DeladDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int) -> None:
        super().__init__(vem, s, RUBRIK)
        self.plan_id = plan_id
        self.vy: tjanst.Redovisningsvy | None = None
        self.visad: Redovisning | None = None
        self.mottagning: Redovisningsmottagning | None = None
        self._rubrik, self._lage = text(RUBRIK, "stor"), text("", "dampad", bryt=True, markera=True)
        self.modell = Redovisningsmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "anordnare", ("svar",))
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_anordnare())
        k = self._knapp
        self.formular = k("Spara formulär …", "Alt+F", "Till den anordnare som är vald", self._spara_formular)
        self.alla = k("Spara alla formulär …", "Alt+G", "Ett till varje anordnare, i en mapp", self._spara_alla)
        self.in_ = k("Ta emot …", "Ctrl+O", "Ifyllda formulär från anordnare", self._valj_filer)
        self.original = k("Spara originalet …", "Alt+O", "Filen som den kom", self._spara_original)
        self.ta_in = k("Ta in", "Alt+T", "Den räknas som svar", partial(self._med, "uppfoljningsredovisning_ta_in"))
        self.undan = k("Lägg undan", "Alt+U", "Den räknas inte", partial(self._med, "uppfoljningsredovisning_avfor"))
        self.versioner = QComboBox()
        self.versioner.setAccessibleName("Inkomna")
        self.versioner.setMinimumContentsLength(30)
        self.versioner.currentIndexChanged.connect(lambda _: self._hamta_en())
        self._bygg()
        self.lista.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        om = kolumn(rad(self.versioner, None, kant=(18, 12, 18, 0)), mellan=0, kant=1)
        om.addWidget(self._rullat_om(), 1)
        om.addLayout(rad(self.ta_in, self.undan, self.original, None, mellan=8, kant=(18, 8, 18, 12)))
        knappar = rad(self.formular, self.alla, self.in_, None, mellan=8)
        hel = kolumn(self._rubrik, self._lage, self._besked, knappar, mellan=10, kant=(24, 18, 24, 8))
        hel.addLayout(self._dela(self.lista, om, hojder=(240, 280)), 1)
        self._ram_in(hel, 1120, 740)
        for w in (self.formular, self.alla, self.in_, self.ta_in, self.undan, self.original, self.versioner):
            w.hide()

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), self._visa, self._fel, token="redovisningar")  # noqa: S106

    def _visa(self, vy: tjanst.Redovisningsvy) -> None:
        r = self.modell.rad(self.lista.currentIndex().row())
        self.vy, x = vy, vy.lista
        self._rubrik.setText(f"{RUBRIK}, {x.kundval} {x.ar}")
        inne = sum(a.galler is not None for a in x.rader)
        senast = f" Svar senast {datum_langt(x.svar_senast)}." if x.svar_senast else ""
        har = f"{inne} av {len(x.rader)} anordnare har svarat. Frågorna är version {x.version}.{senast}"
        self._lage.setText(har if x.rader else "Ingen anordnare är auktoriserad i kundvalet.")
        self.modell.visa(x)
        self.lista.selectRow(max(self.modell.finn(r.nyckel), 0) if r is not None else 0)
        for k in (self.formular, self.alla):
            k.setVisible(bool(x.rader))
        self.in_.setVisible(vy.far_skriva and bool(x.rader))
        self._visa_anordnare()

    def _vald(self) -> Anordnarens | None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None or self.vy is None:
            return None
        return next((a for a in self.vy.lista.rader if a.anordnare_id == r.steg_id), None)

    def _visa_anordnare(self) -> None:
        a = self._vald()
        self.formular.setEnabled(a is not None and bool(a.fragor))
        self.versioner.blockSignals(True)
        self.versioner.clear()
        for i in a.inkomna if a is not None else ():
            vad = {"intagen": f"Version {i.nummer}", "parkerad": "Åt sidan"}.get(i.lage, "Undanlagd")
            self.versioner.addItem(f"{vad}, {tid_ord(i.mottagen)}", i.id)
        self.versioner.blockSignals(False)
        self.versioner.setVisible(self.versioner.count() > 0)
        self._hamta_en()

    def _hamta_en(self) -> None:
        nr = self.versioner.currentData()
        if nr is None:
            self._visa_en(None)
            return
        self._s.arbetare.kor(lambda e: tjanst.las(e, nr), self._visa_en, self._fel, token="redovisning")  # noqa: S106

    def _visa_en(self, r: Redovisning | None) -> None:
        self.visad = r
        tom(self._om)
        parkerad = r is not None and r.rad.kan_tas_in and self.vy is not None and self.vy.far_skriva
        self.ta_in.setVisible(parkerad)
        self.undan.setVisible(parkerad)
        self.original.setVisible(r is not None)
        a = self._vald()
        if r is None:
            if a is not None:
                self._om.addWidget(text(a.anordnare, "rubrik", bryt=True))
                ord_ = "Inget har kommit in. Spara formuläret och skicka det, eller ta emot ett ifyllt."
                self._om.addWidget(text(ord_, "dampad", bryt=True))
            return
        self._om.addWidget(text(r.anordnare, "rubrik", bryt=True))
        if r.rad.mening:
            self._om.addWidget(meddelande("varning", [r.rad.mening]))
        for kod, varde in r.uppgifter:
            if varde:
                self._om.addWidget(text(f"{UPPGIFTER.get(kod, kod)}: {varde}", "liten", bryt=True, markera=True))
        for s in r.svar:
            self._om.addWidget(text(f"{s.nummer}. {s.punkt.punkt}", "litenfet", bryt=True))
            if s.svar.uppfyllt:
                self._om.addWidget(text(f"Uppfylls: {UPPFYLLT[s.svar.uppfyllt].lower()}", "liten"))
            self._om.addWidget(
                text(s.svar.svar or "Inget svar.", "" if s.svar.svar else "dampad", bryt=True, markera=True)
            )
            if s.svar.bevis:
                self._om.addWidget(text(f"Bifogat: {s.svar.bevis}", "litendampad", bryt=True, markera=True))
            elif s.punkt.bevis and not s.svar.tomt:
                self._om.addWidget(text(f"Inget bifogat. Begärt: {s.punkt.bevis}", "litendampad", bryt=True))

    # --- doing ------------------------------------------------------------------------------------------------------

    def _med(self, kod: str) -> None:
        if self.visad is None:
            return
        r: Inkommen = self.visad.rad
        mening = "Redovisningen är intagen." if kod.endswith("ta_in") else "Redovisningen är undanlagd."
        self._s.arbetare.kor(
            lambda e: tjanster.utfor(e, kod, "", str(r.id), r.version, {}), lambda _: self._klart(mening), self._fel,
            skriv=True,
        )  # fmt: skip

    def _spara_formular(self) -> None:
        a, plan_id = self._vald(), self.plan_id
        if a is not None:
            nr = a.anordnare_id
            self._s.arbetare.kor(lambda e: tjanst.formular(e, plan_id, nr)[0], self._till_fil, self._fel)

    def _spara_original(self) -> None:
        if self.visad is not None:
            nr = self.visad.rad.id
            self._s.arbetare.kor(lambda e: tjanst.original(e, nr), self._till_fil, self._fel)

    def _till_fil(self, fil: tuple[str, bytes]) -> None:
        vag = valj_plats(self, "Spara", fil[0], _BOK)
        if vag is not None:
            klart = partial(self._klart, f"Sparat som {vag.name}.")
            spara(self._s.arbetare, self, vag, fil[1], klart, self._fel)

    def _spara_alla(self) -> None:
        mapp, plan_id = QFileDialog.getExistingDirectory(self, "Mapp för formulären"), self.plan_id
        if mapp:
            self._s.arbetare.kor(
                lambda e: tjanst.formular(e, plan_id, 0), partial(self._till_mapp, Path(mapp)), self._fel
            )

    def _till_mapp(self, mapp: Path, filer: list[tuple[str, bytes]]) -> None:
        """One after the other, never over another one unasked."""
        finns = [n for n, _ in filer if (mapp / n).exists()]
        mening = f"{len(finns)} av filerna finns redan i mappen, till exempel {finns[0]}." if finns else ""
        if finns and not fraga(self, "Ersätta filerna?", mening, "Ersätt"):
            return
        self._nasta(mapp, filer, 0)

    def _nasta(self, mapp: Path, filer: list[tuple[str, bytes]], n: int) -> None:
        if n == len(filer):
            self._klart(f"{len(filer)} formulär är sparade i {mapp.name}.")
            return
        namn, data = filer[n]
        spara(self._s.arbetare, self, mapp / namn, data, partial(self._nasta, mapp, filer, n + 1), self._fel)

    def _valj_filer(self) -> None:
        valda, _ = QFileDialog.getOpenFileNames(self, "Ta emot kvalitetsredovisningar", "", _BOK)
        if valda:
            self.ta_emot([Path(v) for v in valda])

    def ta_emot(self, vagar: list[Path]) -> None:
        tom(self._besked)
        self.mottagning = Redovisningsmottagning(self, self._s)
        self.mottagning.nytt.connect(self.hamta)
        self.mottagning.finished.connect(self.mottagning.deleteLater)
        self.mottagning.open()
        self.mottagning.ta_emot(vagar)
