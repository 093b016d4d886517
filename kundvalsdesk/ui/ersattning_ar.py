"""A year's payments reckoned once more and held against what was paid: with progress and stop, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kundvalsdesk.ui import ersattningstjanster as tjanst
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import meddelande
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.utfallslista import Utfallsrad, utfallslista

if TYPE_CHECKING:
    from kundvalsdesk.services.ersattningsar import Arskontroll


class Arskontrolldialog(Arbetsdialog):
    stopptips = "Esc. Ingenting ändras."

    def __init__(self, vem: QWidget, s: Sammanhang, ar: int) -> None:
        super().__init__(vem, s, f"Kontroll av {ar}")
        self._ar = ar
        self.svar: Arskontroll | None = None
        self.borja()

    def borja(self) -> None:
        ar = self._ar

        def jobb(ny: tjanst.Namngiven, visa: tjanst.Visa) -> Arskontroll:
            return tjanst.kontrollera_ar(ny, ar, visa)

        self._arbetar(f"Räknar om {ar} …", self._s.arbetare.kor_namngivna(jobb, self._klar, self._fel, self._framsteg))

    def _klar(self, svar: Arskontroll) -> None:
        from kundvalsdesk.services.ersattningsar import FORKLARING, manad_ord, rad_ord, slutsats

        self.svar = svar
        manader = [
            Utfallsrad(
                "gul" if t.skillnad else "gron", "skiljer" if t.skillnad else "stämmer", manad_ord(m), rad_ord(t)
            )
            for m, t in svar.manader
        ]
        insatser = [
            Utfallsrad("gul", "skiljer", f"{a.insats}, {manad_ord(a.manad).lower()}", rad_ord(a.tal))
            for a in svar.avvikelser
        ]
        self._ord = [(r.ord, r.rubrik, r.mening) for r in (*insatser, *manader)]
        olika = bool(svar.avvikelser)
        self._svar(
            meddelande("varning" if olika else "klart", [FORKLARING] if olika else [], slutsats(svar)),
            utfallslista(self._s.tema, [*insatser, *manader], self._kopiera),
        )

    def _kopiera(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(o) for o in self._ord))
