"""The documents of a month: whose they are, each a unit of its own, stopped and gone on with, what failed and why."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from db.varld import Varld
from sqlalchemy import func, select, update

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import Dokument
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services.arbetsenhet import Arbetsenhet
from kundvalsdesk.services.documents import bestallning
from kundvalsdesk.services.documents.massutfardande import Massval, urval, utfarda_alla
from kundvalsdesk.services.dokumenttyper import Massrad
from kundvalsdesk.services.typer import Framsteg

IDAG = "2024-09-05"
_ARENDE = {"kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20", "aktualiserad": "2024-05-21",
           "bemannad": "2024-05-22", "uppdrag": "2024-05-24", "start": "2024-06-03", "omfattning": "100"}  # fmt: skip
MER = {
    "insatser": [{"insats": f"I{n}", "kund": f"K000{n}", **_ARENDE} for n in (1, 2, 3)],
    "manadsrapporter": [
        {"insats": "I1", "manad": "2024-06", "klarmarkerad": "2024-07-03", "godkand": "2024-07-05"},
        {"insats": "I2", "manad": "2024-06", "klarmarkerad": "2024-07-03", "godkand": "2024-07-05"},
        {"insats": "I3", "manad": "2024-06", "klarmarkerad": "2024-07-03", "godkand": "2024-07-05"},
        {"insats": "I1", "manad": "2024-07", "klarmarkerad": "2024-08-05"},
    ],
}  # fmt: skip
JUNI = Massval("manadsrapport", "2024-06", "anordnare")


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    return Varld(databas, regelverk, MER)


@pytest.fixture
def mapp(tmp_path: Path) -> Path:
    (tmp_path / "ut").mkdir()
    return tmp_path / "ut"


def ny(v: Varld, som: str = "gust") -> Callable[[], AbstractContextManager[Arbetsenhet]]:
    return lambda: v.enhet(IDAG, som, skriv=True)


def vilka(v: Varld, val: Massval, som: str = "gust") -> list[str]:
    with v.enhet(IDAG, som) as e:
        return [r.insats for r in urval(e, val)]


def rader(v: Varld, som: str = "gust") -> list[Massrad]:
    with v.enhet(IDAG, som) as e:
        return urval(e, JUNI)


def antal(v: Varld) -> int:
    with v.enhet(IDAG) as e:
        return e.session.scalar(select(func.count()).select_from(Dokument)) or 0


def test_ones_own_cases_everybodys_for_an_arbetsledare_and_approved_ones_only(varld: Varld) -> None:
    assert vilka(varld, JUNI, "anlu") == ["I1", "I2"] and vilka(varld, JUNI, "boek") == ["I3"]
    assert vilka(varld, JUNI) == ["I1", "I2", "I3"]
    juli = JUNI._replace(manad="2024-07")
    assert vilka(varld, juli) == [] and vilka(varld, juli._replace(alla=True)) == ["I1"]
    assert vilka(varld, JUNI._replace(typ="slutrapport")) == []
    for som, val, kod in (("syss", JUNI, "roll"), ("anlu", JUNI._replace(manad="juni"), "manad"),
                          ("anlu", JUNI._replace(typ="journal"), "okant_dokument")):  # fmt: skip
        with pytest.raises(Nekad) as fel:
            vilka(varld, val, som)
        assert fel.value.kod == kod


def test_a_stopped_batch_keeps_what_is_done_and_goes_on_with_the_rest(varld: Varld, mapp: Path) -> None:
    alla, sagt = rader(varld), []

    def visa(f: Framsteg) -> None:
        sagt.append((f.klart, f.totalt))

    forst = utfarda_alla(ny(varld), "manadsrapport", alla, mapp, visa, lambda: len(sagt) > 1)
    assert [x.utfall for x in forst] == ["utfardat", "utfardat"] and sagt[0] == (0, 3)
    assert vilka(varld, JUNI) == ["I3"]  # another version is another document:
    assert vilka(varld, JUNI._replace(for_vem="kund")) == ["I1", "I2", "I3"]
    igen = utfarda_alla(ny(varld), "manadsrapport", alla, mapp)
    assert [x.utfall for x in igen] == ["fanns", "fanns", "utfardat"]
    assert [x.nummer for x in igen[:2]] == [x.nummer for x in forst] and antal(varld) == 3
    filer = sorted(f.name for f in mapp.iterdir())
    assert len(filer) == 3 and all(f.startswith("manadsrapport_") and f.endswith(".pdf") for f in filer)


def test_what_one_meets_is_its_answer_and_the_others_are_done(varld: Varld, monkeypatch: pytest.MonkeyPatch) -> None:
    riktig = bestallning.utfarda

    def ibland(e: Arbetsenhet, insats: str, *a: Any) -> Any:
        if insats == "I1":
            raise ZeroDivisionError
        if insats == "I2":
            riktig(e, insats, *a)
            raise Nekad("x", "Nej.")
        return riktig(e, insats, *a)

    monkeypatch.setattr(bestallning, "utfarda", ibland)
    svar = utfarda_alla(ny(varld), "manadsrapport", rader(varld))
    assert [(x.insats, x.utfall) for x in svar] == [("I1", "inte"), ("I2", "inte"), ("I3", "utfardat")]
    assert "fel i programmet" in svar[0].mening and svar[1].mening == "Nej." and antal(varld) == 1


@pytest.mark.parametrize("namn", ["borta", "x" * 300])
def test_a_folder_that_takes_nothing_ends_it_with_nothing_issued(varld: Varld, mapp: Path, namn: str) -> None:
    svar = utfarda_alla(ny(varld), "manadsrapport", rader(varld), mapp / namn)
    assert [x.utfall for x in svar] == ["inte"] * 3 and "gick inte att spara" in svar[0].mening and antal(varld) == 0


@pytest.mark.parametrize("fast", [False, True], ids=["", "and the file does not let itself be removed"])
def test_a_database_that_goes_away_ends_it_and_no_file_is_left_of_what_was_not_kept(
    varld: Varld, mapp: Path, monkeypatch: pytest.MonkeyPatch, fast: bool
) -> None:
    if fast:
        monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
    monkeypatch.setattr(
        Arbetsenhet, "spara", lambda _: (_ for _ in ()).throw(Databasfel("borta", "Databasen svarar inte."))
    )
    svar = utfarda_alla(ny(varld), "manadsrapport", rader(varld), mapp)
    assert {x.mening for x in svar} == {"Databasen svarar inte."}
    assert len(list(mapp.iterdir())) == fast
    monkeypatch.undo()
    assert antal(varld) == 0


def test_another_file_of_that_name_is_left_as_it_is(varld: Varld, mapp: Path) -> None:
    (ett,) = utfarda_alla(ny(varld, "boek"), "manadsrapport", rader(varld, "boek"))
    with varld.enhet(IDAG, "boek") as e:
        alla = urval(e, JUNI._replace(alla=True))
    from kundvalsdesk.services.documents.utfardande import filnamn

    annan = mapp / filnamn(ett.nummer)
    annan.write_bytes(b"min egen")
    utfarda_alla(ny(varld, "boek"), "manadsrapport", alla, mapp)
    utfarda_alla(ny(varld, "boek"), "manadsrapport", alla, mapp)
    assert annan.read_bytes() == b"min egen" and len(list(mapp.iterdir())) == 2


def test_a_stored_document_that_cannot_be_read_stands_in_the_list_and_not_in_the_way(varld: Varld) -> None:
    utfarda_alla(ny(varld), "manadsrapport", rader(varld)[:1])
    with varld.enhet(IDAG, skriv=True) as e:
        e.session.execute(update(Dokument).values(underlag="[" * 99_999))
    svar = utfarda_alla(ny(varld), "manadsrapport", rader(varld))
    assert [(x.insats, x.utfall) for x in svar] == [("I1", "inte"), ("I2", "utfardat"), ("I3", "utfardat")]
    assert "underlag går inte att läsa" in svar[0].mening
