"""Users: taken in, changed and barred, in both engines; the logins of a shared database, as those who have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from db.varld import AGARE
from psycopg import sql

from kundvalsdesk import cli
from kundvalsdesk.fel import Databasfel, Konflikt, Nekad
from kundvalsdesk.models.motor import Adress, Databas, tolka_adress
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import anvandarkonton as konton
from kundvalsdesk.services import inloggningar
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, lasning
from kundvalsdesk.services.databas import oppna
from kundvalsdesk.services.kontotyper import Anvandarrad, Inloggningslage
from kundvalsdesk.services.overforing import las_in
from kundvalsdesk.services.typer import Aktor

DAG = date(2026, 11, 18)
BLAD = {
    "handlaggare": [
        {"anvandare": "r3_anlu", "namn": "Anna Lund", "roll": "karriarvagledare"},
        {"anvandare": "r3_gust", "namn": "Gun Stål", "roll": "arbetsledare"},
        {"anvandare": "r3_syss", "namn": "Sixten Ys", "roll": "systemspecialist"},
        {"anvandare": "r3_sara", "namn": "Sara Ek", "roll": "systemspecialist"},
    ],
    "kunder": [{"kund": f"K{n}", "fornamn": "A", "efternamn": "B", "karriarvagledare": "r3_anlu"} for n in (1, 2)],
}
LOSEN = "en liten grön åsna 7"


class Enheten:
    def __init__(self, databas: Databas, regelverk: Regelverkssamling) -> None:
        self.databas, self.regelverk = databas, regelverk
        assert las_in(databas, AGARE, regelverk, date(2024, 5, 1), BLAD).fel == ()

    @contextmanager
    def som(self, anvandare: str = "r3_syss", *, skriv: bool = True) -> Iterator[Arbetsenhet]:
        with enhet(self.databas, AGARE, self.regelverk, DAG) as e:
            from kundvalsdesk.models import Handlaggare

            h = e.session.execute(sa.select(Handlaggare).where(Handlaggare.anvandare == anvandare)).scalar_one()
            aktor = Aktor(h.anvandare, h.namn, frozenset({h.roll}), h.id)
        with enhet(self.databas, aktor, self.regelverk, DAG, skriv=skriv) as e:
            yield e

    def rad(self, anvandare: str) -> Anvandarrad:
        with self.som(skriv=False) as e:
            return next(r for r in konton.lista(e) if r.anvandare == anvandare)

    def gor(self, vad: Callable[..., Any], *arg: Any, som: str = "r3_syss", **val: Any) -> Any:
        with self.som(som) as e:
            return vad(e, *arg, **val)

    def sparra(self, anvandare: str) -> None:
        self.gor(konton.sparra, anvandare, self.rad(anvandare).version)

    # --- the server

    def server(self, anvandare: str = "") -> psycopg.Connection[Any]:
        """Plain SQL, as somebody."""
        url = sa.make_url(self.databas.adress.url).set(drivername="postgresql")
        if anvandare:
            url = url.set(username=anvandare)
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)

    def grupper(self, anvandare: str) -> set[str]:
        q = (
            "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
            "JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = %s"
        )
        with self.server() as s:
            return {str(n) for (n,) in s.execute(q, (anvandare,))}


@pytest.fixture
def enheten(databas: Databas, regelverk: Regelverkssamling) -> Enheten:
    return Enheten(databas, regelverk)


@pytest.fixture
def delad(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Iterator[Enheten]:
    """A shared database, whose logins go with the test."""
    e = Enheten(ny_databas("postgresql"), regelverk)
    yield e
    with e.server() as s:
        roller = s.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'r3\\_%'").fetchall()
        for (namn,) in roller:
            with suppress(psycopg.errors.DependentObjectsStillExist):
                s.execute(sql.SQL("DROP OWNED BY {0}").format(sql.Identifier(namn)))
                s.execute(sql.SQL("DROP ROLE {0}").format(sql.Identifier(namn)))


def test_a_user_is_taken_in_changed_barred_and_let_back_and_each_stands_in_the_log(enheten: Enheten) -> None:
    lokal = enheten.databas.lokal
    enheten.gor(konton.lagg_till, "nyan", " Nya  Ström ", "karriarvagledare", "nya@kommun.se", inloggning=False)
    r = enheten.rad("nyan")
    assert (r.namn, r.rollord, r.epost, r.sparrad) == ("Nya Ström", "karriärvägledare", "nya@kommun.se", None)
    assert r.inloggning == ("" if lokal else "nej")
    enheten.gor(konton.andra, "nyan", r.version, "Nya Å", "arbetsledare", "")
    assert (enheten.rad("nyan").namn, enheten.rad("nyan").roll) == ("Nya Å", "arbetsledare")
    with pytest.raises(Konflikt) as krock:
        enheten.gor(konton.andra, "nyan", r.version, "Nya Å", "karriarvagledare", "")
    assert [(s.falt, s.mitt, s.deras) for s in krock.value.skillnader if s.falt != "E-post"] == [
        ("Roll", "karriärvägledare", "arbetsledare")
    ]
    enheten.sparra("nyan")
    assert enheten.rad("nyan").sparrad == DAG
    with pytest.raises(Nekad, match="redan spärrad"):
        enheten.sparra("nyan")
    enheten.gor(konton.hav_sparr, "nyan", enheten.rad("nyan").version)
    assert enheten.rad("nyan").sparrad is None
    with enhet(enheten.databas, AGARE, enheten.regelverk, DAG) as e:
        namn = e.anslutning.execute(sa.text("SELECT namn FROM handling WHERE anvandare = 'r3_syss'")).scalars().all()
        falt = e.anslutning.execute(
            sa.text(
                "SELECT falt, gammalt, nytt FROM logg WHERE tabell = 'handlaggare' AND falt IN ('roll', 'sparrad')"
            )
        ).all()
    assert sorted(namn) == ["anvandare_andra", "anvandare_hav", "anvandare_lagg_till", "anvandare_sparra"]
    assert ("roll", "karriarvagledare", "arbetsledare") in falt
    assert ("sparrad", None, DAG.isoformat()) in falt


def test_who_may_not_and_what_may_not_be_done(enheten: Enheten) -> None:
    with pytest.raises(Nekad, match="systemspecialist"):
        enheten.gor(konton.lagg_till, "ny", "Ny", "arbetsledare", som="r3_gust")
    with pytest.raises(Nekad, match="systemspecialist"):
        enheten.gor(konton.lista, som="r3_anlu")
    egen = enheten.rad("r3_syss")
    with pytest.raises(Nekad, match="spärra dig själv"):
        enheten.sparra("r3_syss")
    with pytest.raises(Nekad, match="din egen roll"):
        enheten.gor(konton.andra, "r3_syss", egen.version, egen.namn, "arbetsledare", "")
    enheten.gor(konton.andra, "r3_syss", egen.version, "Sixten Ny", egen.roll, "")  # but one's own name
    enheten.sparra("r3_sara")
    with (
        enhet(enheten.databas, AGARE, enheten.regelverk, DAG, skriv=True) as e,
        pytest.raises(Nekad, match="minst en"),
    ):
        konton.sparra(e, "r3_syss", enheten.rad("r3_syss").version)
    for namn in ("pg_ny", "Postgres", "arbetsledare", "å" * 32, "a b", 'a"b', "-a", "", "a\x00b", "a;b", "_a"):
        with pytest.raises(Nekad) as fel:
            enheten.gor(konton.lagg_till, namn, "Ny", "arbetsledare")
        assert fel.value.falt == "anvandare", namn
    for falt, varden in (("namn", (" ", "arbetsledare", "")), ("roll", ("Ny", "chef", "")),
                         ("epost", ("Ny", "arbetsledare", "ny.kommun"))):  # fmt: skip
        with pytest.raises(Nekad) as fel:
            enheten.gor(konton.lagg_till, "ny", *varden)
        assert fel.value.falt == falt


def test_whoever_is_barred_cannot_work_and_leaves_their_kunder_to_be_handed_over(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    lokal = Enheten(ny_databas("sqlite"), regelverk)
    lokal.sparra("r3_anlu")
    with lasning(lokal.databas) as a, pytest.raises(Databasfel, match="spärrad sedan 2026-11-18") as fel:
        aktor_for(a, "r3_anlu")
    assert fel.value.kod == "sparrad"
    with enhet(lokal.databas, AGARE, regelverk, DAG) as e:
        assert konton.att_lamna_over(e, "r3_anlu").kunder == ("K1", "K2")
    with lokal.som() as e:
        kvar = konton.att_lamna_over(e, "r3_anlu")
    assert (kvar.antal, kvar.kunder) == (2, ())


# --- logins ---------------------------------------------------------------------------------------------------------


def test_a_login_is_made_moved_barred_and_let_back_with_its_row(delad: Enheten) -> None:
    delad.gor(konton.lagg_till, "r3_nyå", "Ny Å", "karriarvagledare", losenord=LOSEN)
    assert delad.grupper("r3_nyå") == {"karriarvagledare"}
    assert delad.rad("r3_nyå").inloggning == "ja"
    with delad.server() as s:
        hash_ = s.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'r3_nyå'").fetchone()
        assert hash_ is not None
        assert hash_[0].startswith("SCRAM-SHA-256$")
    with delad.server("r3_nyå") as s:
        assert s.execute("SELECT ratt.roll()").fetchone() == ("karriarvagledare",)
        r = delad.rad("r3_nyå")
        delad.gor(konton.andra, "r3_nyå", r.version, r.namn, "arbetsledare", "", "en annan gul åsna 8")
        assert delad.grupper("r3_nyå") == {"arbetsledare"}
        assert s.execute("SELECT ratt.roll()").fetchone() == ("arbetsledare",)
        delad.sparra("r3_nyå")
        with pytest.raises(psycopg.OperationalError):  # the session has been ended
            s.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        delad.server("r3_nyå")
    delad.gor(konton.hav_sparr, "r3_nyå", delad.rad("r3_nyå").version)
    delad.server("r3_nyå").close()


def test_who_came_by_import_gets_a_login_once(delad: Enheten) -> None:
    assert delad.rad("r3_anlu").inloggning == "nej"
    with pytest.raises(Nekad, match="ett annat namn eller en annan roll"):
        delad.gor(konton.lagg_till, "r3_anlu", "Anna Lund", "arbetsledare")
    delad.gor(konton.lagg_till, "r3_anlu", "", "", losenord=LOSEN)
    assert delad.rad("r3_anlu").inloggning == "ja"
    with pytest.raises(Nekad, match="finns redan"):
        delad.gor(konton.lagg_till, "r3_anlu", "", "", losenord=LOSEN)


@pytest.fixture
def syss(delad: Enheten) -> Iterator[psycopg.Connection[Any]]:
    """A systemspecialist with plain SQL."""
    for namn in ("r3_syss", "r3_sara"):
        delad.gor(konton.lagg_till, namn, "", "", som="r3_sara" if namn == "r3_syss" else "r3_syss")
    with delad.server("r3_syss") as s:
        yield s


def test_a_systemspecialist_makes_no_other_role_than_the_programs_own(
    delad: Enheten, syss: psycopg.Connection[Any]
) -> None:
    with delad.server() as s:
        s.execute("CREATE ROLE r3_annan LOGIN")
        s.execute("INSERT INTO handlaggare (anvandare, namn, roll, version) VALUES "
                  "('r3_annan', 'A', 'arbetsledare', 1), ('postgres', 'P', 'arbetsledare', 1), "
                  "('r3_anda', 'C', 'postgres', 1)")  # fmt: skip
    for sats in (
        "CREATE ROLE r3_x LOGIN",
        "GRANT arbetsledare TO r3_syss",
        "ALTER ROLE r3_anlu PASSWORD 'x'",
        "ALTER ROLE r3_syss SUPERUSER",
        "SELECT ratt.ge_inloggning('r3_annan', NULL)",  # not ours
        "SELECT ratt.ge_inloggning('postgres', NULL)",
        "SELECT ratt.ge_inloggning('r3_finns_inte', NULL)",
        "SELECT ratt.ge_inloggning('r3_anda', NULL)",  # no group of that name
        "SELECT ratt.ge_inloggning('r3_anlu', 'klartext')",
        "SELECT ratt.gruppera('r3_syss', 'arbetsledare')",
        "SELECT ratt.avsluta_sessioner('postgres')",
        "UPDATE handlaggare SET roll = 'arbetsledare' WHERE anvandare = 'r3_syss'",
        "UPDATE handlaggare SET sparrad = now() WHERE anvandare = 'r3_syss'",
        "UPDATE handlaggare SET anvandare = 'x' WHERE anvandare = 'r3_sara'",
        "DELETE FROM handlaggare WHERE anvandare = 'r3_anlu'",
        "ALTER TABLE handlaggare DISABLE TRIGGER ALL",
    ):
        with pytest.raises(psycopg.Error):
            syss.execute(sats)
    assert delad.rad("r3_annan").inloggning == "annans"
    assert delad.grupper("r3_annan") == set()
    assert delad.grupper("r3_syss") == {"systemspecialist"}


def test_it_is_done_by_a_login_that_has_no_right_on_the_server(delad: Enheten, regelverk: Regelverkssamling) -> None:
    """All of it through the services, as a systemspecialist is logged in; what the program does is what is logged."""
    delad.gor(konton.lagg_till, "r3_syss", "", "", som="r3_sara")
    url = sa.make_url(delad.databas.adress.url).set(username="r3_syss")
    db = oppna(tolka_adress(url.render_as_string(hide_password=False)))

    def gor(vad: Callable[..., Any], *arg: Any, **val: Any) -> Any:
        with lasning(db) as a:
            aktor = aktor_for(a, None)
        with enhet(db, aktor, regelverk, DAG, skriv=True) as e:
            return vad(e, *arg, **val)

    def version() -> int:
        return next(r.version for r in gor(konton.lista) if r.anvandare == "r3_ny")

    try:
        gor(konton.lagg_till, "r3_ny", "Ny", "karriarvagledare", losenord=LOSEN)
        gor(konton.andra, "r3_ny", version(), "Nyare", "arbetsledare", "", "en annan gul åsna 8")
        gor(konton.sparra, "r3_ny", version())
        gor(konton.hav_sparr, "r3_ny", version())
        gor(konton.byt_losenord, "en tredje blå åsna 9")
        assert gor(konton.att_lamna_over, "r3_anlu").antal == 2
        assert delad.grupper("r3_ny") == {"arbetsledare"}
        with pytest.raises(Nekad, match="dig själv"):
            gor(konton.sparra, "r3_syss", next(r.version for r in gor(konton.lista) if r.jag))
    finally:
        db.stang()
    with delad.server() as s:
        namn = s.execute("SELECT DISTINCT namn FROM handling WHERE anvandare = 'r3_syss' AND namn <> 'direkt_sql'")
        assert {n for (n,) in namn} >= {"anvandare_lagg_till", "anvandare_andra", "anvandare_sparra", "byt_losenord"}


def test_nobody_else_may_call_what_makes_logins(delad: Enheten, syss: psycopg.Connection[Any]) -> None:
    delad.gor(konton.lagg_till, "r3_gust", "", "")
    with delad.server("r3_gust") as s:
        for sats in (
            "SELECT ratt.ge_inloggning('r3_anlu', NULL)",
            "SELECT ratt.antal_kunder(1)",
            "UPDATE handlaggare SET roll = 'systemspecialist' WHERE anvandare = 'r3_gust'",
            "UPDATE handlaggare SET sparrad = now() WHERE anvandare = 'r3_syss'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                s.execute(sats)
        delad.sparra("r3_sara")
    with delad.server("r3_syss") as s:  # a barred systemspecialist is nobody, in an open session too
        with delad.server() as chef:
            chef.execute("ALTER TABLE handlaggare DISABLE TRIGGER USER")
            chef.execute("UPDATE handlaggare SET sparrad = now() WHERE anvandare = 'r3_syss'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            s.execute("SELECT ratt.ge_inloggning('r3_anlu', NULL)")


def test_a_password_that_was_given_is_known_until_its_user_has_chosen_another(
    delad: Enheten, syss: psycopg.Connection[Any]
) -> None:
    """Set by who gives it, taken away by who has it; by nobody else, in plain SQL either."""

    def givet(anvandare: str = "r3_gust") -> date | None:
        return delad.rad(anvandare).losenord_givet

    delad.gor(konton.lagg_till, "r3_gust", "", "", losenord=LOSEN)
    delad.gor(konton.lagg_till, "r3_anlu", "", "")  # by the network: there is none to change
    assert givet() is not None and givet("r3_anlu") is None
    with delad.server("r3_anlu") as s:
        s.execute("SELECT ratt.eget_losenord()")
        for sats in ("UPDATE handlaggare SET losenord_givet = NULL", "UPDATE handlaggare SET losenord_givet = now()"):
            for vem in (s, syss):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    vem.execute(f"{sats} WHERE anvandare = 'r3_gust'")
    syss.execute("SELECT ratt.eget_losenord()")
    assert givet() is not None
    db = oppna(tolka_adress(sa.make_url(delad.databas.adress.url).set(username="r3_gust", password=LOSEN)
                            .render_as_string(hide_password=False)))  # fmt: skip
    try:
        with lasning(db) as a:
            aktor = aktor_for(a, None)
        with pytest.raises(Nekad, match="samma lösenord"), enhet(db, aktor, delad.regelverk, DAG, skriv=True) as e:
            konton.byt_losenord(e, LOSEN)
        assert givet() is not None
        with enhet(db, aktor, delad.regelverk, DAG, skriv=True) as e:
            konton.byt_losenord(e, "en tredje blå åsna 9")
    finally:
        db.stang()
    r = delad.rad("r3_gust")
    assert r.losenord_givet is None
    delad.gor(konton.andra, "r3_gust", r.version, r.namn, r.roll, "")  # their name, not their password
    assert givet() is None
    delad.gor(konton.andra, "r3_gust", delad.rad("r3_gust").version, r.namn, r.roll, "", LOSEN)
    assert givet() is not None


def test_one_changes_ones_own_password(delad: Enheten) -> None:
    delad.gor(konton.lagg_till, "r3_gust", "", "", losenord=LOSEN)
    for svagt, varfor in (
        ("kort", "minst 12"), ("r3_gust är det", "användarnamnet"), ("aaaaaaaaaaaaaa", "olika tecken"),
        ("en liten\tgrön åsna", "tecken som inte"),
    ):  # fmt: skip
        with pytest.raises(Nekad, match=varfor) as fel:
            delad.gor(konton.byt_losenord, svagt, som="r3_gust")
        assert fel.value.falt == "losenord"


def test_generated_passwords_are_long_and_never_the_same() -> None:
    nya = {konton.nytt_losenord() for _ in range(50)}
    assert len(nya) == 50
    for losenord in nya:
        assert len(losenord) == 23
        konton.krav_losenord(losenord, "anlu")


# --- after a restore -------------------------------------------------------------------------------------------------


def test_logins_of_a_restored_database_are_taken_over_or_pointed_out(
    delad: Enheten, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a restore to another name: rows of users, and logins that know another database or none."""
    for namn in ("r3_anlu", "r3_sara", "r3_syss"):
        delad.gor(konton.lagg_till, namn, "", "", som="r3_sara" if namn == "r3_syss" else "r3_syss")
    with delad.server() as s:
        for sats in (
            "COMMENT ON ROLE r3_sara IS 'kundvalsdesk: finns inte längre'",
            "REVOKE systemspecialist FROM r3_sara",
            "COMMENT ON ROLE r3_syss IS 'kundvalsdesk: postgres'",
            "ALTER ROLE r3_anlu NOLOGIN",
            "CREATE ROLE r3_hand LOGIN",
            "CREATE ROLE r3_bort LOGIN",
            "COMMENT ON ROLE r3_bort IS 'kundvalsdesk: finns inte längre'",
            "INSERT INTO handlaggare (anvandare, namn, roll, sparrad, version) VALUES"
            " ('r3_hand', 'H', 'arbetsledare', NULL, 1), ('r3_bort', 'B', 'arbetsledare', now(), 1),"
            " ('r3_aldrig', 'A', 'arbetsledare', now(), 1)",
        ):
            s.execute(sats)
    with delad.server("r3_syss") as s, pytest.raises(psycopg.errors.InsufficientPrivilege):
        s.execute("SELECT * FROM ratt.folj_inloggningar()")
    with pytest.raises(Nekad, match="den som äger"):
        inloggningar.folj(tolka_adress(sa.make_url(delad.databas.adress.url).set(username="r3_sara")
                                       .render_as_string(hide_password=False)))  # fmt: skip
    lage = inloggningar.folj(delad.databas.adress)
    assert lage == Inloggningslage(
        saknas=("r3_gust",), stangda=("r3_anlu",), overtagna=("r3_bort", "r3_sara"),
        annans=(("r3_hand", ""), ("r3_syss", "postgres")),
    )  # fmt: skip
    assert delad.grupper("r3_sara") == {"systemspecialist"} and delad.rad("r3_sara").inloggning == "ja"
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        delad.server("r3_bort")
    # Each thing to do is one sentence; when it has been done there is nothing more to say of it.
    url = delad.databas.adress.url
    assert cli.kor(cli.tolka(["anvandare", "ta-over", "--db", url])) == 0
    sagt = capsys.readouterr().err.splitlines()
    assert [next(o for o in ("lagg-till", "sparra", "för hand", "ta-over") if o in r) for r in sagt] == [
        "lagg-till", "sparra", "för hand", "ta-over",
    ]  # fmt: skip
    delad.gor(konton.lagg_till, "r3_gust", "", "", som="r3_sara")
    delad.gor(konton.andra, "r3_anlu", delad.rad("r3_anlu").version, "Anna Lund", "karriarvagledare", "", LOSEN)
    with delad.server() as s:
        s.execute("COMMENT ON ROLE r3_syss IS 'kundvalsdesk: annan som har bytt namn'")
        s.execute("DELETE FROM handlaggare WHERE anvandare = 'r3_hand'")
    assert inloggningar.folj(delad.databas.adress) == Inloggningslage(overtagna=("r3_syss",))
    assert inloggningar.folj(delad.databas.adress) == Inloggningslage()


def test_a_local_file_has_no_logins_to_take_over(tom_adress: Adress) -> None:
    if tom_adress.fil is not None:
        with pytest.raises(Nekad, match="inga inloggningar"):
            inloggningar.folj(tom_adress)
