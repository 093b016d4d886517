"""The anordnare: the list with their figures, and beside it (below it, in a narrow window) what is behind them.

Right: brister by kind with their cases, and what is known of the anordnare. Enter goes from the list to the brister,
and from a brist to its case. All that the register holds is on a card of its own (ui.anordnare_kort).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.anordnaretyper import Anordnarlista, Anordnarrad
from kundvalsdesk.services.granskningstyper import Bristrad
from kundvalsdesk.ui import anordnartjanster, tjanster, tokens
from kundvalsdesk.ui.anordnare_atgard import Atgardsval
from kundvalsdesk.ui.anordnare_brister import BristLista
from kundvalsdesk.ui.anordnare_modell import KOLUMNER, AnordnareDelegat, AnordnareModell, andel_ord
from kundvalsdesk.ui.bitar import (
    Innehallsyta,
    chip,
    faktaruta,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    tomtlage,
    visa_klart,
)
from kundvalsdesk.ui.listgrund import HUVUD, Radtabell, stilla
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.arendetyper import Stegval

TOKEN = "anordnare"  # noqa: S105 – names a line of questions, no secret
BRIST = "brist"
"""Code of the frist that the form of a brist makes done."""
KUNDVAL = (("", "Alla"), ("FAI", "FAI"), ("AMI", "AMI"), ("ISA", "ISA"))
LISTA, TOMT, TOMT_SOK, NEKAD, HAMTAR = range(5)
UMBARLIGA = ("returer", "kundval", "pagaende")
NAMN_MINST, KORT_MINST, FAKTA_HOGST = 150, 210, 270
BREDVID = 1080
"""Narrower than this, the details stand below the list."""


class Anordnartabell(Radtabell):
    tal = True
    """Whoever only keeps the register has no figures."""

    def passa_in(self) -> None:
        """The name has what the figures leave. Where that is too little, the last ones to be missed give way: they
        stand in the details too."""
        px = self._tema.px
        visas = [k.namn for k in KOLUMNER if self.tal or not k.tal]
        bredder = {k.namn: px(k.bredd) for k in KOLUMNER}
        rum = self.viewport().width()
        for umbarlig in UMBARLIGA:
            if umbarlig not in visas or sum(bredder[n] for n in visas) <= rum:
                break
            visas.remove(umbarlig)
        bredder["namn"] = max(px(NAMN_MINST), rum - sum(bredder[n] for n in visas if n != "namn"))
        for nr, namn in enumerate(k.namn for k in KOLUMNER):
            self.setColumnHidden(nr, namn not in visas)
            self.setColumnWidth(nr, bredder[namn])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.passa_in()


class Faktayta(Innehallsyta):
    """As tall as what it shows, up to a height: then it scrolls by itself, and the room does not."""

    def __init__(self, innehall: QWidget, hogst: int) -> None:
        super().__init__(innehall)
        self.hogst = hogst

    def sizeHint(self) -> QSize:
        hel = super().sizeHint()
        return QSize(hel.width(), min(hel.height(), self.hogst))


class AnordnareVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._svar: Anordnarlista | None = None
        self._sok = ""
        self._kundval = ""
        self._minns = ""
        self._i_brister = False
        self.modell = AnordnareModell(self)
        self.lista = Anordnartabell(s.tema, self.modell, "Anordnare")
        self.brister = BristLista(s.tema)
        self._antal = text("", "dampad")
        self._antal.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.varst = chip("Störst andel brister först", self._filtrera)
        self.rensa_knapp = knapp("Rensa sökning", self.rensa, roll="diskret", tips="Esc")
        self._besked = QVBoxLayout()
        self._huvud = QVBoxLayout()
        self._fakta = QVBoxLayout()
        self.atgard = Atgardsval(self, s, self._fel)
        self._bygg()

    # --- building ---------------------------------------------------------------------------------------------------

    def _bygg(self) -> None:
        self._bygg_tabell()
        self.brister.oppna.connect(self._oppna)
        self._chips = QButtonGroup(self)
        self._kundvalschips: dict[str, QPushButton] = {}
        filterrad = rad(mellan=8)
        for kod, ord_ in KUNDVAL:
            k = chip(ord_, partial(self._valj_kundval, kod), namn=f"Kundval: {ord_}")
            k.setChecked(kod == "")
            self._chips.addButton(k)
            self._kundvalschips[kod] = k
            filterrad.addWidget(k)
        filterrad.addSpacing(12)
        filterrad.addWidget(self.varst)
        filterrad.addWidget(self.rensa_knapp)
        filterrad.addStretch(1)
        listkort = ram("kort")
        listkort.setLayout(kolumn(self.lista, kant=(1, 1, 1, 1), mellan=0))
        self._delat = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._delat.setSpacing(16)
        self._delat.setContentsMargins(0, 0, 0, 0)
        self._delat.addWidget(listkort, 3)
        self._delat.addWidget(self._bygg_sida(), 2)
        delat = QWidget()
        delat.setLayout(self._delat)
        self._stack = QStackedWidget()
        self._rullyta = rullyta(delat)
        # With large text in a small window the cards keep a few rows each, and the whole scrolls.
        for w in (self._rullyta, *self._tomlagen(), tomtlage("Hämtar …", "")):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        lad = QVBoxLayout(self)
        lad.setContentsMargins(24, 18, 24, 24)
        lad.setSpacing(12)
        vem = "Vem som har turen, i dag och andra dagar (Alt+F)"
        self.forval = knapp("Förvalslista …", self._forvalslista, tips=vem)
        self.forval.setShortcut("Alt+F")
        self.jamfor = knapp("Jämför …", self._jamfor, tips="Anordnare bredvid varandra, för kunden (Alt+J)")
        self.jamfor.setShortcut("Alt+J")
        self.ny = knapp("Ny anordnare …", self._ny, tips="Lägg till en anordnare i registret (Alt+N)")
        self.ny.setShortcut("Alt+N")
        self.register = knapp("Registret …", self.oppna_kort, tips="Allt om den valda anordnaren (Alt+R)")
        self.register.setShortcut("Alt+R")
        # In a narrow window, or with large text, the buttons stand below the heading.
        self._topp = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._topp.setSpacing(10)
        self._topp.addLayout(rad(text("Anordnare", "stor"), self._antal, None, mellan=12), 1)
        self._topp.addLayout(rad(self.register, self.ny, self.jamfor, self.forval, None, mellan=10))
        lad.addLayout(self._topp)
        lad.addLayout(self._besked)
        lad.addLayout(filterrad)
        lad.addWidget(self._stack, 1)
        self.setFocusProxy(self.lista)
        self.rensa_knapp.hide()

    def _bygg_tabell(self) -> None:
        t, px = self.lista, self._s.tema.px
        t.setItemDelegate(AnordnareDelegat(t, self._s.tema))
        t.setMinimumHeight(px(HUVUD + 3 * tokens.RAD))
        huvud = t.horizontalHeader()
        huvud.setSectionsClickable(False)
        huvud.setMinimumSectionSize(px(56))
        t.oppna.connect(lambda _: self._till_brister())
        t.doubleClicked.connect(lambda _: self.oppna_kort())
        t.selectionModel().currentRowChanged.connect(lambda ny, _: self._visa_en(self.modell.rad(ny.row())))

    def _bygg_sida(self) -> QWidget:
        bristkort = self._bristkort = ram("kort")
        bristkort.setMinimumHeight(self._s.tema.px(KORT_MINST))
        self._inga = text("", "dampad", bryt=True)
        inga = QWidget()
        inga.setLayout(kolumn(self._inga, None, kant=(20, 4, 20, 16)))
        self._bristyta = QStackedWidget()
        self._bristyta.addWidget(self.brister)
        self._bristyta.addWidget(inga)
        self._huvud.setSpacing(4)
        self._huvud.setContentsMargins(20, 16, 20, 12)
        lad = kolumn(mellan=0, kant=(1, 1, 1, 1))
        lad.addLayout(self._huvud)
        lad.addLayout(rad(self.atgard.knapp, None, kant=(20, 0, 20, 10)))
        lad.addWidget(self._bristyta, 1)
        bristkort.setLayout(lad)
        innehall = QWidget()
        self._fakta.setContentsMargins(20, 14, 20, 14)
        innehall.setLayout(self._fakta)
        faktakort = self._faktakort = ram("kort")
        self._faktayta = Faktayta(innehall, self._s.tema.px(FAKTA_HOGST))
        faktakort.setLayout(kolumn(self._faktayta, mellan=0, kant=(1, 1, 1, 1)))
        sida = QWidget()
        self._sidan = kolumn(mellan=16)
        self._sidan.addWidget(bristkort, 5)
        self._sidan.addWidget(faktakort, 4)
        sida.setLayout(self._sidan)
        return sida

    def _tomlagen(self) -> list[QWidget]:
        ut: list[QWidget] = []
        for innehall in (
            tomtlage(
                "Inga anordnare här än",
                "Anordnare och auktorisationer kommer med när ärenden läses in under Meny, Läs in ärenden. Den som "
                "vårdar registret lägger till nya med knappen Ny anordnare.",
            ),
            tomtlage(
                "Ingen anordnare passar",
                "Sökningen letar i namn, språk, kompetens och kommundelar.",
                knapp("Visa alla anordnare", self._visa_alla, tips="Esc"),
            ),
            tomtlage(
                "Det finns inget för din roll här",
                "Anordnarnas siffror visas för den som arbetar med ärenden eller med kvalitetsuppföljning.",
            ),
        ):
            k = ram("kort")
            k.setLayout(kolumn(rullyta(innehall)))
            ut.append(k)
        return ut

    def _bredvid(self) -> bool:
        return self.width() >= self._s.tema.px(BREDVID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bredvid = self._bredvid()
        self._topp.setDirection(riktning(bredvid))
        if riktning(bredvid) == self._delat.direction():
            return
        # Below the list the two cards share its width instead of its height.
        self._delat.setDirection(riktning(bredvid))
        self._sidan.setDirection(riktning(not bredvid))
        self._delat.setStretch(0, 3 if bredvid else 1)
        self._delat.setStretch(1, 2 if bredvid else 1)
        self._visa_en(self.modell.rad(self.lista.currentIndex().row()))

    # --- loading ----------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        self._hamta(self._visa)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: only what has become different is drawn, and it stays where it is."""
        self._hamta(self._visa_tyst)

    def _hamta(self, klar: Callable[[Anordnarlista], None]) -> None:
        def jobb(e: Arbetsenhet) -> Anordnarlista:
            return tjanster.anordnare_lista(e)

        self._s.arbetare.kor(jobb, klar, token=TOKEN)

    def _visa_tyst(self, svar: Anordnarlista) -> None:
        if svar == self._svar:
            self.laddad.emit()
            return
        with stilla(self.lista):
            self._visa(svar)

    def _visa(self, svar: Anordnarlista) -> None:
        self._svar = svar
        self.jamfor.setVisible(not svar.nekad and svar.far_tal)
        kort = bool(svar.rader) and svar.far_kort
        for k, visas in ((self.forval, not svar.nekad), (self.register, kort), (self.ny, svar.far_varda)):
            k.setVisible(visas)
        self._bristkort.setVisible(svar.far_tal)
        if not svar.far_tal:  # alone, it takes the room it needs, from above
            self._faktayta.hogst = self._s.tema.px(4 * FAKTA_HOGST)
            self._sidan.setAlignment(self._faktakort, Qt.AlignmentFlag.AlignTop)
        self.varst.setVisible(svar.far_tal)
        self.lista.tal = svar.far_tal
        self.lista.passa_in()
        if svar.nekad:
            self._antal.setText("")
            self._stack.setCurrentIndex(NEKAD)
        else:
            self._byggt_om(lambda: self.modell.satt(svar.rader))
        self.laddad.emit()
        if self._i_brister and self.brister.isVisible():
            # Back from a case: on with the next brist.
            self.brister.setFocus()
        self._i_brister = False

    def _byggt_om(self, gor: Callable[[], None]) -> None:
        """The rows are made anew: the anordnare that was selected stays so."""
        vald = self.modell.rad(self.lista.currentIndex().row())
        self._minns = vald.namn if vald else self._minns
        gor()
        antal = self.modell.rowCount()
        self.rensa_knapp.setVisible(bool(self._sok))
        self._antal.setText(self._antal_ord())
        if antal:
            self._stack.setCurrentIndex(LISTA)
            nr = self.modell.finn(self._minns)
            self.lista.selectRow(nr)
            self.lista.scrollTo(self.modell.index(nr, 0))
        else:
            self._stack.setCurrentIndex(TOMT_SOK if self.modell.filtrerat else TOMT)

    def _antal_ord(self) -> str:
        antal, alla = self.modell.rowCount(), self.modell.alla
        if not alla:
            return ""
        oppna = sum(r.oppna for r in alla)
        bas = f"{antal} av {len(alla)} anordnare" if antal != len(alla) else f"{antal} anordnare"
        if self._svar is not None and not self._svar.far_tal:
            return bas
        brist = "brist" if oppna == 1 else "brister"
        return f"{bas} · {oppna} {brist} att bedöma" if oppna else f"{bas} · inga brister att bedöma"

    # --- one of them ------------------------------------------------------------------------------------------------

    def _visa_en(self, r: Anordnarrad | None) -> None:
        if r is None:
            return
        tom(self._huvud)
        tom(self._fakta)
        self._huvud.addWidget(text(r.namn, "rubrik", bryt=True, markera=True))
        if r.insatser:
            mening = f"Brist i {andel_ord(r).replace('·', 'insatser ·')}"
        else:
            mening = "Inga insatser har startat"
        self._huvud.addWidget(text(f"{mening} · {_returord(r)}", "litendampad", bryt=True))
        self.atgard.visa(self._svar, r)
        self.brister.satt(r.grupper, self._s.idag())
        self._bristyta.setCurrentIndex(0 if r.grupper else 1)
        self._inga.setText(self._inga_ord(r))
        if self._svar is not None and not self._svar.far_tal:
            self._fakta.addWidget(text(r.namn, "rubrik", bryt=True, markera=True))
        if r.vantar:
            self._fakta.addWidget(meddelande("varning", (r.vantar,)))
            self._fakta.addSpacing(8)
        if self._svar is None or self._svar.far_kort:
            self._fakta.addWidget(text("Kontakt och auktorisation", "litenfet"))
        self._fakta.addSpacing(4)
        fakta = r.fakta or (("Uppgifter", "saknas"),)
        if self._bredvid():
            self._fakta.addWidget(faktaruta(fakta, self._s.tema.px(104)))
            return
        for namn, varde in fakta:  # in a narrow card an address needs the whole width
            self._fakta.addSpacing(4)
            self._fakta.addWidget(text(namn, "litendampad"))
            self._fakta.addWidget(text(varde, bryt=True, markera=True))

    def _inga_ord(self, r: Anordnarrad) -> str:
        if r.med_brist or r.oppna:  # the figures are there, the cases are not for this role
            return "Ärendena bakom siffrorna visas bara för karriärvägledare och arbetsledare."
        return "Inga brister. Det som programmet hittar, som upprepat sena rapporter, visas här, ärende för ärende."

    def _till_brister(self) -> None:
        if self.brister.isVisible():
            self.brister.setFocus()
            self._rullyta.ensureWidgetVisible(self.brister)

    def _oppna(self, r: Bristrad) -> None:
        self._i_brister = True
        self.oppna_arende.emit(r.insats, BRIST, f"{r.kod}:{r.avser}")

    def oppna_kort(self) -> None:
        """All that the register holds of the one that is selected."""
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None or not self.register.isVisible():
            return
        from kundvalsdesk.ui.anordnare_kort import Anordnardialog

        dialog = Anordnardialog(self, self._s, r.mal, r.namn)
        dialog.andrad.connect(self.hamta_tyst)
        dialog.oppna_insats.connect(lambda insats: self.oppna_arende.emit(insats, "", ""))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ny(self) -> None:
        from kundvalsdesk.ui.anordnare_kort import Registerformular

        def visa(steg: Stegval) -> None:
            dialog = Registerformular(self, self._s, steg)
            dialog.sparad.connect(lambda _: self._tillagd(dialog.formular.varden()["namn"]))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: anordnartjanster.formular(e, "anordnare_lagg_till", ""), visa, self._fel)

    def _tillagd(self, namn: str) -> None:
        self._minns = namn
        visa_klart(self._besked, f"{namn} är inlagd. Kontor, personal och auktorisationer läggs in under Registret.")
        self._hamta(self._visa_ny)

    def _visa_ny(self, svar: Anordnarlista) -> None:
        self.lista.setCurrentIndex(self.modell.index(-1, 0))  # the new one is selected, not the one that was
        self._visa(svar)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (fel.mening,)))

    def _jamfor(self) -> None:
        from kundvalsdesk.ui.jamforaren import Jamfordialog

        r = self.modell.rad(self.lista.currentIndex().row())
        dialog = Jamfordialog(self, self._s, forst=(r.namn,) if r is not None else ())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _forvalslista(self) -> None:
        from kundvalsdesk.ui.forvalslista import Forvalsdialog

        dialog = Forvalsdialog(self, self._s)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- search and filter ------------------------------------------------------------------------------------------

    def _valj_kundval(self, kod: str) -> None:
        self._kundval = kod
        self._filtrera()

    def _filtrera(self) -> None:
        if self._stack.currentIndex() == NEKAD:
            return
        self._byggt_om(
            lambda: self.modell.filtrera(sokform(self._sok), self._kundval, varst=self.varst.isChecked())
        )  # fmt: skip

    def _visa_alla(self) -> None:
        self._kundvalschips[""].setChecked(True)
        self._kundval = ""
        self.rensa()

    def sok(self, ord_: str) -> None:
        if ord_ != self._sok:
            self._sok = ord_
            self._filtrera()

    def rensa(self) -> None:
        """Esc: from the brister to the list, and away with the search."""
        self._sok = ""
        self._filtrera()
        self.sok_rensat.emit()
        self.lista.setFocus()


def _returord(r: Anordnarrad) -> str:
    antal = f"{r.returer} återremiss{'' if r.returer == 1 else 'er'}"
    return f"{antal} på {r.returer_manader} månader"
