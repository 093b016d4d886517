"""The assistant: which database the window works in, a file of one's own or one that is shared; tried, then used."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.services.kontotyper import Anslutning, Provsvar
from kundvalsdesk.texter.meningar import roll_ord
from kundvalsdesk.ui import kontotjanster
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, rullyta, text, tom
from kundvalsdesk.ui.tema import Tema, satt_roll

RUBRIK = "Välj databas"
_FALT = (
    ("server", "Server", "Namnet som du har fått, till exempel kundval.kommun.se"),
    ("port", "Port", ""),
    ("databas", "Databas", ""),
    ("anvandare", "Användare", ""),
    ("losenord", "Lösenord", "Tomt om du loggar in genom nätverket (SSO), eller om lösenordet redan är sparat"),
    ("certifikat", "Certifikat (om du har fått en fil)", ""),
)


class Anslutningsdialog(QDialog):
    vald = Signal(str, str)
    """A database has been chosen and remembered; with a sentence of what could not be kept, or "", and the password
    that was typed for it, or ""."""

    def __init__(self, vem: QWidget, tema: Tema, arbetare: Arbetare, forslag: Anslutning) -> None:
        super().__init__(vem)
        self._arbetare = arbetare
        self._arbetar = False
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        self.egen = QRadioButton("Min egen, en krypterad fil på den här datorn")
        self.delad = QRadioButton("En delad databas, på enhetens server")
        grupp = QButtonGroup(self)
        for k in (self.egen, self.delad):
            grupp.addButton(k)
            k.setAccessibleName(k.text())
        self.falt: dict[str, QLineEdit] = {}
        self._fel: dict[str, QLabel] = {}
        self._delar = QWidget()
        self.kom_ihag = QCheckBox("Kom ihåg lösenordet i datorns nyckelring")
        self.kom_ihag.setAccessibleName(self.kom_ihag.text())
        self._delar.setLayout(self._bygg_falt(forslag))
        self._besked = QVBoxLayout()
        self.prova_knapp = knapp("Prova", self.prova, tips="Loggar in och ser efter; ändrar ingenting")
        self.anslut_knapp = knapp("Anslut", self.anslut, roll="primar")
        inre = QWidget()
        inre.setLayout(
            kolumn(
                text(RUBRIK, "rubrik"), self.egen, self.delad, 4, self._delar, None, mellan=10,
                kant=(24, 20, 24, 12),
            )
        )  # fmt: skip
        lad = kolumn(mellan=0)
        lad.addWidget(rullyta(inre), 1)
        beskedet = kolumn(self._besked, mellan=0, kant=(24, 4, 24, 0))  # in sight, however much there is above it
        lad.addLayout(beskedet)
        lad.addLayout(
            rad(self.prova_knapp, None, knapp("Avbryt", self.reject, tips="Esc"), self.anslut_knapp,
                kant=(24, 10, 24, 18))
        )  # fmt: skip
        self.setLayout(lad)
        hojd = inre.sizeHint().height() + self.anslut_knapp.sizeHint().height() + 90
        self.resize(tema.px(560), min(hojd, max(360, vem.window().height() - 40)))
        self.anslut_knapp.setDefault(True)
        self.delad.toggled.connect(self._valde)
        (self.delad if forslag.server else self.egen).setChecked(True)
        self._valde()
        (self.falt["server"] if forslag.server else self.egen).setFocus()

    def _bygg_falt(self, forslag: Anslutning) -> QVBoxLayout:
        lad = kolumn(mellan=4, kant=(22, 0, 0, 0))
        for namn, rubrik, hjalp in _FALT:
            ruta = QLineEdit(getattr(forslag, namn))
            ruta.setAccessibleName(rubrik)
            ruta.setAccessibleDescription(hjalp)
            if namn == "losenord":
                ruta.setEchoMode(QLineEdit.EchoMode.Password)
            fel = text("", "felrad", bryt=True)
            fel.hide()
            self.falt[namn], self._fel[namn] = ruta, fel
            lad.addWidget(text(rubrik, "litenfet"))
            if namn == "certifikat":
                lad.addLayout(rad(ruta, knapp("Välj …", self._valj_fil, namn="Välj certifikat")))
            else:
                lad.addWidget(ruta)
            if hjalp:
                lad.addWidget(text(hjalp, "litendampad", bryt=True))
            lad.addWidget(fel)
            if namn == "losenord":
                lad.addWidget(self.kom_ihag)
            lad.addSpacing(4)
        self.kom_ihag.setChecked(True)
        lad.addWidget(
            text("Förbindelsen krypteras, och servern måste visa att den är den rätta.", "litendampad", bryt=True)
        )
        return lad

    def visa_delad(self) -> None:
        """For whoever has said already that it is a shared one."""
        self.delad.setChecked(True)
        self.falt["server"].setFocus()

    def _valde(self) -> None:
        self._delar.setVisible(self.delad.isChecked())
        self.prova_knapp.setVisible(self.delad.isChecked())
        self._sag("", "")

    def _valj_fil(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj certifikat", "", "Certifikat (*.pem *.crt *.cer);;Alla (*)")
        if vald:
            self.falt["certifikat"].setText(vald)

    def anslutning(self) -> Anslutning:
        return Anslutning(**{n: r.text() for n, r in self.falt.items()}, kom_ihag=self.kom_ihag.isChecked())

    # --- trying ------------------------------------------------------------------------------------------------------

    def prova(self) -> None:
        a = self.anslutning()

        def klar(svar: Provsvar) -> None:
            self._ledig()
            roll = ", ".join(roll_ord(r) for r in svar.roller)
            som = f"{svar.namn}, som äger databasen" if svar.agare else f"{svar.namn}, {roll}"
            self._sag("klart", f"Det fungerar. Du är inloggad som {som}.")

        self._borja("Loggar in på servern …")
        self._arbetare.kor_fritt(lambda _: kontotjanster.prova(a), klar, self._gick_inte)

    def anslut(self) -> None:
        if self._arbetar:
            return
        a, egen = self.anslutning(), self.egen.isChecked()

        def jobb() -> str:
            if egen:
                kontotjanster.valj_egen()
                return ""
            return kontotjanster.anslut(a)

        def klar(mening: str) -> None:
            self._ledig()
            self.accept()
            self.vald.emit(mening, "" if egen else a.losenord)

        self._borja("" if egen else "Loggar in på servern …")
        self._arbetare.kor_fritt(lambda _: jobb(), klar, self._gick_inte)

    def _borja(self, mening: str) -> None:
        self._arbetar = True
        for namn in self.falt:
            self._visa_fel(namn, "")
        self._sag("ruta", mening)
        self.prova_knapp.setEnabled(False)
        self.anslut_knapp.setEnabled(False)

    def _ledig(self) -> None:
        self._arbetar = False
        self.prova_knapp.setEnabled(True)
        self.anslut_knapp.setEnabled(True)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        self._ledig()
        self._sag("", "")
        falt = fel.falt if isinstance(fel, Nekad) else ""
        if falt in self.falt:
            self._visa_fel(falt, fel.mening)
            self.falt[falt].setFocus()
        else:
            self._sag("fel", fel.mening)
            if getattr(fel, "kod", "") in ("inloggning", "losenord_saknas", "sso"):
                self.falt["losenord"].setFocus()
                self.falt["losenord"].selectAll()

    def _visa_fel(self, namn: str, mening: str) -> None:
        etikett = self._fel[namn]
        etikett.setText(mening)
        etikett.setVisible(bool(mening))
        satt_roll(self.falt[namn], fel="true" if mening else "false")
        self.falt[namn].setAccessibleDescription(f"Fel: {mening}" if mening else "")

    def _sag(self, slag: str, mening: str) -> None:
        tom(self._besked)
        if mening:
            self._besked.addWidget(meddelande(slag, (mening,)))
