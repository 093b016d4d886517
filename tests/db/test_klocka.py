"""A clock that is wrong is told in one sentence, and only then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from db.varld import AGARE, Varld

from kundvalsdesk import cli
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import klocka
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.handling import skriv_handling
from kundvalsdesk.services.klocka import anmarkning
from kundvalsdesk.services.typer import Andring

TIMME = timedelta(hours=1)


def nu() -> datetime:
    return datetime.now(UTC).astimezone()


class Efter(datetime):
    """A clock that is an hour slow."""

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return datetime.now(tz) - TIMME


@pytest.mark.parametrize("fel", [timedelta(0), timedelta(minutes=4), timedelta(minutes=-4)])
def test_a_clock_that_is_right_is_left_alone(databas: Databas, regelverk: Any, fel: timedelta) -> None:
    assert anmarkning(databas, nu() + fel) == ""
    Varld(databas, regelverk)  # something has been done, just now
    assert anmarkning(databas, nu() + fel) == "" == anmarkning(databas)


def test_a_clock_that_is_an_hour_slow_is_told(databas: Databas, regelverk: Any) -> None:
    Varld(databas, regelverk)
    svar = anmarkning(databas, nu() - TIMME)
    if databas.lokal:
        assert svar.startswith("Det senaste i databasen är gjort ") and "men datorns klocka visar" in svar
    else:
        assert svar.startswith("Datorns klocka går 60 minuter efter databasserverns.")


def test_a_fast_clock_is_told_where_there_is_another_to_compare_with(databas: Databas) -> None:
    svar = anmarkning(databas, nu() + 3 * TIMME)
    assert svar.startswith("" if databas.lokal else "Datorns klocka går 3 timmar före databasserverns.")
    assert bool(svar) != databas.lokal


def test_the_command_tells_of_the_clock_and_of_a_backup_that_is_missing(
    databas: Databas, regelverk: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not databas.lokal:
        pytest.skip("the command is the same")
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "5a" * 32)

    def status() -> tuple[str, str]:
        assert cli.kor(cli.tolka(["databas", "status", "--db", str(databas.adress.fil)])) == 0
        svar = capsys.readouterr()
        return svar.out, svar.err

    ut, fel = status()
    assert fel == "" and '"klocka": ""' in ut and '"sakerhetskopia": null' in ut
    Varld(databas, regelverk)
    assert "ingen uppgift om att någon säkerhetskopia" in status()[1]
    with enhet(databas, AGARE, regelverk, date.today(), skriv=True) as e:
        skriv_handling(e, Andring(e.handling_id, "sakerhetskopiera"))
    monkeypatch.setattr(klocka, "datetime", Efter)
    ut, fel = status()
    assert fel.startswith("Det senaste i databasen är gjort ") and "kopia" not in fel
    assert f'"sakerhetskopia": "{date.today()}T' in ut
    with enhet(databas, AGARE, regelverk, date.today(), skriv=True) as e:
        skriv_handling(e, Andring(e.handling_id, "sakerhetskopia_avbruten"))
    assert "ingen uppgift om att någon säkerhetskopia" in status()[1]
