"""The documents of a month in one go: which, how many, the work with progress and stop, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Falt
from kundvalsdesk.services.dokumenttyper import Massrad, Massvar
from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.texter.datum import manad_ord
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.arbetare import NyEnhet
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.faltvy import Faltvy
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.utfallslista import Utfallsrad, utfallslista
from kundvalsdesk.ui.utskrift import Massutskrift, valj_skrivare

TOKEN = "massurval"  # noqa: S105 – names a line of questions
SLAG = (("slutrapport", "Slutrapporter"), ("manadsrapport", "Månadsrapporter"))
ETT = {"slutrapport": "Slutrapport", "manadsrapport": "Månadsrapport"}
TILL = {"intern": "internt", "anordnare": "till anordnaren", "kund": "till kunden"}
ORDNING: tuple[tuple[str, str, str], ...] = (
    ("inte", "rod", "gick inte"), ("utfardat", "klar", "utfärdat"), ("fanns", "gron", "fanns redan"),
)  # fmt: skip
Visa = Callable[[Framsteg], None]


def forra_manaden(idag: date) -> str:
    return f"{idag.replace(day=1) - timedelta(days=1):%Y-%m}"


def dokument_ord(n: int) -> str:
    return "Ett dokument" if n == 1 else f"{n} dokument"


def _falt(idag: date) -> tuple[Falt, ...]:
    return (
        Falt("typ", "Dokument", "val", varde="slutrapport", val=SLAG),
        Falt("manad", "Månad", "manad", varde=forra_manaden(idag),
             hjalp="För slutrapporter: månaden då de godkändes. För månadsrapporter: månaden de gäller."),
        Falt("vilka", "Vilka", "val", varde="nya",
             val=(("nya", "Godkända som inte är utfärdade"), ("alla", "Alla, även utfärdade och ej godkända"))),
        Falt("for_vem", "Till vem", "val", varde="intern",
             val=(("intern", "Internt"), ("anordnare", "Anordnaren"), ("kund", "Kunden"))),
    )  # fmt: skip


class Massdialog(Arbetsdialog):
    oppna = Signal(str)
    """A case that a document could not be issued for."""
    andrad = Signal()
    stopptips = "Esc. Det som redan är utfärdat är kvar."

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem, s, "Dokument för en månad")
        self.falt: dict[str, Faltvy] = {}
        self.rader: list[Massrad] = []
        self.svar: list[Massvar] = []
        self.utskrift: Massutskrift | None = None
        self._mapp: Path | None = None
        self._stoppad = False
        self._varden = {f.namn: f.varde for f in _falt(s.idag())}
        self.setMinimumWidth(min(s.tema.px(660), vem.width() - 20))
        self.borja()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter at a choice goes to the button: it neither closes the window nor issues by itself."""
        fokus = self.focusWidget()
        vid_val = fokus is not None and any(v.isAncestorOf(fokus) for v in self.falt.values())
        if vid_val and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kor_knapp.setFocus()
            return
        super().keyPressEvent(event)

    # --- which ------------------------------------------------------------------------------------------------------

    def borja(self) -> None:
        tom(self._sida)
        self._stoppa = None
        self.falt = {}
        for f in _falt(self._s.idag()):
            ny = Faltvy(f, self._s.tema, self._s.idag())
            ny.satt(self._varden[f.namn])
            ny.andrad.connect(self._rakna)
            self.falt[f.namn] = ny
        # Two and two, so that it has room in a low window with large text.
        vy = self.falt
        spalter = rad(mellan=24)
        for ovre, nedre in (("typ", "manad"), ("vilka", "for_vem")):
            spalter.addLayout(kolumn(vy[ovre], vy[nedre], None, mellan=12), 1)
        self._sida.addLayout(spalter)
        self.antal = text("", "fet", bryt=True)
        self.kor_knapp = knapp("Utfärda", lambda: self.kor(None), roll="primar", tips="Dokumenten sparas i ärendena")
        self.mapp_knapp = knapp("Utfärda och spara i mapp …", self._valj_mapp)
        self._sida.addWidget(self.antal)
        avbryt = knapp("Avbryt", self.reject, tips="Esc")
        self._sida.addLayout(rad(None, avbryt, self.mapp_knapp, self.kor_knapp, mellan=8))
        self._rakna()
        self.falt["typ"].fokusera()
        self._anpassa()

    def _rakna(self) -> None:
        self._varden = {n: v.varde() for n, v in self.falt.items()}
        self._visa_antal(None)
        v = dict(self._varden)

        def klar(rader: list[Massrad]) -> None:
            if self._stoppa is None and self.falt:
                self._visa_antal(rader)

        def fel(x: KundvalsdeskFel) -> None:
            if self._stoppa is None and self.falt:
                self._visa_antal([])
                self.antal.setText(x.mening)

        self._s.arbetare.kor(
            lambda e: dokumenttjanster.mass_urval(e, v["typ"], v["manad"], v["for_vem"], v["vilka"] == "alla"),
            klar, fel, token=TOKEN,
        )  # fmt: skip

    def _visa_antal(self, rader: list[Massrad] | None) -> None:
        self.rader = rader or []
        n = len(self.rader)
        self.antal.setText("Räknar …" if rader is None else f"{dokument_ord(n)} att utfärda.")
        if rader == []:
            self.antal.setText("Det finns inget att utfärda för den månaden.")
        for k in (self.kor_knapp, self.mapp_knapp):
            k.setEnabled(n > 0)

    def _valj_mapp(self) -> None:
        if vald := QFileDialog.getExistingDirectory(self, "Välj mapp för dokumenten", str(self._mapp or "")):
            self.kor(Path(vald))

    # --- the work ---------------------------------------------------------------------------------------------------

    def kor(self, mapp: Path | None, rader: list[Massrad] | None = None) -> None:
        """`rader`: those that are tried again."""
        self._mapp, self._stoppad = mapp, False
        alla = self.rader if rader is None else rader
        if rader is None:
            self.svar = []
        typ = self._varden["typ"]
        self.falt = {}

        def jobb(ny: NyEnhet, visa: Visa, stopp: Callable[[], bool]) -> list[Massvar]:
            return dokumenttjanster.mass_utfarda(ny, typ, alla, mapp, visa, stopp)

        self._arbetar("Utfärdar …", self._s.arbetare.kor_enheter(jobb, self._klar, self._fel, self._framsteg))

    def reject(self) -> None:
        self._stoppad = self._stoppa is not None
        super().reject()

    def _klar(self, svar: list[Massvar]) -> None:
        nya = {x.insats for x in svar}
        self.svar = [x for x in self.svar if x.insats not in nya] + svar
        if any(x.utfall == "utfardat" for x in svar):
            self.andrad.emit()
        self._visa_svar()

    def _visa_svar(self, besked: QWidget | None = None) -> None:
        antal_av = {u: sum(x.utfall == u for x in self.svar) for u, _, _ in ORDNING}
        ord_ = {"utfardat": "utfärdade", "fanns": "fanns redan", "inte": "gick inte"}
        delar = [f"{antal_av[u]} {o}" for u, o in ord_.items() if antal_av[u]]
        rader = ["Du stoppade. Fortsätt när du vill; det som är utfärdat är kvar."] if self._stoppad else []
        if self._mapp is not None and antal_av["utfardat"] + antal_av["fanns"]:
            rader.append("Filerna ligger i mappen som du valde.")
        helt = not antal_av["inte"] and not self._stoppad
        ruta = meddelande("klart" if helt else "varning", rader, f"{', '.join(delar) or 'Inget utfärdat'}.")
        vidare = []
        if any(x.dokument_id for x in self.svar):
            # What one does next; but first what was stopped, and not again what has just been done.
            roll = "" if besked or self._stoppad else "primar"
            vidare.append(knapp("Skriv ut alla …", self.skriv_ut, roll=roll, tips="De som är utfärdade, i ordning"))
        if igen := [r for r in self.rader if r.insats not in {x.insats for x in self.svar if x.utfall != "inte"}]:
            vad = "Fortsätt" if self._stoppad else "Försök igen"
            roll = "primar" if self._stoppad else ""
            vidare.append(knapp(vad, lambda: self.kor(self._mapp, igen), roll=roll))
        vidare.append(knapp("Annan månad …", self.borja))
        self._svar(*([besked] if besked else []), ruta, *([self._lista()] if self.svar else []), vidare=vidare)

    def _lista(self) -> QWidget:
        """What did not go well first, each with the way to its case."""
        rader = [
            Utfallsrad(
                ljus, ord_, x.nummer or f"Ärende {x.insats}", x.mening or self._om(x),
                partial(self._arendeknapp, x.insats) if utfall == "inte" else None,
            )
            for utfall, ljus, ord_ in ORDNING
            for x in self.svar
            if x.utfall == utfall
        ]  # fmt: skip
        return utfallslista(self._s.tema, rader, self._kopiera)

    def _om(self, x: Massvar) -> str:
        """What a document is and whose: its number alone does not say."""
        ar, _, _ = self._varden["manad"].partition("-")
        manad = f", {manad_ord(self._varden['manad'])} {ar}" if self._varden["typ"] == "manadsrapport" else ""
        return f"{ETT[self._varden['typ']]}{manad}, {TILL[self._varden['for_vem']]}. Ärende {x.insats}."

    def _arendeknapp(self, insats: str) -> QPushButton:
        till = partial(self._till_arendet, insats)
        return knapp("Öppna ärendet", till, roll="lank", namn=f"Öppna ärende {insats}")

    def _kopiera(self) -> None:
        ord_ = {u: o for u, _, o in ORDNING}
        rader = ["\t".join((x.insats, ord_[x.utfall], x.nummer, x.mening)).rstrip() for x in self.svar]
        QGuiApplication.clipboard().setText("\n".join(rader))

    def _till_arendet(self, insats: str) -> None:
        self.accept()
        self.oppna.emit(insats)

    # --- on paper ---------------------------------------------------------------------------------------------------

    def skriv_ut(self) -> None:
        dokument = [x.dokument_id for x in self.svar if x.dokument_id]
        skrivare = valj_skrivare(self, f"{dokument_ord(len(dokument))}, {self._varden['manad']}")
        if skrivare is None:
            return
        self.utskrift = u = Massutskrift(self._s, skrivare, dokument, self)
        u.framsteg.connect(lambda n, av: self._framsteg(Framsteg(n, av, f"Skriver ut {n + 1} av {av}")))
        u.klar.connect(self._utskrivet)
        u.fel.connect(lambda x: self._visa_svar(meddelande("fel", (x.mening,), "Utskriften avbröts")))
        self._arbetar("Skriver ut …", u.stoppa)
        u.starta()

    def _utskrivet(self, n: int) -> None:
        self._stoppad = False
        self._visa_svar(meddelande("klart", (f"{dokument_ord(n)} till skrivaren.",)))
