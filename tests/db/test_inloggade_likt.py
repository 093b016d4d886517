"""Every role does the same work in a file and by a login of a shared database: the same answer, or the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from kundvalsdesk import cli
from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.models import Dokument, Gallring, Gallringspost, Manadsrapport
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import (
    anordnare,
    anordnarkort,
    arbetslage,
    arende,
    brister,
    budget,
    eget,
    ersattning,
    ersattningsbesked,
    ersattningsvy,
    fakturakontroll,
    forlangningar,
    forval,
    forvalsvy,
    fristkalender,
    gallring,
    granskningslista,
    incidentregister,
    inkorg,
    installningar,
    jamforaren,
    ko,
    kundenkat,
    notislista,
    rapportdokument,
    rapportmall,
    sok,
    sparade_filter,
    statistik,
    statistikbakom,
    statistikfiler,
)
from kundvalsdesk.services import ersattningsfiler as ersattningsfil
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet, transaktion
from kundvalsdesk.services.documents import gallringsprotokoll
from kundvalsdesk.services.documents.massutfardande import Massval, urval
from kundvalsdesk.services.paket.uttag import ta_ut
from kundvalsdesk.services.rapportfiler.skriv import skriv_mall
from kundvalsdesk.services.statistiktyper import Urval
from kundvalsdesk.services.typer import KoFilter

from .inloggade import Inloggade, Inloggadvarld
from .varld import AGARE, BLAD, Varld

DAG = "2024-09-05"
ROLLER = ("anlu", "boek", "gust", "kval", "koor", "syss", "dass")
FRAS = "kratta vulkan pelikan snickare"
_ARENDE = {"kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20", "aktualiserad": "2024-05-21",
           "bemannad": "2024-05-22", "uppdrag": "2024-05-24", "start": "2024-06-03", "omfattning": "100"}  # fmt: skip
MER = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kval", "namn": "Kvalle Ro", "roll": "kvalitetsutvecklare"},
        {"anvandare": "koor", "namn": "Kora Dal", "roll": "kundkoordinator"},
    ],
    "insatser": [
        {"insats": f"I{n}", "kund": f"K000{n}", **_ARENDE,
         **({"sista_dag": "2024-08-09", "avslutsbeslut": "2024-08-01", "avslutstyp": "fortid",
             "avslutsorsak": "arbete"} if n == 3 else {})}
        for n in (1, 2, 3)
    ],
    "manadsrapporter": [
        {"insats": f"I{n}", "manad": m, "klarmarkerad": f"2024-0{int(m[-1]) + 1}-03",
         **({"godkand": "2024-07-05"} if m == "2024-06" else {})}
        for n in (1, 2, 3)
        for m in ("2024-06", "2024-07")
    ],
    "aterremisser": [],
}  # fmt: skip


@contextmanager
def _samma(e: Arbetsenhet) -> Iterator[Arbetsenhet]:
    yield e


class Bada:
    """The same unit twice. What is asked of one is asked of the other, in the same order."""

    def __init__(self, lokal: Varld, delad: Inloggadvarld) -> None:
        self.lokal, self.delad = lokal, delad
        for v in (lokal, delad):
            with transaktion(v.databas, skriv=True) as s:
                s.execute(update(Manadsrapport).values(underlag=date(2024, 7, 4)))

    def lika(self, som: str, gor: Callable[[Arbetsenhet], Any], vad: str = "", *, skriv: bool = False) -> Any:
        ena, andra = (self._svar(v, som, gor, skriv) for v in (self.lokal, self.delad))
        assert ena == andra, (som, vad)
        return ena

    @staticmethod
    def _svar(v: Varld, som: str, gor: Callable[[Arbetsenhet], Any], skriv: bool) -> Any:
        try:
            with v.enhet(DAG, som, skriv=skriv) as e:
                return jamforbart(gor(e))
        except KundvalsdeskFel as fel:
            return type(fel).__name__, fel.mening

    def kommando(self, capsys: pytest.CaptureFixture[str], som: str, *arg: str) -> tuple[int, str, str]:
        svar = []
        for v in (self.lokal, self.delad):
            if isinstance(v, Inloggadvarld):
                vem = ["--db", v.inloggade.som(som).adress.url]
            else:
                vem = ["--db", str(v.databas.adress.fil), "--som", som]
            kod = cli.kor(cli.tolka([*(a.replace("{}", type(v).__name__) for a in arg), *vem, "--idag", DAG]))
            ut = capsys.readouterr()
            svar.append((kod, *(jamforbart(x.replace(type(v).__name__, "X")) for x in (ut.out, ut.err))))
        assert svar[0] == svar[1], (som, arg)
        return svar[0]


def jamforbart(x: Any) -> str:
    """Without what no two runs have alike: times, ids of actions, addresses in memory."""
    text = x if isinstance(x, str) else repr(x)
    text = re.sub(r"datetime\.datetime\(2\d{3}[^)]*\)|\d{4}-\d\d-\d\d[ T]\d\d[:.]\d\d(:\d\d(\.\d+)?)?", "TID", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|0x[0-9a-f]+|b'(?:[^'\\]|\\.)*'", "*", text)


@pytest.fixture
def bada(ny_databas: object, regelverk: Regelverkssamling) -> Iterator[Bada]:
    databas = ny_databas("postgresql")  # type: ignore[operator]
    with Inloggade(databas) as inloggade:
        delad = Inloggadvarld(databas, regelverk, inloggade, MER)
        yield Bada(Varld(ny_databas("sqlite"), regelverk, MER), delad)  # type: ignore[operator]


AR = Urval(date(2024, 1, 1), date(2024, 12, 31))
RUM: dict[str, Callable[[Arbetsenhet], Any]] = {
    "the queue": lambda e: ko.sida(e, KoFilter(), 0, 50),
    "of all": lambda e: ko.oversikt(e, KoFilter(urval="alla")),
    "its counts": ko.raknare,
    "search": lambda e: sok.sok(e, "dragana"),
    "a case": lambda e: arende.hamta(e, "I1").nasta,
    "a case of a protected kund": lambda e: arende.hamta(e, "I2").nasta,
    "a calendar": lambda e: fristkalender.fil(e)[2],
    "how much work there is": arbetslage.hamta,
    "förlängningar": forlangningar.lista,
    "notices": notislista.hamta,
    "reminders": eget.dagens,
    "saved filters": sparade_filter.lista,
    "incidents": incidentregister.hamta,
    "anordnare": anordnare.lista,
    "an anordnare": lambda e: anordnarkort.hamta(e, "Björken"),
    "anordnare side by side": jamforaren.hamta,
    "kundenkäter": kundenkat.lista,
    "brister": brister.anordnare_brister,
    "lists of gallring": gallring.oversikt,
    "what may go": gallring.kandidater,
    "a list of gallring": lambda e: gallring.poster(e, 1),
    "its record": lambda e: gallringsprotokoll.innehall(e, 1),
    "who sends": installningar.organisation,
    "its form": installningar.formular_organisation,
    "the parked": granskningslista.parkerade,
}


LASER: dict[str, Callable[[Arbetsenhet], Any]] = {
    "a month's payments": lambda e: ersattning.rakna(e, "2024-06"),
    "as a file": lambda e: ersattningsfil.som_csv(ersattning.rakna(e, "2024-06")),
    "the room of payments": lambda e: ersattningsvy.hamta(e, "2024-06"),
    "another month of it": lambda e: ersattningsvy.hamta(e, "2024-07"),
    "a run that is not there": lambda e: ersattning.lagrat(e, "2024-06"),
    "who may be invoiced": fakturakontroll.anordnare_i,
    "an invoice": lambda e: fakturakontroll.kontrollera(e, b"insats;belopp\nI1;100,00\nI2;50\n", "2024-06", "Zenit"),
    "the budget": lambda e: budget.hamta(e, 2024),
    "its form": lambda e: budget.formular(e, 2024),
    "the statistics": lambda e: statistikfiler.som_data(statistik.hamta(e, AR)),
    "what can be chosen of them": statistikbakom.valbart,
    "of a karriärvägledare": lambda e: statistik.hamta(e, Urval(AR.fran, AR.till, karriarvagledare="anlu")).statistik,
    "of a målgrupp": lambda e: statistik.hamta(e, Urval(AR.fran, AR.till, malgrupp="bistand")).statistik,
    "of an anordnare, a year before": lambda e: statistik.hamta(
        e, Urval(AR.fran, AR.till, anordnare="Björken", jamfor=True)
    ).alla,
    "the documents of a month": lambda e: urval(e, Massval("manadsrapport", "2024-06", "intern", True)),
    "of its slutrapporter": lambda e: urval(e, Massval("slutrapport", "2024-08", "intern", True)),
    "a report on paper": lambda e: rapportdokument.visa(e, "I1", "rapport", "2024-06").nummer,
    "of a protected kund": lambda e: rapportdokument.visa(e, "I2", "rapport", "2024-06").nummer,
    "a form": lambda e: rapportmall.underlag(e, "rapport", "I1", "2024-08"),
    "a form of a protected kund": lambda e: rapportmall.underlag(e, "rapport", "I2", "2024-08"),
    "the list to review": granskningslista.lista,
    "everybody's": lambda e: granskningslista.lista(e, "alla"),
    "the förvalslista": lambda e: forval.lista(e, "AMI", 2024),
    "a day of it": lambda e: forval.pa_dag(e, "AMI", date(2024, 8, 1)),
    "its room": lambda e: forvalsvy.hamta(e, "AMI", 2024),
    "the list of cases": lambda e: [(r.insats, r.kund) for r in arende.lista(e, urval="alla")],
}  # fmt: skip


@pytest.mark.parametrize("som", ROLLER)
def test_every_room_is_the_same(bada: Bada, som: str) -> None:
    for v in (bada.lokal, bada.delad):
        with transaktion(v.databas, skriv=True) as s:
            s.add(Gallring(dag=date(2024, 9, 1), upprattad=datetime(2024, 9, 1), upprattad_av="gust", regler="[]",
                           lage="forslag"))  # fmt: skip
            s.flush()
            s.add(Gallringspost(gallring_id=1, kod="personakt", kund_id=1, sedan=date(2019, 1, 1),
                                grans=date(2019, 1, 1), lage="vantar", omfattning="{}"))  # fmt: skip
    for vad, gor in RUM.items():
        bada.lika(som, gor, vad)


@pytest.mark.parametrize("som", ROLLER)
def test_what_is_read_is_the_same(bada: Bada, som: str) -> None:
    svar = {vad: bada.lika(som, gor, vad) for vad, gor in LASER.items()}
    assert any(isinstance(s, str) for s in svar.values()) and any(isinstance(s, tuple) for s in svar.values())


def test_a_month_is_paid_the_same(bada: Bada) -> None:
    """By each in turn: who may not is told so, who may does it; and then it is done, for all."""

    for som in ("anlu", "kval", "syss", "dass"):
        for vad in (ersattning.forbered, ersattning.faststall, ersattning.forbered_och_faststall):
            bada.lika(som, lambda e, vad=vad: vad(e, ersattning.rakna(e, "2024-06")), skriv=True)
    for som, vad in (("hara", ersattning.faststall), ("gust", ersattning.forbered), ("gust", ersattning.faststall),
                     ("hara", ersattning.faststall), ("hara", ersattning.forbered)):  # fmt: skip
        bada.lika(som, lambda e, vad=vad: vad(e, ersattning.rakna(e, "2024-06")), skriv=True)
    for som in ROLLER:
        for gor in (
            lambda e: ersattning.lagrat(e, "2024-06").lage,
            lambda e: ersattningsvy.hamta(e, "2024-06"),
            lambda e: ersattningsbesked.pdf(e, ersattning.lagrat(e, "2024-06"), "Björken")[0],
            lambda e: fakturakontroll.kontrollera(e, b"insats;belopp\nI1;100,00\n", "2024-06", "Björken"),
            lambda e: budget.hamta(e, 2024),
        ):
            bada.lika(som, gor)


def test_a_budget_is_written_the_same(bada: Bada) -> None:
    varden = {"AMI": "1 200 000", "FAI": "x", "ISA": ""}
    for som in (*ROLLER, "gust"):
        bada.lika(som, lambda e: budget.satt(e, "2024", budget.formular(e, 2024).sedd_version, varden), skriv=True)
        varden["FAI"] = "500"
    for som in ROLLER:
        bada.lika(som, lambda e: budget.hamta(e, 2024))


def test_reports_are_asked_for_taken_in_and_issued_the_same(bada: Bada, tmp_path: Path) -> None:
    with bada.lokal.enhet(DAG) as e:
        formular = {i: skriv_mall(rapportmall.underlag(e, "rapport", i, "2024-08")) for i in ("I1", "I2")}
    for i, data in formular.items():
        (tmp_path / f"{i}.xlsx").write_bytes(data)
    for som in ROLLER:
        for i in formular:
            bada.lika(som, lambda e, i=i: inkorg.ta_emot_fil(lambda: _samma(e), tmp_path / f"{i}.xlsx"), skriv=True)
        for i in ("I1", "I2", "I3"):
            bada.lika(som, lambda e, i=i: _utfarda(e, i).nummer, skriv=True)
    for v in (bada.lokal, bada.delad):
        with enhet(v.databas, AGARE, v.regelverk, date(2024, 9, 5)) as e:
            assert e.session.scalar(select(func.count()).select_from(Dokument)) == 3


def _utfarda(e: Arbetsenhet, insats: str) -> Any:
    sedd = rapportdokument.visa(e, insats, "rapport", "2024-06").sedd_version
    return rapportdokument.utfarda(e, insats, "rapport", "2024-06", sedd)


def test_packages_are_taken_out_the_same(bada: Bada, tmp_path: Path) -> None:
    for som in ROLLER:
        for vems in ("anlu", "boek", "gust"):
            fil = tmp_path / f"{som}-{vems}.paket"

            def gor(e: Arbetsenhet, fil: Path = fil, vems: str = vems) -> Any:
                fil.unlink(missing_ok=True)
                info = ta_ut(e, fil, FRAS, vems)
                return info.antal, fil.exists()

            bada.lika(som, gor, skriv=True)


KOMMANDON = (
    ("ersattning", "2024-06", "--format", "csv"),
    ("budget", "2024", "--format", "csv"),
    ("statistik", "--fran", "2024-01-01", "--till", "2024-12-31", "--format", "csv"),
    ("manadsdokument", "manadsrapport", "--manad", "2024-06"),
    ("manadsdokument", "slutrapport", "--manad", "2024-08", "--alla"),
    ("rapportmall", "manadsrapport", "I1", "--ut", "{mapp}/{}.xlsx"),
    ("rapportmall", "manadsrapport", "I2", "--ut", "{mapp}/{}2.xlsx"),
    ("anordnare", "lista"),
    ("forvalslista", "AMI", "--ar", "2024"),
    ("forvalslista", "AMI", "--dag", "2024-08-01"),
    ("frister", "--format", "csv"),
    ("dokument", "journal", "I1", "--ut", "{mapp}/{}.pdf"),
    ("registerutdrag", "K0001", "--ut", "{mapp}/{}.json"),
    ("gallring", "lista"),
    ("ersattning", "2024-06", "--faststall"),
)


@pytest.mark.parametrize("som", ROLLER)
def test_commands_say_the_same(
    bada: Bada, som: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDVALSDESK_PAKETFRAS", FRAS)
    koder = {arg: bada.kommando(capsys, som, *(a.replace("{mapp}", str(tmp_path)) for a in arg))[0]
             for arg in (*KOMMANDON, ("paket", "ut", "{mapp}/{}.paket"))}  # fmt: skip
    # Who the anordnare are is published, and who has the turn.
    assert {k for arg, k in koder.items() if arg[0] in ("anordnare", "forvalslista")} == {0} and 1 in koder.values()
