"""A made-up set of services with the same signatures, for tests of the window alone: small, in memory, no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services.arendetyper import (
    ArendeRad,
    Arendevy,
    Aterstaende,
    Dokumentrad,
    Falt,
    Fristrad,
    Handelse,
    Stegpunkt,
    Stegval,
)
from kundvalsdesk.services.egettyper import Eget, Paminnelserad, Sparat
from kundvalsdesk.services.starttyper import Startunderlag
from kundvalsdesk.services.typer import GRUPPER, Aktor, Andring, KoDetalj, KoFilter, KoOversikt, KoRad, Raknare
from kundvalsdesk.ui import dokumenttjanster, tjanster
from kundvalsdesk.ui.arbetare import Oppnad, Rapportera
from kundvalsdesk.ui.oppningslogg import Oppningslogg

IDAG = date(2024, 9, 16)
AKTOR = Aktor("alu", "Anna Lundin", frozenset({"karriarvagledare"}), 1)
_NAMN = (
    "Öztürk, Amina",
    "Tekle, Yonas",
    "Ärende 2024-0057 · skyddad",
    "Kowalczyk, Elżbieta",
    "Nilsson, Linnéa",
    "Haddad, Bashir",
    "Đorđević, Dragana",
    "Warsame, Hodan",
    "Berg, Viktor",
    "Rahimi, Leyla",
    "Popescu, Ivana",
)
_ANORDNARE = ("Kompass Arbete AB", "Språkbron", "Stegvis", "Arbetslinjen", "Nya Vägar", "Björkens Jobbcenter")
_GORA = (
    "Godkänn månadsrapport, augusti",
    "Granska månadsrapport, augusti",
    "Skicka avbrottsdokument",
    "Lägg in uppdraget",
    "Granska genomförandeplan",
)
_KODER = ("AMI2", "ISA2", "FAI1", "AMI1", "ISA1")


def korader(antal: int, ansvarig: str = "Anna Lundin", forsta: int = 1) -> list[KoRad]:
    """Rows in queue order: some late, some today, the rest later; the last few wait for somebody else."""
    ut = []
    for n in range(antal):
        if n < antal * 0.2:
            grupp, ljus, kvar, dag = "forsenat", "rod", -1 - n % 4, IDAG - timedelta(days=1 + n % 6)
        elif n < antal * 0.4:
            grupp, ljus, kvar, dag = "idag", "gul", 1, IDAG
        elif n < antal * 0.6:
            grupp, ljus, kvar, dag = "vecka", "gron", 3, IDAG + timedelta(days=3)
        elif n < antal * 0.9:
            grupp, ljus, kvar, dag = "senare", "gron", 9, IDAG + timedelta(days=14)
        else:
            grupp, ljus, kvar, dag = "vilande", "vilande", 2, IDAG + timedelta(days=2)
        ut.append(
            KoRad(
                forsta + n,
                f"2024-{n % 60:04d}",
                "uppdrag",
                "",
                "KV",
                dag,
                ljus,
                kvar,
                grupp,
                _GORA[n % 5],
                _NAMN[n % 11],
                n % 11 == 2,
                _KODER[n % 5],
                _ANORDNARE[n % 6],
                ansvarig,
                grupp == "vilande",
            )
        )
    return ut


def arende(insats: str = "2024-0131") -> Arendevy:
    falt = (
        Falt("beslut", "Beslut", "val", val=(("godkand", "Godkänn planen"), ("aterremiss", "Återremittera"))),
        Falt("datum", "Datum", "datum", varde=IDAG.isoformat()),
        Falt(
            "skal", "Skäl", "stor_text", hjalp="Skriv vad som ska kompletteras.", visas_om=("beslut", ("aterremiss",))
        ),
        Falt("anteckning", "Anteckning", "text", kravs=False),
    )
    dag = date(2024, 9, 9)
    return Arendevy(
        insats=insats,
        version=3,
        kund="Đorđević, Dragana",
        kundnyckel="K0131",
        skyddad=False,
        skydd_ord="",
        avslojad=False,
        far_avsloja=False,
        insatskod="AMI 2",
        insatsnamn="Arbetsträning, arbetsmarknadskunskap och vägledning till arbete eller studier",
        anordnare="Björkens Jobbcenter",
        steg=(
            Stegpunkt("Aktualiserad", "klart", date(2024, 8, 21)),
            Stegpunkt("Bemannad", "klart", date(2024, 8, 22)),
            Stegpunkt("Uppdrag", "klart", date(2024, 8, 23)),
            Stegpunkt("Genomförandeplan", "nu"),
            Stegpunkt("Månadsrapporter", "kvar"),
            Stegpunkt("Avslut", "kvar"),
        ),
        nasta=(
            Stegval(
                "granska_plan",
                "Granska genomförandeplanen",
                "Spara beslutet",
                "1",
                3,
                falt,
                viktig=True,
                fyller=(("granska_plan", "1"), ("uppdrag", "")),
                varning=("Planen saknar delmål för språk.",),
            ),
            Stegval("avsluta", "Avsluta insatsen", "Avsluta", "", 3, (Falt("dag", "Sista dag", "datum"),)),
            Stegval(
                "godkann_slutrapport",
                "Godkänn slutrapporten",
                "Godkänn",
                tillaten=False,
                skal="Slutrapporten har inte kommit in än.",
            ),
        ),
        frister=(
            Fristrad(
                "granska_plan",
                "1",
                "Granska genomförandeplan",
                "KV",
                "Anna Lundin",
                dag,
                IDAG,
                None,
                "gul",
                "i dag",
                lambda: ("Planen kom in måndag 9 september.", "Den ska granskas inom fem arbetsdagar."),
                "Rutiner 2024, 7.3",
            ),
            Fristrad(
                "manadsrapport",
                "2024-09",
                "Klarmarkera månadsrapport, september",
                "ANO",
                "Anordnaren",
                date(2024, 10, 1),
                date(2024, 10, 7),
                None,
                "gron",
                "om 14 arbetsdagar",
                lambda: ("Den 7:e.",),
                "Rutiner 2024, 8",
            ),
            Fristrad(
                "genomforandeplan",
                "1",
                "Skicka genomförandeplan",
                "ANO",
                "Anordnaren",
                date(2024, 8, 26),
                dag,
                dag,
                "klar",
                "klar i tid",
                lambda: ("14 dagar.",),
                "Rutiner 2024, 7.3",
            ),
        ),
        handelser=(
            Handelse(dag, "Genomförandeplan inkommen", "Version 1: tre mål, sju aktiviteter.", "Björkens Jobbcenter"),
            Handelse(date(2024, 8, 29), "Uppstartsmöte", "", "anteckning signerad"),
            Handelse(date(2024, 8, 26), "Start", "12 månader, till 25 augusti 2025"),
        ),
        insatsfakta=(
            ("Anordnare", "Björkens Jobbcenter"),
            ("Start–slut", "2024-08-26 – 2025-08-25"),
            ("Ärende", insats),
        ),
        kundfakta=(("Målgrupp", "Ekonomiskt bistånd"), ("Kundansvarig", "Anna Lundin")),
        aterstar=(
            Aterstaende("Genomförandeplanen är inte granskad", "plan_godkann", "1"),
            Aterstaende("12 månadsrapporter till"),
        ),
        dokument=(Dokumentrad(7, "AVB 2024-0131-1", "avbrottsdokument", IDAG, "Anna Lundin"),),
    )


@dataclass
class Latsas:
    """State of the made-up services: rows of the queue, one case, what was saved."""

    far_valja = False

    mina: list[KoRad] = field(default_factory=lambda: korader(23))
    andras: list[KoRad] = field(default_factory=lambda: korader(40, "Bo Ek", 1000))
    vy: Arendevy = field(default_factory=arende)
    sparat: list[tuple[str, str, str, int, dict[str, str]]] = field(default_factory=list)
    skriver: list[str | None] = field(default_factory=list)
    vid_spara: Exception | None = None
    markta: set[str] = field(default_factory=set)
    sparade: list[Sparat] = field(default_factory=list)
    paminnelser: list[Paminnelserad] = field(default_factory=list)

    def urval(self, f: KoFilter) -> list[KoRad]:
        rader = [*self.mina, *(self.andras if f.urval == "alla" else ())]
        if f.del_ == "bevakas":
            rader = [r for r in rader if r.vilande]
        ut = [
            r
            for r in rader
            if (not f.kundval or r.insatskod.startswith(f.kundval))
            and (not f.ljus or r.ljus == f.ljus)
            and (not f.anordnare or r.anordnare == f.anordnare)
            and all(o in f"{r.kund} {r.insats} {r.anordnare}".lower() for o in f.sok.lower().split())
        ]
        if f.sortering == "kund":
            return sorted(ut, key=lambda r: r.kund, reverse=f.fallande)
        return sorted(ut, key=lambda r: (GRUPPER.index(r.grupp), r.forfaller, r.frist_id), reverse=f.fallande)

    # the services ------------------------------------------------------------------------------------------------

    def oversikt(self, e: Any, f: KoFilter) -> KoOversikt:
        return self.oversikt_av(self.urval(f))

    def forsta_sida(self, e: Any, f: KoFilter, antal: int) -> tuple[list[KoRad], KoOversikt]:
        rader = self.urval(f)[:antal]
        return rader, replace(self.oversikt_av(rader), preliminar=len(rader) == antal)

    @staticmethod
    def oversikt_av(rader: list[KoRad]) -> KoOversikt:
        grupper = {g: sum(r.grupp == g for r in rader) for g in GRUPPER}
        return KoOversikt(len(rader), grupper, {lj: sum(r.ljus == lj for r in rader) for lj in ("rod", "gul", "gron")})

    def sida(self, e: Any, f: KoFilter, fran: int, antal: int, o: KoOversikt | None) -> list[KoRad]:
        return self.urval(f)[fran : fran + antal]

    def raknare(self, e: Any) -> Raknare:
        return Raknare(len(self.mina), len(self.mina) + len(self.andras), 9, 4, 61, 13)

    def detalj(self, e: Any, frist_id: int) -> KoDetalj | None:
        r = next((r for r in [*self.mina, *self.andras] if r.frist_id == frist_id), None)
        if r is None:
            return None
        return KoDetalj(
            frist_id,
            r.insats,
            r.att_gora,
            f"{r.kund} · {r.insatskod} · {r.anordnare}",
            r.ljus,
            "i dag",
            "måndag 16 september",
            "Varför i dag?",
            (
                "Planen kom in måndag 9 september. Den ska granskas och godkännas inom fem arbetsdagar, återremiss "
                "inräknad: 10, 11, 12, 13 och 16 september.",
            ),
            "Rutiner 2024, avsnitt 7.3",
            (("Start", "26 augusti 2024"), ("Slut", "25 augusti 2025"), ("Kundansvarig", r.kundansvarig)),
            "Öppna planen",
            ("Godkänn månadsrapport, senast 15 september",),
        )

    def anordnare(self, e: Any) -> list[tuple[str, str]]:
        return [(a, a) for a in _ANORDNARE]

    def hamta(self, e: Any, insats: str, avsloja: bool = False) -> Arendevy:
        return replace(self.vy, insats=insats, avslojad=avsloja)

    def lista(self, e: Any, sok: str = "", urval: str = "mina", pagaende: bool = True) -> list[ArendeRad]:
        rader = [
            ArendeRad(
                f"2024-{n:04d}",
                _NAMN[n % 11],
                n % 11 == 2,
                _KODER[n % 5],
                _ANORDNARE[n % 6],
                date(2024, 8, 26),
                date(2025, 8, 25),
                "Väntar på genomförandeplan",
                "Anna Lundin",
                IDAG + timedelta(days=n),
                ("rod", "gul", "gron", "vilande")[n % 4],
            )
            for n in range(61)
        ]
        return [r for r in rader if sok.lower() in r.kund.lower()]

    def utfor(self, e: Any, kod: str, insats: str, mal: str, sedd: int, varden: dict[str, str]) -> Andring:
        if self.vid_spara is not None:
            fel, self.vid_spara = self.vid_spara, None
            raise fel
        self.sparat.append((kod, insats, mal, sedd, varden))
        if kod == "granska_plan":
            self.vy = replace(self.vy, nasta=self.vy.nasta[1:], frister=self.vy.frister[1:])
            self.mina = [r for r in self.mina if r.insats != insats]
        if kod == "marke":
            (self.markta.add if varden["pa"] == "ja" else self.markta.discard)(insats)
        if kod == "paminn":
            rad = Paminnelserad(7, 1, insats, "Öztürk, Amina", IDAG, varden["paminnelse"], nu=True)
            self.paminnelser.append(rad)
        if kod == "filter_spara":
            from kundvalsdesk.services.sparade_filter import fran_text

            self.sparade.append(Sparat(len(self.sparade) + 1, varden["namn"], fran_text(mal), 4))
        if kod == "filter_ta_bort":
            self.sparade = [s for s in self.sparade if str(s.id) != mal]
        if kod == "paminnelse_klar":
            self.paminnelser = [p for p in self.paminnelser if str(p.id) != mal]
        kunder = ("K0900",) if kod == "registrera_kund" else ()
        return Andring("id", kod, (insats or "2024-0900",), kunder, frozenset({"insats"}))

    def ny_kund(self, e: Any) -> Stegval:
        return Stegval("registrera_kund", "Ny kund", "Registrera", falt=(Falt("efternamn", "Efternamn", "text"),))

    def ny_insats(self, e: Any, kund: str) -> Stegval:
        val = tuple((k, k) for k in ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2"))
        return Stegval("besluta", "Besluta insats", "Besluta", kund, 0, (Falt("kod", "Insats", "val", val=val),))

    def startunderlag(self, e: Any, kund: str) -> Startunderlag:
        steg = Stegval("kartlaggning", "Kartläggning", "Spara", kund, falt=(Falt("behov", "Behov", "stor_text"),))
        return Startunderlag(kund, (("Kartläggning", "3 maj 2024, Anna Lund"), ("Framtidsplan", "")), (steg, steg))

    def sok_kunder(self, e: Any, text: str) -> list[tuple[str, str]]:
        return [(f"K{n}", namn) for n, namn in enumerate(_NAMN) if text.lower() in namn.lower()]

    def eget(self, insats: str) -> Eget:
        egna = tuple(p for p in self.paminnelser if p.insats == insats)
        return Eget(insats, insats in self.markta, egna)

    def paminn(self, e: Any, insats: str) -> Stegval:
        falt = (Falt("datum", "Från och med", "datum", varde=IDAG.isoformat()), Falt("paminnelse", "Vad", "text"))
        return Stegval("paminn", "Påminn mig", "Spara påminnelsen", falt=falt)

    def valbara(self, e: Any) -> list[tuple[str, str, str]]:
        return [("alu", "Anna Lundin", "karriärvägledare"), ("bek", "Bo Ek", "arbetsledare")]

    def forhandsgranska(self, e: Any, insats: str) -> bytes:
        return pdf()

    def las_dokument(self, e: Any, dokument_id: int) -> tuple[str, bytes, str]:
        if dokument_id != 7:
            raise Nekad("finns_inte", "Dokumentet finns inte längre.")
        return "AVB 2024-0131-1", pdf(), "avbrottsdokument_AVB_2024-0131-1.pdf"

    def ersatt(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(Oppningslogg, "oppnat", lambda *_: None)  # has tests of its own
        for namn, ny in (
            ("ko_oversikt", self.oversikt),
            ("ko_sida", self.sida),
            ("ko_forsta_sida", self.forsta_sida),
            ("ko_raknare", self.raknare),
            ("ko_detalj", self.detalj),
            ("ko_anordnare", self.anordnare),
            ("arende_hamta", self.hamta),
            ("arende_lista", self.lista),
            ("eget_for", lambda e, insats: self.eget(insats)),
            ("eget_dagens", lambda e: tuple(self.paminnelser)),
            ("formular_paminn", self.paminn),
            ("sparade_filter", lambda e: tuple(self.sparade)),
            ("utfor", self.utfor),
            ("formular_ny_kund", self.ny_kund),
            ("formular_ny_insats", self.ny_insats),
            ("startunderlag", self.startunderlag),
            ("sok_kunder", self.sok_kunder),
            ("valbara", self.valbara),
            ("forhandsgranska", self.forhandsgranska),
            ("las_dokument", self.las_dokument),
        ):
            monkeypatch.setattr(dokumenttjanster if hasattr(dokumenttjanster, namn) else tjanster, namn, ny)

    def oppnare(self) -> Oppnad:
        @contextmanager
        def enhet(aktor: Aktor, skriv: bool, handling_id: str | None) -> Iterator[Any]:
            if skriv:
                self.skriver.append(handling_id)
            yield self

        def byt(anvandare: str) -> Aktor:
            return replace(AKTOR, anvandare=anvandare, namn="Bo Ek", roller=frozenset({"arbetsledare"}))

        return Oppnad(enhet, lambda: None, AKTOR, "Lokal databas", byt)

    # what app.py gives the window ---------------------------------------------------------------------------------

    def oppna(self, nyckel: str | None = None, *, spara: bool = False) -> Any:
        def jobb(_: Rapportera) -> Oppnad:
            return self.oppnare()

        return jobb

    def skapa(self, nyckel: str | None = None) -> Any:
        return self.oppna(nyckel)

    def uppgradera(self, nyckel: str | None = None) -> Any:
        return self.oppna(nyckel)


def pdf() -> bytes:
    """One empty page."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    fil = BytesIO()
    canvas = Canvas(fil, pagesize=(595, 842))
    canvas.drawString(72, 720, "Sida")
    canvas.showPage()
    canvas.save()
    return fil.getvalue()
