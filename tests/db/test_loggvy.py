"""The log in words, page by page, taken out, and spot checks with a record that they were done."""

from __future__ import annotations

import csv
import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from arkivkontroll import kontrollera as arkivkontroll
from db.dokumentvarld import text
from db.test_logg import loggad
from db.varld import Varld

from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import handlingar, logglista, loggut, loggvy
from kundvalsdesk.services.arbetsenhet import Arbetsenhet
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.services.logglista import DOLT, Loggfraga
from kundvalsdesk.services.loggtyper import Loggatgard
from kundvalsdesk.texter import loggord

IDAG = "2024-09-10"


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    return loggad(databas, regelverk, "=Moa Ek")


def alla_sidor(v: Varld, f: Loggfraga) -> list[Loggatgard]:
    with v.enhet(IDAG, "dass", skriv=True) as e:
        sida = loggvy.fraga(e, f)
    ut = list(sida.rader)
    while sida.fortsatt is not None:
        with v.enhet(IDAG, "dass") as e:
            sida = loggvy.sida(e, f, sida.lasning, sida.fortsatt)
        ut += sida.rader
    return ut


def detalj(v: Varld, a: Loggatgard, f: Loggfraga = Loggfraga()) -> dict[str, tuple[str, str]]:  # noqa: B008
    with v.enhet(IDAG, "dass") as e:
        return {vad: (fore, efter) for vad, fore, efter in loggvy.detalj(e, f, a.id).rader}


@pytest.mark.parametrize("sida", [1, 3, 400])
def test_pages_of_any_size_show_each_action_once_newest_first(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, sida: int
) -> None:
    monkeypatch.setattr(loggvy, "SIDA", sida)
    ut = alla_sidor(varld, Loggfraga())
    assert [a.vad for a in ut if a.vad != "Loggen lästes"][:3] == [
        "Skyddade uppgifter visades", "Ärendet bemannades", "Ärendet bemannades"
    ]  # fmt: skip
    assert len({a.id for a in ut}) == len(ut)
    assert [a.nummer for a in ut] == sorted((a.nummer for a in ut), reverse=True)
    monkeypatch.setattr(loggvy, "BIT", 2)
    monkeypatch.setattr(loggvy, "LANGE", 0)  # a page after each piece, full or not
    for anv in ("anlu", "gust"):
        assert [a.id for a in alla_sidor(varld, Loggfraga(anvandare=anv))] == [a.id for a in ut if a.anvandare == anv]
    assert {a.vad for a in alla_sidor(varld, Loggfraga(slag="visningar"))} == {
        "Loggen lästes", "Skyddade uppgifter visades"
    }  # fmt: skip
    assert alla_sidor(varld, Loggfraga())[0].vad == "Loggen lästes"  # that one was read, and this reading is not in it


def test_a_question_is_answered_in_words_and_of_a_protected_person_without_values(varld: Varld) -> None:
    f = Loggfraga(kund="K0001")
    bemannad, *_ = [a for a in alla_sidor(varld, f) if a.vad == "Ärendet bemannades"]
    assert (bemannad.kund, bemannad.arende, bemannad.vem) == ("K0001", "I1", "Anna Lund")
    assert detalj(varld, bemannad, f)["Insats: jobbexpert"] == ("", "=Moa Ek")
    tittat = alla_sidor(varld, Loggfraga(kund="K0002", slag="visningar"))
    assert [(a.anvandare, a.vad) for a in tittat if a.anvandare != "dass"] == [("gust", "Skyddade uppgifter visades")]
    skyddad = next(a for a in alla_sidor(varld, Loggfraga(kund="K0002")) if a.vad == "Ärendet bemannades")
    assert detalj(varld, skyddad)["Insats: jobbexpert"] == ("", DOLT)
    assert {a.anvandare for a in alla_sidor(varld, Loggfraga(anvandare="gust"))} == {"gust"}
    for som in ("anlu", "gust", "syss"):
        with pytest.raises(Nekad), varld.enhet(IDAG, som, skriv=True) as e:
            loggvy.fraga(e, f)
        for gor in (loggvy.oversikt, lambda e: loggvy.detalj(e, f, bemannad.id), lambda e: loggut.pdf(e, f)):
            with pytest.raises(Nekad), varld.enhet(IDAG, som, skriv=True) as e:
                gor(e)


