"""One plan: how far it has come and what it lacks, its steps tertial by tertial, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.rules.uppfoljning import REDOVISAD, UTKAST
from kundvalsdesk.services.uppfoljningsmodell import modell
from kundvalsdesk.services.uppfoljningstyper import Kravrad, Plan, Stegrad
from kundvalsdesk.texter.datum import datum_kort, datum_ord
from kundvalsdesk.texter.uppfoljning import bristantal_ord, bristmeningar, lage_ord, stegets_lage
from kundvalsdesk.ui.bitar import knapp, kolumn, linje, rad, ram, rullyta, satt_knappord, text, tom
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.uppfoljning_modell import Stegmodell, Tabell

BESLUTA, REDOVISA, ATERTA = "uppfoljning_besluta", "uppfoljning_redovisa", "uppfoljning_aterta"
KLAR, OPPNA = "uppfoljningssteg_klar", "uppfoljningssteg_oppna"


MITT = QAbstractItemView.ScrollHint.PositionAtCenter


class Planyta(QWidget):
    gor = Signal(str, str)
    """The code of a form, and what it acts on."""
    stangd = Signal()
    """One of the plan's dialogs is closed: what waits may be another."""

    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self.plan: Plan | None = None
        self._far_skriva = False
        self.modell = Stegmodell(s.tema, self)
        self.steg = Tabell(s.tema, self.modell, "Planens steg", "rubrik", ("ansvarig", "senast", "steg"))
        self.steg.setMinimumHeight(s.tema.px(240))
        self.steg.oppna.connect(lambda _: self._med_steg("uppfoljningssteg_andra"))
        self.steg.doubleClicked.connect(lambda _: self._med_steg("uppfoljningssteg_andra"))
        self.steg.selectionModel().currentRowChanged.connect(lambda *_: self._visa_steg())
        self.nasta = knapp("", lambda: self._med_plan(self._nasta_kod()), roll="primar")
        self.nasta.setShortcut("Alt+B")
        self.punkter = self._knapp("Kontrollpunkter …", self._oppna_punkter, "Alt+P", "Vad anordnarna svarar på")
        self.besok = self._knapp("Besök …", self.oppna_besok, "Alt+V", "Verksamhetsbesök hos anordnarna")
        self.redovisningar = self._knapp("Redovisningar …", self._oppna_redovisningar, "Alt+R", "Anordnarnas svar")
        self.granskning = self._knapp("Granskning …", self._oppna_granskning, "Alt+G", "Anordnarna bedöms")
        self.prov = self._knapp("Stickprov …", self.oppna_prov, "Alt+I", "Stickprov av ärenden")
        self.atgarder = self._knapp("Åtgärder …", self.oppna_atgarder, "Alt+T", "Brister och vad de leder till")
        self.mer = knapp("Mer ▾", tips="Tema, kopiera, ta tillbaka, ta bort (Alt+M)")
        self.mer.setShortcut("Alt+M")
        self.meny = QMenu(self.mer)
        self.mer.setMenu(self.meny)
        self.klar = self._knapp("Klart …", self._klar_eller_oppna, "Alt+K", "Steget är gjort")
        self.andra = self._knapp("Ändra …", lambda: self._med_steg("uppfoljningssteg_andra"), "Alt+A", "Enter")
        self.nytt = self._knapp("Nytt steg …", lambda: self._med_plan("uppfoljningssteg_lagg_till"), "Alt+S")
        self.bort = self._knapp("Ta bort …", lambda: self._med_steg("uppfoljningssteg_ta_bort"), "Alt+D")
        self._rubrik, self._namnd = text("", "rubrik", bryt=True, markera=True), text("", "litendampad", bryt=True)
        self._lage = text("", bryt=True, markera=True)
        self._om = QVBoxLayout()
        self._under = QVBoxLayout()
        self._om.setSpacing(3)
        self._under.setSpacing(10)
        self._bygg()

    @staticmethod
    def _knapp(ord_: str, gor: Callable[[], object], tangent: str, vad: str = "") -> QPushButton:
        k = knapp(ord_, gor, tips=f"{vad} ({tangent})".strip())
        k.setShortcut(tangent)
        return k

    def _bygg(self) -> None:
        inre = QWidget()
        lad = kolumn(self._rubrik, self._namnd, mellan=10, kant=(20, 16, 20, 12))
        lage = rad(self._lage, self.mer, mellan=12)
        lage.setStretch(0, 1)
        lad.addLayout(lage)
        lad.addLayout(rad(self.nasta, None))
        lad.addLayout(rad(self.punkter, self.redovisningar, self.granskning, None, mellan=8))
        lad.addLayout(rad(self.besok, self.prov, self.atgarder, None, mellan=8))
        tabell = ram("kort")
        tabell.setLayout(kolumn(self.steg, kant=1, mellan=0))
        lad.addWidget(tabell, 1)
        lad.addLayout(self._under)
        inre.setLayout(lad)
        fot = kolumn(self._om, rad(self.klar, self.andra, self.nytt, self.bort, None, mellan=8), mellan=10,
                     kant=(20, 10, 20, 14))  # fmt: skip
        yttre = kolumn(mellan=0)
        yttre.addWidget(rullyta(inre), 1)
        yttre.addWidget(linje())
        yttre.addLayout(fot)
        self.setLayout(yttre)

    # --- showing ----------------------------------------------------------------------------------------------------

    def satt(self, p: Plan, far_skriva: bool, steg_id: int = 0) -> None:
        """`steg_id`: which step is chosen; 0: the one that was, or the first that is not done."""
        vald = self._valt()
        self.plan, self._far_skriva = p, far_skriva
        r = p.rad
        self._rubrik.setText(f"{r.kundval} {r.ar}")
        self._namnd.setText(r.namnd + (f" · {', '.join(r.koder)}" if r.koder else ""))
        saknas = f". {bristantal_ord(r.brister.antal).capitalize()} saknas" if r.brister.antal else ""
        self._lage.setText(f"{lage_ord(r.lage, r.beslutad, r.beslut, r.redovisad)}{saknas}.")
        self._visa_under(p)
        self.modell.visa(p.steg, self._s.idag())
        sokt = steg_id or (vald.id if vald is not None and vald.plan_id == r.id else 0)
        forst = next((s.id for s in p.steg if s.klar is None), 0)
        nr = self.modell.finn(str(sokt or forst))
        self.steg.selectRow(nr)
        QTimer.singleShot(0, self.steg, lambda: self.steg.scrollTo(self.modell.index(nr, 0), MITT))
        self._visa_knappar(p)
        self._visa_steg()

    def framhav(self, slag: str) -> None:
        """Where what is chosen is dealt with: the button of that dialog; "" for a step, which is here."""
        for vad, k in (("besok", self.besok), ("stickprov", self.prov), ("atgard", self.atgarder)):
            k.setProperty("roll", "primar" if vad == slag else "")
            k.style().polish(k)
        if slag:
            self.klar.setProperty("roll", "")
            self.klar.style().polish(self.klar)

    def _visa_under(self, p: Plan) -> None:
        """What is demanded of the plan, met or not; and what else there is to know of it."""
        tom(self._under)
        self._under.addWidget(text("Det som krävs av planen", "litenfet"))
        for k in p.krav:
            self._under.addLayout(self._kravet(p, k))
        utan_krav = p.rad.brister._replace(krav=())
        for mening in bristmeningar(modell(), utan_krav):
            self._under.addLayout(self._punkt("gul", "saknas", mening))
        if p.rad.tema.strip():
            self._under.addLayout(kolumn(text("Tema och fokusfrågor", "litenfet"),
                                         text(p.rad.tema, "liten", bryt=True, markera=True), mellan=2))  # fmt: skip
        if p.andringar:
            andringar = kolumn(text("Ändringar efter beslutet", "litenfet"), mellan=2)
            for a in reversed(p.andringar):
                nar = datum_kort(a.datum, self._s.idag())
                mening = f"{nar}: {a.vad}. {a.skal} ({a.andrad_av})"
                andringar.addWidget(text(mening, "litendampad", bryt=True, markera=True))
            self._under.addLayout(andringar)

    def _punkt(self, ljus: str, ord_: str, mening: str, tips: str = "") -> QHBoxLayout:
        etikett = text(mening, "liten", bryt=True)
        etikett.setToolTip(tips)
        ut = rad(Pill(self._s.tema, ljus, ord_), etikett, mellan=8)
        ut.setStretch(1, 1)
        return ut

    def _kravet(self, p: Plan, k: Kravrad) -> QHBoxLayout:
        ljus, ord_ = ("klar", "uppfyllt") if k.uppfyllt else ("gul", "inte visat")
        ut = self._punkt(ljus, ord_, k.namn, k.belagg)
        if self._far_skriva:
            andra = knapp("Visa …" if k.uppfyllt else "Bocka av …", roll="diskret", namn=f"{k.namn}: {ord_}",
                          tips=k.belagg)  # fmt: skip
            andra.clicked.connect(lambda *_: self.gor.emit("uppfoljningskrav", f"{p.rad.id}:{k.kod}"))
            ut.addWidget(andra)
        return ut

    def _nasta_kod(self) -> str:
        lage = self.plan.rad.lage if self.plan is not None else REDOVISAD
        return {UTKAST: BESLUTA, REDOVISAD: ""}.get(lage, REDOVISA)

    def _visa_knappar(self, p: Plan) -> None:
        for w in (self.mer, self.klar, self.andra, self.nytt, self.bort):
            w.setVisible(self._far_skriva)
        kod = self._nasta_kod()
        self.nasta.setVisible(self._far_skriva and bool(kod))
        satt_knappord(self.nasta, "Nämnden har beslutat …" if kod == BESLUTA else "Rapporterad till kommunstyrelsen …")
        self.nasta.setShortcut("Alt+B")
        self.nasta.setToolTip("Registrera beslutet (Alt+B)" if kod == BESLUTA else "Registrera dagen (Alt+B)")
        self.meny.clear()
        val = [("Tema och fokusfrågor …", "uppfoljning_andra"), ("Kopiera till ett annat år …", "uppfoljning_kopiera")]
        if p.rad.lage == UTKAST:
            val.append(("Ta bort uppföljningen …", "uppfoljning_ta_bort"))
        else:
            vad = "rapporteringen" if p.rad.lage == REDOVISAD else "beslutet"
            val.append((f"Ta tillbaka {vad} …", ATERTA))
        for ord_, kod in val:
            self.meny.addAction(ord_, partial(self._med_plan, kod))

    def _valt(self) -> Stegrad | None:
        r = self.modell.rad(self.steg.currentIndex().row())
        if r is None or self.plan is None:
            return None
        return next((s for s in self.plan.steg if s.id == r.steg_id), None)

    def _visa_steg(self) -> None:
        """Of the step that is chosen: what it is, why it is due then, and what was noted."""
        tom(self._om)
        s = self._valt()
        for k in (self.klar, self.andra, self.bort):
            k.setEnabled(s is not None)
        self.bort.setEnabled(s is not None and s.klar is None)
        if s is None or self.plan is None:
            self._om.addWidget(text("Planen har inga steg. Lägg till dem med Nytt steg.", "dampad", bryt=True))
            return
        satt_knappord(self.klar, "Klart …" if s.klar is None else "Öppna igen …")
        self.klar.setShortcut("Alt+K")
        self.klar.setProperty("roll", "primar" if s.klar is None and s.ljus and not self._nasta_kod() else "")
        self.klar.style().polish(self.klar)
        self._om.addWidget(text(s.rubrik, "litenfet", bryt=True))
        if s.beskrivning.strip():
            self._om.addWidget(text(s.beskrivning, "liten", bryt=True, markera=True))
        lage = stegets_lage(s.klar, s.ljus, s.kvar, s.forfaller, self._s.idag())
        varfor = (
            f"Steg {s.steg} av 8, {s.stegnamn[:1].lower()}{s.stegnamn[1:]}. Klart senast {datum_ord(s.forfaller)} "
            f"enligt planen: {lage[:1].lower()}{lage[1:]}." + (f" {s.klar_av}." if s.klar_av else "")
        )
        self._om.addWidget(text(varfor, "litendampad", bryt=True, markera=True))
        if s.notering.strip():
            self._om.addWidget(text(f"Noterat: {s.notering}", "liten", bryt=True, markera=True))

    # --- doing ------------------------------------------------------------------------------------------------------

    def _med_plan(self, kod: str) -> None:
        if self.plan is not None and kod and self._far_skriva:
            self.gor.emit(kod, str(self.plan.rad.id))

    def _med_steg(self, kod: str) -> None:
        s = self._valt()
        if s is not None and self._far_skriva:
            self.gor.emit(kod, str(s.id))

    def _oppna_punkter(self) -> None:
        from kundvalsdesk.ui.kontrollpunkter import Kontrollpunktdialog

        self._oppna(Kontrollpunktdialog)

    def oppna_besok(self, vald: int = 0) -> None:
        from kundvalsdesk.ui.besok import Besoksdialog

        self._oppna(partial(Besoksdialog, vald=vald))

    def _oppna_redovisningar(self) -> None:
        from kundvalsdesk.ui.redovisningar import Redovisningsdialog

        self._oppna(Redovisningsdialog)

    def _oppna_granskning(self) -> None:
        from kundvalsdesk.ui.bedomning import Granskningsdialog

        self._oppna(Granskningsdialog)

    def oppna_prov(self) -> None:
        from kundvalsdesk.ui.stickprov import Stickprovsdialog

        self._oppna(Stickprovsdialog)

    def oppna_atgarder(self, atgard_id: int = 0) -> None:
        from kundvalsdesk.ui.atgarder import Atgardsdialog

        self._oppna(partial(Atgardsdialog, atgard_id=int(atgard_id)))

    def _oppna(self, dialogen: Callable[[QWidget, Sammanhang, int], QDialog]) -> None:
        """One of the dialogs of the plan that is shown."""
        if self.plan is not None:
            dialog = dialogen(self, self._s, self.plan.rad.id)
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(lambda _: self.stangd.emit())
            dialog.open()

    def _klar_eller_oppna(self) -> None:
        s = self._valt()
        if s is not None:
            self._med_steg(KLAR if s.klar is None else OPPNA)
