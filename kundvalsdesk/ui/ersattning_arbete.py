"""Long work on a run, in a dialog with progress and stop: prepared, made final, all statements of a month."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from kundvalsdesk.services.typer import Andring, Framsteg
from kundvalsdesk.texter.datum import antal, manad_ar
from kundvalsdesk.ui import ersattningstjanster as tjanst
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.utfallslista import Utfallsrad, utfallslista

if TYPE_CHECKING:
    from kundvalsdesk.services.ersattningsbesked import Utfall

Visa = Callable[[Framsteg], None]
FORBERED, FASTSTALL = "forbered", "faststall"


class Korningsarbete(Arbetsdialog):
    """Reckons the run of a month, and stores it or makes it final."""

    sparat = Signal(object)

    def __init__(self, vem: QWidget, s: Sammanhang, manad: str, vad: str) -> None:
        super().__init__(vem, s, "Förbered körningen" if vad == FORBERED else "Fastställ körningen")
        self._manad, self._vad_gors = manad, vad
        self._handling_id = str(uuid4())
        self.borja()

    def borja(self) -> None:
        manad, handling_id = self._manad, self._handling_id
        gor = tjanst.forbered if self._vad_gors == FORBERED else tjanst.faststall

        def jobb(ny: tjanst.Namngiven, visa: Visa) -> Andring:
            return gor(ny, manad, handling_id, visa)

        self._arbetar(
            f"Räknar ersättningen för {manad_ar(manad)} …",
            self._s.arbetare.kor_namngivna(jobb, self._klar, self._fel, self._framsteg),
        )

    def _klar(self, andring: Andring) -> None:
        ord_ = (
            "Körningen är förberedd. En annan arbetsledare går igenom och fastställer den."
            if self._vad_gors == FORBERED
            else "Körningen är fastställd och låst. Nu kan besked lämnas till anordnarna."
        )
        self.sparat.emit(andring)
        self._svar(meddelande("klart", (ord_,), manad_ar(self._manad).capitalize()))


class Beskedsdialog(Arbetsdialog):
    """Every anordnare's statement in a folder, as PDF or as mails."""

    stopptips = "Esc. De besked som redan är sparade är kvar."

    def __init__(self, vem: QWidget, s: Sammanhang, manad: str) -> None:
        super().__init__(vem, s, f"Alla besked, {manad_ar(manad)}")
        self._manad = manad
        self._stoppad = False
        self._utfall: list[Utfall] = []
        self.borja()

    def borja(self) -> None:
        tom(self._sida)
        self._stoppa = None
        self.som_brev = knapp("E-post med PDF …", lambda: self._valj(brev=True), roll="primar")
        self.som_pdf = knapp("Bara PDF …", lambda: self._valj(brev=False))
        self._sida.addWidget(
            text(
                "Ett besked till varje anordnare sparas i en mapp som du väljer. E-posten sparas som filer som öppnas "
                "som utkast i e-postprogrammet; programmet skickar inget själv. Ärenden står med nummer.",
                "dampad", bryt=True,
            )
        )  # fmt: skip
        avbryt = knapp("Avbryt", self.reject, tips="Esc")
        self._sida.addLayout(rad(None, avbryt, self.som_pdf, self.som_brev, mellan=8))
        self.som_brev.setFocus()
        self._anpassa()

    def _valj(self, *, brev: bool) -> None:
        if vald := QFileDialog.getExistingDirectory(self, "Välj mapp för beskeden"):
            self.kor(Path(vald), brev=brev)

    def kor(self, mapp: Path, *, brev: bool) -> None:
        self._stoppad = False
        manad = self._manad

        def jobb(ny: tjanst.NyEnhet, visa: Visa, stopp: Callable[[], bool]) -> list[Utfall]:
            return tjanst.alla_besked(ny, manad, mapp, brev, visa, stopp)

        self._arbetar("Skriver besked …", self._s.arbetare.kor_enheter(jobb, self._klar, self._fel, self._framsteg))

    def reject(self) -> None:
        self._stoppad = self._stoppa is not None
        super().reject()

    def _klar(self, utfall: list[Utfall]) -> None:
        self._utfall = utfall
        gjorda = sum(u.gjort for u in utfall)
        helt = gjorda == len(utfall) and not self._stoppad
        rader = ["Du stoppade. De som är sparade är kvar."] if self._stoppad else []
        rubrik = f"{antal(gjorda, 'besked', 'besked').replace('en besked', 'ett besked').capitalize()} i mappen."
        lista = [
            Utfallsrad("rod" if not u.gjort else "gul" if u.mening else "gron",
                       "gick inte" if not u.gjort else "sparat", u.anordnare, u.mening)
            for u in sorted(utfall, key=lambda u: (u.gjort, not u.mening))
        ]  # fmt: skip
        self._svar(
            meddelande("klart" if helt else "varning", rader, rubrik),
            *([utfallslista(self._s.tema, lista, self._kopiera)] if lista else []),
        )

    def _kopiera(self) -> None:
        ord_ = {True: "sparat", False: "gick inte"}
        rader = ["\t".join((u.anordnare, ord_[u.gjort], u.mening)).rstrip() for u in self._utfall]
        QGuiApplication.clipboard().setText("\n".join(rader))
