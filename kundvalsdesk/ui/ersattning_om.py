"""Beside the run: why a row is what it is, in words and figures; of an anordnare what has changed; of what is missing,
what to ask for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.services.ersattningstyper import Post
from kundvalsdesk.services.ersattningsvytyper import Anordnarpost, Ersattningsvy, Insatspost, Saknas
from kundvalsdesk.texter.datum import antal, manad_ar
from kundvalsdesk.texter.ersattning import SKALORD, TYPORD
from kundvalsdesk.texter.kronor import kronor
from kundvalsdesk.texter.meningar import insats_ord
from kundvalsdesk.ui.bitar import faktaruta, knapp, kolumn, linje, meddelande, rad, text, tom

HOGST = 12
"""Differences of an anordnare that are listed; the list has them all."""


class Ompanel(QWidget):
    def __init__(self, oppna: Callable[[], None], paminn: Callable[[str], None]) -> None:
        """`paminn`: a mail to an anordnare about all that is missing there."""
        super().__init__()
        self._oppna, self._paminn = oppna, paminn
        self.knapp: QPushButton | None = None
        self._lad = QVBoxLayout()
        self._lad.setSpacing(8)
        self.setLayout(kolumn(self._lad, None, kant=(18, 14, 18, 14), mellan=0))

    def tom(self) -> None:
        tom(self._lad)
        self.knapp = None

    def _sag(self, ord_: str, roll: str) -> None:
        self._lad.addWidget(text(ord_, roll, bryt=True, markera=True))

    def _till_arendet(self, ord_: str = "Öppna ärendet") -> None:
        self.knapp = knapp(ord_, self._oppna, tips="Enter")
        self._lad.addSpacing(4)
        self._lad.addLayout(rad(self.knapp, None))

    # --- a row of the run -------------------------------------------------------------------------------------------

    def insats(self, a: Anordnarpost, p: Insatspost, vy: Ersattningsvy) -> None:
        self.tom()
        self._sag(f"Ärende {p.insats}", "rubrik")
        self._sag(" · ".join(x for x in (p.kund, insats_ord(p.kod), a.namn) if x), "dampad")
        if p.rader:
            self._sag(f"{kronor(p.belopp)} ({manad_ar(vy.forra)}: {kronor(p.fore)})", "fet")
        if p.mot_forberedd:
            self._lad.addWidget(meddelande("varning", (p.mot_forberedd,)))
        if p.samtidigt:
            self._lad.addWidget(meddelande("varning", p.samtidigt, "Två insatser samma dagar"))
        for r in p.rader:
            self._rad(r)
        for x in vy.svar.ej if vy.svar else ():
            if x.insats == p.insats:
                manad = manad_ar(x.avser_manad).capitalize()
                self._lad.addWidget(meddelande("varning", (f"{SKALORD[x.skal]}.",), f"{manad} betalas inte"))
        self._lad.addWidget(linje())
        self._sag(f"Mot {manad_ar(vy.forra)}", "litendampad")
        self._sag(_mening(p.mot_forra), "liten")
        self._till_arendet()

    def _rad(self, r: Post) -> None:
        self._lad.addWidget(linje())
        vad = text(f"{TYPORD[r.typ]}, {manad_ar(r.avser_manad)}", "litenfet")
        self._lad.addLayout(rad(vad, None, text(kronor(r.belopp), "litenfet")))
        self._sag(r.forklaring, "liten")

    # --- an anordnare ----------------------------------------------------------------------------------------------

    def anordnare(self, a: Anordnarpost, vy: Ersattningsvy) -> None:
        self.tom()
        self._sag(a.namn, "rubrik")
        self._sag(f"Mot {manad_ar(vy.forra)}: {a.mot_forra}.", "dampad")
        betalda = sorted((p for p in a.insatser if p.rader), key=lambda p: p.kundval)
        fakta = [(manad_ar(m).capitalize(), kronor(b)) for m, b in ((vy.manad, a.belopp), (vy.forra, a.fore))]
        for kundval, grupp in groupby(betalda, key=lambda p: p.kundval):
            egna = list(grupp)
            summa = kronor(sum((p.belopp for p in egna[1:]), egna[0].belopp))
            fakta.append((kundval, f"{antal(len(egna), 'insats', 'insatser')}, {summa}"))
        if ej := sum(x.anordnare == a.namn for x in vy.svar.ej) if vy.svar else 0:
            fakta.append(("Betalas inte", antal(ej, "månad", "månader")))
        self._lad.addWidget(faktaruta(fakta))
        olika = [p for p in a.insatser if p.marken]
        if olika:
            self._lad.addWidget(linje())
            self._sag("Det som skiljer", "litenfet")
        for p in olika[:HOGST]:
            self._sag(f"{p.insats}, {p.kund}: {p.mot_forra}.", "liten")
        if len(olika) > HOGST:
            self._sag(f"… och {len(olika) - HOGST} till i listan.", "litendampad")

    # --- something missing -----------------------------------------------------------------------------------------

    def saknas(self, s: Saknas, vy: Ersattningsvy) -> None:
        self.tom()
        self._sag(f"Ärende {s.insats}", "rubrik")
        self._sag(" · ".join(x for x in (s.kund, insats_ord(s.kod), s.anordnare) if x), "dampad")
        roll = "fel" if s.ljus == "rod" else "varning" if s.ljus == "gul" else "klart" if s.ljus == "klar" else "ruta"
        self._lad.addWidget(meddelande(roll, (s.vad, *s.fler), manad_ar(s.manad).capitalize()))
        if s.stoppar:
            manad = manad_ar(s.manad).capitalize()
            self._sag(f"{manad} betalas först när det är inne. {_mening(vy.bryt_ord)}", "liten")
        elif s.ljus == "bortfallen":
            self._sag(
                "Det betalas inte. Slutrapporten skulle ha kommit in i tid, och det går inte att ta igen.", "liten"
            )
        elif s.ljus == "klar":
            self._sag("Det betalas i den första körning vars brytdatum det kom in till.", "liten")
        else:
            self._sag("Det stoppar inte betalningen, men ska ändå bli klart.", "liten")
        fakta = [("Görs av", s.vem)] if s.vem else []
        if s.kundansvarig:
            fakta.append(("Kundansvarig", s.kundansvarig))
        self._lad.addWidget(faktaruta(fakta))
        self._till_arendet("Öppna ärendet vid steget" if s.steg[0] else "Öppna ärendet")
        if vy.lage != "faststalld" and s.stoppar and s.vem == "Anordnaren":
            tips = "Allt som saknas hos anordnaren i de ärenden som du ser, som utkast (Alt+E)"
            brev = knapp("E-post till anordnaren …", lambda: self._paminn(s.anordnare), tips=tips)
            brev.setShortcut("Alt+E")
            self._lad.addLayout(rad(brev, None))


def _mening(ord_: str) -> str:
    return f"{ord_[:1].upper()}{ord_[1:]}." if ord_ else ""
