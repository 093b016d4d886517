"""Taking a package in: file and phrase, what came of it, and side by side what somebody else had decided first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLineEdit, QProgressBar, QWidget

from kundvalsdesk.fel import Databasfel, KundvalsdeskFel
from kundvalsdesk.services.paket.typer import FILANDELSE, Beslutsord, Ejinfort, Paketresultat
from kundvalsdesk.texter.datum import antal, datum_langt, tid_ord
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import Innehallsyta, knapp, kolumn, meddelande, rad, ram, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

HOGST = 420
"""Height of the list of what was not done, before it scrolls."""


def resultat_ord(r: Paketresultat) -> tuple[str, ...]:
    """What was done, one sentence each."""
    if r.besok:
        return _besok_ord(r)
    if not r.beslut:
        ut = ["Inga beslut hade tagits i paketet."]
    elif r.inlasta:
        ut = [f"{_antal(r.inlasta, 'beslut')} infördes."]
    else:
        ut = ["Inga nya beslut infördes."]
    if r.redan:
        ut.append(f"{_antal(r.redan, 'beslut')} var {'infört' if r.redan == 1 else 'införda'} sedan tidigare.")
    if r.utkast:
        ut.append(f"{_antal(r.utkast, 'utkast')} till återremiss följde med hem.")
    return tuple(ut)


def _besok_ord(r: Paketresultat) -> tuple[str, ...]:
    if not r.beslut:
        return ("Inget hade skrivits i paketet.",)
    forst = "Inget nytt fördes in."
    if r.inlasta:
        forst = "En ändring fördes in." if r.inlasta == 1 else f"{_antal(r.inlasta, 'ändringar')} fördes in."
    if not r.redan:
        return (forst,)
    redan = "En ändring fanns" if r.redan == 1 else f"{_antal(r.redan, 'ändringar')} fanns"
    return forst, f"{redan} redan hemma."


def _antal(n: int, ord_: str) -> str:
    """As Ett beslut, Tre beslut."""
    return f"Ett {ord_}" if n == 1 else antal(n, ord_, ord_).capitalize()


def sida_vid_sida(x: Ejinfort) -> QFrame:
    """One decision that was not done: mine, and what stands now, or why it may not stand."""
    if not x.insats:
        return falt_for_falt(x)
    r = ram("ruta")
    galler = QGridLayout()
    galler.setHorizontalSpacing(18)
    galler.setVerticalSpacing(3)
    galler.setColumnStretch(0, 1)
    galler.setColumnStretch(1, 1)
    _kolumn(galler, 0, "Ditt beslut offline", x.mitt)
    if x.deras is not None:
        _kolumn(galler, 1, "Gäller nu", x.deras)
    lad = kolumn(text(f"{x.titel} · ärende {x.insats}", "fet", bryt=True), mellan=6, kant=(14, 10, 14, 12))
    if x.deras is None:
        lad.addWidget(text(x.mening, "liten", bryt=True, markera=True))
    lad.addLayout(galler)
    r.setLayout(lad)
    r.setAccessibleName(f"{x.titel}, ärende {x.insats}. {x.mening}")
    return r


def falt_for_falt(x: Ejinfort) -> QFrame:
    """What was written about a visit and was not taken in, with what stands there now beside."""
    r = ram("ruta")
    galler = QGridLayout()
    galler.setHorizontalSpacing(18)
    galler.setVerticalSpacing(6)
    deras = any(f.deras for f in x.falt)
    rubriker = ("", "Ditt offline", "Gäller nu") if deras else ("", "Ditt offline")
    for nr, rubrik in enumerate(rubriker):
        galler.addWidget(text(rubrik, "litendampad"), 0, nr)
        galler.setColumnStretch(nr, 1 if nr else 0)
    for rad_, f in enumerate(x.falt, 1):
        for nr, ord_ in enumerate((f.falt, f.mitt, f.deras)[: len(rubriker)]):
            etikett = text(ord_, "liten" if nr else "litenfet", bryt=bool(nr), markera=bool(nr))
            galler.addWidget(etikett, rad_, nr, Qt.AlignmentFlag.AlignTop)
    lad = kolumn(text(x.titel, "fet", bryt=True), text(x.mening, "liten", bryt=True, markera=True), mellan=6,
                 kant=(14, 10, 14, 12))  # fmt: skip
    if x.falt:
        lad.addLayout(galler)
    r.setLayout(lad)
    r.setAccessibleName(f"{x.titel}. {x.mening}")
    return r


def _kolumn(galler: QGridLayout, nr: int, rubrik: str, b: Beslutsord) -> None:
    nar = tid_ord(b.nar) if b.nar else ""
    vem = ", ".join(d for d in (b.vem, nar) if d) if b.vem else f"Taget {nar}" if nar else ""
    rader = (
        text(rubrik, "litendampad"),
        text(f"{b.vad}{f' {datum_langt(b.datum)}' if b.datum else ''}", "litenfet", bryt=True),
        text(b.text, "liten", bryt=True, markera=True),
        text(vem, "litendampad", bryt=True),
    )
    for rad_, w in enumerate(rader):
        if w.text():
            galler.addWidget(w, rad_, nr, Qt.AlignmentFlag.AlignTop)


class PaketInDialog(Arbetsdialog):
    inlast = Signal()
    """Something has been taken in: lists and numbers are old."""

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Läs in offlinepaket")
        self._fil: Path | None = None
        self._resultat: Paketresultat | None = None
        self._arbete = False
        self._hemlig = ""
        self.setMinimumWidth(s.tema.px(640))
        self.fras = QLineEdit()
        self.kvittera = knapp("Ta bort paketet", self._avsluta, roll="primar")
        self.borja()

    # --- choosing -----------------------------------------------------------------------------------------------

    def borja(self) -> None:
        """File first, then the phrase; a file that has been chosen stays chosen."""
        tom(self._sida)
        self._resultat = None
        self._sida.addWidget(
            text(
                "Det du gjorde offline förs in här, ett i taget. Har någon annan hunnit före gäller det, och du får "
                "se båda.",
                "dampad",
                bryt=True,
            )
        )
        valj = knapp("Välj fil …" if self._fil is None else "Välj en annan fil …", self._valj)
        namn = text(self._fil.name if self._fil else "Ingen fil är vald", "fet" if self._fil else "dampad", bryt=True)
        lad = rad(mellan=12)
        lad.addWidget(namn, 1)
        lad.addWidget(valj)
        self._sida.addLayout(lad)
        self.fras = QLineEdit()
        self.fras.setEchoMode(QLineEdit.EchoMode.Password)
        self.fras.setAccessibleName("Paketets lösenfras")
        self.fras.setEnabled(self._fil is not None)
        self._sida.addWidget(text("Lösenfras", "litenfet"))
        self._sida.addWidget(self.fras)
        self._felplats = kolumn(mellan=0)
        self._sida.addLayout(self._felplats)
        las = knapp("Läs in", self._las_in, roll="primar")
        las.setEnabled(self._fil is not None)
        las.setDefault(True)
        self._sida.addLayout(rad(None, knapp("Avbryt", self.reject, tips="Esc"), las))
        (valj if self._fil is None else self.fras).setFocus()
        self._anpassa()

    def _valj(self) -> None:
        vald, _ = QFileDialog.getOpenFileName(
            self, "Välj offlinepaketet", "", f"Offlinepaket (*{FILANDELSE});;Alla filer (*)"
        )
        if vald:
            self.satt_fil(Path(vald))

    def satt_fil(self, fil: Path) -> None:
        self._fil = fil
        self.borja()

    # --- working ------------------------------------------------------------------------------------------------

    def _las_in(self) -> None:
        if self._fil is not None:
            self.las_in(self._fil, self.fras.text())

    def las_in(self, fil: Path, fras: str) -> None:
        """Takes the decisions in, each for itself. Not to be stopped: it is short, and half of it would be told."""
        self._fil, self._hemlig = fil, fras
        self._vantar("För in det som gjordes")
        self._s.arbetare.kor_namngivna(
            lambda ny, visa: tjanster.paket_in(ny, fil, fras, visa), self._inlast, self._nekat, self._visa_framsteg
        )

    def _vantar(self, vad: str) -> None:
        tom(self._sida)
        self._arbete = True
        self._stapel = QProgressBar()
        self._stapel.setRange(0, 0)
        self._stapel.setTextVisible(False)
        self._stapel.setAccessibleName(vad)
        self._sida.addWidget(text(vad, "dampad"))
        self._sida.addWidget(self._stapel)
        self._anpassa()

    def _visa_framsteg(self, f: object) -> None:
        if self._arbete:
            self._stapel.setRange(0, getattr(f, "totalt", 0))
            self._stapel.setValue(getattr(f, "klart", 0))

    def reject(self) -> None:
        if not self._arbete:
            super().reject()

    def _nekat(self, fel: KundvalsdeskFel) -> None:
        self._arbete = False
        self.inlast.emit()  # some may have been done before the database went away
        self.borja()
        rubrik = "" if isinstance(fel, Databasfel) and fel.kod == "fras_fel" else "Paketet lästes inte in"
        self._felplats.addWidget(meddelande("fel", fel.mening.splitlines(), rubrik))
        self._anpassa()

    # --- what came of it ----------------------------------------------------------------------------------------

    def _inlast(self, r: Paketresultat) -> None:
        self._arbete = False
        self._resultat = r
        self.inlast.emit()
        if r.konflikter or r.nekade:
            self._visa_ejinforda(r)
        else:
            self._avsluta()

    def _visa_ejinforda(self, r: Paketresultat) -> None:
        """Stands until it has been acknowledged: only then is the package thrown away."""
        tom(self._sida)
        self._sida.addWidget(meddelande("klart" if r.inlasta or r.redan else "ruta", resultat_ord(r)))
        inre = QWidget()
        lad = kolumn(mellan=10)
        for rubrik, mening, poster in (
            ("Någon annan hann före", "Det som gäller har inte ändrats. Ditt är inte infört.", r.konflikter),
            ("Fördes inte in", "", r.nekade),
        ):
            if poster:
                lad.addWidget(text(f"{rubrik} ({len(poster)})", "rubrik"))
                if mening:
                    lad.addWidget(text(mening, "dampad", bryt=True))
                for x in poster:
                    lad.addWidget(sida_vid_sida(x))
        inre.setLayout(lad)
        yta = Innehallsyta(inre)
        yta.setMaximumHeight(self._s.tema.px(HOGST))
        yta.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        yta.setAccessibleName("Det som inte fördes in")
        self._sida.addWidget(yta, 1)
        self._sida.addWidget(
            text("När paketet tas bort finns det ovan inte kvar någonstans. Kopiera det du behöver.", "liten",
                 bryt=True)
        )  # fmt: skip
        self.kvittera = knapp("Jag har sett dem, ta bort paketet", self._avsluta, roll="primar")
        behall = knapp("Behåll paketet så länge", self.accept, tips="Det kan läsas in igen; inget görs två gånger")
        self._sida.addLayout(rad(None, behall, self.kvittera))
        self.kvittera.setFocus()
        self._anpassa()

    def _avsluta(self) -> None:
        fil, fras, r = self._fil, self._hemlig, self._resultat
        if fil is None or r is None:
            return
        self._vantar("Tar bort paketet")
        self._s.arbetare.kor_namngivna(
            lambda ny, _: tjanster.paket_avsluta(ny, fil, fras, r), lambda _: self._klar(r),
            self._gick_inte_att_ta_bort, lambda _: None,
        )  # fmt: skip

    def _gick_inte_att_ta_bort(self, fel: KundvalsdeskFel) -> None:
        self._arbete = False
        self._svar(meddelande("varning", fel.mening.splitlines()))

    def _klar(self, r: Paketresultat) -> None:
        self._arbete = False
        self._hemlig = ""
        self._svar(meddelande("klart", (*resultat_ord(r), "Paketet är borttaget."), "Klart"))
