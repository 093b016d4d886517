"""Åtgärder after a brist, in a dialog: those that wait for something beside the one that is chosen, step by step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QWidget

from kundvalsdesk.rules.atgarder import (
    ATT_BESLUTA,
    ATT_FOLJA_UPP,
    ATT_KOMMUNICERA,
    AVSLAGET,
    AVSLUTAD_AVHJALPT,
    FORESLAGET,
    KOMMUNICERAT,
    NASTA_STEG,
    OPPEN,
    TRAPPA,
    UTKAST,
)
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.atgardsmodell import atgardsmodell
from kundvalsdesk.services.atgardstyper import Atgardsvy, Stegrad
from kundvalsdesk.texter.atgarder import (
    BESLUTSORD,
    LAGEORD,
    RESULTATORD,
    STEGLAGE,
    URSPRUNG,
    slag_ord,
    vantan_ord,
)
from kundvalsdesk.texter.datum import datum_langt
from kundvalsdesk.ui import atgardstjanster as tjanst
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, meddelande, rad, satt_chipord, satt_knappord, text, tom
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.former import Pill
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

if TYPE_CHECKING:
    from datetime import date

    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

RUBRIK = "Åtgärder"
OPPNA, ALLA = range(2)


class Atgardsmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("anordnare", "Anordnare", 190),
        Kolumn("brist", "Brist", 190),
        Kolumn("steg", "Steg", 130, "Det som anordnaren har fått senast"),
        Kolumn("vantar", "Väntar på", 200),
    )
    FET = "anordnare"

    def visa(self, alla: tuple[Atgardsvy, ...], idag: date) -> None:
        self.satt(tuple(_raden(x, idag) for x in alla))


def _raden(x: Atgardsvy, idag: date) -> Rad:
    r, m = x.rad, atgardsmodell()
    vantar = vantan_ord(r.vantan, idag)
    ljus = r.vantan.ljus or ("klar" if r.lage == AVSLUTAD_AVHJALPT else "")
    return Rad(
        str(r.id), r.plan_id, r.id,
        {"anordnare": r.anordnare, "brist": " ".join(r.brist.split()), "steg": slag_ord(m, r.steg) if r.steg else "–",
         "vantar": vantar or LAGEORD[r.lage]},
        {"vantar": ljus} if ljus else {}, dampad=r.lage != OPPEN,
    )  # fmt: skip


class Atgardsdialog(DeladDialog):
    """`anordnare_id`, `atgard_id`: what is chosen to begin with."""

    def __init__(
        self, vem: QWidget, s: Sammanhang, plan_id: int, *, anordnare_id: int = 0, atgard_id: int = 0
    ) -> None:  # fmt: skip
        super().__init__(vem, s, RUBRIK)
        self.plan_id = plan_id
        self._valj, self._forst = str(atgard_id or ""), anordnare_id
        self.sida: tjanst.Atgardssida | None = None
        self.dokument: DokumentDialog | None = None
        self._rubrik, self._lage = text(RUBRIK, "stor", bryt=True), text("", "dampad", bryt=True)
        self.vilka = QComboBox()
        self.vilka.setAccessibleName("Anordnare")
        self.vilka.setMinimumContentsLength(18)
        self.vilka.currentIndexChanged.connect(lambda _: self._fyll())
        self.urval = (
            chip("Öppna", partial(self._urval, OPPNA), tips="De som väntar på något (Alt+1)"),
            chip("Alla", partial(self._urval, ALLA), tips="Också de som är avslutade (Alt+2)"),
        )
        self.urval[OPPNA].setChecked(True)
        self.modell = Atgardsmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "brist", ("steg",))
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_atgard())
        self.lista.oppna.connect(lambda _: self._gor_nasta())
        self.lista.doubleClicked.connect(lambda _: self._gor_nasta())
        k = self._knapp
        self.ny = k("Ny åtgärd …", "Alt+N", "En brist som ska åtgärdas", self._ny)
        self.nasta = k("Nästa …", "Alt+G", "Det som ska göras nu; Enter", self._gor_nasta)
        self.avsla = k("Avslå …", "Alt+V", "Förslaget följs inte", partial(self._med_steg, "atgardssteg_avsla"))
        self.annat = knapp("Annat steg ▾", tips="Ett annat steg än det som följer i ordningen (Alt+T)")
        self.annat.setShortcut("Alt+T")
        self.stegmeny = QMenu(self.annat)
        self.annat.setMenu(self.stegmeny)
        self.folj = k("Följ upp …", "Alt+F", "Är bristen avhjälpt?", partial(self._med_atgard, "atgard_folj_upp"))
        self.andra_steg = k("Ändra steget …", "Alt+S", "Innan det är beslutat eller kommunicerat",
                            partial(self._med_steg, "atgardssteg_andra"))  # fmt: skip
        self.bort = k("Ta bort steget …", "Alt+B", "Innan det är beslutat eller kommunicerat",
                      partial(self._med_steg, "atgardssteg_ta_bort"))  # fmt: skip
        self.ratta = k("Rätta …", "Alt+R", "Det senaste brevet var fel: ett nytt ersätter det", self._ratta)
        self.andra = k("Ändra åtgärden …", "Alt+D", "Bristen och vem som följer upp",
                       partial(self._med_atgard, "atgard_andra"))  # fmt: skip
        self.makulera = k("Makulera …", "Alt+M", "Upplagd av misstag", partial(self._med_atgard, "atgard_makulera"))
        self.brev = k("Brev", "Ctrl+P", "Det senaste stegets brev, som det är eller skulle bli", self._visa_brevet)
        self.epost = k("E-post …", "Alt+E", "Spara ett mejl med det senaste brevet", self._spara_epost)
        self._bygg()
        self.lista.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        val = rad(*self.urval, self.vilka, None, self.brev, self.epost, self.ny, mellan=8)
        lad = kolumn(self._rubrik, self._lage, self._besked, val, mellan=10, kant=(24, 18, 24, 8))
        om = kolumn(self._rullat_om(hoger=30), kant=1, mellan=0)
        lad.addLayout(self._dela(self.lista, om, hojder=(200, 260), andelar=(6, 5)), 1)
        lad.addLayout(rad(self.nasta, self.avsla, self.folj, self.annat, self.ratta, None, mellan=8))
        lad.addLayout(rad(self.andra_steg, self.bort, self.andra, self.makulera, None, mellan=8))
        self._ram_in(lad, 1360, 760)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), self._visa, self._fel, token="atgarder")  # noqa: S106

    def _visa(self, sida: tjanst.Atgardssida) -> None:
        fore = {x.rad.id for x in self.sida.atgarder} if self.sida is not None else None
        self.sida = sida
        nya = [x.rad.id for x in sida.atgarder if fore is not None and x.rad.id not in fore]
        if nya:
            self._valj = str(nya[0])
        self._rubrik.setText(f"{RUBRIK}, {sida.rubrik}")
        vald = int(self.vilka.currentData() or self._forst)
        self._forst = 0
        self.vilka.blockSignals(True)
        self.vilka.clear()
        self.vilka.addItem("Alla anordnare", 0)
        for nr, namn in sorted({(x.rad.anordnare_id, x.rad.anordnare) for x in sida.atgarder}, key=lambda a: a[1]):
            self.vilka.addItem(namn, nr)
        self.vilka.setCurrentIndex(max(0, self.vilka.findData(vald)))
        self.vilka.blockSignals(False)
        self.ny.setVisible(sida.far_skriva)
        self._fyll()

    def _urval(self, vilket: int) -> None:
        for nr, k in enumerate(self.urval):
            k.setChecked(nr == vilket)
        self._fyll()

    def _fyll(self) -> None:
        if (sida := self.sida) is None:
            return
        vald = self._valj or self._nyckel()
        self._valj = ""
        hos = int(self.vilka.currentData() or 0)
        hans = [x for x in sida.atgarder if not hos or x.rad.anordnare_id == hos]
        oppna = [x for x in hans if x.rad.vantan.vad]
        if vald and not any(str(x.rad.id) == vald for x in oppna) and self.urval[OPPNA].isChecked():
            vald = ""
        for nr, (ord_, lista) in enumerate((("Öppna", oppna), ("Alla", hans))):
            satt_chipord(self.urval[nr], f"{ord_} {len(lista)}")
            self.urval[nr].setShortcut(f"Alt+{nr + 1}")
        sena = sum(x.rad.vantan.ljus == "rod" for x in oppna)
        self._lage.setText(self._i_ord(len(sida.atgarder), sena))
        self.modell.visa(tuple(oppna if self.urval[OPPNA].isChecked() else hans), self._s.idag())
        self.lista.selectRow(max(0, self.modell.finn(vald)) if vald else 0)
        self._visa_atgard()

    def _i_ord(self, antal: int, sena: int) -> str:
        far = self.sida is not None and self.sida.far_skriva
        if not antal:
            return "Ingen brist har gett en åtgärd." + (" Ny åtgärd lägger upp en." if far else "")
        sent = "" if not sena else " En är försenad." if sena == 1 else f" {sena} är försenade."
        vem = (
            "En arbetsledare beslutar anmärkning, föreläggande och återkallelse."
            if far
            else ("Du beslutar om anmärkning, föreläggande och återkallelse.")
        )
        return f"{vem}{sent}"

    def _nyckel(self) -> str:
        r = self.modell.rad(self.lista.currentIndex().row())
        return r.nyckel if r is not None else ""

    def _vald(self) -> Atgardsvy | None:
        nyckel = self._nyckel()
        if not nyckel or self.sida is None:
            return None
        return next((x for x in self.sida.atgarder if str(x.rad.id) == nyckel), None)

    @staticmethod
    def _brevsteg(x: Atgardsvy | None) -> Stegrad | None:
        """The step whose letter is shown: the one under way, else the last that was sent."""
        if x is None:
            return None
        return x.steget or next((s for s in reversed(x.steg) if s.lage == KOMMUNICERAT), None)

    def _visa_atgard(self) -> None:
        tom(self._om)
        x = self._vald()
        self._visa_knappar(x)
        if x is None:
            return
        r = x.rad
        self._om.addWidget(text(r.anordnare, "rubrik", bryt=True, markera=True))
        if r.vantan.vad:
            self._om.addLayout(
                rad(Pill(self._s.tema, r.vantan.ljus, vantan_ord(r.vantan, self._s.idag())), None, mellan=8)
            )
        self._om.addWidget(text(r.brist, bryt=True, markera=True))
        hur = f"{URSPRUNG[r.ursprung]}, {datum_langt(r.konstaterad)}"
        for rubrik, ord_ in (
            ("Kontrollpunkt", r.punkt), ("Upptäckt", hur), ("Följs upp av", r.ansvarig),
            ("Läge", LAGEORD[r.lage] if r.lage != OPPEN else ""), ("Skäl", x.skal),
            ("Granskas igen senast", datum_langt(x.ny_granskning) if x.ny_granskning else ""),
        ):  # fmt: skip
            if ord_:
                self._om.addWidget(text(f"{rubrik}: {ord_}", "liten", bryt=True, markera=True))
        pa_gang = x.steget
        effekter = self.sida.effekter.get(pa_gang.id, ()) if self.sida is not None and pa_gang is not None else ()
        if effekter:
            self._om.addWidget(meddelande("ruta", effekter, "Det här händer när steget beslutas"))
        for s in reversed(x.steg):
            self._steget(s)

    def _steget(self, s: Stegrad) -> None:
        m = atgardsmodell()
        ljus = {KOMMUNICERAT: "klar", AVSLAGET: "vilande"}.get(s.lage, "gul")
        lage = "rättat av ett senare" if s.rattad else STEGLAGE[s.lage]
        resultat = f": {RESULTATORD[s.resultat].lower()}" if s.resultat else ""
        rubrik = text(f"{s.nummer}. {slag_ord(m, s.slag)}{resultat}", "fet", bryt=True)
        lad = rad(rubrik, Pill(self._s.tema, "vilande" if s.rattad else ljus, lage), mellan=8)
        lad.setStretch(0, 1)
        self._om.addLayout(lad)
        beslut = ""
        if s.beslutad is not None:
            dnr = f", {s.diarienummer}" if s.diarienummer else ""
            beslut = (
                f"{BESLUTSORD.get(s.beslutsfattare, '')} {datum_langt(s.beslutad)}{dnr} (infört av {s.beslutad_av})"
            )
        for vad, ord_ in (
            ("Föreslaget" if s.lage == FORESLAGET or beslut else "Skrivet",
             f"{datum_langt(s.datum)} av {s.foreslagen_av}"),
            ("Rättar steg", str(s.rattar) if s.rattar else ""), ("Visade" if s.resultat else "Skäl", s.skal),
            ("Taget direkt", s.hopp), ("Ska göras", s.ska_goras),
            ("Åtgärdas senast", datum_langt(s.senast) if s.senast else ""),
            ("Följs upp", datum_langt(s.foljs_upp) if s.foljs_upp else ""),
            ("Återkallas från", datum_langt(s.galler_fran) if s.galler_fran else ""), ("Beslut", beslut),
            ("Varför inte", s.beslut_skal),
            ("Kommunicerat", f"{datum_langt(s.kommunicerad)} av {s.kommunicerad_av}, {s.brev}" if s.kommunicerad
             else ""),
        ):  # fmt: skip
            if ord_:
                self._om.addWidget(text(f"{vad}: {ord_}", "liten", bryt=True, markera=True))

    # --- what can be done -------------------------------------------------------------------------------------------

    def _nasta_steg(self, x: Atgardsvy | None) -> tuple[str, str, str]:
        """What is to be done now: the code of its form, what it acts on, and its word; "" for nothing, or for what is
        not the actor's to do."""
        sida = self.sida
        if x is None or sida is None:
            return "", "", ""
        vad, s = x.rad.vantan.vad, x.steget
        if vad == ATT_KOMMUNICERA and s is not None:
            return "atgardssteg_kommunicera", str(s.id), "Kommunicera …"
        if vad == ATT_BESLUTA and s is not None and sida.beslutar:
            return "atgardssteg_besluta", str(s.id), "Besluta …"
        if vad == ATT_FOLJA_UPP and sida.far_skriva:
            return "atgard_folj_upp", str(x.rad.id), "Följ upp …"
        if vad == NASTA_STEG and x.nasta and sida.far_skriva:
            return "atgardssteg_foresla", f"{x.rad.id}:{x.nasta}", f"{slag_ord(atgardsmodell(), x.nasta)} …"
        return "", "", ""

    def _visa_knappar(self, x: Atgardsvy | None) -> None:
        sida = self.sida
        far = sida is not None and sida.far_skriva and x is not None and x.rad.lage == OPPEN
        skriver = sida is not None and sida.far_skriva and x is not None
        beslutar = sida is not None and sida.beslutar
        kod, _, ord_ = self._nasta_steg(x)
        s = x.steget if x is not None else None
        obeslutat = s is not None and s.lage in (UTKAST, FORESLAGET)
        sant = x is not None and any(y.lage == KOMMUNICERAT for y in x.steg)
        satt_knappord(self.nasta, ord_ or "Nästa …")
        self.nasta.setShortcut("Alt+G")
        self.nasta.setVisible(bool(kod))
        visas: tuple[tuple[QPushButton, bool], ...] = (
            (self.avsla, beslutar and s is not None and s.lage == FORESLAGET),
            (self.folj, far and s is None and sant and kod != "atgard_folj_upp"),
            (self.annat, far and s is None),
            (self.ratta, skriver and s is None and sant),
            (self.andra_steg, skriver and obeslutat),
            (self.bort, skriver and obeslutat),
            (self.andra, far),
            (self.makulera, far and not sant),
        )
        for k, synlig in visas:
            k.setVisible(synlig)
        for k, forst in ((self.nasta, bool(kod)), (self.ny, x is None)):
            k.setProperty("roll", "primar" if forst else "")
            k.style().polish(k)
        brevet = self._brevsteg(x)
        self.brev.setEnabled(brevet is not None)
        self.epost.setEnabled(brevet is not None and bool(brevet.brev))
        self.stegmeny.clear()
        for kod_ in TRAPPA if x is not None else ():
            if x is not None and kod_ != x.nasta:
                ord_ = slag_ord(atgardsmodell(), kod_)
                self.stegmeny.addAction(f"{ord_} …", partial(self._med_atgard, "atgardssteg_foresla", kod_))

    def _ny(self) -> None:
        self.lagg_upp(int(self.vilka.currentData() or 0))

    def lagg_upp(self, anordnare_id: int, **fran: str | int) -> None:
        """The form of a new åtgärd, with what is known of the brist."""
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.ny(e, plan_id, anordnare_id, **fran), self._oppna, self._fel)

    def _gor_nasta(self) -> None:
        kod, mal, _ = self._nasta_steg(self._vald())
        if kod:
            self._fraga(kod, mal)

    def _med_atgard(self, kod: str, slag: str = "") -> None:
        if (x := self._vald()) is not None:
            self._fraga(kod, f"{x.rad.id}:{slag}" if slag else str(x.rad.id))

    def _med_steg(self, kod: str) -> None:
        x = self._vald()
        if x is not None and x.steget is not None:
            self._fraga(kod, str(x.steget.id))

    def _ratta(self) -> None:
        x = self._vald()
        s = next((s for s in reversed(x.steg) if s.lage == KOMMUNICERAT and not s.rattad), None) if x else None
        if s is not None:
            self._fraga("atgardssteg_ratta", str(s.id))

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        return tjanst.formular(e, kod, mal)

    def _visa_brevet(self) -> None:
        if (s := self._brevsteg(self._vald())) is not None:
            nr, rubrik = s.id, slag_ord(atgardsmodell(), s.slag)
            self._s.arbetare.kor(lambda e: tjanst.brev(e, nr), partial(self._visa_fil, rubrik), self._fel)

    def _visa_fil(self, rubrik: str, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        self.dokument = DokumentDialog(self, self._s, rubrik, fil[1], fil[0])
        self.dokument.finished.connect(self.dokument.deleteLater)
        self.dokument.open()

    def _spara_epost(self) -> None:
        if (s := self._brevsteg(self._vald())) is not None and s.brev:
            nr = s.id
            self._s.arbetare.kor(lambda e: tjanst.epost(e, nr), self._spara, self._fel)

    def _spara(self, fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.spara_fil import spara, valj_plats

        plats = valj_plats(self, "Spara e-post", fil[0], "E-post (*.eml)")
        if plats is not None:
            spara(self._s.arbetare, self, plats, fil[1], lambda: self._klart("E-posten är sparad."), self._fel)


def oppna_for(
    vem: QWidget, s: Sammanhang, plan_id: int, anordnare_id: int, *, atgard_id: int = 0,
    ny: dict[str, str | int] | None = None,
) -> Atgardsdialog:  # fmt: skip
    """The dialog with one anordnare chosen, from where a brist was found. `ny`: what is known of it there, and the
    form of a new åtgärd begins with it (atgardstjanster.ny)."""
    dialog = Atgardsdialog(vem, s, plan_id, anordnare_id=anordnare_id, atgard_id=atgard_id)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    if ny is not None:
        dialog.lagg_upp(anordnare_id, **ny)
    return dialog
