"""Nobody deletes a case, no list of gallring can be forged, and nobody but the owner takes a backup."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from kundvalsdesk.fel import Nekad
from kundvalsdesk.models.motor import oppna_motor, tolka_adress
from kundvalsdesk.models.ratter import gallringskrav
from kundvalsdesk.services.regelverk import las_regelverk
from kundvalsdesk.services.sakerhetskopia import sakerhetskopiera
from kundvalsdesk.services.typer import Aktor

from .conftest import AGARE, IDAG, Enhet

_LISTA = (
    "INSERT INTO gallring (dag, upprattad, upprattad_av, regler, lage, godkand_av, version)"
    " VALUES ('2024-05-01', now(), 'hara', '[]', '{lage}', 'hara', 1)"
)
_POST = (
    "INSERT INTO gallringspost (gallring_id, kod, kund_id, sedan, grans, lage, omfattning, version)"
    " SELECT max(id), 'rapportfiler', {k1}, '2019-01-01', '2019-01-01', 'vantar', '{{}}', 1 FROM gallring"
)
_NAR = "'rapportfiler', {k1}, '2019-01-01', '2019-01-01'"
_GALLRA = "SELECT ratt.gallra((SELECT max(id) FROM gallringspost))"

NEKADE = [
    *((vem, _GALLRA) for vem in ("anlu", "kval", "koor", "syss", "dass", "sper", "utan")),
    *((vem, _LISTA.format(lage="forslag")) for vem in ("anlu", "syss", "dass", "kval")),
    ("gust", "DELETE FROM kund WHERE id = {k1}"), ("gust", "DELETE FROM insats"), ("gust", "DELETE FROM gallring"),
    ("gust", "DELETE FROM gallringspost"), ("gust", "DELETE FROM gallringsstatistik"),
    ("gust", "INSERT INTO gallringsstatistik (ar) VALUES (2024)"),
    # Put on a list before its time: by days that are not so, by a limit that is not so, of a kind that is none.
    *(("gust", f"{_LISTA.format(lage='forslag')};;{_POST.replace(_NAR, nar)}")
      for nar in ("'personakt', {k1}, '2019-01-01', '2019-01-01'", "'personakt', {k1}, '2024-05-02', '2024-05-01'",
                  "'personakt', {k1}, '2024-05-02', current_date", "'rapportfiler', {k1}, '2019-01-01', current_date",
                  "'arbetsmaterial', {k1}, '2024-05-02', current_date",
                  "'hittepå', {k1}, '2019-01-01', '2019-01-01'")),
    # Of whom a list is, and why they stay, is not the dataskyddssamordnare's to know.
    ("dass", "SELECT kund_id FROM gallringspost"), ("dass", "SELECT skal FROM gallringspost"),
    *((vem, "SELECT ratt.senaste_dag({k1})") for vem in ("anlu", "gust", "syss")),
    ("anlu", "SELECT ratt.tiden_ute({k1}, 'personakt', '2024-01-01', '2024-01-01')"),
    # Approved by oneself, by pretending that another prepared it, or by writing that it is approved.
    ("gust", f"{_LISTA.format(lage='forslag')};;UPDATE gallring SET lage = 'godkand', version = 2"),
    ("gust", f"{_LISTA.format(lage='godkand')};;{_POST};;{_GALLRA}"),
    ("gust", f"{_LISTA.format(lage='forslag')};;{_POST};;{_GALLRA}"),
    ("gust", f"{_LISTA.format(lage='forslag')};;{_POST};;UPDATE gallringspost SET lage = 'gallrad'"),
    ("gust", f"{_LISTA.format(lage='forslag')};;{_POST};;UPDATE gallringspost SET kund_id = {{k3}}"),
    ("gust", f"{_LISTA.format(lage='forslag')};;UPDATE gallring SET upprattad_av = 'hara'"),
    *((vem, "SELECT * FROM ratt.arbetsmaterial('2030-01-01')") for vem in ("anlu", "kval", "syss", "dass", "sper")),
    *((vem, "SELECT ratt.senaste_kopia()") for vem in ("anlu", "gust", "kval", "koor", "dass", "sper", "utan")),
]  # fmt: skip


@pytest.mark.parametrize(("vem", "sats"), NEKADE, ids=range(len(NEKADE)))
def test_refused(enhet: Enhet, vem: str, sats: str) -> None:
    ut = enhet.angrip(vem, sats)
    assert ut.kod in ("42501", "KV001"), (ut.kod, ut.sagt)


def test_who_prepared_a_list_is_said_by_the_database(enhet: Enhet) -> None:
    ut = enhet.angrip("gust", f"{_LISTA.format(lage='godkand')};;SELECT upprattad_av, lage, godkand_av FROM gallring")
    assert ut.rader[-1] == ("gust", "forslag", None)


@pytest.mark.parametrize("vem", ["syss", "gust"])
def test_a_backup_by_another_than_the_owner_is_refused_and_never_partial(
    enhet: Enhet, tmp_path: Path, vem: str
) -> None:
    adress = psycopg.conninfo.conninfo_to_dict(enhet.url(vem))
    databas = oppna_motor(tolka_adress(f"postgresql://{vem}@/enheten?host={adress['host']}"), None)
    fil = tmp_path / "kopia.db"
    try:
        with pytest.raises(Nekad, match="äger"):
            sakerhetskopiera(
                databas, Aktor(vem, vem, frozenset({"systemspecialist"})), las_regelverk(), IDAG, fil, "5a" * 32
            )
    finally:
        databas.stang()
    assert list(tmp_path.iterdir()) == []
    # And whatever a program asks: with the policies told not to hide anything, the server refuses.
    assert enhet.angrip(vem, "SET LOCAL row_security = off;;SELECT * FROM kund").kod == "42501"
    assert vem != AGARE


def test_the_systemspecialist_is_told_when_the_last_backup_was_taken(enhet: Enhet, tmp_path: Path) -> None:
    def nar() -> object:
        return enhet.angrip("syss", "SELECT ratt.senaste_kopia()").rader[0][0]

    assert nar() is None
    plats = psycopg.conninfo.conninfo_to_dict(enhet.url(AGARE))["host"]
    databas = oppna_motor(tolka_adress(f"postgresql://{AGARE}@/enheten?host={plats}"), None)
    agare = Aktor(AGARE, AGARE, frozenset({"systemspecialist"}), agare=True)
    try:
        sakerhetskopiera(databas, agare, las_regelverk(), IDAG, tmp_path / "kopia.db", "5a" * 32)
    finally:
        databas.stang()
    assert nar() is not None


def test_what_stands_on_an_approved_list_is_deleted_for_an_arbetsledare(enhet: Enhet) -> None:
    """The other side of the refusals: with two persons behind it, it goes, and the log has no value of it."""
    agare = enhet.som(AGARE)
    lista = (
        "INSERT INTO gallring (dag, upprattad, upprattad_av, regler, lage, godkand, godkand_av, version)"
        " VALUES ('2024-05-01', now(), 'hara', '[]', 'godkand', now(), 'gust', 1) RETURNING id"
    )
    rad = agare.execute(lista).fetchone()
    assert rad is not None
    agare.execute(
        "INSERT INTO gallringspost (gallring_id, kod, kund_id, sedan, grans, lage, omfattning, version)"
        " VALUES (%s, 'personakt', %s, '2024-05-02', '2024-06-01', 'vantar', '{}', 1)",
        (rad[0], enhet.tal["k3"]),
    )
    agare.execute("UPDATE insats SET sista_dag = '2024-04-30' WHERE kund_id = %s", (enhet.tal["k3"],))
    agare.commit()
    borta = f"{_GALLRA};;SELECT count(*) FROM kund WHERE id = {{k3}}"

    def gallra() -> str:
        ut = enhet.angrip("gust", borta)
        assert ut.kod == "KV001" or ut.rader == [(0,)], ut.sagt
        return ut.kod and ut.sagt.splitlines()[0]

    try:
        # Two are behind it, and still the database asks what the program would have asked.
        assert gallra() == gallringskrav.INCIDENT
        agare.execute("UPDATE incident SET bedomd = '2024-04-21 10:00' WHERE insats_id = %s", (enhet.tal["i3"],))
        agare.execute(
            "INSERT INTO ersattningskorning (manad, lage, brytdatum, forberedd, forberedd_av, antal_rader, antal_ej,"
            " summa, sha256, version) VALUES ('2024-04', 'preliminar', '2024-05-15', now(), 'gust', 0, 1, 0, '', 1)"
        )
        agare.commit()
        assert gallra() == gallringskrav.OBETALT
        agare.execute(
            "INSERT INTO ejutbetald (korning_id, insats_id, insats, anordnare, avser_manad, skal)"
            " SELECT id, %s, '2024-0003', 'Björken', '2024-04', 'underlag_saknas' FROM ersattningskorning",
            (enhet.tal["i3"],),
        )
        agare.execute("UPDATE ersattningskorning SET lage = 'faststalld', faststalld = now(), faststalld_av = 'hara'")
        agare.commit()
        assert gallra() == ""
        agare.execute("UPDATE gallringspost SET sedan = '2024-05-01'")
        agare.commit()
        assert gallra() == gallringskrav.SEDAN_DESS
        agare.execute("UPDATE gallringspost SET sedan = '2024-05-02'")
        agare.execute(
            "INSERT INTO gallringspost (gallring_id, kod, kund_id, sedan, grans, lage, till, omfattning, version)"
            " VALUES (%s, 'rapportfiler', %s, '2024-05-02', '2024-06-01', 'undantagen', '9999-01-01', '{}', 1)",
            (rad[0], enhet.tal["k3"]),
        )
        agare.commit()
        ut = enhet.angrip("gust", "SELECT ratt.gallra((SELECT min(id) FROM gallringspost))")
        assert gallringskrav.UNDANTAGEN in ut.sagt
    finally:
        agare.rollback()
        agare.execute("DELETE FROM gallringspost")
        agare.execute("DELETE FROM gallring")
        agare.execute("UPDATE insats SET sista_dag = NULL WHERE kund_id = %s", (enhet.tal["k3"],))
        agare.commit()


def test_what_has_had_its_time_is_put_on_a_list_by_the_rules_of_the_municipality(enhet: Enhet) -> None:
    """By the latest day that stands anywhere about the kund."""
    agare = enhet.som(AGARE)
    agare.execute("INSERT INTO installning (nyckel, varde) VALUES ('gallring.personakt', '{\"manader\": 6}')")
    agare.commit()
    try:
        for sedan, kod in (("2024-05-01", "KV001"), ("2024-05-02", "")):
            post = _POST.replace(_NAR, f"'personakt', {{k1}}, '{sedan}', '2024-05-02'")
            ut = enhet.angrip("gust", f"{_LISTA.format(lage='forslag')};;{post}")
            assert (ut.kod, ut.antal) == (kod, 0 if kod else 1), ut.sagt
    finally:
        agare.execute("DELETE FROM installning WHERE nyckel = 'gallring.personakt'")
        agare.commit()
