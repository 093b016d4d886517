"""Forms are taken in: progress that can be stopped, and a summary with one sentence for each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kundvalsdesk.services.granskningstyper import Mottaget
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetare import NyEnhet
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import meddelande
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.utfallslista import Utfallsrad, utfallslista

UTFALL = (("avvisad", "rod", "avvisad"), ("parkerad", "gul", "parkerad"), ("intagen", "klar", "intagen"))
Visa = Callable[[Framsteg], None]


def rad_ord(m: Mottaget) -> str:
    """Which file and what became of it, on one line."""
    return ": ".join(d for d in (m.fil or m.insats, m.mening) if d)


def antal_ord(svar: list[Mottaget]) -> str:
    """As "12 intagna, 2 parkerade, 1 avvisad"."""
    delar = []
    for utfall, ett, flera in (("intagen", "intagen", "intagna"), ("parkerad", "parkerad", "parkerade"),
                               ("avvisad", "avvisad", "avvisade")):  # fmt: skip
        n = sum(m.utfall == utfall for m in svar)
        if n:
            delar.append(f"{n} {ett if n == 1 else flera}")
    return ", ".join(delar) or "Inga filer"


class Mottagningsdialog(Arbetsdialog):
    nytt = Signal()
    """Something has been taken in or parked."""
    stopptips = "Esc. Det som redan är intaget är kvar."

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Ta emot formulär")
        self._igen: Callable[[], None] = self.reject
        self._stoppad = False
        self.svar: list[Mottaget] = []

    def borja(self) -> None:
        self._igen()

    def ta_emot(self, vagar: list[Path]) -> None:
        """Files and folders, as they were chosen or dropped."""

        def jobb(ny: NyEnhet, visa: Visa, stopp: Callable[[], bool]) -> list[Mottaget]:
            return tjanster.ta_emot_filer(ny, vagar, visa, stopp)

        self._kor(jobb, lambda: self.ta_emot(vagar))

    def tom_inkorgen(self, mapp: Path) -> None:
        def jobb(ny: NyEnhet, visa: Visa, stopp: Callable[[], bool]) -> list[Mottaget]:
            return tjanster.tom_inkorg(ny, mapp, visa, stopp)

        self._kor(jobb, lambda: self.tom_inkorgen(mapp))

    def _kor(
        self, jobb: Callable[[NyEnhet, Visa, Callable[[], bool]], list[Mottaget]], igen: Callable[[], None]
    ) -> None:  # fmt: skip
        self._igen = igen
        self._stoppad = False
        self._arbetar("Läser …", self._s.arbetare.kor_enheter(jobb, self._klar, self._fel, self._framsteg))

    def reject(self) -> None:
        self._stoppad = self._stoppa is not None
        super().reject()

    # --- what came of it --------------------------------------------------------------------------------------------

    def _klar(self, svar: list[Mottaget]) -> None:
        self.svar = svar
        if any(m.utfall != "avvisad" for m in svar):
            self.nytt.emit()
        roll = "klart" if svar and all(m.utfall == "intagen" for m in svar) else "varning"
        rader = ["Du stoppade. Det som hann tas in är kvar."] if self._stoppad else []
        delar: list[QWidget] = [meddelande(roll, rader, f"{antal_ord(svar)}.")]
        if svar:
            delar.append(self._lista(svar))
        self._svar(*delar)

    def _lista(self, svar: list[Mottaget]) -> QWidget:
        """What must be looked at first: refused, then parked, then taken in."""
        rader = [
            Utfallsrad(ljus, ord_, m.fil or m.insats, m.mening)
            for utfall, ljus, ord_ in UTFALL
            for m in svar
            if m.utfall == utfall
        ]
        return utfallslista(self._s.tema, rader, self._kopiera)

    def _kopiera(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{m.utfall}\t{rad_ord(m)}" for m in self.svar))
