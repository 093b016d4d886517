"""Taking cases in from another system, and writing all of them out: choose, watch it work, see what came of it.

All or nothing, as on the command line: the same services do the work.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from kundvalsdesk.services.arendetyper import Importfel, Importresultat
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

HOGST_RADER = 500
"""Faults shown at most: nobody mends more than that by reading, and the first ones cause many of the rest."""

BLADORD = {
    "handlaggare": "handläggare",
    "anordnare": "anordnare",
    "auktorisationer": "auktorisationer",
    "kunder": "kunder",
    "insatser": "insatser",
    "genomforandeplaner": "genomförandeplaner",
    "manadsrapporter": "månadsrapporter",
    "slutrapporter": "slutrapporter",
    "franvaro": "frånvarorader",
    "forlangningar": "förlängningar",
    "kontakter": "kontakter",
    "aterremisser": "återremisser",
    "incidenter": "incidenter",
}


def felord(f: Importfel) -> str:
    """Where and what, on one line."""
    plats = ", ".join(d for d in (f.blad, f"rad {f.rad}" if f.rad else "", f.kolumn) if d)
    return f"{plats}: {f.fel}" if plats else f.fel


def antalord(antal: dict[str, int]) -> str:
    """What came in or went out, without the sheets that had nothing."""
    return ", ".join(f"{n} {BLADORD.get(blad, blad)}" for blad, n in antal.items() if n) or "ingenting"


class Importdialog(Arbetsdialog):
    inlast = Signal()

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Läs in ärenden")
        self.borja()

    def borja(self) -> None:
        tom(self._sida)
        self._sida.addWidget(
            text(
                "Välj en mapp med CSV-filer eller en Excelbok i överföringsformatet. Allt prövas först: finns det "
                "ett enda fel läses ingenting in, och du ser var felen finns.",
                "dampad",
                bryt=True,
            )
        )
        mapp = knapp("Välj mapp …", self._valj_mapp, roll="primar")
        bok = knapp("Välj Excelbok …", self._valj_bok)
        self._sida.addLayout(rad(mapp, bok, None, knapp("Avbryt", self.reject, tips="Esc")))
        mapp.setFocus()
        self._anpassa()

    def _valj_mapp(self) -> None:
        if vald := QFileDialog.getExistingDirectory(self, "Välj mappen med CSV-filer"):
            self.las_in(Path(vald))

    def _valj_bok(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj Excelboken", filter="Excelbok (*.xlsx)")
        if vald:
            self.las_in(Path(vald))

    def las_in(self, kalla: Path) -> None:
        """Takes a folder or a workbook in, with progress; can be stopped until it is done."""
        self._arbetar("Läser …", self._s.arbetare.las_in(kalla, self._klar, self._fel, self._framsteg))

    def _klar(self, ut: Importresultat) -> None:
        if ut.fel:
            antal = len(ut.fel)
            rubrik = "Ingenting har lästs in"
            mening = f"{antal} fel behöver rättas i filerna först." if antal != 1 else "Ett fel behöver rättas först."
            self._svar(meddelande("fel", (mening,), rubrik), *self._lista(ut.fel), igen=self.borja)
            return
        self.inlast.emit()
        delar: list[QWidget] = [meddelande("klart", (f"Inläst: {antalord(ut.inlasta)}.",), "Klart")]
        if ut.varningar:
            n = len(ut.varningar)
            delar.append(meddelande("varning", (f"{n} sak{'er' if n != 1 else ''} att se över.",), "Tänk på"))
            delar += self._lista(ut.varningar)
        self._svar(*delar)

    def _lista(self, rader: tuple[Importfel, ...]) -> list[QWidget]:
        visade = [felord(f) for f in rader[:HOGST_RADER]]
        if len(rader) > HOGST_RADER:
            visade.append(f"… och {len(rader) - HOGST_RADER} till.")
        ruta = QPlainTextEdit("\n".join(visade))
        ruta.setReadOnly(True)
        ruta.setTabChangesFocus(True)
        ruta.setAccessibleName("Vad som hittades, rad för rad")
        ruta.setFixedHeight(self._s.tema.px(min(300, 56 + 36 * len(visade))))
        self._text = "\n".join(felord(f) for f in rader)
        kopiera = knapp("Kopiera listan", self._kopiera, roll="lank", tips="Klistra in i Excel eller ett meddelande")
        yta = QWidget()
        yta.setLayout(kolumn(ruta, rad(kopiera, None), mellan=4))
        return [yta]

    def _kopiera(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


class Exportdialog(Arbetsdialog):
    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Skriv ut alla ärenden")
        self.borja()

    def borja(self) -> None:
        tom(self._sida)
        self._sida.addWidget(
            meddelande(
                "varning",
                (
                    "Filerna är inte krypterade och innehåller namn och personnummer, även för personer med skyddade "
                    "uppgifter. Lägg dem där ingen annan kommer åt dem, och ta bort dem när de är använda.",
                ),
                "Tänk på",
            )
        )
        bok = knapp("Spara som Excelbok …", self._valj_bok, roll="primar")
        mapp = knapp("Spara som CSV-filer …", self._valj_mapp)
        self._sida.addLayout(rad(bok, mapp, None, knapp("Avbryt", self.reject, tips="Esc")))
        bok.setFocus()
        self._anpassa()

    def _valj_mapp(self) -> None:
        if vald := QFileDialog.getExistingDirectory(self, "Välj en tom mapp"):
            self.skriv_ut(Path(vald))

    def _valj_bok(self) -> None:
        vald, _ = QFileDialog.getSaveFileName(
            self,
            "Spara som Excelbok",
            "arenden.xlsx",
            "Excelbok (*.xlsx)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if vald:
            self.skriv_ut(Path(vald if vald.lower().endswith(".xlsx") else f"{vald}.xlsx"))

    def skriv_ut(self, mal: Path) -> None:
        """Writes all cases to an empty folder or a new workbook, with progress; can be stopped."""
        self._arbetar("Skriver …", self._s.arbetare.skriv_ut(mal, self._klar, self._fel, self._framsteg))

    def _klar(self, antal: dict[str, int]) -> None:
        self._svar(meddelande("klart", (f"Utskrivet: {antalord(antal)}.",), "Klart"))
