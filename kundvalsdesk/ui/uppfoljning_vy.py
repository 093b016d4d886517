"""The room of the yearly uppföljning: what is to be done, all nämnder's plans of a year, and one of them beside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.rules.sortering import sokform
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.ui import uppfoljningstjanster as tjanst
from kundvalsdesk.ui.bitar import (
    chip,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    satt_chipord,
    text,
    tom,
    tomtlage,
    visa_klart,
)
from kundvalsdesk.ui.formulardialog import Formulardialog
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.uppfoljning_modell import Attgoramodell, Planmodell, Rad, Tabell
from kundvalsdesk.ui.uppfoljning_plan import Planyta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

TOKEN = "uppfoljning"  # noqa: S105 – names a line of questions, no secret
SIDA, NEKAD, HAMTAR, TOMT = range(4)
ATT_GORA, PLANER, INGET = range(3)
NYA = ("uppfoljning_skapa", "uppfoljning_kopiera")
BREDVID = 1080
"""Narrower than this, the plan stands below the lists."""


class UppfoljningVy(QWidget):
    oppna_arende = Signal(str, str, str)
    laddad = Signal()
    sok_rensat = Signal()
    antal = Signal(int)
    """What waits, for the number at the rail."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.ar = s.idag().year
        self.svar: tjanst.Uppfoljningsvy | None = None
        self._sok = ""
        self._visa_ny = False
        """The newest plan is the one to show."""
        self.gora_modell, self.plan_modell = Attgoramodell(s.tema, self), Planmodell(s.tema, self)
        self.gora = Tabell(s.tema, self.gora_modell, "Att göra", "rubrik")
        self.planer = Tabell(s.tema, self.plan_modell, "Planer", "kundval", ("namnd", "klara", "lage"))
        for lista in (self.gora, self.planer):
            lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_plan())
            lista.oppna.connect(lambda _: self._oppna_rad())
            lista.doubleClicked.connect(lambda _: self._oppna_rad())
        self.yta: Planyta = Planyta(s)
        self.yta.gor.connect(self._fraga)
        self.yta.stangd.connect(self.uppdatera)
        self.fore = knapp("‹", lambda: self._stega(-1), namn="Året före", tips="Året före (Alt+Vänsterpil)")
        self.efter = knapp("›", lambda: self._stega(1), namn="Året efter", tips="Året efter (Alt+Högerpil)")
        self.fore.setShortcut("Alt+Left")
        self.efter.setShortcut("Alt+Right")
        self.val = (
            chip(
                "Att göra",
                partial(self._visa_lista, ATT_GORA),
                tips="Steg, besök, stickprov och åtgärder som väntar, i alla planer (Alt+1)",
            ),
            chip("Planer", partial(self._visa_lista, PLANER), tips="Alla nämnders planer det året (Alt+2)"),
        )
        for nr, k in enumerate(self.val, 1):
            k.setShortcut(f"Alt+{nr}")
        self.papper = knapp("På papper ▾", tips="Planen och översikten som PDF (Ctrl+P)")
        self.papper.setShortcut("Ctrl+P")
        self.rapport = knapp("Kvalitetsrapport …", self._rapport, tips="Årets rapport om det valda kundvalet (Alt+Q)")
        self.rapport.setShortcut("Alt+Q")
        self.ny = knapp("Ny uppföljning …", self._ny, tips="Lägg upp en plan för ett kundval och år (Alt+N)")
        self.ny.setShortcut("Alt+N")
        self.dokument: DokumentDialog | None = None
        self._ar, self._under = text("", "rubrik"), text("", "dampad")
        self._under.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._besked = QVBoxLayout()
        self._inget = text("", "dampad", bryt=True)
        self._bygg()

    def _bygg(self) -> None:
        self._pappersmeny = QMenu(self.papper)
        for ord_, gor in (
            ("Planen, för nämnden", partial(self._skriv_ut, "namnd", alla=False)),
            ("Planen, för kommunstyrelsen", partial(self._skriv_ut, "ks", alla=False)),
            ("Nämndens alla planer, för nämnden", partial(self._skriv_ut, "namnd", alla=True)),
            ("Nämndens alla planer, för kommunstyrelsen", partial(self._skriv_ut, "ks", alla=True)),
        ):
            self._pappersmeny.addAction(ord_, gor)
        self._pappersmeny.addSeparator()
        self._pappersmeny.addAction("Översikt över alla nämnders planer", self._skriv_oversikt)
        self.papper.setMenu(self._pappersmeny)
        inget = QWidget()
        inget.setLayout(kolumn(self._inget, None, kant=(20, 16, 20, 16)))
        self._listor = QStackedWidget()
        for w in (self.gora, self.planer, inget):
            self._listor.addWidget(w)
        listkort, plankort = ram("kort"), ram("kort")
        listkort.setLayout(kolumn(self._listor, kant=1, mellan=0))
        listkort.setMinimumHeight(self._s.tema.px(180))
        self._ingen_plan = tomtlage("Ingen plan", "Kundvalet har ingen plan det här året. Kopiera förra årets.")
        self._plansida = QStackedWidget()
        self._plansida.addWidget(self.yta)
        self._plansida.addWidget(self._ingen_plan)
        plankort.setLayout(kolumn(self._plansida, kant=1, mellan=0))
        plankort.setMinimumHeight(self._s.tema.px(420))
        self._delat = QBoxLayout(riktning(True))
        self._delat.setSpacing(16)
        self._delat.addWidget(listkort, 1)
        self._delat.addWidget(plankort, 1)
        sida = QWidget()
        sida.setLayout(self._delat)
        self._stack = QStackedWidget()
        nekad = tomtlage(
            "Det finns inget för din roll här", "Uppföljningen visas för kvalitetsutvecklare och arbetsledare."
        )
        self._forsta = knapp("Ny uppföljning …", self._ny, roll="primar", tips="Alt+N")
        tomt = tomtlage(
            "Inga uppföljningar än",
            "Lägg upp en plan för ett kundval och år: den börjar som en mall med de åtta stegen.", self._forsta,
        )  # fmt: skip
        for w in (rullyta(sida), nekad, tomtlage("Hämtar …", ""), tomt):
            self._stack.addWidget(w)
        self._stack.setCurrentIndex(HAMTAR)
        ars = rad(self.fore, self._ar, self.efter, 12, *self.val, None, mellan=8)
        lad = QVBoxLayout(self)
        lad.setContentsMargins(24, 18, 24, 24)
        lad.setSpacing(12)
        lad.addLayout(
            rad(text("Uppföljning", "stor"), self._under, None, self.papper, self.rapport, self.ny, mellan=12)
        )
        lad.addLayout(ars)
        lad.addLayout(self._besked)
        lad.addWidget(self._stack, 1)
        self.setFocusProxy(self._listor)
        self.val[ATT_GORA].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        bred = self.width() >= self._s.tema.px(BREDVID)
        self._delat.setDirection(riktning(bred))
        self._under.setVisible(bred)  # the chips have the numbers too

    # --- loading ----------------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        ar = self.ar

        def jobb(e: Arbetsenhet) -> tjanst.Uppfoljningsvy:
            return tjanst.hamta(e, ar)

        self._s.arbetare.kor(jobb, self._visa, self._fel, token=TOKEN)

    def hamta_tyst(self) -> None:
        """Somebody else has done something: what was chosen stays so."""
        if self.svar is not None:
            self.uppdatera()

    def _visa(self, svar: tjanst.Uppfoljningsvy) -> None:
        forst = self.svar is None
        self.svar = svar
        o = svar.oversikt
        self._ar.setText(str(o.ar))
        self.ny.setVisible(svar.far_skriva)
        self._forsta.setVisible(svar.far_skriva)
        tomt = not (o.planer or o.saknade or svar.att_gora)
        self.papper.setEnabled(not tomt)
        self.rapport.setEnabled(not tomt)
        sena = sum(v.ljus == "rod" for v in svar.att_gora)
        sent = "" if not sena else " · en sak försenad" if sena == 1 else f" · {sena} saker försenade"
        planer = {0: "ingen plan", 1: "en plan"}.get(len(o.planer), f"{len(o.planer)} planer")
        self._under.setText(f"{planer} {o.ar}{sent}")
        satt_chipord(self.val[ATT_GORA], f"Att göra {len(svar.att_gora)}")
        satt_chipord(self.val[PLANER], f"Planer {len(o.planer) + len(o.saknade)}")
        for nr, k in enumerate(self.val, 1):
            k.setShortcut(f"Alt+{nr}")
        self._fyll()
        self.antal.emit(len(svar.att_gora))
        self._stack.setCurrentIndex(TOMT if tomt else SIDA)
        if forst and not svar.att_gora:
            self._visa_lista(PLANER)
        self.laddad.emit()

    def _fyll(self) -> None:
        if (svar := self.svar) is None:
            return
        delar = self._sok.split()

        def passar(*ord_: str) -> bool:
            hel = sokform(" ".join(ord_))
            return all(d in hel for d in delar)

        o = svar.oversikt
        vald = {lista: self._nyckel(lista) for lista in (self.gora, self.planer)}
        if self._visa_ny and o.planer:
            vald[self.planer] = str(max(p.id for p in o.planer))
        self._visa_ny = False
        self.gora_modell.visa(
            tuple(v for v in svar.att_gora if passar(v.rubrik, v.kundval, v.sok)),
            self._s.idag(),
        )
        self.plan_modell.visa(tjanst.begransad(o, passar))
        for lista, modell in ((self.gora, self.gora_modell), (self.planer, self.plan_modell)):
            lista.selectRow(modell.finn(vald[lista]))
        self._visa_lista(self._lista_nu())

    @staticmethod
    def _nyckel(lista: Tabell) -> str:
        modell = lista.model()
        r = modell.rad(lista.currentIndex().row()) if isinstance(modell, Attgoramodell | Planmodell) else None
        return r.nyckel if r is not None else ""

    def _lista_nu(self) -> int:
        return PLANER if self.val[PLANER].isChecked() else ATT_GORA

    def _visa_lista(self, vilken: int) -> None:
        for nr, k in enumerate(self.val):
            k.setChecked(nr == vilken)
        antal = (self.gora_modell, self.plan_modell)[vilken].rowCount()
        self._listor.setCurrentIndex(vilken if antal else INGET)
        if not antal:
            self._inget.setText(self._inget_ord(vilken))
        self._visa_plan()

    def _inget_ord(self, vilken: int) -> str:
        if self._sok:
            return "Inget passar sökningen. Esc visar allt."
        if vilken == PLANER:
            return f"Ingen nämnd har en plan för {self.ar}. Kopiera en från ett annat år, eller lägg upp en ny."
        nasta = self.svar.kommande if self.svar is not None else None
        if nasta is None:
            return "Inget väntar. Lägg upp nästa års planer, eller kopiera årets."
        return (
            f"Inget väntar nu. Nästa är {nasta.steg.rubrik.lower()} ({nasta.kundval}), som ska vara klart "
            f"{datum_langt(nasta.steg.forfaller)}."
        )

    def _rad_nu(self) -> Rad | None:
        vilken = self._lista_nu()
        lista, modell = ((self.gora, self.gora_modell), (self.planer, self.plan_modell))[vilken]
        return modell.rad(lista.currentIndex().row())

    def _oppna_rad(self) -> None:
        """What the chosen row is about: the step of its plan, or the dialog that it is dealt with in."""
        slag, _, nr = self._nyckel(self.gora).partition(":") if self._lista_nu() == ATT_GORA else ("", "", "")
        if slag == "atgard":
            self.yta.oppna_atgarder(int(nr))
        elif slag == "besok":
            self.yta.oppna_besok(int(nr))
        elif slag == "stickprov":
            self.yta.oppna_prov()
        else:
            self.yta.steg.setFocus()

    def _visa_plan(self) -> None:
        svar, r = self.svar, self._rad_nu()
        if svar is None:
            return
        if r is None and self._lista_nu() == PLANER:
            plan_id, steg_id = 0, 0
        elif r is None and self.yta.plan is not None and self.yta.plan.rad.id in svar.planer:
            plan_id, steg_id = self.yta.plan.rad.id, 0
        else:
            ar_steg = r is not None and r.nyckel.startswith("steg:")
            plan_id = r.plan_id if r is not None else next(iter(svar.planer), 0)
            steg_id = r.steg_id if r is not None and ar_steg else 0
        plan = svar.planer.get(plan_id)
        self._plansida.setCurrentIndex(0 if plan is not None else 1)
        if plan is not None:
            self.yta.satt(plan, svar.far_skriva, steg_id)
            slag = r.nyckel.partition(":")[0] if r is not None and self._lista_nu() == ATT_GORA and not steg_id else ""
            self.yta.framhav(slag)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        if getattr(fel, "kod", "") == "roll":
            self._stack.setCurrentIndex(NEKAD)
            for w in (self.papper, self.rapport, self.ny, self.fore, self.efter, *self.val):
                w.hide()
        else:
            tom(self._besked)
            self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))
        self.laddad.emit()

    def _stega(self, hur: int) -> None:
        self.ar += hur
        self._visa_lista(PLANER)
        self.uppdatera()

    # --- doing ------------------------------------------------------------------------------------------------------

    def _ny(self) -> None:
        self._fraga("uppfoljning_skapa", "")

    def _fraga(self, kod: str, mal: str) -> None:
        def jobb(e: Arbetsenhet) -> Stegval:
            return tjanst.formular(e, kod, mal)

        self._s.arbetare.kor(jobb, self._oppna, self._fel)

    def _oppna(self, steg: Stegval) -> None:
        dialog = Formulardialog(self, self._s, steg)
        arfaltet = dialog.formular.falt.get("ar") if steg.kod in NYA else None
        dialog.sparad.connect(lambda _: self._sparad(steg, arfaltet.varde() if arfaltet is not None else ""))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sparad(self, steg: Stegval, ar: str = "") -> None:
        """`ar`: of a plan that is new. It is shown, whatever year it is of."""
        visa_klart(self._besked, f"Sparat: {steg.rubrik}.")
        if ar.strip():
            self.ar, self._visa_ny = int(ar), True
            self._visa_lista(PLANER)
        self.uppdatera()

    def _skriv_ut(self, till: str, *, alla: bool) -> None:
        p = self.yta.plan
        if p is None or self.svar is None:
            return
        ids = [p.rad.id]
        if alla:
            ids = [x.rad.id for x in self.svar.planer.values() if (x.rad.namnd, x.rad.ar) == (p.rad.namnd, p.rad.ar)]
        rubrik = f"Uppföljningsplan {p.rad.ar}"
        self._s.arbetare.kor(lambda e: tjanst.papper(e, ids, till), partial(self._visa_papper, rubrik), self._fel)

    def _skriv_oversikt(self) -> None:
        ar = self.ar
        self._s.arbetare.kor(
            lambda e: tjanst.oversikt_pa_papper(e, ar),
            partial(self._visa_papper, f"Uppföljningsplaner {ar}"),
            self._fel,
        )

    def _visa_papper(self, rubrik: str, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dokument = DokumentDialog(self, self._s, rubrik, fil[1], fil[0])
        self.dokument.finished.connect(self.dokument.deleteLater)
        self.dokument.open()

    def _rapport(self) -> None:
        """The report of the plan that is shown; one that is not there is set up first, by whoever writes."""
        from kundvalsdesk.ui import kvalitetsrapporttjanster

        if (p := self.yta.plan) is None or self.svar is None:
            return
        plan_id = p.rad.id

        def visa(nr: int | None) -> None:
            if nr is not None:
                self._oppna_rapport(nr)
            elif self.svar is not None and not self.svar.far_skriva:
                tom(self._besked)
                self._besked.addWidget(
                    meddelande("ruta", [f"{p.rad.kundval} {p.rad.ar} har ingen kvalitetsrapport än."])
                )
            else:
                jobb = partial(kvalitetsrapporttjanster.formular, kod="kvalitetsrapport_skapa", mal=str(plan_id))
                self._s.arbetare.kor(jobb, ny, self._fel)

        def ny(steg: Stegval) -> None:
            dialog = Formulardialog(self, self._s, steg)
            dialog.sparad.connect(lambda _: self._rapport())
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._s.arbetare.kor(lambda e: kvalitetsrapporttjanster.av_planen(e, plan_id), visa, self._fel)

    def _oppna_rapport(self, nr: int) -> None:
        from kundvalsdesk.ui.kvalitetsrapport_dialog import Rapportdialog

        dialog = Rapportdialog(self, self._s, nr)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- as every room ----------------------------------------------------------------------------------------------

    def sok(self, ord_: str) -> None:
        self._sok = sokform(ord_)
        self._fyll()

    def rensa(self) -> None:
        self.sok("")
        self.sok_rensat.emit()
