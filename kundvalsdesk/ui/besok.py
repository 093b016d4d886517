"""The visits of an uppföljning, in a dialog: all of them beside the one that is chosen, with what was seen there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from kundvalsdesk.rules.besok import HALLET, INSTALLT, PLANERAT
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.besoktyper import Besoksrad, Besoksvy, Fragerad, Punktrad
from kundvalsdesk.texter.besok import lage_ord, ordnade, punkter_ord, vantan_ord
from kundvalsdesk.texter.datum import datum_kort, datum_langt, frist_ord, uppraknat
from kundvalsdesk.texter.samtal import motestid
from kundvalsdesk.ui import besokstjanster as tjanst
from kundvalsdesk.ui.besoksbakgrund import visa_bakgrund
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text, tom
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

if TYPE_CHECKING:
    from datetime import date

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

RUBRIK = "Verksamhetsbesök"


class Besoksmodell(Tabellmodell):
    KOLUMNER: ClassVar[tuple[Kolumn, ...]] = (
        Kolumn("anordnare", "Anordnare", 190),
        Kolumn("nar", "När", 96),
        Kolumn("lage", "Läge", 104),
        Kolumn("vantar", "Väntar på", 246),
    )
    FET = "anordnare"

    def visa(self, alla: tuple[Besoksvy, ...], idag: date) -> None:
        self.satt(tuple(besoksraden(x.rad, idag) for x in alla))


def besoksraden(r: Besoksrad, idag: date) -> Rad:
    """What it waits for: itself or its protocol, else what came of it."""
    vantar, ljus = vantan_ord(r.vantan, r.start.date(), idag), r.vantan.ljus
    if not vantar:
        vantar, ljus = punkter_ord(r.oppna_punkter), r.punktljus
    lage = lage_ord(r.lage, r.flyttat, r.signerad, r.protokoll)
    dag = datum_kort(r.start.date()) if r.start.year == idag.year else r.start.date().isoformat()
    return Rad(
        str(r.id), r.plan_id, r.id,
        {"anordnare": r.anordnare, "nar": dag, "lage": lage,
         "vantar": vantar or lage},
        {"vantar": ljus} if ljus else {}, dampad=r.lage == INSTALLT,
    )  # fmt: skip


class Besoksdialog(DeladDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int, vald: int = 0) -> None:
        """`vald`: the number of the visit that is shown first; 0: the one that comes first."""
        super().__init__(vem, s, RUBRIK)
        self.plan_id, self._forst = plan_id, vald
        self.sida: tjanst.Besoksida | None = None
        self.dokument: DokumentDialog | None = None
        self._rubrik, self._lage = text(RUBRIK, "stor", bryt=True), text("", "dampad", bryt=True)
        self.modell = Besoksmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "anordnare", ("lage",))
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_besok())
        self.lista.oppna.connect(lambda _: self._skriv_nasta())
        self.lista.doubleClicked.connect(lambda _: self._skriv_nasta())
        self.ny = self._knapp("Nytt besök …", "Alt+N", "Med årets fokusfrågor")
        self.ny.clicked.connect(lambda: self._fraga("besok_planera", str(self.plan_id)))
        self.ta_med = self._knapp("Ta med offline …", "Alt+L", "Besök i en krypterad fil", self._ta_med)
        self.skriv = self._knapp("Skriv …", "Alt+S", "Nästa fråga utan iakttagelse; Enter")
        self.skriv.clicked.connect(self._skriv_nasta)
        self.steg: dict[str, QPushButton] = {}
        for kod, ord_, tangent, tips in (
            ("besok_hallet", "Hållet …", "Alt+H", "Besöket har ägt rum"),
            ("besok_flytta", "Flytta …", "Alt+F", "En annan tid"),
            ("besok_stall_in", "Ställ in …", "Alt+I", "Besöket blir inte av"),
            ("besok_andra", "Deltagare …", "Alt+D", "Plats och deltagare"),
            ("besok_fragor", "Frågor …", "Alt+Q", "Vad som tas upp"),
            ("besokspunkt_lagg_till", "Ny punkt …", "Alt+U", "Något att följa upp"),
            ("besok_sammanfatta", "Sammanfatta …", "Alt+M", "Överst i protokollet"),
            ("besok_signera", "Signera …", "Alt+G", "Protokollet låses"),
            ("besok_oppna", "Öppna igen …", "Alt+O", "Med ett skäl; nästa version"),
        ):
            k = self.steg[kod] = self._knapp(ord_, tangent, tips)
            k.clicked.connect(partial(self._med_besok, kod))
        self.atgard = self._knapp("Ny åtgärd …", "Alt+T", "En brist som visade sig vid besöket", self._ny_atgard)
        self.filer = knapp("På papper ▾", tips="Checklista, protokoll och kallelse (Ctrl+P)")
        self.filer.setShortcut("Ctrl+P")
        self.meny = QMenu(self.filer)
        self.filer.setMenu(self.meny)
        self._bygg()
        self.lista.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        overst = rad(self.filer, self.ny, self.ta_med, None, mellan=8)
        lad = kolumn(self._rubrik, self._lage, self._besked, overst, mellan=10, kant=(24, 18, 24, 8))
        om = kolumn(self._rullat_om(hoger=30), kant=1, mellan=0)
        lad.addLayout(self._dela(self.lista, om, hojder=(200, 260)), 1)
        s = self.steg
        forsta = (self.skriv, s["besok_hallet"], s["besok_signera"], s["besok_oppna"], s["besokspunkt_lagg_till"],
                  s["besok_sammanfatta"])  # fmt: skip
        lad.addLayout(rad(*forsta, None, mellan=8))
        andra = (s["besok_flytta"], s["besok_stall_in"], s["besok_andra"], s["besok_fragor"], self.atgard)
        lad.addLayout(rad(*andra, None, mellan=8))
        self._ram_in(lad, 1180, 760)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), self._visa, self._fel, token="besok")  # noqa: S106

    def _visa(self, sida: tjanst.Besoksida) -> None:
        fore = {x.rad.id for x in self.sida.besok} if self.sida is not None else set()
        vald, self.sida = self._vald(), sida
        nya = [x.rad.id for x in sida.besok if x.rad.id not in fore] if fore else []
        self._rubrik.setText(f"{RUBRIK}, {sida.rubrik}")
        self._lage.setText(self._i_ord(sida))
        self.modell.visa(sida.besok, self._s.idag())
        forst, self._forst = self._forst, 0
        nyckel = str(nya[0]) if nya else str(vald.rad.id) if vald is not None else str(forst or "")
        self.lista.selectRow(max(0, self.modell.finn(nyckel)) if nyckel else 0)
        self.ny.setVisible(sida.far_skriva and sida.steg is None)
        oppna = any(x.rad.lage != INSTALLT and not x.last for x in sida.besok)
        self.ta_med.setVisible(sida.far_skriva and sida.steg is None and oppna)
        self._visa_besok()

    def _i_ord(self, sida: tjanst.Besoksida) -> str:
        if not sida.besok:
            return (
                "Inga besök är planerade. Nytt besök lägger in ett, med årets fokusfrågor."
                if sida.far_skriva else "Inga besök är planerade."
            )  # fmt: skip
        if sida.steg is not None:
            return "Offline: skriv protokollet och punkterna. Frågor, kallelse och signering görs på arbetsplatsen."
        antal = len(sida.besok)
        delar = []
        for lage, ett, flera in ((HALLET, "hållet", "hållna"), (PLANERAT, "planerat", "planerade"),
                                 (INSTALLT, "inställt", "inställda")):  # fmt: skip
            if n := sum(x.rad.lage == lage for x in sida.besok):
                delar.append(f"{n} {ett if n == 1 else flera}")
        return f"{antal} besök: {uppraknat(delar)}."

    def _vald(self) -> Besoksvy | None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None or self.sida is None:
            return None
        return next((x for x in self.sida.besok if x.rad.id == r.steg_id), None)

    def _visa_besok(self) -> None:
        tom(self._om)
        x = self._vald()
        self._visa_knappar(x)
        if x is None:
            return
        r = x.rad
        self._om.addWidget(text(r.anordnare, "rubrik", bryt=True))
        self._om.addWidget(text(motestid(r.start, r.slut, self._s.idag()), bryt=True))
        var = ", ".join(d for d in (r.kontor, r.plats) if d)
        for rubrik, ord_ in (
            ("Var", var), ("Från oss", ordnade(x.fran_oss)),
            ("Från anordnaren", ordnade(x.fran_dem) or f"{x.traffar} (ingen namngiven)"),
            ("Skäl", r.skal), ("Sammanfattning", x.sammanfattning),
        ):  # fmt: skip
            if ord_:
                self._om.addWidget(text(f"{rubrik}: {ord_}", "liten", bryt=True, markera=True))
        for p in x.protokoll:
            skal = f" {p.skal}" if p.skal else ""
            nar = f"Version {p.nummer} signerades {datum_langt(p.signerat)} av {p.signerat_av}.{skal}"
            self._om.addWidget(text(nar, "litendampad", bryt=True, markera=True))
        if x.punkter:
            self._om.addWidget(text("Uppföljningspunkter", "fet"))
            for y in x.punkter:
                self._om.addLayout(self._punkten(y))
        self._om.addWidget(text("Fokusfrågor", "fet"))
        for f in x.fragor:
            self._fragan(x, f)
        if self.sida is not None and r.id in self.sida.bakgrund:
            visa_bakgrund(self._om, self.sida.bakgrund[r.id], self._visa_protokoll)

    def _fragan(self, x: Besoksvy, f: Fragerad) -> None:
        fraga = text(f"{f.ordning}. {f.fraga}", "litenfet", bryt=True, markera=True)
        lad = rad(fraga, mellan=8)
        lad.setStretch(0, 1)
        if self._far(x) and not x.last:
            k = knapp("Skriv …", roll="diskret", namn=f"Skriv om fråga {f.ordning}")
            k.clicked.connect(partial(self._fraga, "besok_skriv", str(f.id)))
            lad.addWidget(k)
        self._om.addLayout(lad)
        for rubrik, ord_ in (("Iakttagelse", f.iakttagelse), ("Bedömning", f.bedomning)):
            if ord_:
                self._om.addWidget(text(f"{rubrik}: {ord_}", "liten", bryt=True, markera=True))

    def _punkten(self, p: Punktrad) -> QVBoxLayout:
        ord_ = "uppföljd" if p.klar else frist_ord(p.ljus, p.kvar, p.forfaller, self._s.idag())
        klar = f" Uppföljd {datum_langt(p.klar)} av {p.klar_av}. {p.notering}".rstrip() if p.klar else ""
        etikett = text(f"{p.vad} ({p.ansvarig}, senast {datum_kort(p.forfaller)}).{klar}", "liten", bryt=True)
        pillen = rad(Pill(self._s.tema, p.ljus, ord_), mellan=8)
        lad = kolumn(etikett, pillen, mellan=2)
        x = self._vald()
        if x is not None and self._far(x):
            val = [("besokspunkt_klar", "Uppföljd …")] if p.klar is None else [("besokspunkt_oppna", "Öppna igen …")]
            if p.klar is None and not x.last:
                val += [("besokspunkt_andra", "Ändra …"), ("besokspunkt_ta_bort", "Ta bort …")]
            for kod, knappord in val:
                k = knapp(knappord, roll="diskret", namn=f"{knappord.rstrip(' …')}: {p.vad}")
                k.clicked.connect(partial(self._fraga, kod, str(p.id)))
                pillen.addWidget(k)
        pillen.addStretch(1)
        return lad

    def _far(self, x: Besoksvy) -> bool:
        return self.sida is not None and self.sida.far_skriva and x.rad.lage != INSTALLT

    def _visa_knappar(self, x: Besoksvy | None) -> None:
        lage = x.rad.lage if x is not None else ""
        far = x is not None and self._far(x)
        oppet = far and x is not None and not x.last
        visas = {
            "besok_hallet": lage == PLANERAT, "besok_flytta": lage == PLANERAT, "besok_stall_in": lage == PLANERAT,
            "besok_signera": oppet and lage == HALLET, "besok_oppna": far and not oppet, "besok_andra": oppet,
            "besok_fragor": oppet, "besokspunkt_lagg_till": oppet, "besok_sammanfatta": oppet,
        }  # fmt: skip
        har = self.sida.steg if self.sida is not None else None
        for kod, k in self.steg.items():
            k.setVisible(far and visas[kod] and (har is None or kod in har))
        tomma = x is not None and any(not (f.iakttagelse and f.bedomning) for f in x.fragor)
        self.skriv.setVisible(oppet)
        self.atgard.setVisible(far and lage == HALLET and har is None)
        skrivs = lage == HALLET and tomma
        varit = x is not None and lage == PLANERAT and x.rad.start.date() <= self._s.idag()
        for k, forst in ((self.skriv, skrivs), (self.steg["besok_signera"], not tomma),
                         (self.steg["besok_hallet"], varit), (self.ny, x is None)):  # fmt: skip
            k.setProperty("roll", "primar" if forst else "")
            k.style().polish(k)
        self.filer.setEnabled(x is not None)
        self.meny.clear()
        val = [("Checklista att skriva på", tjanst.CHECKLISTA), ("Protokoll", tjanst.PROTOKOLL)]
        if lage != HALLET and har is None:
            val.append(("Spara avbokning …" if lage == INSTALLT else "Spara kallelse …", tjanst.KALLELSE))
        for ord_, vad in val:
            self.meny.addAction(ord_, partial(self._fil, vad))

    # --- doing ------------------------------------------------------------------------------------------------------

    def _skriv_nasta(self) -> None:
        """The first question that nothing is said of, else the first one."""
        x = self._vald()
        if x is None or not self._far(x) or x.last or not x.fragor:
            return
        f = next((f for f in x.fragor if not (f.iakttagelse and f.bedomning)), x.fragor[0])
        self._fraga("besok_skriv", str(f.id))

    def _med_besok(self, kod: str) -> None:
        x = self._vald()
        if x is not None:
            self._fraga(kod, str(x.rad.id))

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        return tjanst.formular(e, kod, mal)

    def _ny_atgard(self) -> None:
        from kundvalsdesk.ui.atgarder import oppna_for

        if (x := self._vald()) is not None:
            fran: dict[str, str | int] = {"ursprung": "besok", "besok_id": x.rad.id}
            oppna_for(self, self._s, self.plan_id, x.rad.anordnare_id, ny=fran)

    def _ta_med(self) -> None:
        from kundvalsdesk.ui.besokspaket_dialog import BesokspaketDialog

        x = self._vald()
        dialog = BesokspaketDialog(self, self._s, self.plan_id, x.rad.id if x is not None else 0)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _visa_protokoll(self, nr: int) -> None:
        """Of another visit than the chosen one."""
        vad = tjanst.PROTOKOLL
        self._s.arbetare.kor(lambda e: tjanst.fil(e, vad, nr), partial(self._visa_fil, vad), self._fel)

    def _fil(self, vad: str) -> None:
        x = self._vald()
        if x is not None:
            nr = x.rad.id
            self._s.arbetare.kor(lambda e: tjanst.fil(e, vad, nr), partial(self._visa_fil, vad), self._fel)

    def _visa_fil(self, vad: str, fil: tuple[str, bytes]) -> None:
        if vad != tjanst.KALLELSE:
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            rubrik = "Checklista" if vad == tjanst.CHECKLISTA else "Protokoll"
            self.dokument = DokumentDialog(self, self._s, rubrik, fil[1], fil[0])
            self.dokument.finished.connect(self.dokument.deleteLater)
            self.dokument.open()
            return
        from kundvalsdesk.ui.spara_fil import spara, valj_plats

        plats = valj_plats(self, "Spara kallelse", fil[0], "Kalenderfil (*.ics)")
        if plats is not None:
            spara(self._s.arbetare, self, plats, fil[1], lambda: self._klart("Kallelsen är sparad."), self._fel)
