"""Gallring: what may go today and what must stay, lists to look through and approve, carrying one out, the record.

A kund is named by its number only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.gallringstyper import Gallringsavbrott, Lista, Oversikt, Postrad
from kundvalsdesk.services.typer import Andring, Framsteg
from kundvalsdesk.texter.datum import antal, datum_langt
from kundvalsdesk.texter.gallring import LAGEORD, POSTORD, omfattning_ord, rader_ord, utfall_ord
from kundvalsdesk.ui import gallringstjanster, tjanster
from kundvalsdesk.ui.arbetsdialog import Arbetsdialog
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, riktning, rullyta, text, tom
from kundvalsdesk.ui.fraga import fraga
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.gallring_utfor import NyEnhet, Utfall
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

RUBRIK = "Gallring"
ROLL = "arbetsledare"
KOLUMNER = ("Kund", "Vad", "Sedan", "Läge")
BREDVID = 900
"""Narrower than this, the lists stand above what is in the chosen one."""
FORSLAG = "Fristerna är programmets förslag. Det är kommunens dokumenthanteringsplan som avgör."


@dataclass(frozen=True, slots=True)
class Visad:
    """A row on the screen. `post`: that of a list; None for what may go or must stay today."""

    kund: str
    vad: str
    sedan: str
    lage: str
    omfattning: dict[str, int]
    skal: str
    post: Postrad | None = None


class Gallringsdialog(QDialog):
    andrad = Signal()
    """Something of kunder was deleted here."""

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        aktor = s.arbetare.aktor
        self._leder = aktor is not None and aktor.har(ROLL)
        self._o: Oversikt | None = None
        self._regler: tuple[str, ...] = ()
        self._rader: tuple[Visad, ...] = ()
        self._gallrat = False
        self.papper: DokumentDialog | None = None
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self.listor = ordtabell(s.tema, "Listor", ("Lista", "Läge"))
        self.listor.currentCellChanged.connect(lambda nr, *_: self._vald())
        self.rader = ordtabell(s.tema, "Rader", KOLUMNER)
        self.rader.currentCellChanged.connect(lambda nr, *_: self._visa_om(nr))
        self._huvud, self._besked, self._om = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._huvud.setSpacing(6)
        self._bygg()
        fonster = vem.window()
        self.resize(min(s.tema.px(1180), fonster.width() - 40), min(s.tema.px(700), fonster.height() - 40))
        self.hamta()

    def _bygg(self) -> None:
        self.uppratta = knapp("Upprätta lista", self._uppratta, roll="primar", tips="Av allt som får gallras i dag")
        self.godkann = knapp("Godkänn listan", self._godkann, roll="primar")
        self.utfor = knapp("Gallra …", self._utfor, roll="primar", tips="Tar bort det som står på listan, för gott")
        self.undanta = knapp("Undanta …", self._undanta, tips="Behåll kunden till en dag, med skäl (Delete)")
        self.skriv = knapp("Protokoll …", self._protokoll, tips="Visa, skriv ut eller spara protokollet (Ctrl+P)")
        self.skriv.setShortcut("Ctrl+P")
        listkort, radkort = self._kort(self.listor), self._kort(self.rader)
        hoger = QWidget()
        hoger.setLayout(kolumn(self._huvud, mellan=10))
        if (lad := hoger.layout()) is not None and isinstance(lad, QVBoxLayout):
            lad.addWidget(radkort, 1)
            lad.addLayout(self._om)
        self.listor.setMinimumHeight(self._s.tema.px(110))
        self.rader.setMinimumHeight(self._s.tema.px(180))
        self._tva = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tva.setSpacing(16)
        self._tva.addWidget(listkort, 5)
        self._tva.addWidget(hoger, 9)
        stang = knapp("Stäng", self.reject, tips="Esc")
        fot = rad(self.skriv, self.undanta, None, stang, self.uppratta, self.godkann, self.utfor, mellan=10)
        inre = QWidget()
        lad_ = kolumn(
            text("Det som har nått sin gallringsfrist tas bort för gott, efter en lista som en arbetsledare upprättar "
                 "och en annan godkänner. Kunder står med nummer.", "dampad", bryt=True),
            self._besked, mellan=10, kant=(24, 0, 24, 4),
        )  # fmt: skip
        lad_.addLayout(self._tva, 1)
        inre.setLayout(lad_)
        yttre = kolumn(rad(text(RUBRIK, "rubrik"), kant=(24, 0, 24, 0)), mellan=10, kant=(0, 20, 0, 18))
        yttre.addWidget(rullyta(inre), 1)
        fot.setContentsMargins(24, 4, 24, 0)
        yttre.addLayout(fot)
        self.setLayout(yttre)
        self._visa_knappar()

    @staticmethod
    def _kort(tabell: QTableWidget) -> QWidget:
        kort = ram("kort")
        kort.setLayout(kolumn(tabell, kant=1, mellan=0))
        return kort

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tva.setDirection(riktning(self.width() >= self._s.tema.px(BREDVID)))

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self, nummer: int | None = None, *, forsta: bool = False) -> None:
        """Reads all of it anew, and shows a list: that of a number, the newest, or the one that was chosen."""

        def klar(svar: tuple[Oversikt, tuple[str, ...]]) -> None:
            self._visa(*svar, nummer, forsta=forsta)

        self._s.arbetare.kor(gallringstjanster.oversikt, klar, self._fel, token="gallring")  # noqa: S106

    def _visa(self, o: Oversikt, regler: tuple[str, ...], nummer: int | None, *, forsta: bool) -> None:
        vald = self.lista.id if nummer is None and self.lista is not None else nummer
        self._o, self._regler = o, regler
        rader = [("I dag", self._antal_ord(o))] if self._leder else []
        rader += [(f"Lista {g.id}, {g.dag.isoformat()}", LAGEORD[g.lage]) for g in o.listor]
        with QSignalBlocker(self.listor):
            self.listor.setRowCount(len(rader))
            for nr, par in enumerate(rader):
                for spalt, ord_ in enumerate(par):
                    self.listor.setItem(nr, spalt, QTableWidgetItem(ord_))
            forst = 1 if self._leder else 0
            plats = next((nr for nr, g in enumerate(o.listor, forst) if g.id == vald), 0)
            self.listor.setCurrentCell(forst if forsta and o.listor else plats, 0)
        self._vald()
        if not self.rader.hasFocus():
            self.listor.setFocus()

    @staticmethod
    def _antal_ord(o: Oversikt) -> str:
        n = len({k.kund_id for k in o.kandidater if not k.hinder})
        return antal(n, "kund får gallras", "kunder får gallras").capitalize() if n else "Inget får gallras"

    @property
    def lista(self) -> Lista | None:
        """The chosen list; None where today is."""
        nr = self.listor.currentRow() - (1 if self._leder else 0)
        return self._o.listor[nr] if self._o is not None and 0 <= nr < len(self._o.listor) else None

    def _vald(self) -> None:
        self._visa_knappar()
        if self._o is None:
            return
        g = self.lista
        if g is None:
            self._visa_huvud()
            self._visa_dagens(self._o)
            return

        def klar(poster: tuple[Postrad, ...]) -> None:
            self._visa_poster(poster)

        self._visa_huvud()
        self._s.arbetare.kor(
            lambda e: gallringstjanster.poster(e, g.id), klar, self._fel, token="gallringsposter"  # noqa: S106
        )  # fmt: skip

    def _visa_huvud(self) -> None:
        tom(self._huvud)
        o, g = self._o, self.lista
        if o is None:
            return
        if g is None:
            self._huvud.addWidget(text(f"I dag, {datum_langt(o.dag)}" if self._leder else "Ingen lista finns", "fet"))
            for r in self._regler:
                self._huvud.addWidget(text(r, "litendampad", bryt=True))
            if any(r.forslag for r in o.regler):
                self._huvud.addWidget(meddelande("varning", (FORSLAG,)))
            return
        self._huvud.addWidget(text(f"Lista {g.id}: {LAGEORD[g.lage].lower()}", "fet", bryt=True))
        delar = [f"Upprättad {datum_langt(g.upprattad.date())} av {g.upprattad_av}."]
        if g.godkand is not None:
            delar.append(f"Godkänd {datum_langt(g.godkand.date())} av {g.godkand_av}.")
        if g.klar is not None:
            delar.append(f"Klar {datum_langt(g.klar.date())}.")
        self._huvud.addWidget(text(" ".join(delar), "dampad", bryt=True))
        self._huvud.addWidget(text(f"Rader: {rader_ord(g.antal)}.", "dampad", bryt=True))
        if g.lage == "forslag" and g.hinder and self._leder:
            self._huvud.addWidget(meddelande("ruta", (g.hinder,)))

    def _visa_dagens(self, o: Oversikt) -> None:
        self._s.arbetare.glom("gallringsposter")
        namn = {r.kod: r.namn for r in o.regler}
        self._fyll(
            tuple(
                Visad(k.kund, namn[k.kod], k.sedan.isoformat(), "Måste vara kvar" if k.hinder else "Får gallras",
                      k.omfattning, k.hinder)
                for k in sorted(o.kandidater, key=lambda k: bool(k.hinder))
            )
        )  # fmt: skip

    def _visa_poster(self, poster: tuple[Postrad, ...]) -> None:
        namn = {r.kod: r.namn for r in self._o.regler} if self._o is not None else {}
        self._fyll(
            tuple(
                Visad(
                    p.kund or "–", namn.get(p.kod, p.kod), p.sedan.isoformat(), POSTORD[p.lage].capitalize(),
                    p.omfattning, f"Undantagen till {p.till}: {p.skal}" if p.till else p.skal, p,
                )
                for p in poster
            )
        )  # fmt: skip

    def _fyll(self, rader: tuple[Visad, ...]) -> None:
        nr = self.rader.currentRow()
        with QSignalBlocker(self.rader):
            self._rader = rader
            self.rader.setRowCount(len(rader))
            for i, v in enumerate(rader):
                for spalt, ord_ in enumerate((v.kund, v.vad, v.sedan, v.lage)):
                    self.rader.setItem(i, spalt, QTableWidgetItem(ord_))
            if rader:
                self.rader.setCurrentCell(min(max(nr, 0), len(rader) - 1), 0)
        self._visa_om(self.rader.currentRow())

    def _visa_om(self, nr: int) -> None:
        tom(self._om)
        if 0 <= nr < len(self._rader):
            v = self._rader[nr]
            mening = f"{v.kund}: {omfattning_ord(v.omfattning) or 'inget mer'}."
            if v.skal:
                mening += f" {v.skal}"
            ord_ = text(mening, "liten", bryt=True, markera=True)
        else:
            inget = "Inget har nått sin gallringsfrist, eller så står det redan på en lista."
            ord_ = text(inget if self.lista is None and self._leder else "", "dampad", bryt=True)
        self._om.addWidget(ord_)
        self._visa_knappar()

    def _visa_knappar(self) -> None:
        g, post = self.lista, self._post()
        self.uppratta.setVisible(self._leder and g is None)
        self.uppratta.setEnabled(self._o is not None and any(not k.hinder for k in self._o.kandidater))
        self.godkann.setVisible(self._leder and g is not None and g.lage == "forslag")
        self.godkann.setEnabled(g is not None and not g.hinder)
        self.utfor.setVisible(self._leder and g is not None and g.lage == "godkand")
        self.undanta.setVisible(self._leder and g is not None and g.lage != "klar")
        self.undanta.setEnabled(post is not None and post.lage == "vantar")
        self.skriv.setVisible(g is not None)

    def _post(self) -> Postrad | None:
        nr = self.rader.currentRow()
        return self._rader[nr].post if self.lista is not None and 0 <= nr < len(self._rader) else None

    # --- what is done -----------------------------------------------------------------------------------------------

    def _uppratta(self) -> None:
        self._gor("gallring_uppratta", "", 0, "Listan är upprättad. Den godkänns innan något gallras.", forsta=True)

    def _godkann(self) -> None:
        g = self.lista
        if g is not None:
            self._gor("gallring_godkann", str(g.id), g.version, "Listan är godkänd. Inget är gallrat ännu.")

    def _gor(self, kod: str, mal: str, version: int, klart: str, *, forsta: bool = False) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, kod, "", mal, version, {})

        def klar(_: Andring) -> None:
            self._sag("klart", klart)
            self.hamta(forsta=forsta)

        self._s.arbetare.kor(jobb, klar, self._fel, skriv=True)

    def _undanta(self) -> None:
        post = self._post()
        if post is None or post.lage != "vantar":
            return
        from kundvalsdesk.services.arendetyper import Stegval
        from kundvalsdesk.ui.formulardialog import Formulardialog

        def visa(steg: Stegval) -> None:
            dialog = Formulardialog(self, self._s, steg)
            dialog.sparad.connect(lambda _: self._undantagen(post.kund))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda _: gallringstjanster.formular_undanta(post), visa, self._fel)

    def _undantagen(self, kund: str) -> None:
        self._sag("klart", f"Kunden {kund} är undantagen.")
        self.hamta()

    def _utfor(self) -> None:
        g = self.lista
        if g is None:
            return
        n = antal(g.antal.get("vantar", 0), "rad", "rader")
        mening = (
            f"{n} på lista {g.id} tas bort för gott och går inte att få tillbaka. En kund i taget: stoppar du är det "
            "som är gjort gjort, och resten väntar."
        )
        if not fraga(self, "Gallra nu?", mening, "Gallra"):
            return
        arbete = Gallringsarbete(self, self._s, g.id)
        arbete.finished.connect(lambda _: self._utford(arbete))
        arbete.open()

    def _utford(self, arbete: Gallringsarbete) -> None:
        arbete.deleteLater()
        self._gallrat = True
        tom(self._besked)
        self.hamta()

    def _protokoll(self) -> None:
        g = self.lista
        if g is None:
            return
        self._s.arbetare.kor(
            lambda e: gallringstjanster.protokoll(e, g.id), self._visa_papper, self._fel, token="protokoll"  # noqa: S106
        )  # fmt: skip

    def _visa_papper(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.papper = DokumentDialog(self, self._s, "Gallringsprotokoll", fil[1], fil[0])
        self.papper.finished.connect(self.papper.deleteLater)
        self.papper.open()

    # --- words ------------------------------------------------------------------------------------------------------

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._sag("fel", fel.mening)
        self._visa_knappar()

    def _sag(self, slag: str, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande(slag, mening.splitlines()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.listor.hasFocus():
            self.rader.setFocus()
        elif event.key() == Qt.Key.Key_Delete and self.undanta.isVisible() and self.undanta.isEnabled():
            self._undanta()
        else:
            super().keyPressEvent(event)

    def done(self, svar: int) -> None:
        if self._gallrat:
            self._gallrat = False
            self.andrad.emit()
        super().done(svar)


class Gallringsarbete(Arbetsdialog):
    """An approved list under way. Stopped, it is carried on from where it was."""

    stopptips = "Esc. Det som är gjort är gjort, resten väntar."

    def __init__(self, vem: QWidget, s: Sammanhang, nummer: int) -> None:
        super().__init__(vem, s, f"Gallra lista {nummer}")
        self._nummer = nummer
        self.borja()

    def borja(self) -> None:
        nummer = self._nummer

        def jobb(ny: NyEnhet, visa: Callable[[Framsteg], None], stopp: Callable[[], bool]) -> Utfall:
            return gallringstjanster.utfor(ny, nummer, visa, stopp)

        self._arbetar("Gallrar …", self._s.arbetare.kor_enheter(jobb, self._klar, self._fel, self._framsteg))

    def _klar(self, u: Utfall) -> None:
        gjort = utfall_ord(u.gallrade, u.behallna)
        if u.kvar:
            vantar = antal(u.kvar, "rad väntar", "rader väntar").capitalize()
            self._svar(
                meddelande("varning", (gjort, f"{vantar} på samma lista."), "Stoppat"),
                vidare=(knapp("Fortsätt gallra", self.borja),),
            )
        else:
            self._svar(
                meddelande("klart", (gjort, "Listan är klar. Protokollet finns kvar för gott."), "Klart"),
                text("Säkerhetskopior som togs före gallringen har uppgifterna kvar tills de förstörs.", "dampad",
                     bryt=True),
            )  # fmt: skip

    def _fel(self, fel: KundvalsdeskFel) -> None:
        if not isinstance(fel, Gallringsavbrott):  # nothing had been begun
            super()._fel(fel)
            return
        self._svar(
            meddelande("fel", fel.mening.splitlines(), "Gallringen avbröts"),
            vidare=(knapp("Fortsätt gallra", self.borja, roll="primar"),),
        )
