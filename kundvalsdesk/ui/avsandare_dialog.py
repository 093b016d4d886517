"""Who stands as sender on documents, and how it looks: the form, and a page beside it as it will be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, rad
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.provvy import Provvy
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class Avsandardialog(Formulardialog):
    def __init__(self, vem: QWidget, s: Sammanhang, steg: Stegval) -> None:
        super().__init__(vem, s, steg)
        fonster = vem.window()
        self.resize(min(s.tema.px(1120), fonster.width() - 40), min(s.tema.px(760), fonster.height() - 40))
        self.prov.nu()

    def _lagg_upp(self, s: Sammanhang) -> None:
        self.prov = Provvy(s, self._att_rita)
        self.prov.nekad.connect(self._visa_nekad)
        self.ny_logga = knapp("Lägg in en logotyp …", self._valj_fil, tips="En bild som PNG eller JPEG, högst 2 MB")
        vanster, hoger = QWidget(), QWidget()
        vanster.setLayout(kolumn(self.formular, rad(self.ny_logga, None, kant=(20, 0, 20, 16)), None, mellan=0))
        hoger_lad = kolumn(mellan=0, kant=(0, 18, 20, 18))
        hoger_lad.addWidget(self.prov, 1)
        hoger.setLayout(hoger_lad)
        lad = rad(mellan=0)
        lad.addWidget(vanster, 5)
        lad.addWidget(hoger, 6)
        self.setLayout(lad)
        for f in self.formular.falt.values():
            f.andrad.connect(self.prov.snart)

    def _att_rita(self) -> Callable[[Arbetsenhet], bytes]:
        varden = self.formular.varden()
        return lambda e: dokumenttjanster.organisation_prov(e, varden)

    def _visa_nekad(self, fel: KundvalsdeskFel | None) -> None:
        """What cannot be printed is told at its field while it is typed, without taking the cursor there."""
        for namn, f in self.formular.falt.items():
            f.visa_fel(fel.mening if isinstance(fel, Nekad) and fel.falt == namn else "")

    # --- logotype ---------------------------------------------------------------------------------------------------

    def _valj_fil(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj en logotyp", "", "Bilder (*.png *.jpg *.jpeg)")
        if vald:
            self.lagg_in(Path(vald))

    def lagg_in(self, fil: Path) -> None:
        def jobb(e: Arbetsenhet) -> tuple[tuple[str, str], ...]:
            return dokumenttjanster.logotyp_lagg_in(e, fil)

        self._s.arbetare.kor(jobb, self._inlagd, self._visa_nekad, skriv=True)

    def _inlagd(self, val: tuple[tuple[str, str], ...]) -> None:
        falt = self.formular.falt["logga"]
        falt.byt_val((("", "Ingen logotyp"), *val))
        falt.satt(val[0][0])
        self.prov.nu()
