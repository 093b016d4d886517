"""The granskning of anordnare of an uppföljning, in a dialog: who is reviewed, their kontrollpunkter, and one of them
with what is known of it and the form to judge it by.

What has been typed is saved when one goes on to another point or closes; what cannot be saved is shown again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.bedomningsformular import KLAR, OPPNA, SATT
from kundvalsdesk.services.bedomningsmodell import skala
from kundvalsdesk.services.bedomningstyper import KLAR as LAST
from kundvalsdesk.services.bedomningstyper import Granskad, Granskningar, Granskningspunkt, Talen
from kundvalsdesk.texter.bedomning import lage_ord
from kundvalsdesk.ui import bedomningstjanster as tjanst
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bedomning_yta import (
    Bedomningsform,
    Skrivet,
    skrivet,
    visa_andra,
    visa_avvikelse,
    visa_underlag,
)
from kundvalsdesk.ui.bitar import chip, kolumn, linje, meddelande, rad, ram, rulla_fram, rullyta, text, tom
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.konfliktruta import Konfliktruta
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

if TYPE_CHECKING:
    from kundvalsdesk.rules.bedomning import Avvikelse, Skala
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.typer import Andring
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

RUBRIK = "Granskning av anordnare"
SIFFROR = "123456789"
TOKEN, TALTOKEN = "granskning_av_anordnare", "granskningens_tal"


def ljus(skalan: Skala, niva: str) -> str:
    """The light of a step: the best, another that is no brist, a brist, the worst."""
    plats = skalan.plats(niva)
    if plats < 0:
        return ""
    if skalan.brist(niva):
        return "rod" if plats == len(skalan.steg) - 1 else "gul"
    return "klar" if plats == 0 else "gron"


class Anordnarmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("anordnare", "Anordnare", 150),
        Kolumn("lage", "Bedömda", 112, "Bedömda kontrollpunkter av alla"),
    )
    FET = "anordnare"

    def visa(self, x: Granskningar) -> None:
        rader = []
        for r in x.rader:
            hur = "klar" if r.lage == LAST else "gul" if r.bedomda else ""
            ord_ = "klar" if r.lage == LAST else f"{r.bedomda} av {r.antal}"
            rader.append(Rad(str(r.anordnare_id), x.plan_id, r.anordnare_id,
                             {"anordnare": r.anordnare, "lage": ord_}, {"lage": hur} if hur else {}))  # fmt: skip
        self.satt(tuple(rader))


class Punktmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("nr", "Nr", 54),
        Kolumn("punkt", "Kontrollpunkt", 130),
        Kolumn("niva", "Bedömning", 184, "≠: skiljer sig från de andras på liknande underlag"),
    )
    FET = "punkt"

    def visa(self, x: Granskningar, r: Granskad, olika: dict[tuple[int, str], Avvikelse]) -> None:
        sk, rader = x.skala, []
        for p in r.punkter:
            s = sk.steget(p.niva)
            ord_ = s.kort if s is not None else p.niva or ("anteckning" if p.bedomt is not None else "–")
            if (r.anordnare_id, p.punkt.kod) in olika:
                ord_ += " ≠"
            rader.append(Rad(p.punkt.kod, x.plan_id, p.punkt_id,
                             {"nr": p.nummer, "punkt": p.punkt.punkt, "niva": ord_},
                             {"niva": x_ljus} if (x_ljus := ljus(sk, p.niva)) else {}))  # fmt: skip
        self.satt(tuple(rader))


class Utkast(NamedTuple):
    """What has been typed of a point and is not saved. `sedd`: the version that was seen."""

    skrivet: Skrivet
    sedd: int


class Granskningsdialog(DeladDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int) -> None:
        super().__init__(vem, s, RUBRIK)
        self.plan_id = plan_id
        self.vy: tjanst.Granskningsvy | None = None
        self.talen: Talen | None = None
        self.dokument: DokumentDialog | None = None
        self._olika: dict[tuple[int, str], Avvikelse] = {}
        self._visad: tuple[int, str] | None = None
        self._utkast: dict[tuple[int, str], Utkast] = {}
        self._ska_stanga = self._fyller = False
        self._rubrik, self._lage = text(RUBRIK, "stor", bryt=True), text("", "dampad", bryt=True, markera=True)
        self.modell, self.punktmodell = Anordnarmodell(s.tema, self), Punktmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, "Anordnare", "anordnare")
        self.punkter = Tabell(s.tema, self.punktmodell, "Kontrollpunkter", "punkt", ("nr",))
        self.form = Bedomningsform(s, skala(), self._spara_och_nasta)
        k = self._knapp
        self.papper = k("På papper …", "Ctrl+P", "Granskningen av den valda, som PDF", self._visa_papper)
        self.klar = k("Granskningen är klar …", "Alt+K", "Bedömningarna låses", partial(self._med, KLAR))
        self.oppna = k("Öppna igen …", "Alt+O", "Med ett skäl", partial(self._med, OPPNA))
        self.atgard = k("Ny åtgärd …", "Alt+T", "Efter bristen som är vald", self._ny_atgard)
        self.andra = chip("Så bedömdes de andra", self._visa_andra, tips="På samma kontrollpunkt (Alt+J)")
        self.andra.setShortcut("Alt+J")
        self.andra.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # its key leaves one where one is
        self._jamforelse, self._skiljer, self._fel_i = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._bygg()
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._byt_anordnare())
        self.punkter.selectionModel().currentRowChanged.connect(lambda *_: self._byt_punkt())
        self.lista.oppna.connect(lambda _: self.punkter.setFocus())
        self.punkter.oppna.connect(lambda _: self._till_formen())
        self.form.andrad.connect(self._jamfor)
        self.form.forra.clicked.connect(lambda *_: self._forra())
        for lista in (self.lista, self.punkter):
            lista.installEventFilter(self)
        self.punkter.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        px = self._s.tema.px
        knappar = rad(self.papper, self.klar, self.oppna, self.atgard, None, mellan=8)
        lad = kolumn(self._rubrik, self._lage, self._besked, knappar, mellan=10, kant=(24, 18, 24, 8))
        inre = QWidget()
        inre.setLayout(kolumn(self._om, self._jamforelse, self._fel_i, None, mellan=8, kant=(18, 14, 18, 14)))
        om = kolumn(kant=1, mellan=0)
        om.addWidget(rullyta(inre), 1)
        self._formyta = QWidget()
        self._formyta.setLayout(kolumn(linje(), self.form, mellan=8, kant=(18, 0, 18, 12)))
        om.addLayout(kolumn(rad(self.andra, None), self._skiljer, mellan=8, kant=(18, 4, 18, 8)))
        om.addWidget(self._formyta)
        for innehall, hojd, andel in ((kolumn(self.lista, kant=1, mellan=0), 200, 16),
                                      (kolumn(self.punkter, kant=1, mellan=0), 300, 28), (om, 520, 24)):  # fmt: skip
            kort = ram("kort")
            kort.setLayout(innehall)
            kort.setMinimumHeight(px(hojd))
            self._delat.addWidget(kort, andel)
        lad.addLayout(self._delat, 1)
        self._ram_in(lad, 1500, 900)
        for w in (self.papper, self.klar, self.oppna, self.atgard, self.andra, self._formyta):
            w.hide()

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), self._visa, self._fel, token=TOKEN)

    def _visa(self, vy: tjanst.Granskningsvy) -> None:
        forst, self.vy = self.vy is None, vy
        x = vy.alla
        self._rubrik.setText(f"{RUBRIK}, {x.kundval} {x.ar}")
        klara = sum(r.lage == LAST for r in x.rader)
        har = f"{klara} av {len(x.rader)} anordnare är färdiggranskade. Kontrollpunkterna är version {x.lista}."
        self._lage.setText(har if x.rader else "Ingen anordnare är auktoriserad i kundvalet.")
        self._rakna_olika()
        self._fyll()
        if forst and x.rader:
            vilka = {r.anordnare_id: r.anordnare for r in x.rader}
            self._s.arbetare.kor(lambda e: tjanst.talen(e, self.plan_id, vilka), self._visa_tal, self._fel,
                                 token=TALTOKEN)  # fmt: skip

    def _visa_tal(self, talen: Talen) -> None:
        self.talen = talen
        self._rakna_olika()
        self._fyll()

    def _rakna_olika(self) -> None:
        if self.vy is not None and self.talen is not None:
            self._olika = tjanst.avvikelser(self.vy.alla, self.talen)

    def _fyll(self) -> None:
        """The lists anew; what is chosen stays so, and what is typed is not touched."""
        if self.vy is None:
            return
        self._behall()
        vald = self._visad
        self._fyller = True
        self.modell.visa(self.vy.alla)
        alla = enumerate(self.vy.alla.rader)
        forst = next((n for n, r in alla if r.lage != LAST and (r.bedomda or r.har_svarat)), 0)
        self.lista.selectRow(max(0, self.modell.finn(str(vald[0]))) if vald is not None else forst)
        self._fyll_punkter(vald[1] if vald is not None else "")
        self._fyller = False
        self._visa_punkt()

    def _fyll_punkter(self, kod: str = "") -> None:
        r = self._anordnaren()
        if r is None or self.vy is None:
            self.punktmodell.satt(())
            return
        self.punktmodell.visa(self.vy.alla, r, self._olika)
        forst = next((n for n, p in enumerate(r.punkter) if not p.niva), 0)
        nr = self.punktmodell.finn(kod) if kod else -1
        self.punkter.selectRow(nr if nr >= 0 else forst)

    def _anordnaren(self) -> Granskad | None:
        r = self.modell.rad(self.lista.currentIndex().row())
        return self.vy.alla.anordnaren(r.steg_id) if r is not None and self.vy is not None else None

    def _punkten(self) -> Granskningspunkt | None:
        r, rad_ = self._anordnaren(), self.punktmodell.rad(self.punkter.currentIndex().row())
        return r.punkten(rad_.nyckel) if r is not None and rad_ is not None else None

    def _byt_anordnare(self) -> None:
        if self._fyller:
            return
        self._spara()
        self._fyller = True
        self._fyll_punkter(self._visad[1] if self._visad is not None else "")
        self._fyller = False
        self._visa_punkt()

    def _byt_punkt(self) -> None:
        if not self._fyller:
            self._spara()
            self._visa_punkt()

    def _visa_punkt(self) -> None:
        r, p = self._anordnaren(), self._punkten()
        skriver = self.vy is not None and self.vy.far_skriva and r is not None
        last = r is not None and r.lage == LAST
        self._formyta.setVisible(skriver and not last and p is not None)
        self.andra.setVisible(p is not None)
        self.papper.setVisible(r is not None)
        self.klar.setVisible(skriver and not last and r is not None and bool(r.bedomda))
        self.oppna.setVisible(skriver and last)
        brist = p is not None and p.bedomt is not None and skala().brist(p.niva)
        self.atgard.setVisible(skriver and brist)
        alla = r is not None and r.bedomda == r.antal
        for k, forst in ((self.klar, alla), (self.form.spara, not alla)):
            k.setProperty("roll", "primar" if forst else "")
            k.style().polish(k)
        if r is None or p is None or self.vy is None:
            for lad in (self._om, self._jamforelse, self._skiljer):
                tom(lad)
            self._visad = None
            return
        if self._visad != (r.anordnare_id, p.punkt.kod):
            tom(self._fel_i)
        self._visad = (r.anordnare_id, p.punkt.kod)
        utkast = self._utkast.get(self._visad)
        self.form.satt(utkast.skrivet if utkast is not None else skrivet(p.bedomt.sparad if p.bedomt else None))
        self.form.forra.setVisible(p.forra is not None)
        visa_underlag(self._om, self.vy.alla, r, p, self.talen, laser=last or not skriver)
        lage = lage_ord(r.bedomda, r.antal, r.klar, r.klar_av)
        self._om.insertWidget(2, text(lage + (f" Öppnad igen: {r.skal}" if r.skal and not last else ""),
                                      "litendampad", bryt=True, markera=True))  # fmt: skip
        if r.slutsats:
            self._om.insertWidget(3, text(f"Slutsats: {r.slutsats}", "liten", bryt=True, markera=True))
        self._jamfor()

    def _jamfor(self) -> QWidget | None:
        if self.vy is None or self._visad is None:
            return None
        j = None
        if self.talen is not None:
            j = tjanst.jamfor(self.vy.alla, self.talen, *self._visad, self.form.varden()[0])
        sk = self.vy.alla.skala
        visa_avvikelse(self._skiljer, sk, j, laser=not self._formyta.isVisibleTo(self))
        tom(self._jamforelse)
        return visa_andra(self._jamforelse, sk, j) if self.andra.isChecked() else None

    def _visa_andra(self) -> None:
        if (sist := self._jamfor()) is not None:
            rulla_fram(sist)

    # --- judging ----------------------------------------------------------------------------------------------------

    def eventFilter(self, vem: QObject, handelse: QEvent) -> bool:
        """In the lists a digit is a step; left and right go between them."""
        if isinstance(handelse, QKeyEvent) and handelse.type() == QEvent.Type.KeyPress and not self._med_alt(handelse):
            if handelse.text() and handelse.text() in SIFFROR and self._formyta.isVisible():
                return self.form.valj_nummer(int(handelse.text()))
            if handelse.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                (self.lista if handelse.key() == Qt.Key.Key_Left else self.punkter).setFocus()
                return True
        return super().eventFilter(vem, handelse)

    @staticmethod
    def _med_alt(handelse: QKeyEvent) -> bool:
        return bool(handelse.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier))

    def _behall(self) -> None:
        """What has been typed of the point that is shown is kept, with the version it was typed over."""
        if self.vy is None or self._visad is None or not self._formyta.isVisibleTo(self):
            return
        r = self.vy.alla.anordnaren(self._visad[0])
        p = r.punkten(self._visad[1]) if r is not None else None
        if p is None:
            return
        fore = self._utkast.get(self._visad)
        if fore is None and self.form.varden() == skrivet(p.bedomt.sparad if p.bedomt else None):
            return
        sedd = fore.sedd if fore is not None else p.bedomt.version if p.bedomt is not None else 0
        self._utkast[self._visad] = Utkast(self.form.varden(), sedd)

    def _till_formen(self) -> None:
        """Where all stands in one column it may be far below."""
        if self._formyta.isVisibleTo(self):
            self.form.kommentar.setFocus()
            rulla_fram(self.form.spara)

    def _forra(self) -> None:
        p = self._punkten()
        if p is not None and p.forra is not None:
            self.form.satt(skrivet(p.forra))
            self.form.kommentar.setFocus()
            self._jamfor()

    def _spara(self) -> bool:
        """Saves what has been typed of the point that is shown; False where there is nothing to save."""
        self._behall()
        vad = self._visad
        if vad is None or vad not in self._utkast:
            return False
        utkast = self._utkast[vad]
        niva, kommentar, evidens = utkast.skrivet
        if not any(utkast.skrivet) and not utkast.sedd:
            del self._utkast[vad]
            return False
        mal, handling_id = f"{self.plan_id}:{vad[0]}:{vad[1]}", str(uuid4())

        def jobb(e: Arbetsenhet) -> Andring:
            varden = {"niva": niva, "kommentar": kommentar, "evidens": evidens}
            return tjanster.utfor(e, SATT, "", mal, utkast.sedd, varden)

        def klart(_: Andring) -> None:
            if self._utkast.get(vad) == utkast:
                del self._utkast[vad]
            if self._visad == vad:
                tom(self._fel_i)
            if self._ska_stanga and not self._utkast:
                self._stang()
            else:
                self.hamta()

        self._s.arbetare.kor(jobb, klart, lambda fel: self._gick_inte(vad, utkast, fel), skriv=True,
                             handling_id=handling_id)  # fmt: skip
        return True

    def _gick_inte(self, vad: tuple[int, str], utkast: Utkast, fel: KundvalsdeskFel) -> None:
        """The point is shown again with what was typed, and why it was not saved. After a conflict the next save goes
        over what stands there now, which is shown."""
        self._ska_stanga = False
        plan_id = self.plan_id

        def visa(vy: tjanst.Granskningsvy) -> None:
            if isinstance(fel, Konflikt):
                r = vy.alla.anordnaren(vad[0])
                p = r.punkten(vad[1]) if r is not None else None
                if p is not None and p.bedomt is not None:
                    self._utkast[vad] = Utkast(utkast.skrivet, p.bedomt.version)
            self._behall()
            self._visad = vad
            self.form.satt(utkast.skrivet)
            self._visa(vy)
            tom(self._fel_i)
            if isinstance(fel, Konflikt):
                konflikt = Konfliktruta(fel, {}, {s.kod: s.namn for s in vy.alla.skala.steg}, kvar=True)
                konflikt.ta_deras.connect(lambda: self._ta_deras(vad))
                ruta: QWidget = konflikt
            else:
                ruta = meddelande("fel", fel.mening.splitlines())
            self._fel_i.addWidget(ruta)
            rulla_fram(ruta)
            (self.form.kommentar if getattr(fel, "falt", "") == "kommentar" else self.punkter).setFocus()

        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), visa, self._fel, token=TOKEN)

    def _ta_deras(self, vad: tuple[int, str]) -> None:
        self._utkast.pop(vad, None)
        tom(self._fel_i)
        self._visad = None if self._visad == vad else self._visad
        self._visa_punkt()

    def _spara_och_nasta(self) -> None:
        nr = self.punkter.currentIndex().row()
        if nr + 1 < self.punktmodell.rowCount():
            self.punkter.selectRow(nr + 1)
        else:
            self._spara()
        self.punkter.setFocus()
        rulla_fram(self.punkter)

    # --- the granskning as a whole ----------------------------------------------------------------------------------

    def _med(self, kod: str) -> None:
        r = self._anordnaren()
        if r is not None:
            self._spara()
            self._fraga(kod, f"{self.plan_id}:{r.anordnare_id}")

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        return tjanst.formular(e, kod, mal)

    def _ny_atgard(self) -> None:
        """The form of a new åtgärd begins with the brist as it was judged."""
        from kundvalsdesk.ui.atgarder import oppna_for

        self._spara()
        r, p = self._anordnaren(), self._punkten()
        if r is not None and p is not None and p.bedomt is not None:
            oppna_for(self, self._s, self.plan_id, r.anordnare_id, ny={
                "ursprung": "granskning", "punkt_id": p.punkt_id, "bedomning_id": p.bedomt.id,
                "brist": p.bedomt.sparad.kommentar,
            })  # fmt: skip

    def _visa_papper(self) -> None:
        r = self._anordnaren()
        if r is None:
            return
        self._spara()
        nr, plan_id, rubrik = r.anordnare_id, self.plan_id, f"Granskning av {r.anordnare}"

        def visa(fil: tuple[str, bytes]) -> None:
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            self.dokument = DokumentDialog(self, self._s, rubrik, fil[1], fil[0])
            self.dokument.finished.connect(self.dokument.deleteLater)
            self.dokument.open()

        self._s.arbetare.kor(lambda e: tjanst.papper(e, plan_id, nr), visa, self._fel)

    def reject(self) -> None:
        """What is typed is saved first; what cannot be saved stays, and that is said."""
        self._ska_stanga = True
        if not self._spara() and not self._utkast:
            self._stang()

    def _stang(self) -> None:
        for token in (TOKEN, TALTOKEN):
            self._s.arbetare.glom(token)
        super().reject()
