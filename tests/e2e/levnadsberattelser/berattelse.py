"""How a life story is told: given, when, then, on one case, through the functions that the window uses.

`nar` does a step with the values of its form. `da` says which frister are open on a day, each with its light, and
holds the queue and the list of the case against it. `hela` says every frist that the case has had. `kan` says every
step that the case allows, `nekas` the nearest reason why another is not. `rundtur` exports and imports: the frister
are the same afterwards. Every date in a story is reckoned by hand from regelverk.md and the almanac, and none by the
program.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from db.varld import AGARE, Varld
from sqlalchemy import select

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Frist, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.steg import HINDER, Steg
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.services import arende, avslutsguide, ko
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.arendelage import hamta_insats
from kundvalsdesk.services.flode_avslut import Avslut
from kundvalsdesk.services.formular import _TEXT, _sedd_version
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.overforing import las_in, skriv_ut
from kundvalsdesk.services.typer import Andring, KoFilter

OPPNA = ("rod", "gul", "gron", "vilande")
ALLTID = "incident_registrera"
"""Allowed in every case that is not kept for statistics."""

# Most stories begin alike, on Monday 2 September 2024: beslut and aktualisering Monday 26 August, bemanning the 27th
# (one arbetsdag), uppdrag the 28th (two), first meeting 3 September (at the latest a week after the uppdrag: the 4th),
# plan in on the 12th (at the latest 14 days after the start: the 16th), approved on the 16th (at the latest five
# arbetsdagar after the 12th: 13, 16, 17, 18, 19).
VAGEN_IN = """
    bemanning                klar 2024-08-27 2024-08-27
    uppdrag                  klar 2024-08-28 2024-08-28
    uppstartsmote            klar 2024-09-04 2024-09-03
    genomforandeplan:1       klar 2024-09-16 2024-09-12
    granska_plan:1           klar 2024-09-19 2024-09-16
"""

# Months that go as they should: the 7th, 12th and 15th of the next month, weekends or not.
SEPTEMBER = """
    manadsrapport:2024-09    klar 2024-10-07 2024-10-03
    granska_rapport:2024-09  klar 2024-10-12 2024-10-08
    godkann_rapport:2024-09  klar 2024-10-15 2024-10-08
"""
OKTOBER = """
    manadsrapport:2024-10    klar 2024-11-07 2024-11-05
    granska_rapport:2024-10  klar 2024-11-12 2024-11-08
    godkann_rapport:2024-10  klar 2024-11-15 2024-11-08
"""
NOVEMBER = """
    manadsrapport:2024-11    klar 2024-12-07 2024-12-03
    granska_rapport:2024-11  klar 2024-12-12 2024-12-06
    godkann_rapport:2024-11  klar 2024-12-15 2024-12-06
"""
DECEMBER = """
    manadsrapport:2024-12    klar 2025-01-07 2025-01-03
    granska_rapport:2024-12  klar 2025-01-12 2025-01-08
    godkann_rapport:2024-12  klar 2025-01-15 2025-01-08
"""
JANUARI = """
    manadsrapport:2025-01    klar 2025-02-07 2025-02-04
    granska_rapport:2025-01  klar 2025-02-12 2025-02-07
    godkann_rapport:2025-01  klar 2025-02-15 2025-02-07
