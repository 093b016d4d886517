"""`kundvalsdesk anvandare …`: what it says, where the password goes, and what it refuses."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

import psycopg
import pytest
import sqlalchemy as sa

from kundvalsdesk import cli
from kundvalsdesk.models.motor import Databas

Kor = Callable[..., tuple[int, str, str]]
LOSEN = "en liten grön åsna 7"


@pytest.fixture
def kor(databas: Databas, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Kor]:
    """Runs it on the database; gives exit status, standard output and standard error. Logins go with the test."""
    adress = databas.adress

    def gor(*arg: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = cli.kor(cli.tolka(["--db", str(adress.fil or adress.url), "anvandare", *arg]))
        ut, fel = capsys.readouterr()
        return status, ut, fel

    yield gor
    if adress.fil is None:
        url = sa.make_url(adress.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as s:
            for (namn,) in s.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'r3k\\_%'").fetchall():
                s.execute(f"DROP ROLE {namn}")


def test_a_user_from_first_day_to_last(kor: Kor, databas: Databas) -> None:
    status, ut, fel = kor("lagg-till", "r3k_anlu", "--namn", "Anna Lund", "--roll", "karriärvägledare")
    assert status == 0
    if databas.lokal:
        assert ut == ""
    else:
        assert len(json.loads(ut)["losenord"]) == 23
        assert json.loads(ut)["losenord"] not in fel
    assert kor("andra", "r3k_anlu", "--roll", "arbetsledare", "--epost", "anna@kommun.se")[0] == 0
    assert json.loads(kor("lista", "--format", "json")[1]) == [
        {
            "anvandare": "r3k_anlu", "namn": "Anna Lund", "roll": "arbetsledare", "epost": "anna@kommun.se",
            "inloggning": "" if databas.lokal else "ja", "sparrad": None,
        }
    ]  # fmt: skip
    status, ut, fel = kor("sparra", "r3k_anlu")
    assert (status, json.loads(ut)) == (0, {"att_lamna_over": 0, "kunder": []})
    assert "spärrad sedan" in kor("lista")[1]
    assert kor("sparra", "r3k_anlu", "--hav")[0] == 0
    assert "spärrad" not in kor("lista")[1]


def test_a_password_is_read_from_standard_input_and_said_nowhere(kor: Kor, databas: Databas) -> None:
    ny = ("lagg-till", "r3k_boek", "--namn", "Bo", "--roll", "arbetsledare")
    status, ut, fel = kor(*ny, "--losenord-fran-stdin", stdin=f"{LOSEN}\n")
    assert LOSEN not in ut + fel
    assert status == (1 if databas.lokal else 0)
    assert kor(*ny, "--losenord-fran-stdin")[2] == "Inget lösenord kom på standard in.\n"
    if not databas.lokal:
        assert kor("andra", "r3k_boek", "--losenord-fran-stdin", stdin="kort\n")[2].endswith("minst 12 tecken.\n")
        status, ut, _ = kor("andra", "r3k_boek", "--nytt-losenord")
        assert (status, json.loads(ut)["anvandare"]) == (0, "r3k_boek")


@pytest.mark.parametrize(
    "arg",
    [("sparra",), ("lista", "anlu"), ("lista", "--hav"), ("sparra", "a", "--namn", "x"), ("losenord", "a"),
     ("lagg-till", "a", "--roll", "chef"), ("lagg-till", "a", "--nytt-losenord"), ("ta-bort", "a"),
     ("lagg-till", "a", "--utan-losenord", "--losenord-fran-stdin")],
)  # fmt: skip
def test_wrong_usage_is_one_line(arg: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as slut:
        cli.tolka(["anvandare", *arg])
    assert slut.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_refused_is_one_line(kor: Kor) -> None:
    for arg in (("sparra", "ingen"), ("andra", "ingen", "--namn", "x"), ("andra", "ingen"), ("losenord",),
                ("lagg-till", "a b", "--namn", "x", "--roll", "arbetsledare"), ("lagg-till", "r3k_x")):  # fmt: skip
        status, ut, fel = kor(*arg)
        assert (status, ut, fel.count("\n")) == (1, "", 1), arg


def test_what_a_systemspecialist_is_told_of_a_database_that_is_not_theirs(
    kor: Kor, databas: Databas, capsys: pytest.CaptureFixture[str]
) -> None:
    """That it is there, of what version and how old its backup is; how many rows only its owner can count."""
    if databas.lokal:
        pytest.skip("a file belongs to whoever opens it")

    def status(som: str) -> tuple[int, dict[str, object], str]:
        url = sa.make_url(databas.adress.url).set(username=som, password=LOSEN)
        kod = cli.kor(cli.tolka(["--db", url.render_as_string(hide_password=False), "databas", "status"]))
        ut, fel = capsys.readouterr()
        return kod, json.loads(ut), fel

    for som, roll in (("r3k_sten", "systemspecialist"), ("r3k_kv", "karriärvägledare")):
        lagg = ("lagg-till", som, "--namn", "N", "--roll", roll, "--losenord-fran-stdin")
        assert kor(*lagg, stdin=f"{LOSEN}\n")[0] == 0
    kod, svar, fel = status("r3k_sten")
    assert (kod, svar["antal"], svar["version"]) == (0, None, svar["programmets_version"])
    assert svar["sakerhetskopia"] is None and "säkerhetskopia" in fel
    kod, svar, fel = status("r3k_kv")
    assert (kod, svar["antal"], "sakerhetskopia" in svar, fel) == (0, None, False, "")
