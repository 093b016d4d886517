"""Draws the main views to PNG: the same window, the demo's people, no screen needed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QPushButton, QTableView

from kundvalsdesk.services.typer import KoRad
from kundvalsdesk.ui.kamera import Kamera
from kundvalsdesk.ui.ko_vy import KoVy
from kundvalsdesk.ui.ny_insats import NyInsatsDialog

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.dokumenttyper import Utgivet
    from kundvalsdesk.services.typer import Andring

STORLEK = QSize(1600, 920)


def _jamfor_en_till(dialog: QDialog) -> None:
    lista = dialog.findChild(QListWidget)
    if lista is not None and (andra := lista.item(1)) is not None:
        andra.setCheckState(Qt.CheckState.Checked)


def _sista(dialog: QDialog) -> None:
    """The last row of its list."""
    lista = dialog.findChild(QTableView)
    if lista is not None and (modell := lista.model()) is not None:
        lista.selectRow(modell.rowCount() - 1)


class Fotograf(Kamera):
    def ta_alla(self) -> int:
        f = self._f
        f.resize(STORLEK)
        f.show()
        f.activateWindow()
        self._vanta(lambda: f.arbetare.aktor is not None or bool(self._fel))
        if self._fel or f.arbetare.aktor is None:
            return self._slut()
        jag = f.arbetare.aktor.anvandare
        self._lugn()
        self._ta("ko.png")
        self._ta("ko-200.png", skala=2.0)
        f._tema.valj("mork")
        self._lugn()
        self._ta("ko-mork.png")
        f._tema.valj("ljus")
        self._granskningsbilder()
        f.visa_rum("bevakas")
        self._lugn()
        self._ta("bevakas.png")
        f.visa_rum("arenden")
        self._lugn()
        self._ta("arenden.png")
        f.visa_rum("anordnare")
        self._lugn()
        self._ta("anordnare.png")
        self._anordnarkort()
        f.visa_rum("ko")
        self._lugn()
        f.sokning.oppna()
        if f.sokning.panel is not None:
            f.sokning.panel.falt.setText("praktik")
            self._lugn(400)
            self._ta("sok.png")
            f.sokning.panel.falt.clear()
            f.sokning.panel.stang()
        ko = f.vyer["ko"]
        if not isinstance(ko, KoVy):
            raise TypeError("the first room is the queue")
        self._notisbild()
        self._arendebilder(ko)
        self._flikbilder(ko)
        f.visa_rum("ko")
        self._lugn()
        self._dokumentbild(ko)
        self._dialogbild()
        self._tom_ko(jag)
        self._ledarbilder()
        return self._slut()

    def _slut(self) -> int:
        for fel in self._fel:
            sys.stderr.write(f"Bilderna gick inte att rita: {getattr(fel, 'mening', type(fel).__name__)}\n")
        return 1 if self._fel else 0

    def _anordnarkort(self) -> None:
        from kundvalsdesk.ui.anordnare_kort import PERSONALEN, Anordnardialog
        from kundvalsdesk.ui.anordnare_vy import AnordnareVy

        vy = self._f.vyer["anordnare"]
        if isinstance(vy, AnordnareVy):
            vy.oppna_kort()
            self._lugn()
        dialog = vy.findChild(Anordnardialog)
        if dialog is not None:
            self._ta("anordnarkort.png", dialog)
            dialog.flikar.setCurrentIndex(PERSONALEN)
            self._lugn()
            self._ta("anordnarkort-personal.png", dialog)
            dialog.reject()
            self._lugn()
        if isinstance(vy, AnordnareVy):
            self._bild_av(vy.jamfor, "jamforaren", _jamfor_en_till)

    def _granskningsbilder(self) -> None:
        """A månadsrapport with flags, its differences against the month before, and a return being written."""
        from kundvalsdesk.ui.granskning_modell import nyckel
        from kundvalsdesk.ui.granskning_vy import GranskningVy

        f = self._f
        f.visa_rum("granskning")
        self._lugn(400)
        vy = f.vyer["granskning"]
        if not isinstance(vy, GranskningVy):
            raise TypeError("the room of reviewing")
        rapporter = [r for r in vy.modell.alla if r.slag == "rapport" and r.lage == "vantar" and not r.skyddad]
        if rapporter:
            vy.visa_rapport(nyckel(max(rapporter, key=lambda r: r.anmarkningar or 0)))
            self._lugn(400)
        self._ta("granskning.png")
        vy.kort.jamforknapp.click()
        self._lugn(400)
        self._ta("granskning-skillnader.png")
        f._tema.valj("mork")
        self._lugn()
        vy.kort.jamforknapp.click()
        self._lugn(400)
        vy.returnera()
        forsta = vy.kort.retur.fraser.item(0)
        if forsta is not None:
            forsta.setCheckState(Qt.CheckState.Checked)
        self._lugn()
        self._ta("granskning-aterremiss-mork.png")
        vy.kort.retur.text.clear()
        vy.kort.retur.stang()
        f._tema.valj("ljus")
        self._lugn()
        self._paketbilder()

    def _paketbilder(self) -> None:
        """Taking reports along, the window on them offline, and back again."""
        from kundvalsdesk.ui.paket_ut_dialog import PaketUtDialog

        f = self._f
        f.paket.ta_ut()
        self._lugn()
        dialog = f.findChild(PaketUtDialog)
        if dialog is None or dialog.rutor is None:
            return
        fras = "kratta vulkan pelikan snickare"
        dialog.rutor.fras.setText(fras)
        dialog.rutor.igen.setText(fras)
        self._lugn()
        self._ta("paket-ut.png", dialog)
        with tempfile.TemporaryDirectory(prefix="kundvalsdesk-bilder-") as mapp:
            fil = Path(mapp) / "granskning.kvpaket"
            dialog.ta_ut(fil)
            self._lugn()
            dialog.accept()
            f.paket.oppna(fil, fras)
            self._vanta(lambda: f.paket.oppet or bool(self._fel))
            self._lugn(400)
            self._ta("granskning-offline.png")
            f.paket.stang()
            self._vanta(lambda: not f.paket.oppet or bool(self._fel))
            self._lugn()

    def _arendebilder(self, ko: KoVy) -> None:
        f = self._f
        rad = self._finn(ko, "granska_plan") or self._finn(ko, "godkann_rapport") or ko.modell.hamta(1)
        if rad is None:
            return
        f.oppna_arende(rad.insats)
        self._lugn()
        self._ta("arende.png")
        f._tema.valj("mork")
        self._lugn()
        self._ta("arende-mork.png")
        f._tema.valj("ljus")
        f.oppna_arende(rad.insats, rad.kod, rad.avser)
        self._lugn()
        self._ta("arende-formular.png")
        if f.arende is not None:
            f.arende.visa(rad.insats)
            self._lugn()

    def _notisbild(self) -> None:
        f = self._f
        f._rakna()
        self._lugn()
        f.notiser.oppna()
        self._lugn()
        self._ta("notiser.png")
        if f.notiser.panel is not None:
            f.notiser.panel.stang()

    def _flikbilder(self, ko: KoVy) -> None:
        """The tabs of the case that is open, one of them dark; its attachments from a case that has any."""
        f = self._f
        if f.arende is None:
            return
        for kod, mork in (("franvaro", False), ("moten", False), ("journal", True)):
            if mork:
                f._tema.valj("mork")
            self._flikbild(kod, f"arende-{kod}{'-mork' if mork else ''}.png")
            if mork:
                f._tema.valj("ljus")
        for nr in range(ko.modell.rowCount()):
            rad = ko.modell.hamta(nr)
            if rad is None or rad.skyddad:
                continue
            f.oppna_arende(rad.insats)
            self._lugn(40)
            if f.arende.vy is not None and dict(f.arende.vy.antal).get("bilagor"):
                break
        self._flikbild("bilagor", "arende-bilagor.png")
        f.arende.flikar.visa("oversikt")
        self._lugn()

    def _flikbild(self, kod: str, namn: str) -> None:
        if self._f.arende is not None:
            self._f.arende.flikar.visa(kod)
            self._lugn()
            self._ta(namn)

    def _bli(self, roll: str) -> None:
        f = self._f
        for anvandare in f.topp.demoanvandare():
            f.byt_anvandare(anvandare)
            self._lugn()
            if f.arbetare.aktor is not None and f.arbetare.aktor.har(roll):
                break
        self._lugn()

    def _ledarbilder(self) -> None:
        """What an arbetsledare has: extensions to decide on, and how things stand."""
        f = self._f
        self._bli("arbetsledare")
        for rum, mork in (("forlangningar", False), ("arbetslage", True)):
            f.visa_rum(rum)
            self._lugn(400)
            if mork:
                f._tema.valj("mork")
                self._lugn()
            self._ta(f"{rum}{'-mork' if mork else ''}.png")
        f._tema.valj("ljus")
        self._ersattningsbilder()
        f.visa_rum("statistik")
        self._lugn(400)
        self._ta("statistik.png")
        self._enkatbild()
        self._uppfoljningsbilder()

    def _uppfoljningsbilder(self) -> None:
        """What is to be done, what a plan has, and all nämnder's plans."""
        from kundvalsdesk.ui.uppfoljning_vy import PLANER, UppfoljningVy

        f = self._f
        self._bli("kvalitetsutvecklare")
        f.visa_rum("uppfoljning")
        self._lugn(400)
        vy = f.vyer["uppfoljning"]
        if not isinstance(vy, UppfoljningVy):
            raise TypeError("the room of uppföljning")
        self._ta("uppfoljning.png")
        if vy.yta.plan is not None:
            self._bestall_stickprov(vy.yta.plan.rad.id)
        self._bild_av(vy.yta.punkter, "kontrollpunkter")
        self._bild_av(vy.yta.redovisningar, "redovisningar-mork", _sista, mork=True)
        self._bild_av(vy.yta.granskning, "granskning-anordnare")
        self._bild_av(vy.yta.besok, "besok")
        self._bild_av(vy.yta.prov, "stickprov-mork", mork=True)
        self._bild_av(vy.yta.atgarder, "atgarder")
        self._bild_av(vy.rapport, "kvalitetsrapport")
        vy._visa_lista(PLANER)
        self._lugn(200)
        self._ta("uppfoljning-planer.png")

    def _bestall_stickprov(self, plan_id: int) -> None:
        """In the demo, that keeps nothing."""
        from kundvalsdesk.ui import stickprovstjanster, tjanster

        def jobb(e: Arbetsenhet) -> Andring:
            steg = stickprovstjanster.formular(e, "stickprov_bestall", str(plan_id))
            varden = {f.namn: f.varde for f in steg.falt} | {"syfte": "Följs överenskomna tider för samtal?"}
            return tjanster.utfor(e, steg.kod, "", steg.mal, steg.sedd_version, varden)

        self._f.arbetare.kor(jobb, None, self._fel.append, skriv=True, handling_id=str(uuid4()))
        self._lugn()

    def _bild_av(
        self, knapp: QPushButton, namn: str, fore: Callable[[QDialog], object] = bool, *, mork: bool = False
    ) -> None:
        """What a button opens; `fore`: what is done in it first."""
        if mork:
            self._f._tema.valj("mork")
        knapp.click()
        self._lugn(100)
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            fore(dialog)
            self._lugn(60)
            self._ta(f"{namn}.png", dialog)
            dialog.reject()
        if mork:
            self._f._tema.valj("ljus")
        self._lugn(60)

    def _enkatbild(self) -> None:
        from kundvalsdesk.ui.kundenkat_dialog import Kundenkatdialog

        dialog = Kundenkatdialog(self._f, self._f.s)
        dialog.show()
        self._lugn(400)
        dialog.vilken.setCurrentIndex(dialog.vilken.findData("anordnare"))
        self._lugn(200)
        self._ta("kundenkat.png", dialog)
        dialog.close()
        dialog.deleteLater()

    def _ersattningsbilder(self) -> None:
        """What the month that ended last pays, why one row is what it is, and what is missing."""
        from kundvalsdesk.ui.ersattning_vy import ErsattningVy

        f = self._f
        f.visa_rum("ersattning")
        self._lugn(400)
        vy = f.vyer["ersattning"]
        if not isinstance(vy, ErsattningVy):
            raise TypeError("the room of payments")
        vy.olika.click()
        vy.visa_rad()
        self._lugn()
        self._ta("ersattning.png")
        vy.olika.click()
        f._tema.valj("mork")
        vy.visa(saknas=True)
        self._lugn()
        self._ta("ersattning-saknas-mork.png")
        f._tema.valj("ljus")

    def _dokumentbild(self, ko: KoVy) -> None:
        """The preview of an avbrottsdokument that is due."""
        f = self._f
        ko.filterrad.alla.click()
        self._lugn()
        rad = self._finn(ko, "avbrottsdokument")
        if rad is not None:
            f.oppna_arende(rad.insats, rad.kod, rad.avser)
            self._vanta(lambda: f.arende is not None and f.arende.dialog is not None)
            self._lugn(700)
            if f.arende is not None and f.arende.dialog is not None:
                self._ta("avbrottsdokument.png", f.arende.dialog)
                f.arende.dialog.reject()
            self._dokumentflik()
        f.visa_rum("ko")
        self._lugn()
        ko.filterrad.mina.click()
        self._lugn()

    def _dokumentflik(self) -> None:
        """The documents of a case, what else it can have, and those of a month."""
        from kundvalsdesk.ui.arende_dokument import Dokumentflik

        f = self._f
        if f.arende is None:
            return
        for typ in ("insatsbeslut", "uppdragsbeskrivning"):
            self._utfarda(f.arende.insats, typ)
        f.arende.uppdatera()
        self._flikbild("dokument", "arende-dokument.png")
        vy = f.arende.flikar.vy("dokument")
        if isinstance(vy, Dokumentflik):
            vy.valj_slag()
            self._lugn()
            if vy.nytt is not None:
                self._ta("nytt-dokument.png", vy.nytt)
                vy.nytt.reject()
        manad = f.rapporter.massutfarda()
        self._lugn()
        if manad is not None:
            manad.falt["typ"].satt("manadsrapport")
            manad.falt["typ"].fokusera()
            self._lugn()
            self._ta("manadsdokument.png", manad)
            manad.reject()

    def _utfarda(self, insats: str, typ: str) -> None:
        """With its choices as the form opens with them; in the demo, that keeps nothing."""
        from kundvalsdesk.ui import dokumenttjanster

        def jobb(e: Arbetsenhet) -> Utgivet:
            version = dokumenttjanster.dokument_mojliga(e, insats).version
            return dokumenttjanster.dokument_utfarda(e, insats, typ, {}, version)

        self._f.arbetare.kor(jobb, lambda _: None, self._fel.append, skriv=True, handling_id=str(uuid4()))
        self._lugn()

    def _dialogbild(self) -> None:
        self._f.ny_insats()
        self._lugn()
        dialog = self._f.findChild(NyInsatsDialog)
        if dialog is not None:
            self._ta("ny-insats.png", dialog)
            dialog.reject()
            self._lugn()

    def _tom_ko(self, jag: str) -> None:
        """Someone who has nothing to do: another role of the demo."""
        f = self._f
        for anvandare in f.topp.demoanvandare():
            if anvandare == jag:
                continue
            f.byt_anvandare(anvandare)
            self._lugn()
            ko = f.vyer.get("ko")
            if isinstance(ko, KoVy) and ko.modell.totalt == 0:
                self._ta("ko-tom.png")
                return

    def _finn(self, ko: KoVy, kod: str) -> KoRad | None:
        """The first row of a kind, among the first pages."""
        for nr in range(min(ko.modell.rowCount(), 2000)):
            rad = ko.modell.hamta(nr)
            if rad is None and ko.modell.konummer(nr) is not None:
                self._lugn()
                rad = ko.modell.hamta(nr)
            if rad is not None and rad.kod == kod and not rad.skyddad:
                return rad
        return None
