"""The made-up unit with reports that wait: Anna's, Bo's, and all that must not leave the house with hers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.models import Forlangning, Franvaro, Insats, Kundidentitet, Manadsrapport, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Delmal, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services import handlingar
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet, transaktion
from kundvalsdesk.services.flode_granskning import rad_for
from kundvalsdesk.services.frister import rakna_om
from kundvalsdesk.services.paket.beslut import sak
from kundvalsdesk.services.paket.fil import oppna_paket
from kundvalsdesk.services.paket.typer import Paketinfo
from kundvalsdesk.services.paket.uttag import ta_ut

IDAG, HEMMA = "2024-09-10", "2024-09-12"
"""The days of going and of coming back."""
FRAS = "kratta vulkan pelikan snickare"
FALSK = "kratta vulkan pelikan snickarn"

HEMLIGT = ("19900203-2382", "900203-2382", "Dragana", "Đorđević", "Hemlig", "Åke", "Öman", "Filippa", "Rosenkvist",
           "sekretessmarkering", "Bo Ek", "Gun Stål", "Storgatan", "hemlig motivering", "bojort@exempel.se",
           "Ordet om Bos kund", "migrän", "jobbexperten")  # fmt: skip
"""What stands in the database at home and may stand nowhere in Anna's package."""

_KUNDER = [
    {"kund": "K0010", "fornamn": "Filippa", "efternamn": "Rosenkvist", "personnummer": "19850114-3005",
     "fodelsedatum": "1985-01-14", "malgrupp": "bistand", "karriarvagledare": "anlu"},
    *({"kund": f"K002{n}", "fornamn": "Filippa", "efternamn": f"Rosenkvist-{'ABCDE'[n]}", "malgrupp": "bistand",
       "karriarvagledare": "anlu"} for n in range(5)),
]  # fmt: skip

# Insats → kund: with a report that waits, with a slutrapport too, with nothing that waits, and Bo's.
ANNAS = {"2024-01": "K0001", "2024-02": "K0002", "2024-03": "K0010", "2024-04": "K0020", "2024-05": "K0021"}
AVSLUTAD = {"2024-06": "K0023"}
"""Ended, with its last report and its slutrapport waiting."""
UTAN = {"2024-08": "K0022"}
BOS = {"2024-09": "K0003"}
VANTAR = len(ANNAS) + 2


def _blad() -> dict[str, list[dict[str, str]]]:
    alla = {**ANNAS, **AVSLUTAD, **UTAN, **BOS}
    return {
        "kunder": [
            {"kund": "K0001", "fornamn": "Dragana", "efternamn": "Đorđević", "personnummer": "19900203-2382",
             "fodelsedatum": "1990-02-03", "malgrupp": "bistand", "ekonomiskt_bistand": "ja",
             "karriarvagledare": "anlu"},
            {"kund": "K0002", "fornamn": "Hemlig", "efternamn": "Person", "skydd": "sekretessmarkering",
             "malgrupp": "bistand", "karriarvagledare": "anlu"},
            {"kund": "K0003", "fornamn": "Åke", "efternamn": "Öman", "malgrupp": "kaa", "fodelsedatum": "2000-01-01",
             "karriarvagledare": "boek"},
            *_KUNDER,
        ],
        "insatser": [
            {"insats": i, "kund": k, "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20",
             "aktualiserad": "2024-05-21", "bemannad": "2024-05-22", "uppdrag": "2024-05-23", "start": "2024-06-03",
             "omfattning": "75", "deltid_skal": "hemlig motivering",
             **({"sista_dag": "2024-08-30", "avslutsbeslut": "2024-08-20", "avslutstyp": "fortid",
                 "avslutsorsak": "annan_insats"} if i in AVSLUTAD else {})}
            for i, k in alla.items()
        ],
        "slutrapporter": [{"insats": i, "inkommen": "2024-09-03", "nasta_steg": "AMI 1"} for i in AVSLUTAD],
        "aterremisser": [
            {"insats": "2024-05", "avser": "2024-08", "aterremitterad": "2024-09-05", "inkommen_igen": "2024-09-06",
             "skal": "Beskriv progressionen."}
        ],
        "genomforandeplaner": [
            {"insats": i, "version": "1", "inkommen": "2024-06-10", "godkand": "2024-06-12"} for i in alla
        ],
        "manadsrapporter": [
            {"insats": i, "manad": m, "klarmarkerad": d,
             "godkand": "2024-09-05" if i in UTAN and m == "2024-08" else g,
             **({"aterremitterad": "2024-09-04", "klarmarkerad_igen": "2024-09-04"}
                if (i, m) == ("2024-05", "2024-08") else {})}
            for i in alla
            for m, d, g in (("2024-06", "2024-07-03", "2024-07-08"), ("2024-07", "2024-08-05", "2024-08-08"),
                            ("2024-08", "2024-09-04", ""))
        ],
        "kontakter": [{"insats": i, "datum": f"2024-08-{d:02d}", "typ": "veckokontakt"} for i in alla for d in (1, 8)],
    }  # fmt: skip


