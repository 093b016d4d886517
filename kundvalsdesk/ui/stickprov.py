"""The stickprov of an uppföljning, in a dialog: how each was drawn, its cases for who draws, its figures for all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kundvalsdesk.rules.stickprov import BESTALLT, DRAGET, KLART
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.stickprovtyper import Kontroll, Provarende, Provrad
from kundvalsdesk.texter.datum import datum_langt, uppraknat
from kundvalsdesk.ui import stickprovstjanster as tjanst
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom, visa_klart
from kundvalsdesk.ui.delad_dialog import DeladDialog
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.tabellgrund import Kolumn
from kundvalsdesk.ui.uppfoljning_modell import Rad, Tabell, Tabellmodell

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Stickprov"
LAGE = {BESTALLT: ("beställt", "gul"), DRAGET: ("draget", "gron"), KLART: ("klart", "klar"),
        "avbrutet": ("avbrutet", "")}  # fmt: skip


class Provmodell(Tabellmodell):
    KOLUMNER = (
        Kolumn("nr", "Nr", 48, tal=True),
        Kolumn("syfte", "Syfte", 200),
        Kolumn("antal", "Antal", 66, "Så många ärenden", tal=True),
        Kolumn("lage", "Läge", 120),
    )
    FET = "syfte"

    def visa(self, alla: tuple[Provrad, ...]) -> None:
        rader = []
        for s in alla:
            ord_, ljus = LAGE[s.lage]
            rader.append(Rad(str(s.id), s.plan_id, s.id, {"nr": str(s.nummer), "syfte": s.syfte.splitlines()[0],
                             "antal": str(s.storlek), "lage": ord_}, {"lage": ljus} if ljus else {},
                             dampad=not ljus))  # fmt: skip
        self.satt(tuple(rader))


class Stickprovsdialog(DeladDialog):
    def __init__(self, vem: QWidget, s: Sammanhang, plan_id: int) -> None:
        super().__init__(vem, s, RUBRIK)
        self.plan_id = plan_id
        self.sida: tjanst.Provsida | None = None
        self._rubrik, self._lage = text(RUBRIK, "stor", bryt=True), text("", "dampad", bryt=True)
        self.modell = Provmodell(s.tema, self)
        self.lista = Tabell(s.tema, self.modell, RUBRIK, "syfte", ("antal",))
        self.lista.selectionModel().currentRowChanged.connect(lambda *_: self._visa_prov())
        self.lista.oppna.connect(lambda _: self._nasta())
        self.lista.doubleClicked.connect(lambda _: self._nasta())
        self.ny = self._knapp("Beställ stickprov …", "Alt+N", "En arbetsledare drar det")
        self.ny.clicked.connect(lambda: self._fraga("stickprov_bestall", str(self.plan_id)))
        self.granska = self._knapp("Granska nästa …", "Alt+S", "Nästa ärende som inte är granskat; Enter")
        self.granska.clicked.connect(self._granska_nasta)
        self.dra = self._knapp("Dra …", "Alt+D", "Dragningen kan inte göras om; Enter")
        self.klar = self._knapp("Klart …", "Alt+K", "Utfallet lämnas i siffror")
        self.avbryt = self._knapp("Avbryt stickprovet …", "Alt+A", "Beställt av misstag")
        self.kontroll = self._knapp("Dra om och jämför", "Alt+O", "Är dragningen den som står här?")
        for k, kod in ((self.dra, "stickprov_dra"), (self.klar, "stickprov_klart"), (self.avbryt, "stickprov_avbryt")):
            k.clicked.connect(partial(self._med_prov, kod))
        self.kontroll.clicked.connect(self._kontrollera)
        self._bygg()
        self.lista.setFocus()
        self.hamta()

    def _bygg(self) -> None:
        lad = kolumn(self._rubrik, self._lage, self._besked, rad(self.ny, None, mellan=8), mellan=10,
                     kant=(24, 18, 24, 8))  # fmt: skip
        om = kolumn(self._rullat_om(hoger=30), kant=1, mellan=0)
        lad.addLayout(self._dela(self.lista, om, hojder=(200, 260)), 1)
        lad.addLayout(rad(self.dra, self.granska, self.klar, self.kontroll, self.avbryt, None, mellan=8))
        self._ram_in(lad, 1120, 740)

    # --- what there is ----------------------------------------------------------------------------------------------

    def hamta(self) -> None:
        plan_id = self.plan_id
        self._s.arbetare.kor(lambda e: tjanst.hamta(e, plan_id), self._visa, self._fel, token="prov")  # noqa: S106

    def _visa(self, sida: tjanst.Provsida) -> None:
        vald, fore = self._vald(), len(self.sida.prov) if self.sida is not None else 0
        self.sida = sida
        self._rubrik.setText(f"{RUBRIK}, {sida.rubrik}")
        vad = "Du drar och granskar." if sida.drar else "En arbetsledare drar och granskar. Du ser utfallet i siffror."
        self._lage.setText(vad if sida.prov else f"Inget stickprov är beställt. {vad}")
        self.modell.visa(sida.prov)
        nytt = fore and len(sida.prov) > fore
        self.lista.selectRow(0 if nytt or vald is None else max(0, self.modell.finn(str(vald.id))))
        self._visa_prov()

    def _vald(self) -> Provrad | None:
        r = self.modell.rad(self.lista.currentIndex().row())
        if r is None or self.sida is None:
            return None
        return next((s for s in self.sida.prov if s.id == r.steg_id), None)

    def _arenden(self, s: Provrad) -> tuple[Provarende, ...]:
        return self.sida.arenden.get(s.id, ()) if self.sida is not None else ()

    def _visa_prov(self) -> None:
        tom(self._om)
        s = self._vald()
        drar = self.sida is not None and self.sida.drar
        kvar = s is not None and any(a.granskat is None for a in self._arenden(s))
        for k, visas, forst in (
            (self.dra, drar and s is not None and s.lage == BESTALLT, True),
            (self.granska, drar and s is not None and s.lage == DRAGET and kvar, True),
            (self.klar, drar and s is not None and s.lage == DRAGET and not kvar, True),
            (self.kontroll, drar and s is not None and s.draget is not None, False),
            (self.avbryt, s is not None and s.lage == BESTALLT, False),
            (self.ny, True, s is None),
        ):
            k.setVisible(bool(visas))
            k.setProperty("roll", "primar" if forst else "")
            k.style().polish(k)
        if s is None:
            return
        self._om.addWidget(text(f"Stickprov {s.nummer}", "rubrik"))
        self._om.addWidget(text(s.syfte, bryt=True, markera=True))
        for rubrik, ord_ in self._fakta(s):
            self._om.addWidget(text(f"{rubrik}: {ord_}", "liten", bryt=True, markera=True))
        if s.utfall:
            self._om.addWidget(text("Utfall", "fet"))
            for u in s.utfall:
                self._om.addWidget(text(f"{u.fraga.fraga} ({u.fraga.avser})", "liten", bryt=True))
                self._om.addWidget(text(f"Ja {u.ja} · Nej {u.nej} · Ej tillämpligt {u.ej}", "litenfet"))
        if arenden := self._arenden(s):
            self._om.addWidget(text("Ärenden, i dragningens ordning", "fet"))
            for a in arenden:
                self._arendet(s, a)

    def _fakta(self, s: Provrad) -> list[tuple[str, str]]:
        fakta = [
            ("Insatser", f"{uppraknat(list(s.kundval))}, med en dag {s.fran} – {s.till}"),
            ("Anordnare", s.anordnare or "alla"),
            ("Beställt", f"{datum_langt(s.bestallt)} av {s.bestallt_av}"),
            ("Frö", f"{s.fro} (metod {s.metod})"),
        ]
        if s.draget is not None:
            ute = "; ".join(f"{vad}: {n}" for vad, n in s.utelamnade) or "inget"
            fakta += [
                ("Draget", f"{datum_langt(s.draget)} av {s.draget_av}, ur {s.population} ärenden"),
                ("Lämnat utanför", ute), ("Populationens fingeravtryck", s.fingeravtryck),
            ]  # fmt: skip
        if s.klart is not None:
            fakta.append(("Klart", f"{datum_langt(s.klart)} av {s.klart_av}"))
        return [*fakta, *([("Skäl", s.skal)] if s.skal else [])]

    def _arendet(self, s: Provrad, a: Provarende) -> None:
        nej = sum(v == "nej" for v in a.svar.values())
        hur = "inte granskat" if a.granskat is None else "inget nej" if not nej else f"{nej} nej"
        lad = rad(text(f"{a.ordning}. {a.arende}, {a.anordnare}: {hur}", "liten", bryt=True, markera=True), mellan=8)
        lad.setStretch(0, 1)
        if s.lage == DRAGET:
            k = knapp("Granska …" if a.granskat is None else "Ändra …", roll="diskret", namn=f"Granska {a.arende}")
            k.clicked.connect(partial(self._fraga, "stickprov_granska", f"{s.id}:{a.id}"))
            lad.addWidget(k)
        self._om.addLayout(lad)

    # --- doing ------------------------------------------------------------------------------------------------------

    def _nasta(self) -> None:
        for k in (self.dra, self.granska, self.klar):
            if not k.isHidden():
                k.click()
                return

    def _granska_nasta(self) -> None:
        s = self._vald()
        a = next((a for a in self._arenden(s) if a.granskat is None), None) if s is not None else None
        if s is not None and a is not None:
            self._fraga("stickprov_granska", f"{s.id}:{a.id}")

    def _med_prov(self, kod: str) -> None:
        s = self._vald()
        if s is not None:
            self._fraga(kod, str(s.id))

    def _formular(self, e: Arbetsenhet, kod: str, mal: str) -> Stegval:
        return tjanst.formular(e, kod, mal)

    def _klart(self, mening: str) -> None:
        self.lista.setFocus()
        super()._klart(mening)

    def _kontrollera(self) -> None:
        s = self._vald()
        if s is not None:
            nr = s.id
            self._s.arbetare.kor(lambda e: tjanst.kontrollera(e, nr), self._visa_kontroll, self._fel)

    def _visa_kontroll(self, k: Kontroll) -> None:
        tom(self._besked)
        if k.lika and k.stammer:
            visa_klart(self._besked, "Dragningen stämmer: samma population och samma ärenden.")
            return
        meningar = [f"Populationen är inte densamma: {k.population_da} ärenden då, {k.population_nu} nu."]
        if k.saknas or k.nya:
            meningar.append(
                f"Draget då men inte nu: {', '.join(k.saknas) or 'inget'}. Draget nu men inte då: "
                f"{', '.join(k.nya) or 'inget'}."
            )
        else:
            meningar.append("Dragningen är ändå densamma.")
        self._besked.addWidget(meddelande("varning", meningar))
