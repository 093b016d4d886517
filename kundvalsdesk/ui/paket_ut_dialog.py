"""Taking reports along offline: whose, a pass phrase with its strength as one types, and where the file goes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QProgressBar, QWidget

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.services.paket.styrka import styrka
from kundvalsdesk.services.paket.typer import FILANDELSE, Paketinfo, Paketunderlag
from kundvalsdesk.texter.datum import antal, tid_ord
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

TOKEN = "paket"  # noqa: S105 – names a line of questions
INNEHALL = (
    "Med följer det som behövs för att granska: rapporterna, förra månadens rapport, planen, och månadens kontakter "
    "och frånvaro. Kunderna står med initialer och nummer, skyddade bara med nummer. Filen är krypterad med din "
    "lösenfras."
)


def antal_ord(n: int) -> str:
    return f"{antal(n, 'rapport eller plan', 'rapporter och planer')} väntar på granskning"


def filnamn(idag: date) -> str:
    return f"granskning-{idag.isoformat()}{FILANDELSE}"


class Frasrutor(QWidget):
    """The phrase twice, with a bar and words that say how hard it is to guess."""

    def __init__(self, s: Sammanhang, ord_: tuple[str, ...]) -> None:
        super().__init__()
        self._ord = ord_
        self.fras, self.igen = self._ruta("Lösenfras"), self._ruta("Lösenfrasen en gång till")
        self.stapel = QProgressBar()
        self.stapel.setRange(0, 100)
        self.stapel.setTextVisible(False)
        self.stapel.setAccessibleName("Lösenfrasens styrka")
        self.omdome = text("", "litenfet")
        self.rad_ = text("", "liten", bryt=True)
        self.rad_.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.rad_.setMinimumHeight(s.tema.px(36))  # the form must not jump as one types
        visa = QCheckBox("Visa lösenfrasen")
        visa.toggled.connect(self._visa)
        self.setLayout(
            kolumn(
                text("Lösenfras", "litenfet"), self.fras, self.stapel, rad(self.omdome, None), self.rad_,
                text("En gång till", "litenfet"), self.igen, visa, mellan=6,
            )
        )  # fmt: skip
        self.fras.textChanged.connect(self._skrev)
        self._skrev("")

    def _ruta(self, namn: str) -> QLineEdit:
        ruta = QLineEdit()
        ruta.setEchoMode(QLineEdit.EchoMode.Password)
        ruta.setAccessibleName(namn)
        return ruta

    def _visa(self, pa: bool) -> None:
        for ruta in (self.fras, self.igen):
            ruta.setEchoMode(QLineEdit.EchoMode.Normal if pa else QLineEdit.EchoMode.Password)

    def _skrev(self, fras: str) -> None:
        s = styrka(fras, self._ord)
        self.stapel.setValue(s.andel)
        self.stapel.setAccessibleDescription(s.ord)
        self.omdome.setText(f"{'✓ ' if s.racker else ''}{s.ord}")
        self.rad_.setText(s.rad)

    def hinder(self) -> str:
        """Why the phrase will not do; "" when it will."""
        s = styrka(self.fras.text(), self._ord)
        if not s.racker:
            return f"Lösenfrasen är för lätt att gissa. {s.rad}" if self.fras.text() else s.rad
        return "" if self.fras.text() == self.igen.text() else "De två lösenfraserna är inte lika."


class PaketUtDialog(Arbetsdialog):
    stopptips = "Esc. Inget paket tas ut."

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Ta med offline")
        self.valbara = QComboBox()
        self.rutor: Frasrutor | None = None
        self.spara = knapp("Spara paketet …", self._valj_plats, roll="primar")
        self.borja()

    def borja(self) -> None:
        self._arbetar("Räknar det som väntar", lambda: None)
        self._s.arbetare.kor(tjanster.paket_underlag, self._visa_val, self._fel, token=TOKEN)

    def _visa_val(self, u: Paketunderlag) -> None:
        if not u.valbara:
            self._svar(text("Ingenting väntar på granskning, så det finns inget att ta med.", bryt=True))
            return
        tom(self._sida)
        self._stoppa = None
        self._sida.addWidget(text(INNEHALL, "dampad", bryt=True))
        self.valbara = QComboBox()
        self.valbara.setAccessibleName("Vems rapporter")
        for anvandare, namn, n in u.valbara:
            self.valbara.addItem(f"{namn}: {antal_ord(n)}", anvandare)
        if len(u.valbara) > 1:
            self._sida.addWidget(text("Vems rapporter", "litenfet"))
            self._sida.addWidget(self.valbara)
        else:
            ord_ = antal_ord(u.valbara[0][2])
            self._sida.addWidget(text(f"{ord_[:1].upper()}{ord_[1:]}.", "fet", bryt=True))
        self._fraga_fras(u.ord, u.ute, "egna beslut")

    def _fraga_fras(self, ord_: tuple[str, ...], ute: datetime | None, vad: str) -> None:
        """The rest of the page: one that is still out, the phrase, and the button. `vad`: what would collide."""
        if ute is not None:
            self._sida.addWidget(
                meddelande(
                    "varning",
                    (f"Paketet som du tog ut {tid_ord(ute)} är inte inläst. Läs in det först, så krockar inte dina "
                     f"{vad}. Har du tappat bort det kan du ta ut ett nytt.",),
                )
            )  # fmt: skip
        self.rutor = Frasrutor(self._s, ord_)
        self._sida.addWidget(self.rutor)
        self._felplats = kolumn(mellan=0)
        self._sida.addLayout(self._felplats)
        for ruta in (self.rutor.fras, self.rutor.igen):
            ruta.textChanged.connect(lambda _: self._visa_fel(""))
        self.spara = knapp("Spara paketet …", self._valj_plats, roll="primar")
        self._sida.addLayout(rad(None, knapp("Avbryt", self.reject, tips="Esc"), self.spara))
        self.spara.setDefault(True)
        self.rutor.fras.setFocus()
        self._anpassa()

    def _valj_plats(self) -> None:
        if self.rutor is None:
            return
        if hinder := self.rutor.hinder():
            self._visa_fel(hinder)
            return
        vald, _ = QFileDialog.getSaveFileName(
            self, "Spara offlinepaketet", self._filnamn(), f"Offlinepaket (*{FILANDELSE})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if vald:
            self.ta_ut(Path(vald if Path(vald).suffix else f"{vald}{FILANDELSE}"))

    def _filnamn(self) -> str:
        return filnamn(self._s.idag())

    def _visa_fel(self, mening: str) -> None:
        if not mening and not self._felplats.count():
            return
        tom(self._felplats)
        if mening:
            self._felplats.addWidget(meddelande("fel", (mening,)))
        self._anpassa()

    def ta_ut(self, fil: Path) -> None:
        """Makes the package, with progress; can be stopped until it is there."""
        if self.rutor is None:
            return
        fras, vem = self.rutor.fras.text(), str(self.valbara.currentData())
        self.rutor = None
        stoppa = self._s.arbetare.kor_namngivna(
            lambda ny, visa: tjanster.paket_ut(ny, fil, fras, vem, visa), self._klar, self._nekat, self._framsteg
        )
        self._arbetar("Tar ut paketet", stoppa)

    def _nekat(self, fel: KundvalsdeskFel) -> None:
        self._svar(
            meddelande("fel", fel.mening.splitlines(), "Inget paket är uttaget"),
            igen=None if isinstance(fel, Nekad) and fel.kod == "inget_vantar" else self.borja,
        )

    def _klar(self, info: Paketinfo) -> None:
        self._visa_klart(info, antal(info.antal, "rapport eller plan", "rapporter och planer"), "besluten")

    def _visa_klart(self, info: Paketinfo, n: str, vad: str) -> None:
        self._svar(
            meddelande("klart", (f"Paketet med {n} är sparat som {info.fil.name}.",), "Klart"),
            text(
                "Öppna det var som helst med Öppna offlinepaket under Meny; ingen databas behövs. Läs in det under "
                f"Meny när du är tillbaka: då förs {vad} in och paketet tas bort.\n\nLösenfrasen sparas ingenstans. "
                "Glömmer du den går paketet inte att öppna, men här hemma är ingenting förlorat.",
                "dampad",
                bryt=True,
            ),
        )