def test_a_spot_check_is_drawn_gone_through_and_signed(varld: Varld) -> None:
    dragna = alla_sidor(varld, Loggfraga(stickprov=2))
    assert len(dragna) == 2 and all(a.arende for a in dragna)
    with varld.enhet(IDAG, "dass") as e:
        steg = loggvy.formular_stickprov(e, [a.nummer for a in dragna])
    for mal, utfall, fynd in (
        (steg.mal, "foljs", " "), (steg.mal, "annat", ""), ("999999", "inget", ""), ("", "inget", ""),
        (",".join(["1"] * 51), "inget", ""), ("1;2", "inget", ""),
    ):  # fmt: skip
        with pytest.raises(Nekad), varld.enhet(IDAG, "dass", skriv=True) as e:
            handlingar.utfor(e, "stickprov", "", mal, 0, {"utfall": utfall, "fynd": fynd})
    with pytest.raises(Nekad, match="dataskyddssamordnare"), varld.enhet(IDAG, "gust", skriv=True) as e:
        handlingar.utfor(e, "stickprov", "", steg.mal, 0, {"utfall": "inget"})
    with varld.enhet(IDAG, "dass", skriv=True) as e:
        handlingar.utfor(e, "stickprov", "", steg.mal, 0, {"utfall": "foljs", "fynd": "Fråga\nGustav."})
        handlingar.utfor(e, "stickprov", "", steg.mal, 0, {"utfall": "foljs", "fynd": "Fråga\nGustav."})  # done once
    with varld.enhet(IDAG, "dass") as e:
        (gjort,) = loggvy.oversikt(e).stickprov
    assert (gjort.rader, gjort.utfall, gjort.fynd) == (2, "Något att följa upp", "Fråga\nGustav.")
    (i_loggen,) = [a for a in alla_sidor(varld, Loggfraga(slag="stickprov")) if a.vad != "Loggen lästes"]
    assert detalj(varld, i_loggen)["Loggen: anteckning"] == ("", "Fråga\nGustav.")
    assert kontrollera(varld.databas).fel == ()


def ny(v: Varld) -> loggut.NyEnhet:
    def enhet(skriv: bool, _: str | None) -> AbstractContextManager[Arbetsenhet]:
        return v.enhet(IDAG, "dass", skriv=skriv)

    return enhet


def test_taken_out_as_a_file_that_reckons_nothing_and_on_paper(varld: Varld, tmp_path: Path) -> None:
    fil, f = tmp_path / "logg.csv", Loggfraga(kund="K0001")
    antal = loggut.skriv_csv(ny(varld), fil, f, lambda _: None)
    rader = list(csv.DictReader(fil.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert len(rader) == antal > 1 and not list(tmp_path.glob(".*"))
    assert {r["Efter"] for r in rader if r["Uppgift"] == "Insats: jobbexpert"} == {"'=Moa Ek"}
    with varld.enhet(IDAG, "dass", skriv=True) as e:
        namn, pdf = loggut.pdf(e, f)
    ord_ = text(pdf)
    assert namn == "logg_2024-09-10.pdf" and arkivkontroll(pdf) == []
    assert "Ärendet bemannades" in ord_ and "Allt, kund K0001" in ord_ and "bemanna\n" not in ord_
    lasta = [detalj(varld, a).get("Loggen: visades", ("", ""))[1] for a in alla_sidor(varld, Loggfraga(kund="K0001"))]
    assert {"utskriven", "sparad som fil"} <= set(lasta)
    with pytest.raises(Nekad, match="inget i loggen"), varld.enhet(IDAG, "dass", skriv=True) as e:
        loggut.pdf(e, Loggfraga(kund="K0003"))


def test_what_is_stopped_or_cannot_be_written_leaves_no_file(
    varld: Varld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopp(KundvalsdeskFel): ...

    def stopp(_: Any) -> None:
        raise Stopp("Stoppat.")

    monkeypatch.setattr(loggut, "_SATS", 1)
    with pytest.raises(Stopp):
        loggut.skriv_csv(ny(varld), tmp_path / "logg.csv", Loggfraga(), stopp)
    with pytest.raises(Nekad, match="gick inte att spara"):
        loggut.skriv_csv(ny(varld), tmp_path / "inte" / "logg.csv", Loggfraga(), lambda _: None)
    assert not list(tmp_path.glob("*logg*")) and not list(tmp_path.glob(".*"))


def test_every_action_and_table_has_words() -> None:
    kalla = "".join(f.read_text(encoding="utf-8") for f in Path(logglista.__file__).parent.rglob("*.py"))
    namn = set(re.findall(r'handling\(\s*e, "([a-z_]+)"', kalla)) | set(handlingar.HANDLINGAR)
    namn |= set(re.findall(r'Andring\(\s*e\.handling_id, "([a-z_]+)"', kalla))
    assert len(namn) > 80 and namn - set(loggord.HANDLING) == set()
    from kundvalsdesk.models import Bas

    tysta = {"frist", "handling", "loggslut", "marke", "notis", "paminnelse", "sparat_filter"}
    saknas = {t for t in Bas.metadata.tables if not loggord.har_tabellord(t)} - tysta
    assert {t for t in saknas if not t.startswith(("sok", "alembic"))} == set()
