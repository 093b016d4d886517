"""What the dataskyddssamordnare reads of the log, and nobody else."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk import cli
from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Kund
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import arende
from kundvalsdesk.services.handling import skriv_handling
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.services.loggkedja import Loggrad
from kundvalsdesk.services.logglista import DOLT, Loggfraga, Loggpost, anteckna_lasning, las
from kundvalsdesk.services.typer import Andring

BLAD: dict[str, Any] = {
    "insatser": [
        {"insats": f"I{n}", "kund": f"K000{n}", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-09-02",
         "aktualiserad": "2024-09-03"}
        for n in (1, 2)
    ],
}  # fmt: skip


def loggad(databas: Databas, regelverk: Any, jobbexpert: str) -> Varld:
    """Two cases changed, and the protected one of them looked at."""
    v = Varld(databas, regelverk, BLAD)
    for n in (1, 2):
        v.gor("2024-09-10", "bemanna", f"I{n}", datum="2024-09-09", jobbexpert=jobbexpert)
    with v.enhet("2024-09-10", "gust", skriv=True) as e:
        arende.hamta(e, "I2", avsloja=True)
    return v


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    return loggad(databas, regelverk, "Moa Ek")


def fraga(v: Varld, som: str = "dass", **vad: Any) -> list[Loggpost]:
    with v.enhet("2024-09-10", som) as e:
        return list(las(e, Loggfraga(**vad)))


def test_who_has_seen_and_changed_what_of_a_kund(varld: Varld) -> None:
    alla = fraga(varld)
    ett = fraga(varld, kund="K0001")
    assert {p.kund for p in ett} == {"K0001"} and {p.insats for p in ett} == {"I1"}
    assert ("bemanna", "anlu", "jobbexpert", None, "Moa Ek") in {
        (p.handling, p.anvandare, p.falt, p.gammalt, p.nytt) for p in ett
    }
    assert [p.nummer for p in alla] == list(range(1, len(alla) + 1))
    skyddad = fraga(varld, kund="K0002")
    assert [(p.anvandare, p.falt) for p in skyddad if p.handling == "visa_skyddade_uppgifter"] == [("gust", "visad")]
    assert {p.nytt for p in skyddad} == {DOLT, None} and "Moa" not in str(skyddad)
    assert {p.anvandare for p in fraga(varld, anvandare="gust")} == {"gust"}


def test_days_and_samples(varld: Varld) -> None:
    i_dag = date.today()
    alla = fraga(varld)
    assert fraga(varld, fran=i_dag - timedelta(days=1), till=i_dag + timedelta(days=1)) == alla
    assert fraga(varld, till=i_dag - timedelta(days=2)) == fraga(varld, fran=i_dag + timedelta(days=2)) == []
    dragna = {fraga(varld, stickprov=1)[0].handling for _ in range(40)}
    assert dragna == {"bemanna", "visa_skyddade_uppgifter"}  # actions about cases, and not always the same
    with varld.enhet("2024-09-10", "dass", skriv=True) as e:
        anteckna_lasning(e, Loggfraga(kund="K0001"))  # about a kund, and no work with one
    with varld.enhet("2024-09-10", "gust", skriv=True) as e:
        k = e.session.scalars(select(Kund.id)).first()
        skriv_handling(e, Andring(e.handling_id, "gallra"), [Loggrad("kund", "gallrad", None, "1", k, k)])
    assert {p.handling for p in fraga(varld, stickprov=9)} == dragna


def test_only_the_dataskyddssamordnare_and_only_what_there_is(varld: Varld) -> None:
    for som in ("anlu", "gust", "syss"):
        with pytest.raises(Nekad, match="dataskyddssamordnare"):
            fraga(varld, som)
        with pytest.raises(Nekad), varld.enhet("2024-09-10", som, skriv=True) as e:
            anteckna_lasning(e, Loggfraga(kund="K0001"))
    for vad, kod in (
        ({"kund": "K9999"}, "okand_kund"),
        ({"anvandare": "ingen"}, "okand_anvandare"),
        ({"fran": date(2024, 2, 1), "till": date(2024, 1, 1)}, "dagar"),
    ):
        with pytest.raises(Nekad) as fel:
            fraga(varld, **vad)
        assert fel.value.kod == kod


def kommando(v: Varld, *arg: str) -> int:
    plats = str(v.databas.adress.fil or v.databas.adress.url)
    return cli.kor(cli.tolka(["logg", "--db", plats, "--som", "dass", *arg]))


def test_the_command(varld: Varld, capsys: pytest.CaptureFixture[str]) -> None:
    """On PostgreSQL the role of the connection acts: the owner of the database, which the unit does not know."""
    fore = fraga(varld, kund="K0001")
    assert kommando(varld, "--kund", "K0001") == 0
    poster = json.loads(capsys.readouterr().out)
    assert [p["nummer"] for p in poster] == [p.nummer for p in fore]
    assert set(poster[0]) == {
        "nummer", "tid", "anvandare", "roll", "handling", "kund", "insats", "tabell", "rad", "falt", "gammalt", "nytt"
    }  # fmt: skip
    assert kommando(varld, "--kund", "K0001", "--format", "csv") == 0
    rader = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter=";"))
    assert rader[-1]["handling"] == "visa_logg"  # the first reading; this one is not in what it reads
    assert len(rader) == len(poster) + 1
    assert kommando(varld, "--till", "2020-01-01") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert kommando(varld, "--kund", "K77") == 1
    ut, fel = capsys.readouterr()
    assert (ut, fel) == ("", "Det finns ingen kund med nummer K77.\n")
    assert kontrollera(varld.databas).fel == ()


def test_a_role_without_the_right_is_refused_by_the_command(varld: Varld, capsys: pytest.CaptureFixture[str]) -> None:
    if not varld.databas.lokal:
        pytest.skip("the tests' own role acts")
    assert kommando(varld, "--som", "anlu") == 1
    assert capsys.readouterr() == ("", "Det här görs av dataskyddssamordnare.\n")
    with pytest.raises(SystemExit) as ut:
        kommando(varld, "--stickprov", "0")
    assert ut.value.code == 2
