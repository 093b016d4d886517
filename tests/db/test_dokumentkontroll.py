"""A document that has been changed by one byte is found, by its number and nothing else; an old one re-prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from db.varld import Varld, uppgradera_over
from sqlalchemy import select, text

from kundvalsdesk import cli
from kundvalsdesk.models import Dokument, Insats
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import installningar, logotyp
from kundvalsdesk.services.arbetsenhet import enhet, transaktion
from kundvalsdesk.services.arendelage import hamta_insats
from kundvalsdesk.services.documents import avbrottsunderlag
from kundvalsdesk.services.documents.utfardande import las_dokument
from kundvalsdesk.services.flode_avslut import utfarda_avbrottsdokument
from kundvalsdesk.services.kontroll import kontrollera
from kundvalsdesk.services.radkopiering import kopiera
from kundvalsdesk.services.typer import ROLLER, Aktor
from kundvalsdesk.val import Val

IDAG = date(2024, 9, 10)
AGARE = Aktor("prov", "Provaren", frozenset(ROLLER), agare=True)


def bild() -> bytes:
    from PIL import Image

    ut = BytesIO()
    Image.new("RGB", (200, 80), "#224466").save(ut, "PNG")
    return ut.getvalue()


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    """Three documents of one case, the later superseding, and one of another; with a logotype."""
    v = Varld(databas, regelverk)
    with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
        logotyp.lagg_in(e, bild())
    with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
        steg = installningar.formular_organisation(e)
        installningar.spara_organisation(e, steg.sedd_version, {"logga": logotyp.valbara(e)[0][0], "farg": "#7a1f1f"})
    for nyckel, gang in (("I1", 1), ("I2", 1), ("I1", 2), ("I1", 3)):
        with enhet(databas, AGARE, regelverk, IDAG, skriv=True) as e:
            if gang == 1:
                e.session.add(
                    Insats(
                        nyckel=nyckel, kund_id=1, kod="AMI2", kundval="AMI", start=date(2024, 8, 26),
                        sista_dag=date(2024, 9, 13), avslutsbeslut=date(2024, 9, 9), avslutstyp="avbruten",
                        avslutsorsak="flytt",
                    )
                )  # fmt: skip
                e.session.flush()
            i = hamta_insats(e, nyckel)
            i.avslut_kommentar = f"Gång {gang}."
            utfarda_avbrottsdokument(e, nyckel, None)
    return v


def andra(v: Varld, sats: str, **varden: Any) -> None:
    with v.databas.engine.begin() as c:
        assert c.execute(text(sats), varden).rowcount == 1


def fynd(v: Varld) -> list[tuple[str, str]]:
    return list(kontrollera(v.databas).fel)


def test_nothing_is_found_where_nothing_has_been_changed(varld: Varld) -> None:
    svar = kontrollera(varld.databas)
    assert (svar.dokument, svar.fel) == (4, ())


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ("innehall", "innehållet stämmer inte med sin kontrollsumma."),
        ("underlag", "underlaget stämmer inte med sin kontrollsumma."),
        ("sha256", "innehållet stämmer inte med sin kontrollsumma."),
        ("underlag_sha256", "underlaget stämmer inte med sin kontrollsumma."),
        ("nummer", "nummer är ett annat än när det utfärdades."),
    ],
)
def test_one_changed_byte_is_found(varld: Varld, falt: str, mening: str) -> None:
    with transaktion(varld.databas) as s:
        forr = s.scalars(select(getattr(Dokument, falt)).where(Dokument.nummer == "AVB I1-2")).one()
    ny = bytearray(forr if isinstance(forr, bytes) else forr.encode())
    plats = len(ny) // 2 if falt != "nummer" else len(ny) - 1
    ny[plats] ^= 4 if falt == "nummer" else 1
    andra(
        varld,
        f"UPDATE dokument SET {falt} = :ny WHERE nummer = 'AVB I1-2'",
        ny=bytes(ny) if isinstance(forr, bytes) else ny.decode(),
    )
    nummer = ny.decode() if falt == "nummer" else "AVB I1-2"
    funnet = fynd(varld)
    assert (nummer, f"Dokumentet {nummer}: {mening}") in funnet
    assert all("Dragana" not in m and "Đorđević" not in m for _, m in funnet)
    if falt != "nummer":
        assert {nr for nr, _ in funnet} == {"AVB I1-2"}


@pytest.mark.parametrize(
    ("sats", "nummer"),
    [
        ("UPDATE dokument SET utfardat = '2024-09-11' WHERE nummer = 'AVB I1-1'", "AVB I1-1"),
        ("UPDATE dokument SET typ = 'aterremiss' WHERE nummer = 'AVB I1-3'", "AVB I1-3"),
        ("UPDATE dokument SET ersatter_id = 1 WHERE nummer = 'AVB I1-3'", "AVB I1-3"),
        ("UPDATE dokument SET insats_id = (SELECT id FROM insats WHERE nyckel = 'I2') WHERE nummer = 'AVB I1-3'",
         "AVB I1-3"),
        ("UPDATE dokument SET utfardat_av = 'Bo Ek' WHERE nummer = 'AVB I1-2'", "AVB I1-2"),
        ("DELETE FROM dokument WHERE nummer = 'AVB I1-3'", "AVB I1-3"),
        ("DELETE FROM dokument WHERE nummer = 'AVB I2-1'", "AVB I2-1"),
    ],
)  # fmt: skip
def test_a_changed_row_and_a_gap_in_a_series_are_found(varld: Varld, sats: str, nummer: str) -> None:
    andra(varld, sats)
    assert nummer in {nr for nr, _ in fynd(varld)}


def test_bytes_with_a_sum_of_their_own_are_told_by_the_log(varld: Varld) -> None:
    ny = b"%PDF-1.7 another"
    andra(
        varld, "UPDATE dokument SET innehall = :ny, sha256 = :summa WHERE nummer = 'AVB I2-1'", ny=ny,
        summa=hashlib.sha256(ny).hexdigest(),
    )  # fmt: skip
    assert fynd(varld) == [("AVB I2-1", "Dokumentet AVB I2-1: innehållet är ett annat än i loggen.")]


def test_text_that_is_no_longer_text_and_a_damaged_logotype_are_found(varld: Varld) -> None:
    if varld.databas.lokal:
        andra(varld, "UPDATE dokument SET underlag = CAST(x'7bff' AS TEXT) WHERE nummer = 'AVB I1-1'")
        assert fynd(varld) == [("AVB I1-1", "Dokumentet AVB I1-1: underlaget stämmer inte med sin kontrollsumma.")]
    andra(varld, "UPDATE logotyp SET innehall = :b", b=b"x")
    assert any("logotyperna" in m for _, m in fynd(varld))


def test_the_command_tells_it_and_refuses(varld: Varld, capsys: pytest.CaptureFixture[str]) -> None:
    val = Val(kommando="databas", del_="kontrollera", db=str(varld.databas.adress.fil or varld.databas.adress.url))
    assert cli.kor(val) == 0
    logg = {"rader": (svar := kontrollera(varld.databas)).loggrader, "sista": svar.loggslut}
    assert json.loads(capsys.readouterr().out) == {"dokument": 4, "logg": logg, "fel": []}
    andra(varld, "UPDATE dokument SET sha256 = :s WHERE nummer = 'AVB I2-1'", s="0" * 64)
    logg = {"rader": (svar := kontrollera(varld.databas)).loggrader, "sista": svar.loggslut}
    assert cli.kor(val) == 1
    ut, fel = capsys.readouterr()
    mening = "Dokumentet AVB I2-1: innehållet stämmer inte med sin kontrollsumma."
    assert fel.splitlines() == [mening]
    assert json.loads(ut) == {"dokument": 4, "logg": logg, "fel": [{"dokument": "AVB I2-1", "fel": mening}]}


def alla(db: Databas, v: Varld) -> dict[str, str]:
    """Every document, read as a re-print reads it."""
    ut = {}
    with enhet(db, AGARE, v.regelverk, IDAG) as e:
        for id_ in e.session.scalars(select(Dokument.id)):
            nummer, pdf = las_dokument(e, id_)
            ut[nummer] = hashlib.sha256(pdf).hexdigest()
    return ut


def test_what_has_been_issued_reprints_the_same_after_an_upgrade(varld: Varld) -> None:
    fore = alla(varld.databas, varld)
    uppgradera_over(
        varld.databas,
        "0007",
        "0009",
        "DROP TABLE loggslut",
        "ALTER TABLE logg DROP COLUMN kedja",
        "DROP TABLE dokumenttext",
        "DROP TABLE logotyp",
        "ALTER TABLE dokument DROP COLUMN underlag_sha256",
    )
    uppgradera_over(varld.databas, "0012", "0013")  # the chain has another form since
    assert alla(varld.databas, varld) == fore
    assert fynd(varld) == []
    with enhet(varld.databas, AGARE, varld.regelverk, IDAG) as e:
        assert avbrottsunderlag.senaste_dokument(e, "I1")[0] == "AVB I1-3"


def test_what_has_been_issued_reprints_the_same_on_the_other_engine(
    varld: Varld, ny_databas: Callable[[str], Databas]
) -> None:
    fore = alla(varld.databas, varld)
    andra_db = ny_databas("postgresql" if varld.databas.lokal else "sqlite")
    with varld.databas.engine.connect() as fran, andra_db.engine.begin() as till:
        kopiera(fran, till, lambda _: None)
    assert len(fore) == 4 and alla(andra_db, varld) == fore
    assert kontrollera(andra_db).fel == ()
