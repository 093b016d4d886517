"""Jämföraren: up to four anordnare side by side, to look at together with the kund, and the sheet to take home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.jamforare import HOGST
from kundvalsdesk.services.jamforaretyper import Jamford, Jamforelse
from kundvalsdesk.texter import jamforare as ord_
from kundvalsdesk.texter.meningar import insats_ord
from kundvalsdesk.ui import jamfortjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, linje, meddelande, rad, ram, riktning, text, tom, tomtlage
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.stegformular import Stegformular

TOKEN = "jamforaren"  # noqa: S105 – names a line of questions, no secret
KOLUMN_MINST = 148
LISTA_BREDD, LISTA_HOJD = 250, 170
ALLT = 16777215
"""No limit, as Qt says it."""
BREDVID = 900
"""Narrower than this, the list stands above what is compared."""


class Jamfordialog(QDialog):
    valdes = Signal(str)
    """The kund has chosen this one."""

    def __init__(
        self, vem: QWidget, s: Sammanhang, kod: str = "", forst: Sequence[str] = (), *, valbar: bool = False
    ) -> None:
        """`kod`: for this insats alone; `forst`: who is compared from the beginning; `valbar`: one can be chosen."""
        super().__init__(vem)
        self._s, self._kod, self._valbar = s, kod, valbar
        self._last = bool(kod)
        self._valda: list[str] = list(forst)
        self.svar: Jamforelse | None = None
        self.setWindowTitle(ord_.RUBRIK)
        self.setModal(True)
        self.insats = QComboBox()
        self.insats.setAccessibleName("Insats som anordnaren är auktoriserad för")
        self.insats.setMinimumContentsLength(24)
        self.insats.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.insats.activated.connect(self._byt_insats)
        self.lista = QListWidget()
        self.lista.setProperty("roll", "lista")
        self.lista.setAccessibleName("Anordnare att jämföra, högst fyra")
        self.lista.setToolTip("Mellanslag lägger till eller tar bort")
        self.lista.itemChanged.connect(self._andrat)
        self.lista.itemActivated.connect(_vaxla)
        self._om = text("", "dampad", bryt=True)
        self._besked = QVBoxLayout()
        self._yta = QScrollArea()
        self._yta.setWidgetResizable(True)
        self._yta.setFrameShape(QFrame.Shape.NoFrame)
        self._yta.setAccessibleName("Jämförelsen. Pilarna rullar.")
        self.skriv_ut = knapp("Skriv ut …", self.visa_bladet, roll="primar", tips="Bladet att ta hem (Ctrl+P)")
        self.skriv_ut.setShortcut("Ctrl+P")
        self._bygg()
        fonster = vem.window()
        while (over := fonster.parentWidget()) is not None:  # from a narrow form it is not narrow
            fonster = over.window()
        self.resize(min(s.tema.px(1180), fonster.width() - 40), min(s.tema.px(720), fonster.height() - 60))
        self.hamta()

    def _bygg(self) -> None:
        px = self._s.tema.px
        etikett = text("Anordnare, högst fyra", "litendampad")
        val = QWidget()
        val.setLayout(kolumn(self.insats, etikett, self.lista, mellan=6))
        kort = ram("kort")
        kort.setLayout(kolumn(self._yta, kant=1, mellan=0))
        self._delat = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._delat.setSpacing(16)
        self._delat.addWidget(val)
        self._delat.addWidget(kort, 1)
        self._val = val
        kort.setMinimumHeight(px(160))
        self._rubrik = text(ord_.RUBRIK, "rubrik")
        lad = kolumn(self._rubrik, self._om, self._besked, mellan=8, kant=(24, 20, 24, 18))
        lad.addLayout(self._delat, 1)
        stang = knapp("Stäng", self.reject, tips="Esc")
        hjalp = text("Bladet har stor text, vanliga ord och en förklaring av siffrorna.", "litendampad", bryt=True)
        fot = rad(mellan=10)
        fot.addWidget(hjalp, 1)
        fot.addWidget(stang)
        fot.addWidget(self.skriv_ut)
        lad.addLayout(fot)
        self.setLayout(lad)
        for k in (stang, self.skriv_ut):
            k.setAutoDefault(False)
        self._ge_plats()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()

    def _ge_plats(self) -> None:
        px, bredvid = self._s.tema.px, self.width() >= self._s.tema.px(BREDVID)
        self._delat.setDirection(riktning(bredvid))
        self._val.setMinimumWidth(px(LISTA_BREDD))
        self._val.setMaximumSize(px(LISTA_BREDD) if bredvid else ALLT, ALLT if bredvid else px(LISTA_HOJD))

    # --- loading ----------------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        kod = self._kod

        def jobb(e: Arbetsenhet) -> Jamforelse:
            return jamfortjanster.hamta(e, kod)

        self._s.arbetare.kor(jobb, self._visa, self._fel, token=TOKEN)

    def _byt_insats(self) -> None:
        self._kod = str(self.insats.currentData())
        self.hamta()

    def _visa(self, svar: Jamforelse) -> None:
        forsta = self.svar is None
        self.svar = svar
        tom(self._besked)
        finns = [a.namn for a in svar.alla]
        self._valda = [n for n in self._valda if n in finns]
        if not self._valda and len(finns) <= HOGST:
            self._valda = finns
        if forsta:
            self._fyll_insatser(svar)
        self._om.setText(_om(svar))
        with QSignalBlocker(self.lista):
            self.lista.clear()
            for namn in finns:
                post = QListWidgetItem(namn)
                post.setToolTip(namn)
                post.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )  # fmt: skip
                vald = namn in self._valda
                post.setCheckState(Qt.CheckState.Checked if vald else Qt.CheckState.Unchecked)
                self.lista.addItem(post)
        if finns:
            self.lista.setCurrentRow(finns.index(self._valda[0]) if self._valda else 0)
        self._rita()
        if forsta:
            self.lista.setFocus()

    def _fyll_insatser(self, svar: Jamforelse) -> None:
        """Of those that somebody can be chosen for. Where it is given, the heading says which."""
        if self._last:
            self._rubrik.setText(f"{ord_.RUBRIK} för {insats_ord(svar.insats[0])}")
            self.insats.hide()
            return
        self.insats.addItem("Alla insatser", "")
        for kod, namn in sorted(dict.fromkeys(par for a in svar.alla for par in a.insatser)):
            self.insats.addItem(f"{insats_ord(kod)} – {namn}", kod)

    # --- choosing whom to compare -----------------------------------------------------------------------------------

    def _andrat(self, post: QListWidgetItem) -> None:
        namn, vald = post.text(), post.checkState() == Qt.CheckState.Checked
        tom(self._besked)
        if not vald:
            self._valda = [n for n in self._valda if n != namn]
        elif len(self._valda) >= HOGST:
            with QSignalBlocker(self.lista):
                post.setCheckState(Qt.CheckState.Unchecked)
            self._besked.addWidget(meddelande("ruta", ("Fyra jämförs redan. Ta bort någon av dem först.",)))
            return
        elif namn not in self._valda:
            self._valda.append(namn)
        self._rita()

    # --- what is compared -------------------------------------------------------------------------------------------

    def _rita(self) -> None:
        svar = self.svar
        assert svar is not None  # noqa: S101 - drawn when it has come
        finns = {a.namn: a for a in svar.alla}
        valda = [finns[n] for n in self._valda]
        self.skriv_ut.setEnabled(bool(valda))
        if valda:
            inne: QWidget = self._tabell(svar, valda)
        elif finns:
            inne = tomtlage("Välj vilka som ska jämföras", "Kryssa för en till fyra anordnare i listan.")
        else:
            inne = tomtlage(
                "Ingen att jämföra", "Ingen anordnare är auktoriserad i dag. Auktorisationer sköts i rummet Anordnare."
            )
        inne.setProperty("roll", "innehall")
        self._yta.setWidget(inne)
        self._yta.setFocusPolicy(Qt.FocusPolicy.StrongFocus if valda else Qt.FocusPolicy.NoFocus)

    def _tabell(self, svar: Jamforelse, valda: list[Jamford]) -> QWidget:
        """What a row tells of stands above its values, so that these have all the width."""
        w = QWidget()
        galler = QGridLayout(w)
        galler.setContentsMargins(20, 16, 20, 16)
        galler.setHorizontalSpacing(20)
        galler.setVerticalSpacing(3)
        for spalt, a in enumerate(valda):
            galler.setColumnStretch(spalt, 1)
            galler.setColumnMinimumWidth(spalt, self._s.tema.px(KOLUMN_MINST))
            lad = kolumn(_lika_bred(text(a.namn, "rubrik", bryt=True, markera=True)), mellan=6)
            lad.addStretch(1)  # the buttons stand in a row
            if self._valbar:
                k = knapp("Välj", partial(self._valj, a.namn), namn=f"Kunden väljer {a.namn}")
                k.setToolTip(f"Kunden väljer {a.namn}")
                k.setAutoDefault(False)
                lad.addLayout(rad(k, None))
            if svar.forval in [v.namn for v in valda]:
                forval = "Förvalsanordnare i dag" if a.namn == svar.forval else ""
                lad.addWidget(_lika_bred(text(forval, "litendampad", bryt=True)))
            galler.addLayout(lad, 0, spalt)
        nr = 1
        for rubrik, varden in rader(svar, valda):
            galler.addWidget(linje(), nr, 0, 1, len(valda))
            etikett = text(rubrik, "litendampad")
            etikett.setContentsMargins(0, 4, 0, 0)
            galler.addWidget(etikett, nr + 1, 0, 1, len(valda))
            for spalt, (a, varde) in enumerate(zip(valda, varden, strict=True)):
                cell = text(varde, "dampad" if varde == ord_.SAKNAS else "", bryt=True, markera=True)
                cell.setAlignment(Qt.AlignmentFlag.AlignTop)
                cell.setAccessibleName(f"{a.namn}, {rubrik.lower()}: {varde}")
                cell.setContentsMargins(0, 0, 0, 4)
                galler.addWidget(_lika_bred(cell), nr + 2, spalt)
            nr += 3
        galler.setRowStretch(nr, 1)
        return w

    def _valj(self, namn: str) -> None:
        self.valdes.emit(namn)
        self.accept()

    # --- on paper ---------------------------------------------------------------------------------------------------

    def visa_bladet(self) -> None:
        if not self._valda:
            return
        namn, kod = tuple(self._valda), self._kod

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return jamfortjanster.blad(e, namn, kod)

        self._s.arbetare.kor(jobb, self._visa_sidan, self._fel, token=f"{TOKEN}-ut")

    def _visa_sidan(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        dialog = DokumentDialog(self, self._s, ord_.RUBRIK, fil[1], fil[0])
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (fel.mening,)))


def _vaxla(post: QListWidgetItem) -> None:
    """Enter, as the space bar."""
    pa = post.checkState() == Qt.CheckState.Checked
    post.setCheckState(Qt.CheckState.Unchecked if pa else Qt.CheckState.Checked)


def _lika_bred(etikett: QLabel) -> QLabel:
    """As wide as its column, whatever it says: the columns are equal."""
    etikett.setSizePolicy(QSizePolicy.Policy.Ignored, etikett.sizePolicy().verticalPolicy())
    return etikett


def _om(svar: Jamforelse) -> str:
    return (
        f"De som är auktoriserade i dag. Siffrorna gäller hela {svar.ar} och är de samma för alla som visar dem: "
        "avrundade, och inte för färre än fem personer."
    )


def rader(svar: Jamforelse, valda: Sequence[Jamford]) -> list[tuple[str, list[str]]]:
    """What they are compared by: label, and what each has; nothing that none of them has said anything of."""
    alla: list[tuple[str, Callable[[Jamford], str], bool]] = [
        (ord_.INSATSER_RUBRIK, lambda a: ", ".join(insats_ord(k) for k, _ in a.insatser), True),
        (ord_.kunder_rubrik(svar.ar), lambda a: ord_.kunder_ord(a.kunder), True),
        (ord_.MANADER_RUBRIK, lambda a: ord_.manader_ord(a.manader), True),
        (ord_.NOJDA_RUBRIK, lambda a: _nojda(svar, a), True),
        (ord_.OMRADE_RUBRIK, lambda a: a.kommundelar, False),
        (ord_.KONTOR_RUBRIK, lambda a: ord_.kontor_ord(a.kontor) or a.adress, False),
        (ord_.SPRAK_RUBRIK, lambda a: a.sprak, False),
        (ord_.KOMPETENS_RUBRIK, lambda a: a.kompetens, False),
        (ord_.PRESENTATION_RUBRIK, lambda a: a.presentation, False),
        (ord_.KONTAKT_RUBRIK, lambda a: "\n".join(d for d in (a.telefon, a.epost, a.webbplats) if d), False),
    ]
    ut = []
    for rubrik, hamta, alltid in alla:
        varden = [hamta(a).strip() for a in valda]
        if alltid or any(varden):
            ut.append((rubrik, [v or ord_.SAKNAS for v in varden]))
    return ut


def _nojda(svar: Jamforelse, a: Jamford) -> str:
    return ord_.nojdhet_ord([(n.ar, n.kundval, n.andel, n.antal) for n in a.nojdhet], svar.ar, enkat=svar.enkat)


def lank(
    vem: QWidget, s: Sammanhang, kod: Callable[[], str], formular: Callable[[], Stegformular | None]
) -> QPushButton:
    """The way to it from a form in which an anordnare is chosen: what is chosen there is filled in."""

    def oppna() -> None:
        kod_nu = kod()
        dialog = Jamfordialog(vem, s, kod_nu, valbar=bool(kod_nu))
        dialog.valdes.connect(lambda namn: _fyll_i(formular(), kod_nu, namn))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    k = knapp("Jämför anordnare …", oppna, roll="lank", tips="Visa kunden vilka som finns att välja mellan (Alt+J)")
    k.setShortcut("Alt+J")
    return k


def _fyll_i(formular: Stegformular | None, kod: str, namn: str) -> None:
    if formular is None:
        return
    falt = formular.falt
    if "forvald" in falt:  # the kund has chosen
        falt["forvald"].satt("nej")
    mal = falt.get(f"anordnare_{kod}") or falt.get("anordnare")
    if mal is not None:
        mal.satt(namn)
        mal.fokusera()
