"""A new insats: find the kund or register a new one, see what the beslut rests on, decide. Short pages in one dialog.

Kartläggning and framtidsplan are read and written from the form of the beslut, which waits as it stood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListView, QStackedLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.starttyper import Startunderlag
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.jamforaren import lank
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular
from kundvalsdesk.ui.utkastvakt import NY_INSATS, vakta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.avslutstyper import Fortsattning

TOKEN = "ny-insats"  # noqa: S105 – names a line of questions, no secret


def _ur_sokningen(ord_: str) -> dict[str, str]:
    """ "Anna Maria Lund", "Lund, Anna Maria" or a personnummer as the fields of a new kund."""
    ord_ = " ".join(ord_.split())
    if any(t.isdigit() for t in ord_):
        return {"personnummer": ord_} if not any(t.isalpha() for t in ord_) else {}
    efter, komma, fore = ord_.partition(",")
    if not komma:
        fore, _, efter = ord_.rpartition(" ")
    if not fore:
        fore, efter = efter, ""
    return {"fornamn": fore.strip(), "efternamn": efter.strip()}


class NyInsatsDialog(QDialog):
    skapad = Signal(object)
    """Andring of the beslut."""

    def __init__(self, vem: QWidget, s: Sammanhang, fran: Fortsattning | None = None) -> None:
        """`fran`: the insats follows on an ended one, whose kund and motivation come along."""
        super().__init__(vem)
        self._s = s
        self._ifyllt = dict(fran.varden) if fran else {}
        self._tillbaka = ""
        self.setWindowTitle("Ny insats")
        self.setModal(True)
        self.sokfalt = QLineEdit()
        self.sokfalt.setPlaceholderText("Namn, personnummer eller kundnummer")
        self.sokfalt.setAccessibleName("Sök kund")
        self.sokfalt.setClearButtonEnabled(True)
        self.sokfalt.installEventFilter(self)
        self._traffar: list[tuple[str, str]] = []
        self._sokt = ""
        self._modell = QStringListModel(self)
        self.lista = QListView()
        self.lista.setModel(self._modell)
        self.lista.setProperty("roll", "lista")
        self.lista.setAccessibleName("Kunder som passar sökningen")
        self.lista.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.lista.setUniformItemSizes(True)
        self.lista.activated.connect(lambda i: self._vald(i.row()))
        self.lista.clicked.connect(lambda i: self._vald(i.row()))
        self._besked = kolumn(mellan=0)
        self._lage = text("", "litendampad", bryt=True)
        self.ny_kund = knapp("Registrera ny kund …", self._ny_kund, tips="Alt+N")
        self.ny_kund.setShortcut("Alt+N")
        self.formular: Stegformular | None = None
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self._sok)
        self.sokfalt.textChanged.connect(lambda _: self._timer.start())
        forst = QWidget()
        forst.setLayout(
            kolumn(
                text("Vem gäller det?", "rubrik"),
                text("Sök först, så att ingen registreras två gånger.", "dampad", bryt=True),
                self._besked, self.sokfalt, self.lista, self._lage,
                rad(self.ny_kund, None, knapp("Avbryt", self.reject, tips="Esc")),
                mellan=10, kant=(24, 20, 24, 20),
            )
        )  # fmt: skip
        self._stack = QStackedLayout(self)
        self._stack.addWidget(forst)
        andra = QWidget()
        self._plats = kolumn(mellan=0)
        andra.setLayout(self._plats)
        self._stack.addWidget(andra)
        self.resize(s.tema.px(560), s.tema.px(700))
        self._sok()
        self.sokfalt.setFocus()
        if fran is not None:
            self.valj_kund(fran.kund)

    # --- find -----------------------------------------------------------------------------------------------------

    def _sok(self) -> None:
        ord_ = self.sokfalt.text().strip()

        def jobb(e: Arbetsenhet) -> list[tuple[str, str]]:
            return tjanster.sok_kunder(e, ord_)

        def klar(traffar: list[tuple[str, str]]) -> None:
            self._traffar, self._sokt = traffar, ord_
            self._modell.setStringList([namn for _, namn in traffar])
            if traffar:
                self.lista.setCurrentIndex(self._modell.index(0))
                self._lage.setText("Pil ner väljer i listan, Enter tar den som är vald.")
            else:
                self._lage.setText(
                    "Ingen kund passar. Enter registrerar en ny med det du har skrivit."
                    if ord_
                    else "Skriv för att söka bland kunderna."
                )

        self._s.arbetare.kor(jobb, klar, self._fel, token=TOKEN)

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress:
            steg = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(handelse.key()))
            nr = self.lista.currentIndex().row()
            if steg is not None and self._traffar:
                nr = min(max(nr + steg, 0), len(self._traffar) - 1)
                self.lista.setCurrentIndex(self._modell.index(nr))
                return True
            if handelse.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._ta(nr)
                return True
        return super().eventFilter(vem, handelse)

    def _ta(self, nr: int) -> None:
        """Enter. Of what stands in the field now: a list that is of something else is not chosen from."""
        if self._sokt != self.sokfalt.text().strip():
            self._timer.stop()
            self._sok()
        elif self._traffar:
            self._vald(nr)
        elif self._sokt:
            self._ny_kund()

    def _vald(self, nr: int) -> None:
        if 0 <= nr < len(self._traffar):
            self.valj_kund(self._traffar[nr][0])

    # --- forms ------------------------------------------------------------------------------------------------------

    def _ny_kund(self) -> None:
        """With what was searched for filled in, where nobody was found."""
        skrivet = {} if self._traffar else _ur_sokningen(self.sokfalt.text())

        def klar(steg: Stegval) -> None:
            falt = tuple(replace(f, varde=skrivet.get(f.namn, f.varde)) for f in steg.falt)
            self._visa_formular(replace(steg, falt=falt), "", self._kund_klar)

        self._s.arbetare.kor(tjanster.formular_ny_kund, klar, self._fel, token=TOKEN)

    def fortsatt(self, kund: str) -> None:
        """The form that was being filled in: of a new insats for this kund, or of a new kund ("")."""
        if kund:
            self.valj_kund(kund)
        else:
            self._ny_kund()

    def valj_kund(self, kund: str) -> None:
        def jobb(e: Arbetsenhet) -> tuple[Stegval, str, Startunderlag]:
            namn = next((n for k, n in tjanster.sok_kunder(e, kund) if k == kund), kund)
            return tjanster.formular_ny_insats(e, kund), namn, tjanster.startunderlag(e, kund)

        def visa(svar: tuple[Stegval, str, Startunderlag]) -> None:
            self._visa_formular(svar[0], kund, self._insats_klar, svar[1], svar[2])
            if self.formular is not None:
                for namn, varde in self._ifyllt.items():
                    if namn in self.formular.falt:
                        self.formular.falt[namn].satt(varde)
                self.formular.fokusera()

        self._s.arbetare.kor(jobb, visa, self._fel, token=TOKEN)

    def _skriv(self, steg: Stegval, kund: str, vem: str) -> None:
        """Kartläggning, framtidsplan or protection; then back to the beslut, with what had been typed there."""
        if self.formular is not None:
            self._ifyllt = self.formular.varden()
        self._tillbaka = kund
        self._visa_formular(steg, kund, lambda _: self._till_beslutet(), vem)

    def _skriver(self, steg: Stegval, kund: str, vem: str) -> Callable[[], None]:
        return lambda: self._skriv(steg, kund, vem)

    def _till_beslutet(self) -> None:
        kund, self._tillbaka = self._tillbaka, ""
        self.valj_kund(kund)

    def _underlag(self, u: Startunderlag, vem: str) -> QWidget:
        """What stands, each with the way to its form."""
        rader = []
        alla = [
            (namn, star or "Saknas", "Läs och ändra …" if star else "Skriv …", steg, genvag)
            for (namn, star), steg, genvag in zip(u.star, u.steg, ("Alt+K", "Alt+F"), strict=True)
        ]
        if u.skydd is not None:
            slag, steg = u.skydd
            ord_ = "Ändra …" if slag else "Sätt …"
            alla.append(("Skyddade personuppgifter", slag.capitalize() or "Nej", ord_, steg, "Alt+S"))
        for namn, star, ord_, steg, genvag in alla:
            k = knapp(ord_, self._skriver(steg, u.kund, vem), roll="lank", tips=genvag, namn=f"{namn}: {ord_}")
            k.setShortcut(genvag)
            lage = text(star, "litendampad", bryt=True)
            rader.append(rad(text(namn, "litenfet"), lage, k, mellan=8))
            rader[-1].setStretchFactor(lage, 1)
        jamfor = lank(self, self._s, self._vald_kod, lambda: self.formular)
        om = text("Visa kunden vilka som finns att välja mellan", "litendampad", bryt=True)
        rader.append(rad(text("Anordnare", "litenfet"), om, jamfor, mellan=8))
        rader[-1].setStretchFactor(om, 1)
        ruta = QWidget()
        ruta.setLayout(kolumn(*rader, mellan=2, kant=(20, 6, 20, 0)))
        return ruta

    def _vald_kod(self) -> str:
        falt = self.formular.falt.get("kod") if self.formular is not None else None
        return falt.varde() if falt is not None else ""

    def _visa_formular(
        self, steg: Stegval, kund: str, klart: Callable[[Andring], None], vem: str = "",
        underlag: Startunderlag | None = None,
    ) -> None:  # fmt: skip
        if not steg.tillaten:
            self._visa_besked(steg.skal)
            return
        self._bort_med_formular()
        formular = Stegformular(self._s.tema, self._s.idag(), steg)
        formular.setProperty("roll", "bg")

        def spara(s: Stegval, varden: dict[str, str], handling_id: str) -> None:
            def jobb(e: Arbetsenhet) -> Andring:
                return tjanster.utfor(e, s.kod, "", s.mal or kund, s.sedd_version, varden)

            def klar(andring: Andring) -> None:
                formular.sparad.emit()
                klart(andring)

            self._s.arbetare.kor(jobb, klar, formular.visa_fel, skriv=True, handling_id=handling_id)

        formular.spara.connect(spara)
        formular.stangd.connect(self._till_beslutet if self._tillbaka else self._till_sokningen)
        vakta(self._s, formular, kund, NY_INSATS)
        self.formular = formular
        if vem:
            rubrik = text(vem, "fet")
            rubrik.setContentsMargins(18, 20, 20, 0)
            self._plats.addWidget(rubrik)
        if underlag is not None:
            self._plats.addWidget(self._underlag(underlag, vem))
        self._plats.addWidget(formular)
        self._plats.addStretch(1)
        self._stack.setCurrentIndex(1)
        formular.fokusera()

    def _kund_klar(self, andring: Andring) -> None:
        if andring.kunder:
            self.valj_kund(andring.kunder[0])
        else:
            self._till_sokningen()

    def _insats_klar(self, andring: Andring) -> None:
        self._bort_med_formular()
        self.skapad.emit(andring)
        self.accept()

    def _till_sokningen(self) -> None:
        self._ifyllt = {}
        self._bort_med_formular()
        self._stack.setCurrentIndex(0)
        self.sokfalt.setFocus()
        self._sok()

    def _bort_med_formular(self) -> None:
        if self.formular is not None:
            self.formular = None
            tom(self._plats)

    def _visa_besked(self, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (mening,)))

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._visa_besked(fel.mening)

    def reject(self) -> None:
        if self.formular is not None:
            self.formular.stang()
        else:
            super().reject()
