"""One kontrollpunkt of an anordnare that is reviewed: what is known of it, and the form that it is judged by."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.rules.bedomning import Skala
from kundvalsdesk.services.bedomningstyper import (
    Annan,
    Granskad,
    Granskningar,
    Granskningspunkt,
    Jamford,
    Sparad,
    Talen,
)
from kundvalsdesk.texter.bedomning import PERIOD, UPPFYLLT_ORD, avvikelse_ord
from kundvalsdesk.texter.datum import datum_langt, uppraknat
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

UTAN_NAMN = "Inga namn på deltagare: granskningen går till anordnaren."
Skrivet = tuple[str, str, str]
"""The step, the comment and what it rests on."""


def skrivet(s: Sparad | None) -> Skrivet:
    return (s.niva, s.kommentar, s.evidens) if s is not None else ("", "", "")


class Bedomningsform(QWidget):
    andrad = Signal()

    def __init__(self, s: Sammanhang, skala: Skala, spara: Callable[[], None]) -> None:
        super().__init__()
        self.skala = skala
        self._niva = ""
        self.steg: list[QPushButton] = []
        galler = QGridLayout()
        galler.setContentsMargins(0, 0, 0, 0)
        galler.setSpacing(6)
        for nr, x in enumerate(skala.steg):
            k = chip(f"{nr + 1} {x.kort}", partial(self.valj, x.kod), namn=x.namn,
                     tips=f"{x.namn}. {x.text} ({nr + 1} i listan, annars Alt+{nr + 1})")  # fmt: skip
            k.setShortcut(f"Alt+{nr + 1}")
            k.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its key leaves one where one is
            self.steg.append(k)
            galler.addWidget(k, nr // 2, nr % 2)
        galler.setColumnStretch(2, 1)
        self.kommentar, self.evidens = QPlainTextEdit(), QPlainTextEdit()
        for ruta, namn, hjalp, hojd in (
            (self.kommentar, "Kommentar", f"Vad bedömningen består i. {UTAN_NAMN}", 66),
            (self.evidens, "Underlag", "Vad den bygger på: redovisningen, ett besök, ett utdrag …", 48),
        ):
            ruta.setAccessibleName(namn)
            ruta.setPlaceholderText(hjalp)
            ruta.setTabChangesFocus(True)
            ruta.setFixedHeight(s.tema.px(hojd))
            ruta.textChanged.connect(self.andrad)
        self.spara = knapp("Spara, nästa", spara, roll="primar", tips="Spara och gå till nästa punkt (Ctrl+Enter)")
        self.spara.setShortcut("Ctrl+Return")
        self.forra = knapp("Börja med förra årets", tips="Fyll i förra årets bedömning, att ändra eller spara (Alt+F)")
        self.forra.setShortcut("Alt+F")
        lad = kolumn(galler, 2, mellan=4)
        for ruta in (self.kommentar, self.evidens):
            lad.addWidget(text(ruta.accessibleName(), "litenfet"))
            lad.addWidget(ruta)
        lad.addSpacing(6)
        lad.addLayout(rad(self.spara, self.forra, None, mellan=8))
        self.setLayout(lad)

    def valj(self, kod: str) -> None:
        """The step, or none if it is chosen already."""
        self._satt_niva("" if kod == self._niva else kod)
        self.andrad.emit()

    def valj_nummer(self, nr: int) -> bool:
        if not 1 <= nr <= len(self.steg):
            return False
        self._satt_niva(self.skala.steg[nr - 1].kod)
        self.andrad.emit()
        return True

    def _satt_niva(self, kod: str) -> None:
        self._niva = kod
        for k, x in zip(self.steg, self.skala.steg, strict=True):
            k.setChecked(x.kod == kod)

    def satt(self, x: Skrivet) -> None:
        self.blockSignals(True)
        self._satt_niva(x[0])
        for ruta, ord_ in ((self.kommentar, x[1]), (self.evidens, x[2])):
            if ruta.toPlainText().strip() != ord_:  # whoever writes in it keeps their place
                ruta.setPlainText(ord_)
        self.blockSignals(False)

    def varden(self) -> Skrivet:
        return self._niva, self.kommentar.toPlainText().strip(), self.evidens.toPlainText().strip()


def visa_underlag(
    lad: QVBoxLayout, alla: Granskningar, r: Granskad, p: Granskningspunkt, talen: Talen | None, *, laser: bool
) -> None:  # fmt: skip
    """The question, the answer, what the case flow knows, last year, and what has been thought of it before. `laser`:
    the bedömning too, for there is no form that shows it."""
    skala = alla.skala
    tom(lad)

    def del_(rubrik: str, *rader: tuple[str, str]) -> None:
        lad.addSpacing(4)
        lad.addWidget(text(rubrik, "litenfet", bryt=True))
        for ord_, roll in rader:
            lad.addWidget(text(ord_, roll, bryt=True, markera=True))

    lad.addWidget(text(f"{p.nummer}. {p.punkt.punkt}", "rubrik", bryt=True))
    lad.addWidget(text(f"{r.anordnare} · {p.delnamn}", "litendampad", bryt=True))
    lad.addWidget(text(p.punkt.fraga, "liten", bryt=True, markera=True))
    if p.aldre:
        vad = f"Bedömd när frågan löd som i version {p.aldre}. Den har ändrats sedan dess."
        lad.addWidget(meddelande("ruta", [vad]))
    _svaret(del_, r, p)
    if p.tal:
        if talen is None:
            del_(PERIOD, ("Hämtar siffrorna …", "litendampad"))
        elif tal := talen.om(r.anordnare_id, p.tal):
            del_(f"{PERIOD}, {talen.fran.year}", *((f"{t.namn}: {t.ord}", "liten") for t in tal))
            _arenden(lad, talen, r, p)
    if p.forra is not None:
        f = p.forra
        rader = [(f"{skala.namn(f.niva)}. {f.kommentar}".strip(), "liten")]
        if f.evidens:
            rader.append((f"Underlag: {f.evidens}", "litendampad"))
        del_(f"Förra årets bedömning, {alla.ar - 1}", *rader)
    if p.bedomt is not None:
        forr = [(_tidigare(skala, s), "litendampad") for s in p.bedomt.forr[:5]]
        nu = f"Sparad {datum_langt(p.bedomt.sparad.bedomd)} av {p.bedomt.sparad.bedomd_av}."
        s = p.bedomt.sparad
        egen = [(skala.namn(s.niva) or "Bara en anteckning", "fet"), (s.kommentar, ""),
                (f"Underlag: {s.evidens}" if s.evidens else "", "liten")]  # fmt: skip
        del_("Bedömningen", *(x for x in egen if laser and x[0]), (nu, "litendampad"), *forr)
    elif laser:
        del_("Bedömningen", ("Inte bedömd än.", "litendampad"))


def _svaret(del_: Callable[..., None], r: Granskad, p: Granskningspunkt) -> None:
    if not r.har_svarat:
        del_("Anordnarens svar", ("Ingen redovisning är intagen.", "litendampad"))
        return
    s = p.svar
    if s is None or s.tomt:
        del_("Anordnarens svar", ("Frågan är inte besvarad.", "litendampad"))
        return
    bifogat = f"Bifogat: {s.bevis}" if s.bevis else f"Inget bifogat. Begärt: {p.punkt.bevis}" if p.punkt.bevis else ""
    uppfylls = f"Anordnarens svar: {UPPFYLLT_ORD[s.uppfyllt].lower()}" if s.uppfyllt else "Anordnarens svar"
    rader = [(s.svar, "liten"), (bifogat, "litendampad")]
    del_(uppfylls, *(x for x in rader if x[0]))


def _arenden(lad: QVBoxLayout, talen: Talen, r: Granskad, p: Granskningspunkt) -> None:
    """The cases behind the brister, where they belong and the actor may read them."""
    har = talen.per_anordnare.get(r.anordnare_id)
    if har is None or "brister" not in p.tal:
        return
    for b in har.arenden[:8]:
        lad.addWidget(text(f"{b.insats} {b.kund}: {b.text}", "litendampad", bryt=True, markera=True))
    if len(har.arenden) > 8:
        lad.addWidget(text(f"… och {len(har.arenden) - 8} till, i rummet Anordnare.", "litendampad"))


def _tidigare(skala: Skala, s: Sparad) -> str:
    vad = f"{skala.namn(s.niva) if s.niva else 'Anteckning'}. {s.kommentar}".strip()
    return f"Före det, {datum_langt(s.bedomd)} ({s.bedomd_av}): {vad}"


def visa_avvikelse(lad: QVBoxLayout, skala: Skala, j: Jamford | None, *, laser: bool) -> None:
    tom(lad)
    if j is not None and j.avvikelse is not None:
        rad_ = "" if laser else " Skriv gärna i kommentaren vad som skiljer."
        lad.addWidget(meddelande("varning", [f"{avvikelse_ord(skala, j.avvikelse)}{rad_}"]))


def visa_andra(lad: QVBoxLayout, skala: Skala, j: Jamford | None) -> QWidget | None:
    """How the others were judged on the same point; those that differ on similar evidence stand out."""
    tom(lad)
    if j is None:
        return None
    rubrik = text("Så bedömdes de andra", "litenfet")
    lad.addWidget(rubrik)
    domda, kvar = [a for a in j.andra if a.niva], [a.anordnare for a in j.andra if not a.niva]
    for a in domda:
        lad.addWidget(text(_annan(skala, a), "litenfet" if a.skiljer else "liten", bryt=True, markera=True))
    ingen = "" if domda else "Ingen annan har kontrollpunkten."
    sist = text(f"Inte bedömda än: {uppraknat(kvar)}." if kvar else ingen, "litendampad", bryt=True)
    lad.addWidget(sist)
    return sist


def _annan(skala: Skala, a: Annan) -> str:
    svarade = f"Svarade {UPPFYLLT_ORD[a.uppfyllt].lower()}." if a.uppfyllt else ""
    delar = [svarade, *(t.ord for t in a.tal), a.kommentar]
    lik = ", på liknande underlag" if a.liknar else ""
    return f"{a.anordnare}: {skala.namn(a.niva)}{lik}. {' '.join(d for d in delar if d)}".strip()
