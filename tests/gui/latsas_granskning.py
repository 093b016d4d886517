"""Made-up reports with long and awkward texts, and the services of Granskning on them, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from gui.latsas import IDAG, pdf

from kundvalsdesk.fel import Nekad
from kundvalsdesk.rules.rapporttyper import Avsnitt, Delmal, Formular, Franvarorad, Innehall, Kontaktrad
from kundvalsdesk.services.granskningstyper import (
    Angra,
    Anmarkningsvy,
    Avsnittsvy,
    Bit,
    Dag,
    Delmalvy,
    Granskningslista,
    Granskningsvy,
    GranskRad,
    Mallunderlag,
    Mottaget,
    Parkerad,
)
from kundvalsdesk.services.typer import Andring, Framsteg
from kundvalsdesk.ui import dokumenttjanster, tjanster
from kundvalsdesk.ui.oppningslogg import Oppningslogg

NAMN = ("Öztürk, Amina", "Tekle, Yonas", "2024-0057 · skyddad", "Warsame, Hodan", "Berg, Viktor", "Rahimi, Leyla",
        "Popescu, Ivana", "Đorđević, Dragana", "Kowalczyk-Andersson, Elżbieta Małgorzata Aleksandra")  # fmt: skip
ANORDNARE = ("Kompass Arbete AB", "Språkbron", "Stegvis", "Hamnens Rehab", "Tvärsnitt HB",
             "Tillsammans i Arbete Ekonomisk Förening i Norra Kommundelarna")  # fmt: skip
LJUS = (
    ("rod", "1 arbetsdag sen"),
    ("rod", "12 arbetsdagar sen"),
    ("gul", "i morgon"),
    ("gron", "om 3 arbetsdagar"),
)
LANG = (
    "Handledaren beskriver att kunden nu tar emot muntliga instruktioner på svenska utan stöd, ställer följdfrågor "
    "och planerar sin egen dag. Kunden har provat lagerarbete, kassa och café & kök <b>inte fetstil</b>, och är "
    "säkrast i kassan. Nästa månad ökas tiden i butiken från tre till fyra pass i veckan, med samma handledare.\n\n"
)
FORMULAR = Formular(
    "rapport", "ISA", 1, "Månadsrapport",
    (
        Avsnitt("progression", "Progression mot mål och delmål", "Vad har hänt sedan förra rapporten?", True, False,
                "8.1"),
        Avsnitt("utmaningar", "Utmaningar och behov av stöd", "Vad är svårt, och vad görs åt det?", True, True, "8.1"),
        Avsnitt("annan_insats", "Behov av annan insats", "", False, True, "8.1"),
    ),
    ("delmal", "kontakter", "franvaro"),
)  # fmt: skip


def rader(antal: int) -> list[GranskRad]:
    """Reports in the order of the list: most wait, every ninth is returned."""
    ut = []
    for n in range(antal):
        ljus, ord_ = LJUS[min(3, 4 * n // max(1, antal))]
        slag = ("rapport", "rapport", "rapport", "plan", "slutrapport")[n % 5]
        avser = {"rapport": "2024-08", "plan": "2", "slutrapport": "slut"}[slag]
        titel = {"rapport": "Månadsrapport, augusti", "plan": "Genomförandeplan, version 2",
                 "slutrapport": "Slutrapport"}[slag]  # fmt: skip
        returnerad = n % 9 == 8
        ut.append(
            GranskRad(
                f"2024-{n:04d}", slag, avser, titel, NAMN[n % 9], n % 9 == 2, ("AMI2", "ISA2", "FAI1")[n % 3],
                ANORDNARE[n % 6], "returnerad" if returnerad else "vantar", "vilande" if returnerad else ljus,
                "väntar" if returnerad else ord_, IDAG + timedelta(days=n), date(2024, 9, 5),
                None if n % 7 == 6 else n % 4, date(2024, 9, 11) if returnerad else None,
            )
        )  # fmt: skip
    return ut


def kalender() -> tuple[Dag, ...]:
    slag = {1: ("kontakt", "möte"), 8: ("kontakt", "telefon"), 19: ("franvaro", "vård av barn"),
            20: ("franvaro", "vård av barn, inte registrerad i ärendet"), 22: ("kontakt", "möte"),
            28: ("ogiltig", "uteblev från arbetsplatsen"), 29: ("kontakt", "digitalt möte")}  # fmt: skip
    dagar = []
    for n in range(1, 32):
        d = date(2024, 8, n)
        vad, ord_ = slag.get(n, ("helg" if d.weekday() > 4 else "", ""))
        dagar.append(Dag(d, vad, ord_))
    return tuple(dagar)


def vy(r: GranskRad, *, stycken: int = 1) -> Granskningsvy:
    """A report whose sections carry flags; `stycken` makes it as long as one likes."""
    av_81, av_72 = "avsnitt 8.1", "avsnitt 7.2"
    avsnitt = (
        Avsnittsvy("progression", "Progression mot mål och delmål",
                   "Kunden har deltagit tre dagar i veckan på arbetsplatsen och har påbörjat sfi kurs C.\n"
                   + LANG * stycken),
        Avsnittsvy("utmaningar", "Utmaningar och behov av stöd", "Ej aktuellt", True,
                   (Anmarkningsvy("utan_motivering", "”Ej aktuellt” saknar motivering", av_81),)),
        Avsnittsvy("delmal", "Delmål", "1. Närvaro minst 80 %: uppnått"),
        Avsnittsvy("kontakter", "Kontakter", "1, 8, 22 och 29 augusti", False,
                   (Anmarkningsvy("vecka_utan_kontakt", "Vecka 33 (12–18 augusti) har ingen kontakt", av_72),)),
        Avsnittsvy("franvaro", "Frånvaro", "19–20 augusti, vård av barn", False,
                   (Anmarkningsvy("ej_registrerad", "20 augusti är inte registrerad i ärendet", "avsnitt 10", 0),)),
        Avsnittsvy("annan_insats", "Behov av annan insats", ""),
    )  # fmt: skip
    innehall = Innehall(
        "Månadsrapport, augusti, KLAR",
        tuple((a.kod, a.text) for a in avsnitt),
        (Delmal(1, "Närvaro minst 80 %", "Arbetsträning i butik", date(2024, 9, 30), "uppnatt", "91 % i augusti"),
         Delmal(2, "Muntliga instruktioner på svenska", "", None, "pa_vag", LANG.strip()),
         Delmal(3, "Datorvana, grund", "", None, "", "")),
        tuple(Kontaktrad(date(2024, 8, n), "mote", "Uppföljning") for n in (1, 8, 22, 29)),
        (Franvarorad("vab", date(2024, 8, 19), date(2024, 8, 20), "Barnet hade feber", None),),
    )  # fmt: skip
    har_text = r.anmarkningar is not None
    rapport, slut = r.slag == "rapport", r.slag == "slutrapport"
    godkand = r.lage == "godkand"
    return Granskningsvy(
        r.insats, r.slag, r.avser, 3, r.titel, f"{r.titel}, KLAR", r.kund, r.skyddad, r.insatskod, r.anordnare,
        r.inkommen, "klar" if godkand else r.ljus, "godkänd" if godkand else r.ord, r.forfaller, r.lage, har_text,
        avsnitt if har_text else (),
        (Anmarkningsvy("snarlik", "Texten är nästan densamma som i juli", av_81),) if har_text else (),
        "Sfi klar och arbetsträning enligt AMI 2 senast i maj 2025.",
        (Delmalvy(1, "Närvaro minst 80 %", "uppnatt", "uppnått"),
         Delmalvy(2, "Muntliga instruktioner på svenska från handledare och kunder i butiken", "nams", "nämns"),
         Delmalvy(3, "Datorvana, grund", "nams_inte", "nämns inte")),
        "Version 2, godkänd 2 juli",
        (Avsnittsvy("progression", "Progression mot mål och delmål", "Kunden läser sfi kurs B. " + LANG),
         Avsnittsvy("utmaningar", "Utmaningar och behov av stöd", "Ej aktuellt", True)) if rapport else (),
        "juli" if rapport else "", kalender() if rapport else (), "augusti" if rapport else "",
        (("Start", "26 augusti 2024"), ("Slut", "25 augusti 2025"), ("Omfattning", "Heltid"),
         ("Kundansvarig", "Anna Lundin")),
        (("11 september", "Återremitterad: progressionen saknas"),) if r.aterremitterad else (),
        "Rapporten väntar på komplettering från anordnaren." if r.lage == "returnerad" else "",
        (("fortsatt", "Insatsen fortsätter"), ("justera", "Genomförandeplanen behöver justeras"),
         ("avsluta", "Insatsen bör avslutas")) if rapport else (),
        "Fortsatt språkträning enligt ISA 2." if slut and r.anmarkningar else "", slut,
        ("Skriv varför avsnittet Utmaningar och behov av stöd inte är aktuellt.",
         "Ange vilken kontakt kunden har haft under vecka 33.", "Beskriv progressionen mot vart och ett av delmålen."),
        "", Angra("Godkänd", "Anna Lundin", datetime(2024, 9, 16, 8, 41)) if godkand else None,
        7 if har_text else None, FORMULAR if har_text else None, innehall if har_text else None,
    )  # fmt: skip


@dataclass
class LatsasGranskning:
    """State of the made-up reviews: the rows, what was decided, drafts, and what came in."""

    rader: list[GranskRad] = field(default_factory=lambda: rader(14))
    beslut: list[tuple[str, str, str, str, dict[str, str]]] = field(default_factory=list)
    utkast: dict[tuple[str, str, str], str] = field(default_factory=dict)
    parkerade_: list[Parkerad] = field(default_factory=list)
    hamtade: list[tuple[str, str, str]] = field(default_factory=list)
    mottagna: list[str] = field(default_factory=list)
    inskrivna: list[tuple[str, str, str, Innehall]] = field(default_factory=list)
    stycken: int = 1
    vid_beslut: Exception | None = None

    def lista(self, e: Any, urval: str = "mina") -> Granskningslista:
        vantar = sum(r.lage == "vantar" for r in self.rader)
        return Granskningslista(tuple(self.rader), vantar, len(self.parkerade_))

    def _rad(self, insats: str, slag: str, avser: str) -> GranskRad:
        rad = next((r for r in self.rader if (r.insats, r.slag, r.avser) == (insats, slag, avser)), None)
        if rad is None:
            raise Nekad("finns_inte", "Rapporten finns inte längre i listan. Hämta om.")
        return rad

    def hamta(self, e: Any, insats: str, slag: str, avser: str) -> Granskningsvy:
        self.hamtade.append((insats, slag, avser))
        v = vy(self._rad(insats, slag, avser), stycken=self.stycken)
        return replace(v, utkast=self.utkast.get((insats, slag, avser), ""))

    def skillnader(self, e: Any, insats: str, slag: str, avser: str) -> dict[str, tuple[Bit, ...]]:
        return {"progression": (Bit("lika", "Kunden har deltagit tre dagar i veckan på arbetsplatsen och "),
                                Bit("borta", "läser sfi kurs B."), Bit("nytt", "har påbörjat sfi kurs C. "),
                                Bit("lika", LANG.strip()))}  # fmt: skip

    def spara_utkast(self, e: Any, insats: str, slag: str, avser: str, text: str) -> None:
        self.utkast[insats, slag, avser] = text

    def parkerade(self, e: Any) -> list[Parkerad]:
        return list(self.parkerade_)

    def utfor(self, e: Any, kod: str, insats: str, mal: str, sedd: int, varden: dict[str, str]) -> Andring:
        if self.vid_beslut is not None:
            fel, self.vid_beslut = self.vid_beslut, None
            raise fel
        slag, _, vad = kod.partition("_")
        self.beslut.append((kod, insats, mal, varden.get("skal", ""), varden))
        if kod == "granskning_angra":
            slag, _, avser = mal.partition(":")
            self._byt(insats, slag, avser, "vantar")
        elif slag == "parkerad":
            self.parkerade_ = [p for p in self.parkerade_ if str(p.inlamning_id) != mal]
        else:
            self._byt(insats, slag, mal or "slut", "godkand" if vad == "godkann" else "returnerad")
        return Andring("id", kod, (insats,), (), frozenset({slag}))

    def _byt(self, insats: str, slag: str, avser: str, lage: str) -> None:
        rad = self._rad(insats, slag, avser)
        ny = replace(rad, lage=lage, aterremitterad=IDAG if lage == "returnerad" else None)
        if lage == "returnerad":
            ny = replace(ny, ljus="vilande", ord="väntar")
        self.rader = [ny if r is rad else r for r in self.rader]

    def brev(self, e: Any, insats: str, slag: str, avser: str) -> Any:
        return SimpleNamespace(
            amne=f"Komplettering av månadsrapport, ärende {insats}", text="Hej!\n\nKomplettera rapporten.",
            till="rapport@kompassarbete.example", pdf=pdf(), filnamn=f"aterremiss_{insats}.pdf",
            eml=b"Subject: Komplettering\r\n\r\nHej!",
        )  # fmt: skip

    def ta_emot_fil(self, e: Any, innehall: bytes, fil: str) -> Mottaget:
        self.mottagna.append(fil)
        if innehall.startswith(b"PK"):
            return Mottaget("intagen", "", "Månadsrapport, augusti: intagen.", "2024-0001", "rapport", "2024-08", fil)
        return Mottaget("avvisad", "inte_xlsx", "Filen är ingen Excelbok.", fil=fil)

    def ta_emot_filer(
        self,
        ny: Callable[[], AbstractContextManager[Any]],
        vagar: list[Path],
        framsteg: Callable[[Framsteg], None],
        stopp: Callable[[], bool],
    ) -> list[Mottaget]:
        filer = [f for v in vagar for f in (sorted(v.iterdir()) if v.is_dir() else [v])]
        ut = []
        for nr, fil in enumerate(filer):
            if stopp():
                break
            framsteg(Framsteg(nr, len(filer), "Tar emot"))
            with ny() as e:
                ut.append(self.ta_emot_fil(e, fil.read_bytes(), fil.name))
        return ut

    def tom_inkorg(
        self,
        ny: Callable[[], AbstractContextManager[Any]],
        mapp: Path,
        framsteg: Callable[[Framsteg], None],
        stopp: Callable[[], bool],
    ) -> list[Mottaget]:
        ut = self.ta_emot_filer(ny, [mapp], framsteg, stopp)
        for fil in mapp.iterdir():
            fil.unlink()
        return ut

    def underlag(self, e: Any, slag: str, insats: str, manad: str | None) -> Mallunderlag:
        return Mallunderlag(
            FORMULAR, insats, "Y.T.", manad or "", "Språkbron", "ISA 2", "1–31 augusti", "Månadsrapport, augusti",
            "Månadsrapport, augusti, KLAR", "Sfi klar.", (Delmal(1, "Närvaro minst 80 %"), Delmal(2, "Datorvana")),
        )  # fmt: skip

    def mall(self, e: Any, slag: str, insats: str, manad: str | None) -> tuple[str, bytes]:
        return f"manadsrapport_{insats}.xlsx", b"PK"

    def skriv_in(
        self, e: Any, insats: str, slag: str, avser: str, sedd: int, innehall: Innehall, datum: date
    ) -> Andring:
        self.inskrivna.append((insats, slag, avser, innehall))
        return Andring("id", "skriv_in", (insats,))

    def ersatt(self, monkeypatch: Any, utfor: bool = True) -> None:
        monkeypatch.setattr(Oppningslogg, "oppnat", lambda *_: None)  # has tests of its own
        for namn, ny in (
            ("granskning_lista", self.lista), ("granskning_hamta", self.hamta), ("utfor", self.utfor),
            ("granskning_skillnader", self.skillnader), ("granskning_utkast", self.spara_utkast),
            ("granskning_parkerade", self.parkerade), ("aterremissbrev", self.brev),
            ("ta_emot_filer", self.ta_emot_filer), ("tom_inkorg", self.tom_inkorg),
            ("rapport_underlag", self.underlag), ("rapport_mall", self.mall), ("rapport_skriv_in", self.skriv_in),
        ):  # fmt: skip
            if namn != "utfor" or utfor:
                monkeypatch.setattr(dokumenttjanster if hasattr(dokumenttjanster, namn) else tjanster, namn, ny)


@contextmanager
def ingen_enhet() -> Iterator[None]:
    yield None
