"""The users: who they are, who is barred; taken in, changed, barred and let back. A new password is shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.kontotyper import Anvandarrad, AttLamnaOver
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.datum import antal
from kundvalsdesk.ui import kontotjanster, tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, satt_knappord, text, tom
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.listgrund import RETUR, ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Användare"
KOLUMNER = ("Namn", "Användarnamn", "Roll", "Inloggning", "Spärrad", "E-post")
_INLOGGNING = {"ja": "ja", "nej": "nej", "annans": "upptagen på servern", "": ""}
_GIVET = ", lösenordet inte bytt"


class Anvandarformular(Formulardialog):
    """The form of one user. The password is made here, not typed: no draft of the form can hold it."""

    losenord = ""

    def _spara(self, steg: Stegval, varden: dict[str, str], handling_id: str) -> None:
        if varden.get("inloggning") == "losenord":
            self.losenord = self.losenord or kontotjanster.nytt_losenord()
            varden = varden | {"losenord": self.losenord}
        super()._spara(steg, varden, handling_id)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        if not isinstance(fel, Konflikt):
            self.formular.visa_fel(fel)
            return
        anvandare = self.formular.steg.mal
        self._s.arbetare.kor(
            lambda e: kontotjanster.anvandarformular(e, anvandare),
            lambda nytt: self.formular.visa_konflikt(fel, nytt),
            lambda _: self.formular.visa_konflikt(fel, None),
        )


class Anvandardialog(QDialog):
    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        self._rader: list[Anvandarrad] = []
        self._vill = ""
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self._besked = QVBoxLayout()
        self.tabell = ordtabell(s.tema, RUBRIK, KOLUMNER)
        self.tabell.currentCellChanged.connect(lambda *_: self._satt_knappar())
        self.tabell.cellDoubleClicked.connect(lambda *_: self.andra())
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        self.ny_knapp = knapp("Ny användare …", self.ny, roll="primar", tips="Ctrl+N")
        self.andra_knapp = knapp("Ändra …", self.andra, tips="Enter")
        self.sparra_knapp = knapp("Spärra …", self.sparra)
        lad = kolumn(
            text(RUBRIK, "rubrik"),
            text("Den som slutar spärras: då finns det kvar vem som har gjort vad.", "dampad", bryt=True),
            self._besked, mellan=10, kant=(24, 20, 24, 18),
        )  # fmt: skip
        lad.addWidget(kort, 1)
        lad.addLayout(
            rad(self.ny_knapp, self.andra_knapp, self.sparra_knapp, None, knapp("Stäng", self.accept, tips="Esc"),
                mellan=10)
        )  # fmt: skip
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(1020), fonster.width() - 40), min(s.tema.px(620), fonster.height() - 60))
        self._satt_knappar()
        self._hamta()

    def _hamta(self, vill: str = "") -> None:
        self._vill = vill or self._vill
        self._s.arbetare.kor(kontotjanster.anvandare, self._fyll, self._fel, token="anvandare")  # noqa: S106

    def _fyll(self, rader: list[Anvandarrad]) -> None:
        self._rader = rader
        self.tabell.setRowCount(len(rader))
        self.tabell.setColumnHidden(KOLUMNER.index("Inloggning"), all(not r.inloggning for r in rader))
        for nr, r in enumerate(rader):
            namn = f"{r.namn} (du)" if r.jag else r.namn
            sparrad = f"sedan {r.sparrad}" if r.sparrad else ""
            inloggning = _INLOGGNING.get(r.inloggning, "") + (_GIVET if r.losenord_givet and not sparrad else "")
            for spalt, ord_ in enumerate((namn, r.anvandare, r.rollord, inloggning, sparrad, r.epost)):
                post = QTableWidgetItem(ord_)
                post.setToolTip(ord_)
                if r.sparrad is not None:
                    post.setForeground(self._s.tema.farg("dampad"))
                self.tabell.setItem(nr, spalt, post)
        if rader:
            vald = next((n for n, r in enumerate(rader) if r.anvandare == self._vill), 0)
            self.tabell.setCurrentCell(vald, 0)
            self.tabell.setFocus()
        self._satt_knappar()

    @property
    def vald(self) -> Anvandarrad | None:
        nr = self.tabell.currentRow()
        return self._rader[nr] if 0 <= nr < len(self._rader) else None

    def _satt_knappar(self) -> None:
        r = self.vald
        self.andra_knapp.setEnabled(r is not None)
        self.sparra_knapp.setEnabled(r is not None and not r.jag)
        satt_knappord(self.sparra_knapp, "Häv spärren" if r is not None and r.sparrad else "Spärra …")
        self.sparra_knapp.setToolTip("Du kan inte spärra dig själv" if r is not None and r.jag else "")
        if r is not None:
            self._vill = r.anvandare

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and self.tabell.hasFocus():
            self.andra()
        elif event.key() == Qt.Key.Key_N and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ny()
        else:
            super().keyPressEvent(event)

    # --- what can be done -------------------------------------------------------------------------------------------

    def ny(self) -> None:
        self._oppna_formular("")

    def andra(self) -> None:
        if (r := self.vald) is not None:
            self._oppna_formular(r.anvandare)

    def _oppna_formular(self, anvandare: str) -> None:
        def visa(steg: Stegval) -> None:
            dialog = Anvandarformular(self, self._s, steg)
            dialog.sparad.connect(lambda _: self._sparad(dialog, anvandare or dialog.formular.varden()["anvandare"]))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: kontotjanster.anvandarformular(e, anvandare), visa, self._fel)

    def _sparad(self, dialog: Anvandarformular, anvandare: str) -> None:
        tom(self._besked)
        if dialog.losenord:
            self._visa_losenord(anvandare, dialog.losenord)
        else:
            self._sag("klart", f"Användaren {anvandare} är sparad.")
        self._hamta(anvandare.strip())

    def _visa_losenord(self, anvandare: str, losenord: str) -> None:
        """Once: it is kept nowhere."""
        ruta = meddelande(
            "klart", ("Lösenordet visas bara nu. Lämna det till användaren, som byter det under Meny, Byt lösenord.",),
            f"Lösenord för {anvandare}: {losenord}",
        )  # fmt: skip
        kopiera = knapp("Kopiera lösenordet", lambda: QGuiApplication.clipboard().setText(losenord))
        self._besked.addWidget(ruta)
        self._besked.addLayout(rad(kopiera, None))

    def sparra(self) -> None:
        r = self.vald
        if r is None or r.jag:
            return
        if r.sparrad is None and not fraga(
            self, f"Spärra {r.namn}?",
            "Användaren loggas ut och kan inte arbeta här förrän spärren hävs. Inget av det som är gjort försvinner.",
            "Spärra",
        ):  # fmt: skip
            return
        kod = "anvandare_hav" if r.sparrad else "anvandare_sparra"

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, "", r.anvandare, r.version, {})

        def klar(_: Andring) -> None:
            if kod == "anvandare_hav":
                self._sag("klart", f"{r.namn} kan arbeta igen.")
            else:
                self._s.arbetare.kor(
                    lambda e: kontotjanster.att_lamna_over(e, r.anvandare), lambda k: self._sag_kvar(r, k), self._fel
                )
            self._hamta(r.anvandare)

        self._s.arbetare.kor(jobb, klar, self._gick_inte, skriv=True, handling_id=str(uuid4()))

    def _sag_kvar(self, r: Anvandarrad, kvar: AttLamnaOver) -> None:
        if not kvar.antal:
            self._sag("klart", f"{r.namn} är spärrad och har inga kunder att lämna över.")
            return
        vilka = f": {', '.join(kvar.kunder[:20])}{' …' if kvar.antal > 20 else ''}" if kvar.kunder else ""
        self._sag(
            "varning",
            f"{r.namn} är spärrad och är kundansvarig för {antal(kvar.antal, 'kund', 'kunder')}{vilka}. En "
            "arbetsledare lämnar över under Arbetsläge.",
        )

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        self._fel(fel)
        self._hamta()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._sag("fel", fel.mening)

    def _sag(self, slag: str, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande(slag, (mening,)))