"""
MANADER = {
    "2024-09": ("2024-10-03", "2024-10-08"),
    "2024-10": ("2024-11-05", "2024-11-08"),
    "2024-11": ("2024-12-03", "2024-12-06"),
    "2024-12": ("2025-01-03", "2025-01-08"),
    "2025-01": ("2025-02-04", "2025-02-07"),
}
"""When the report of a month comes in, with its faktureringsunderlag, and when it is approved."""


def rader(text: str) -> list[str]:
    """The lines of an expectation, blanks made one, in an order of their own."""
    return sorted(" ".join(r.split()) for r in text.splitlines() if r.strip())


class Berattelse:
    """One unit, one case at a time (`self.insats`)."""

    def __init__(self, varld: Varld, ny_databas: Callable[[], Databas], mapp: Path) -> None:
        self.v = varld
        self.regelverk = varld.regelverk
        self.insats = ""
        self.kund = "K0001"
        self.som = "anlu"
        self._ny_databas = ny_databas
        self._mapp = mapp
        self._rundturer = 0

    # --- Given, when --------------------------------------------------------------------------------------------

    def nar(self, dag: str, steg: str, /, mal: str = "", som: str = "", **varden: str) -> Andring:
        """The step of that day; its date is that day unless the story says otherwise."""
        varden = {"datum": dag, "beslut": dag, "registrerad": dag} | varden
        som = som or self.som
        return self.v.gor(
            dag, steg, self.insats, mal, som=som, version=self._version(dag, steg, mal, som), **varden
        )  # fmt: skip

    def _version(self, dag: str, steg: str, mal: str, som: str) -> int | None:
        """Of the row that the step acts on, as its form would have it; a brist is found by Varld.gor."""
        if steg not in _TEXT:
            return None
        with self.v.enhet(dag, som) as e:
            return _sedd_version(e, hamta_insats(e, self.insats), Steg(steg, mal))

    def beslut(self, dag: str, kod: str, kund: str = "", **varden: str) -> str:
        """A new insats, told of from now on. Gives its number."""
        self.kund = kund or self.kund
        varden = {"datum": dag, "kod": kod, "kriterium_uppfyllt": "ja", "motivering": "Kunden behöver den."} | varden
        (self.insats,) = self.v.gor(dag, "besluta", "", self.kund, som=self.som, **varden).insatser[-1:]
        return self.insats

    def inled(self, kod: str = "AMI1", anordnare: str = "Björken", kund: str = "") -> None:
        """Given: the usual way in, VAGEN_IN, with the plan approved."""
        self.beslut("2024-08-26", kod, kund)
        self.nar("2024-08-26", "valj_anordnare", anordnare=anordnare)
        self.nar("2024-08-26", "aktualisera")
        self.nar("2024-08-27", "bemanna", jobbexpert="Eva Björk")
        self.nar("2024-08-28", "uppdrag", start="2024-09-02", omfattning="100")
        self.nar("2024-09-03", "kontakt", typ="uppstartsmote")
        self.nar("2024-09-12", "plan_inkommen")
        self.nar("2024-09-16", "plan_godkann", "1")

    def rapport(self, manad: str) -> None:
        """A month that goes as it should."""
        in_, godkand = MANADER[manad]
        self.nar(in_, "rapport_klarmarkera", manad)
        self.nar(in_, "underlag", manad)
        self.nar(godkand, "rapport_godkann", manad, bedomning="fortsatt")

    def ny_kund(self, dag: str, **varden: str) -> str:
        (self.kund,) = self.v.gor(dag, "registrera_kund", som=self.som, version=0, **varden).kunder
        return self.kund

    # --- Then ---------------------------------------------------------------------------------------------------

    def _alla(self, dag: str) -> list[Any]:
        """(light, frist) of the case, those of later days left out: as the command line lists them."""
        with self.v.enhet(dag, self.som) as e:
            (fakta,) = [
                f
                for i, f, _ in alla_fakta(e.session)
                if i == e.session.scalar(select(Insats.id).where(Insats.nyckel == self.insats))
            ]
        lysta = [(ljus(f, date.fromisoformat(dag)), f) for f in frister(fakta, self.regelverk)]
        return [(lj, f) for lj, f in lysta if lj is not None]

    def da(self, dag: str, text: str) -> None:
        """Exactly these frister are open on a day: "kod:avser light due"; "inuti": within another row of the queue.

        The queue shows them so, divided into what is to be done and what is waited for; the list of the case agrees.
        A brist stands in the queue only.
        """
        vantat = rader(text)
        with self.v.enhet(dag, self.som) as e:
            ut = {
                del_: [r for r in ko.sida(e, KoFilter(urval="alla", del_=del_), 0, 200) if r.insats == self.insats]
                for del_ in ("gora", "bevakas", "alla")
            }
            oversikt = ko.oversikt(e, KoFilter(urval="alla", del_="alla"))
            assert sum(oversikt.ljus.values()) == len(ko.sida(e, KoFilter(urval="alla", del_="alla"), 0, 200))
        i_kon = [f"{_namn(r)} {r.ljus} {r.forfaller}" for r in ut["alla"]]
        assert sorted(i_kon) == [r for r in vantat if not r.endswith(" inuti")], dag
        assert all(r.ansvarig == "KV" for r in ut["gora"]) and all(r.ansvarig != "KV" for r in ut["bevakas"])
        assert len(ut["gora"]) + len(ut["bevakas"]) == len(ut["alla"])

        i_listan = [
            f"{_namn(f)} {lj} {f.forfaller}{'' if f.huvud else ' inuti'}" for lj, f in self._alla(dag) if lj in OPPNA
        ]
        assert sorted(i_listan) == [r for r in vantat if not r.startswith("brist:")], dag
        with self.v.enhet(dag, self.som) as e:
            i_arendet = [f"{_namn(f)} {f.ljus} {f.forfaller}" for f in arende.hamta(e, self.insats).frister]
        assert {r.removesuffix(" inuti") for r in i_listan} == {r for r in i_arendet if r.split()[1] in OPPNA}

    def hela(self, dag: str, *delar: str) -> None:
        """Every frist that the case has had by a day: "kod:avser klar due done" or "kod:avser bortfallen due"."""
        ut = [
            f"{_namn(f)} {lj} {f.forfaller}{f' {f.klar}' if f.klar else ''}{'' if f.huvud or f.klar else ' inuti'}"
            for lj, f in self._alla(dag)
        ]
        assert sorted(ut) == rader("\n".join(delar))

    def kan(self, dag: str, steg: str, som: str = "") -> None:
        """Exactly these steps of the flow are allowed on a day, "kod" or "kod:mal"."""
        with self.v.enhet(dag, som or self.som) as e:
            nasta = [s for s in arende.hamta(e, self.insats).nasta if s.tillaten]
        ut = {f"{s.kod}:{s.mal}".rstrip(":") for s in nasta if s.kod in HINDER and s.kod != ALLTID}
        assert sorted(ut) == sorted(steg.split()), dag

    def nekas(self, dag: str, kod: str, steg: str, /, mal: str = "", som: str = "", **varden: str) -> str:
        """A step is refused for this reason, in one sentence, and nothing has changed. Gives the sentence."""
        fore = self.v.oppna(self.insats), self._alla(dag)
        with pytest.raises(Nekad) as fel:
            self.nar(dag, steg, mal, som, **varden)
        assert fel.value.kod == kod
        assert fel.value.mening.endswith(".") and "\n" not in fel.value.mening
        assert (self.v.oppna(self.insats), self._alla(dag)) == fore
        return fel.value.mening

    def konsekvenser(self, dag: str, typ: str, orsak: str, sista_dag: str) -> dict[str, str]:
        """What the guided end says of payment before it is confirmed."""
        a = Avslut(typ, orsak, date.fromisoformat(sista_dag), date.fromisoformat(dag))
        with self.v.enhet(dag, self.som) as e:
            k = avslutsguide.konsekvenser(e, self.insats, arende.hamta(e, self.insats).version, a)
        return {rubrik: ord_.replace("\u00a0", " ") for rubrik, ord_ in k.ersattning}

    # --- At the end -----------------------------------------------------------------------------------------------

    def rundtur(self, dag: str) -> None:
        """An export taken in elsewhere gives the same frister, stored and reckoned."""
        self._rundturer += 1
        mapp = self._mapp / f"export{self._rundturer}"
        idag = date.fromisoformat(dag)
        skriv_ut(self.v.databas, AGARE, self.regelverk, idag, mapp)
        annan = self._ny_databas()
        assert las_in(annan, AGARE, self.regelverk, idag, mapp).fel == ()
        assert _lagrade(annan) == _lagrade(self.v.databas)
        assert self._raknade(annan) == self._raknade(self.v.databas) != []

    def _raknade(self, databas: Databas) -> list[Any]:
        with transaktion(databas) as s:
            nycklar = dict(s.execute(select(Insats.id, Insats.nyckel)).all())
            return sorted((nycklar[i], frister(f, self.regelverk)) for i, f, _ in alla_fakta(s))

    def slut(self, dag: str, *insatser: str) -> None:
        """Nothing is left open, in no case and in no list; nothing is needed to close them."""
        self.v.stammer()
        with self.v.enhet(dag, self.som) as e:
            assert ko.sida(e, KoFilter(urval="alla", del_="alla"), 0, 50) == []
            for i in insatser or (self.insats,):
                assert arende.hamta(e, i).aterstar == ()
        self.rundtur(dag)


def _namn(f: Any) -> str:
    return f"{f.kod}:{f.avser}".rstrip(":")


def _lagrade(databas: Databas) -> list[Any]:
    """The stored frister; a brist keeps what was thought of it, which does not travel."""
    with transaktion(databas) as s:
        return sorted(
            s.execute(
                select(
                    Insats.nyckel, Frist.kod, Frist.avser, Frist.utlost, Frist.forfaller, Frist.vilande, Frist.huvud
                )
                .join(Insats, Insats.id == Frist.insats_id)
                .where(Frist.kod != "brist")
            ).all()
        )
