"""The room of a systemspecialist: users, documents, cases in and out, and the database. No case is shown in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.kontotyper import Databaslage
from kundvalsdesk.texter.sakerhetskopia import for_gammal, senast_ord
from kundvalsdesk.ui import kontotjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, riktning, rullyta, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

BREDVID = 860
"""Narrower than this, the cards stand below each other."""

Val = tuple[str, Callable[[], object]]


class SkotselVy(QWidget):
    oppna_arende = Signal(str, str, str)
    sok_rensat = Signal()
    laddad = Signal()

    def __init__(
        self, s: Sammanhang, anvandare: Val, kopia: Val, dokument: tuple[Val, ...], arenden: tuple[Val, ...]
    ) -> None:  # fmt: skip
        super().__init__()
        self._s = s
        self.setProperty("roll", "bg")
        self.setAccessibleName("Skötsel")
        self._besked = QVBoxLayout()
        self.om_anvandare = text("", "dampad", bryt=True)
        self.om_databas = text("", "dampad", bryt=True, markera=True)
        self.om_kopia = QVBoxLayout()
        self.knappar: dict[str, QPushButton] = {}
        self.anvandare = self._knapp(anvandare, primar=True)
        self._par: list[QBoxLayout] = []
        inre = QWidget()
        inre.setProperty("roll", "bg")
        inre.setLayout(
            kolumn(
                text("Skötsel", "rubrik"),
                text("Här sköter du användare, texter och databasen. Ärenden och kunder visas inte för dig.", "dampad",
                     bryt=True),
                self._besked,
                self._bredvid(
                    self._kort("Användare", self.om_anvandare, [self.anvandare]),
                    self._kort("Databas", self.om_databas, [self._knapp(kopia)], self.om_kopia),
                ),
                self._bredvid(*self._nedre(dokument, arenden)),
                None, mellan=14, kant=(24, 20, 24, 20),
            )
        )  # fmt: skip
        self.setLayout(kolumn(rullyta(inre), mellan=0))
        self.setFocusProxy(self.anvandare)

    def _nedre(self, dokument: tuple[Val, ...], arenden: tuple[Val, ...]) -> list[QWidget]:
        kort = [
            self._kort(
                "Dokument", text("Vem som står som avsändare, och texterna i dokumenten.", "dampad", bryt=True),
                [self._knapp(v) for v in dokument],
            )
        ]  # fmt: skip
        if arenden:
            om = text("Från ett annat system, ur CSV-filer eller en Excelbok.", "dampad", bryt=True)
            kort.append(self._kort("Ärenden", om, [self._knapp(v) for v in arenden]))
        return kort

    def _knapp(self, val: Val, *, primar: bool = False) -> QPushButton:
        ord_, gor = val
        k = knapp(ord_, gor, roll="primar" if primar else "")
        self.knappar[ord_] = k
        return k

    def _kort(
        self, rubrik: str, om: QLabel, knappar: list[QPushButton], mer: QVBoxLayout | None = None
    ) -> QWidget:  # fmt: skip
        r = ram("kort")
        lad = kolumn(text(rubrik, "fet"), om, *([mer] if mer else []), None, mellan=8, kant=(18, 14, 18, 16))
        if knappar:
            lad.addLayout(rad(*knappar, None, mellan=10))
        r.setLayout(lad)
        return r

    def _bredvid(self, *kort: QWidget) -> QBoxLayout:
        lad = rad(mellan=14)
        for k in kort:
            lad.addWidget(k, 1)
        self._par.append(lad)
        return lad

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for lad in self._par:
            lad.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.anvandare.setFocus()

    # --- as every room ----------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        self._s.arbetare.kor(kontotjanster.databaslage, self._visa, self._fel, token="databaslage")  # noqa: S106

    def hamta_tyst(self) -> None:
        self.uppdatera()

    def sok(self, ord_: str) -> None:
        """There is nothing here to narrow."""

    def rensa(self) -> None:
        """As `sok`."""

    def _visa(self, d: Databaslage) -> None:
        tom(self._besked)
        delar = [f"{d.anvandare} kan arbeta"]
        if d.sparrade:
            delar.append(f"{d.sparrade} spärrade" if d.sparrade > 1 else "1 spärrad")
        if d.utan_inloggning:
            delar.append(f"{d.utan_inloggning} utan inloggning")
        self.om_anvandare.setText(", ".join(delar) + "." if d.anvandare or d.sparrade else "Ingen är upplagd än.")
        slag = "En krypterad fil på den här datorn" if d.lokal else f"Delad: {d.plats}"
        self.om_databas.setText(f"{slag}. Version {d.version}, samma som programmets.")
        tom(self.om_kopia)
        mening = senast_ord(d.kopia, self._s.idag())
        gammal = for_gammal(d.kopia, self._s.idag())
        self.om_kopia.addWidget(
            meddelande("varning", (mening,)) if gammal else text(mening, "dampad", bryt=True)
        )  # fmt: skip
        self.laddad.emit()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (fel.mening,)))
        self.laddad.emit()