def innehall(text: str) -> Innehall:
    return Innehall(
        "Månadsrapport, KLAR",
        (("progression", text), ("utmaningar", "Ej aktuellt")),
        (Delmal(1, "Närvaro", lage="pa_vag", kommentar=text),),
        (Kontaktrad(date(2024, 8, 1), "mote", text),),
        (Franvarorad("sjuk", date(2024, 8, 19), date(2024, 8, 20), text),),
    )


class Paketvarld(Varld):
    """The unit, with the texts of its plans and reports, and with much that is nobody's business on the road."""

    def __init__(self, databas: Databas, regelverk: Any) -> None:
        super().__init__(databas, regelverk, _blad())
        with transaktion(databas, skriv=True) as s:
            for i in s.scalars(select(Insats)):
                i.uppdragsbeskrivning = "hemlig motivering om jobbexperten"
                i.jobbexpert = "jobbexperten Storgatan"
                i.beslut_motivering = i.parallell_bedomning = i.avslut_kommentar = "hemlig motivering"
                k = s.get_one(Kundidentitet, i.kund_id)
                egen = f"{k.fornamn} {k.efternamn}s närvaro, {k.personnummer}, är god enligt {k.fornamn}."
                if i.nyckel in BOS:
                    egen = "Ordet om Bos kund"
                for slag, avser in (
                    ("plan", "1"),
                    ("rapport", "2024-06"),
                    ("rapport", "2024-07"),
                    ("rapport", "2024-08"),
                ):
                    s.add(
                        Rapportinnehall(
                            insats_id=i.id, slag=slag, avser=avser, omgang=1, inkommen=date(2024, 9, 4),
                            rubrik="Månadsrapport, KLAR", formular=f"{slag}/AMI/1", kalla="fil",
                            innehall=innehall(f"{egen} Text om {avser} i {i.nyckel}.").till_json(),
                        )
                    )  # fmt: skip
                s.add(Franvaro(insats_id=i.id, typ="sjuk", fran=date(2024, 8, 19), till=date(2024, 8, 20),
                               orsak="migrän", bedomning="hemlig motivering"))  # fmt: skip
                s.add(Forlangning(insats_id=i.id, begard=date(2024, 8, 1), motivering="hemlig motivering",
                                  begard_av_id=i.kundansvarig_id, beslut="avslag", beslutad=date(2024, 8, 2),
                                  beslut_skal="hemlig motivering"))  # fmt: skip
            rakna_om(s, regelverk)

    def ny_enhet(self, som: str = "anlu", idag: str = HEMMA) -> Callable[[bool, str | None], Any]:
        def ny(skriv: bool, handling_id: str | None) -> AbstractContextManager[Arbetsenhet]:
            return self.enhet(idag, som, skriv=skriv, handling_id=handling_id)

        return ny

    def ta_ut(self, fil: Path, som: str = "anlu", handlaggare: str = "anlu", fras: str = FRAS) -> Paketinfo:
        with self.enhet(IDAG, som, skriv=True) as e:
            return ta_ut(e, fil, fras, handlaggare)

    def version(self, insats: str, manad: str = "2024-08") -> int:
        with transaktion(self.databas) as s:
            return s.scalars(
                select(Manadsrapport.version)
                .join(Insats, Insats.id == Manadsrapport.insats_id)
                .where(Insats.nyckel == insats, Manadsrapport.manad == manad)
            ).one()

    def rapport(self, insats: str, manad: str = "2024-08") -> Manadsrapport:
        with transaktion(self.databas) as s:
            q = select(Manadsrapport).join(Insats, Insats.id == Manadsrapport.insats_id)
            return s.scalars(q.where(Insats.nyckel == insats, Manadsrapport.manad == manad)).one()


class Offline:
    """A package, open as the window opens it."""

    def __init__(self, fil: Path, regelverk: Any, idag: str = "2024-09-11", fras: str = FRAS) -> None:
        self.databas, self.info = oppna_paket(fil, fras)
        self._regelverk, self._idag = regelverk, date.fromisoformat(idag)

    def __enter__(self) -> Offline:
        return self

    def __exit__(self, *_: object) -> None:
        self.databas.stang()

    def enhet(self, *, skriv: bool = False, handling_id: str | None = None) -> AbstractContextManager[Arbetsenhet]:
        return enhet(
            self.databas, self.info.aktor, self._regelverk, self._idag, skriv=skriv, handling_id=handling_id
        )  # fmt: skip

    def gor(self, kod: str, insats: str, mal: str = "2024-08", **varden: str) -> None:
        """One step with the version that is seen there."""
        varden.setdefault("datum", self._idag.isoformat())
        with self.enhet(skriv=True) as e:
            i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one_or_none()
            rad = rad_for(e, i, *sak(kod, mal)) if i is not None else None
            handlingar.utfor(e, kod, insats, mal, rad.version if rad else 1, varden)

    def godkann(self, insats: str) -> None:
        self.gor("rapport_godkann", insats, bedomning="fortsatt")

    def aterremittera(self, insats: str, skal: str = "Beskriv frånvaron.") -> None:
        self.gor("rapport_aterremiss", insats, skal=skal)

    def angra(self, insats: str) -> None:
        self.gor("granskning_angra", insats, "rapport:2024-08")
