"""Taking visits along offline: which ones, a pass phrase, and where the file goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from kundvalsdesk.services.paket.typer import FILANDELSE, Besoksunderlag, Paketinfo
from kundvalsdesk.texter.datum import antal
from kundvalsdesk.texter.samtal import motestid
from kundvalsdesk.ui import besokstjanster as tjanst
from kundvalsdesk.ui.bitar import kolumn, text, tom
from kundvalsdesk.ui.paket_ut_dialog import TOKEN, PaketUtDialog
from kundvalsdesk.ui.sammanhang import Sammanhang

INNEHALL = (
    "Med följer besöken med frågor och deltagare, anordnarens kontaktuppgifter, stickprovens siffror och de senaste "
    "besökens protokoll. Inget ärende och ingen kund finns i paketet. Filen är krypterad med din lösenfras."
)


class BesokspaketDialog(PaketUtDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int, vald: int) -> None:
        self.plan_id, self._vald = plan_id, vald
        self.besok: dict[int, QCheckBox] = {}
        super().__init__(vem, s)

    def borja(self) -> None:
        plan_id = self.plan_id
        self._arbetar("Hämtar besöken", lambda: None)
        self._s.arbetare.kor(lambda e: tjanst.paket_underlag(e, plan_id), self._visa_besok, self._fel, token=TOKEN)

    def _visa_besok(self, u: Besoksunderlag) -> None:
        if not u.valbara:
            self._svar(text("Inget besök är öppet, så det finns inget att ta med.", bryt=True))
            return
        tom(self._sida)
        self._stoppa = None
        self._sida.addWidget(text(INNEHALL, "dampad", bryt=True))
        self._sida.addWidget(text("Vilka besök", "litenfet"))
        forst = self._vald if self._vald in {r.id for r in u.valbara} else u.valbara[0].id
        rutor = kolumn(mellan=4)
        for r in u.valbara:
            ord_ = f"{r.anordnare}, {motestid(r.start, r.slut, self._s.idag())}"
            k = QCheckBox(ord_.replace("&", "&&"))
            k.setChecked(r.id == forst)
            k.toggled.connect(lambda _: self._visa_fel(""))
            self.besok[r.id] = k
            rutor.addWidget(k)
        self._sida.addLayout(rutor)
        self._fraga_fras(u.ord, u.ute, "egna texter")

    def _filnamn(self) -> str:
        return f"besok-{self._s.idag().isoformat()}{FILANDELSE}"

    def _valda(self) -> list[int]:
        return [nr for nr, k in self.besok.items() if k.isChecked()]

    def _valj_plats(self) -> None:
        if self.rutor is not None and not self._valda():
            self._visa_fel("Välj minst ett besök att ta med.")
            return
        super()._valj_plats()

    def ta_ut(self, fil: Path) -> None:
        if self.rutor is None:
            return
        fras, valda = self.rutor.fras.text(), self._valda()
        self.rutor = None
        self.besok = {}
        stoppa = self._s.arbetare.kor_namngivna(
            lambda ny, visa: tjanst.paket_ut(ny, fil, fras, valda, visa), self._klar, self._nekat, self._framsteg
        )
        self._arbetar("Tar ut paketet", stoppa)

    def _klar(self, info: Paketinfo) -> None:
        n = "ett besök" if info.antal == 1 else antal(info.antal, "besök", "besök")
        self._visa_klart(info, n, "det du har skrivit")
