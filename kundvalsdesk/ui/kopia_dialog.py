"""Backup, guided: take one, try one, and make a new database of one, here or on a server."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.texter.sakerhetskopia import for_gammal, senast_ord
from kundvalsdesk.ui import kopiatjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.paket_ut_dialog import Frasrutor
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import valj_plats

RUBRIK = "Säkerhetskopia"
SLAG = "Säkerhetskopia (*.db)"


class Kopiadialog(Arbetsdialog):
    stopptips = "Esc. Ingen kopia eller databas blir kvar."

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, RUBRIK)
        self.fras = QLineEdit()
        self.till = QLineEdit()
        self.rutor: Frasrutor | None = None
        self.borja()

    def borja(self) -> None:
        self._arbetar("Ser efter när den senaste togs", lambda: None)
        self._s.arbetare.kor(kopiatjanster.senast, self._visa_val, self._fel, token="kopia")  # noqa: S106

    def _visa_val(self, senast: datetime | None) -> None:
        tom(self._sida)
        self._stoppa = None
        mening = senast_ord(senast, self._s.idag())
        gammal = for_gammal(senast, self._s.idag())
        self._sida.addWidget(meddelande("varning", (mening,)) if gammal else text(mening, bryt=True))
        self._sida.addWidget(
            text(
                "En kopia har allt i databasen, i en krypterad fil, och jämförs rad för rad innan den godtas. Andra "
                "kan arbeta medan den tas. Med en kopia flyttar du också: ta en, och gör en ny databas av den på "
                "servern eller på din dator.", "dampad", bryt=True,
            )
        )  # fmt: skip
        ta = knapp("Säkerhetskopiera …", self._fras_till_ny, roll="primar")
        prova = knapp("Kontrollera en kopia …", lambda: self._valj_kopia(self._fras_till_prov))
        ater = knapp("Återställ eller flytta …", lambda: self._valj_kopia(self._fras_till_ater))
        for k in (ta, prova, ater):  # one below the other: side by side they do not fit when the text is large
            self._sida.addWidget(k)
        self._sida.addLayout(rad(None, knapp("Stäng", self.reject, tips="Esc")))
        aktor = self._s.arbetare.aktor
        if self._s.arbetare.delad and aktor is not None and not aktor.agare:  # said before a phrase is thought out
            ta.setEnabled(False)
            ta.setToolTip("Bara den som äger den delade databasen får läsa allt")
            self._sida.insertWidget(
                2, meddelande("ruta", ("En delad databas kopieras av den som äger den, den som skapade den.",))
            )
        (ta if ta.isEnabled() else prova).setFocus()
        self._anpassa()

    # --- taking one -------------------------------------------------------------------------------------------------

    def _fras_till_ny(self) -> None:
        tom(self._sida)
        self._sida.addWidget(
            text("Välj en lösenfras till kopian och förvara den skild från filen. Utan den går kopian inte att öppna.",
                 "dampad", bryt=True)
        )  # fmt: skip
        self.rutor = Frasrutor(self._s, ())
        self._sida.addWidget(self.rutor)
        self._sista_raden("Spara kopian …", self._valj_ny)
        self.rutor.fras.setFocus()

    def _valj_ny(self) -> None:
        if self.rutor is None:
            return
        if hinder := self.rutor.hinder():
            self._visa_fel(hinder)
            return
        fil = valj_plats(self, "Spara säkerhetskopian", f"kundval-{self._s.idag().isoformat()}.db", SLAG)
        if fil is not None:
            self.ta(fil, self.rutor.fras.text())

    def ta(self, fil: Path, fras: str) -> None:
        def klar(n: int) -> None:
            self._tagen(fil, n)

        stopp = self._s.arbetare.sakerhetskopiera(fil, _nfc(fras), klar, self._fel, self._framsteg)
        self._arbetar("Tar säkerhetskopian", stopp)

    def _tagen(self, fil: Path, n: int) -> None:
        self._svar(
            meddelande("klart", (f"{n} rader är sparade i {fil.name} och jämförda, en och en.",), "Klart"),
            text("Lägg filen på ett annat ställe än datorn, och lösenfrasen på ett tredje.", "dampad", bryt=True),
        )

    # --- of one that is there ---------------------------------------------------------------------------------------

    def _valj_kopia(self, sedan: Callable[[Path], None]) -> None:
        vald, _ = QFileDialog.getOpenFileName(self, "Välj säkerhetskopian", "", f"{SLAG};;Alla filer (*)")
        if vald:
            sedan(Path(vald))

    def _frasfalt(self, fil: Path) -> None:
        tom(self._sida)
        self.fras = QLineEdit()
        self.fras.setEchoMode(QLineEdit.EchoMode.Password)
        self.fras.setAccessibleName("Kopians lösenfras")
        self._sida.addWidget(text(fil.name, "fet", bryt=True))
        self._sida.addWidget(text("Kopians lösenfras", "litenfet"))
        self._sida.addWidget(self.fras)

    def _fras_till_prov(self, fil: Path) -> None:
        self._frasfalt(fil)
        self._sista_raden("Kontrollera", lambda: self.prova(fil, self.fras.text()))
        self.fras.setFocus()

    def prova(self, fil: Path, fras: str) -> None:
        def klar(svar: tuple[datetime, int]) -> None:
            tagen, n = svar
            vad = f"Kopian är hel: {n} rader, tagen {datum_langt(tagen.date())} kl. {tagen:%H.%M}."
            self._svar(meddelande("klart", (vad,), "Kopian går att använda"))

        stopp = self._s.arbetare.kor_fritt(
            lambda visa: kopiatjanster.kontrollera(fil, _nfc(fras), visa), klar, self._fel, framsteg=self._framsteg
        )
        self._arbetar("Prövar säkerhetskopian", stopp)

    def _fras_till_ater(self, fil: Path) -> None:
        self._frasfalt(fil)
        self.till = QLineEdit()
        self.till.setAccessibleName("Den nya databasen")
        self.till.setPlaceholderText("postgresql+psycopg://server/databas eller en ny fil")
        valj = knapp("Välj fil …", self._valj_mal)
        self._sida.addWidget(text("Den nya databasen", "litenfet"))
        self._sida.addLayout(rad(self.till, valj, mellan=8))
        self._sida.addWidget(
            text("Ingenting skrivs över: filen får inte finnas, och databasen på servern ska vara tom och din. En "
                 "fil får en egen nyckel, som datorn förvarar.", "dampad", bryt=True)
        )  # fmt: skip
        self._sista_raden("Återställ", lambda: self.aterstall(self.till.text().strip(), fil, self.fras.text()))
        self.fras.setFocus()

    def _valj_mal(self) -> None:
        fil = valj_plats(self, "Den nya databasen", "kundval.db", "Databas (*.db)")
        if fil is not None:
            self.till.setText(str(fil))

    def aterstall(self, till: str, fil: Path, fras: str) -> None:
        if not till:
            self._visa_fel("Skriv vart: en ny fil, eller adressen till en tom databas på servern.")
            return

        def klar(svar: tuple[str, int, tuple[str, ...]]) -> None:
            var, n, att_gora = svar
            self._svar(
                meddelande("klart", (f"{n} rader är återställda och jämförda, en och en: {var}.",), "Klart"),
                *((meddelande("varning", att_gora, "Inloggningarna"),) if att_gora else ()),
                text("Den databas som är öppen nu är inte ändrad. Öppna den nya när du vill arbeta i den, och låt "
                     "ingen arbeta vidare i den gamla.", "dampad", bryt=True),
            )  # fmt: skip

        stopp = self._s.arbetare.kor_fritt(
            lambda visa: kopiatjanster.aterstall(till, fil, _nfc(fras), visa), klar, self._fel, framsteg=self._framsteg
        )
        self._arbetar("Återställer", stopp)

    # --- every page -------------------------------------------------------------------------------------------------

    def _sista_raden(self, ord_: str, gor: Callable[[], object]) -> None:
        self._felplats = kolumn(mellan=0)
        self._sida.addLayout(self._felplats)
        vidare = knapp(ord_, gor, roll="primar")
        vidare.setDefault(True)
        self._sida.addLayout(rad(None, knapp("Tillbaka", self.borja), vidare, mellan=10))
        self._anpassa()

    def _visa_fel(self, mening: str) -> None:
        tom(self._felplats)
        self._felplats.addWidget(meddelande("fel", (mening,)))
        self._anpassa()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._svar(meddelande("fel", fel.mening.splitlines(), "Det gick inte"), igen=self.borja)


def _nfc(fras: str) -> str:
    """The same however the keyboard composes its letters."""
    return unicodedata.normalize("NFC", fras)
