"""Which document to issue: the kinds the case can have, their choices, and why some have to wait; then the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel, Nekad
from kundvalsdesk.services.arendeposter import Post
from kundvalsdesk.services.dokumenttyper import Forhandsvisning, Mojliga, Mojligt, Utgivet
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, kolumn, meddelande, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.dokument_dialog import DokumentDialog
from kundvalsdesk.ui.faltvy import Faltvy
from kundvalsdesk.ui.postlista import Postlista, Postmodell
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

IGEN = "Stäng och förhandsgranska igen, så ser du dokumentet som det blir nu."
INTE_ANDRAT = "Det här är redan utfärdat, och inget har ändrats sedan dess."


class NyttDokument(QDialog):
    steg = Signal(object)
    """Stegval: the document is issued by a step of the case."""
    utfardat = Signal(object)
    """Utgivet."""
    skicka = Signal(int, object)
    """Id of the document, and the dialog it is asked for from."""

    def __init__(self, vem: QWidget, s: Sammanhang, insats: str, m: Mojliga) -> None:
        super().__init__(vem)
        self._s, self.insats, self.mojliga = s, insats, m
        self.forhand: DokumentDialog | None = None
        self.falt: dict[str, Faltvy] = {}
        self.setWindowTitle("Nytt dokument")
        self.setModal(True)
        self.modell = Postmodell()
        self.lista = Postlista(s.tema, self.modell, "Dokument som ärendet kan få")
        self.lista.vidare.connect(self._vidare)
        self.fram = Genvagsknapp("Förhandsgranska", "Ctrl+Enter")
        self.fram.setShortcut("Ctrl+Return")
        self.fram.setDefault(True)  # else Enter at the choices presses Stäng
        self.fram.clicked.connect(self.forhandsgranska)
        inre = QWidget()
        self._val = QVBoxLayout(inre)
        self._val.setContentsMargins(4, 0, 4, 0)
        self._val.setSpacing(12)
        self._besked = QVBoxLayout()
        vanster = ram("kort")
        vanster.setLayout(kolumn(self.lista, kant=1))
        mitt = rad(mellan=20)
        mitt.addWidget(vanster, 1)
        mitt.addWidget(rullyta(inre), 1)
        lad = kolumn(text("Nytt dokument", "rubrik"), self._besked, mellan=12, kant=(24, 20, 24, 18))
        lad.addLayout(mitt, 1)
        lad.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc"), self.fram, mellan=8))
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(860), fonster.width() - 40), min(s.tema.px(560), fonster.height() - 60))
        self.lista.vald.connect(self._visa)
        self._visa_slagen()
        if m.slag:
            self.lista.valj(0)
        self.lista.setFocus()

    def _visa_slagen(self) -> None:
        """The sentence of one that has to wait may be long: beside the list it is read whole."""
        m = self.mojliga
        self.modell.satt(
            tuple(
                Post("slag", nr, x.titel, x.hinder or x.till, "väntar" if x.hinder else "")
                for nr, x in enumerate(m.slag)
            )
        )

    def _valt(self) -> Mojligt | None:
        nr = self.lista.currentIndex().row()
        return self.mojliga.slag[nr] if 0 <= nr < len(self.mojliga.slag) else None

    def _visa(self, _: int) -> None:
        x = self._valt()
        tom(self._val)
        tom(self._besked)
        self.falt = {}
        if x is None:
            return
        self._val.addWidget(text(x.titel, "fet", bryt=True))
        self.fram.setEnabled(not x.hinder)
        if x.hinder:
            self._val.addWidget(meddelande("varning", (x.hinder,), "Inte ännu"))
        elif x.steg is not None and x.steg.hjalp:
            self._val.addWidget(text(x.steg.hjalp, "dampad", bryt=True))
        for f in x.falt:
            vy = Faltvy(f, self._s.tema, self._s.idag())
            vy.andrad.connect(self._anpassa_falt)
            self.falt[f.namn] = vy
            self._val.addWidget(vy)
        if not x.hinder and not x.falt:
            self._val.addWidget(text("Du ser sidorna innan något utfärdas.", "dampad", bryt=True))
        self._val.addStretch(1)
        self._anpassa_falt()

    def _anpassa_falt(self) -> None:
        for vy in self.falt.values():
            if vy.falt.visas_om is not None:
                namn, koder = vy.falt.visas_om
                vy.setVisible(namn in self.falt and self.falt[namn].varde() in koder)

    def _vidare(self) -> None:
        """Enter in the list: to the first choice, or straight on where there is none."""
        forst = next((v for v in self.falt.values() if v.fylls_i), None)
        if forst is not None:
            forst.fokusera()
        elif self.fram.isEnabled():
            self.forhandsgranska()

    def varden(self) -> dict[str, str]:
        return {n: v.varde() for n, v in self.falt.items() if v.fylls_i and v.isVisibleTo(self)}

    # --- preview, issue ---------------------------------------------------------------------------------------------

    def forhandsgranska(self) -> None:
        x = self._valt()
        if x is None or x.hinder:
            return
        if x.steg is not None:
            self.accept()
            self.steg.emit(x.steg)
            return
        insats, typ, val = self.insats, x.typ, self.varden()

        def jobb(e: Arbetsenhet) -> Forhandsvisning:
            return dokumenttjanster.dokument_forhandsgranska(e, insats, typ, val)

        tom(self._besked)
        self._s.arbetare.kor(jobb, lambda f: self._visa_forhand(x, val, f), self._fel, token="nytt_dokument")  # noqa: S106

    def _visa_forhand(self, x: Mojligt, val: dict[str, str], f: Forhandsvisning) -> None:
        skickas = val.get("for_vem", "intern") != "intern"
        if f.samma is not None:
            dialog = DokumentDialog(self, self._s, f.nummer, f.innehall, f.filnamn, skickas=skickas)
            dialog.sag(INTE_ANDRAT)
            samma = f.samma
            dialog.skicka.connect(lambda: self.skicka.emit(samma, dialog))
        else:
            dialog = DokumentDialog(
                self, self._s, x.titel, f.innehall, "", utfarda="Utfärda dokumentet", skickas=skickas
            )
            dialog.utfarda.connect(lambda: self._utfarda(x, val, dialog))
        self.forhand = dialog
        dialog.finished.connect(self._forhand_stangd)
        dialog.open()

    def _utfarda(self, x: Mojligt, val: dict[str, str], dialog: DokumentDialog) -> None:
        insats, version = self.insats, self.mojliga.version

        def jobb(e: Arbetsenhet) -> Utgivet:
            return dokumenttjanster.dokument_utfarda(e, insats, x.typ, val, version)

        def klar(ut: Utgivet) -> None:
            dialog.blev_utfardat(ut.nummer, ut.innehall, ut.filnamn)
            dialog.skicka.connect(lambda: self.skicka.emit(ut.dokument_id, dialog))
            dialog.finished.connect(self.accept)
            self.utfardat.emit(ut)

        def fel(x: KundvalsdeskFel) -> None:
            if isinstance(x, Konflikt):
                self._hamta_om(dialog, x)
            else:
                dialog.visa_fel(x)

        self._s.arbetare.kor(jobb, klar, fel, skriv=True, handling_id=dialog.handling_id)

    def _hamta_om(self, dialog: DokumentDialog, k: Konflikt) -> None:
        """The case is another one than was previewed: what it says now is looked at before it is issued."""
        insats = self.insats
        dialog.visa_fel(KundvalsdeskFel(f"{k.mening} {IGEN}"))
        dialog.primar.setEnabled(False)

        def klar(m: Mojliga) -> None:
            self.mojliga = m
            plats = self.lista.currentIndex().row()
            self._visa_slagen()
            self.lista.valj(max(0, min(plats, len(m.slag) - 1)))

        self._s.arbetare.kor(lambda e: dokumenttjanster.dokument_mojliga(e, insats), klar, token="nytt_dokument")  # noqa: S106

    def _forhand_stangd(self) -> None:
        if self.forhand is not None:
            self.forhand.deleteLater()
            self.forhand = None
        self.lista.setFocus()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        falt = self.falt.get(fel.falt) if isinstance(fel, Nekad) and fel.falt else None
        if falt is not None:
            falt.visa_fel(fel.mening)
            falt.fokusera()
        else:
            self._besked.addWidget(meddelande("fel", (fel.mening,)))
