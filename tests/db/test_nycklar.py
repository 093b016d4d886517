"""Keys: the variable first, then the keyring, and a calm sentence when there is neither. Nothing ever shows
one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.models.motor import Adress, oppna_motor, tolka_adress
from kundvalsdesk.services import databas as tjanst
from kundvalsdesk.services import nycklar


class Minnesring(KeyringBackend):
    """A keyring that lives as long as the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.innehall: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.innehall.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.innehall[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.innehall[service, username]


class Last(Minnesring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class Trasig(Minnesring):
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("no bus")


class Glomsk(Minnesring):
    def set_password(self, service: str, username: str, password: str) -> None:
        return None


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Minnesring]:
    monkeypatch.delenv("KUNDVALSDESK_NYCKEL")
    forr = keyring.get_keyring()
    ny = Minnesring()
    keyring.set_keyring(ny)
    yield ny
    keyring.set_keyring(forr)


@pytest.fixture
def adress(tmp_path: Path) -> Adress:
    return tolka_adress(str(tmp_path / "prov.db"))


def test_the_variable_wins_and_spares_the_keyring(
    ring: Minnesring, adress: Adress, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(Trasig())
    monkeypatch.setenv("KUNDVALSDESK_NYCKEL", "en lösenfras")
    assert nycklar.hamta_nyckel(adress) == "en lösenfras"
    assert nycklar.hamta_nyckel(adress, skapa=True) == "en lösenfras"
    assert ring.innehall == {}


def test_a_new_key_is_random_raw_and_kept(ring: Minnesring, adress: Adress, tmp_path: Path) -> None:
    nyckel = nycklar.hamta_nyckel(adress, skapa=True)
    assert len(nyckel) == 64
    assert int(nyckel, 16) > 0
    assert nycklar.hamta_nyckel(adress) == nyckel
    assert nycklar.hamta_nyckel(adress, skapa=True) == nyckel
    annan = tolka_adress(str(tmp_path / "annan.db"))
    assert nycklar.hamta_nyckel(annan, skapa=True) != nyckel
    assert {tjanst_ for tjanst_, _ in ring.innehall} == {"kundvalsdesk"}


def test_the_name_in_the_keyring_follows_the_file_not_the_spelling(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    rak = tmp_path / "prov.db"
    assert nycklar.namn_i_ringen(tmp_path / "mapp" / ".." / "prov.db") == nycklar.namn_i_ringen(rak)
    assert nycklar.namn_i_ringen(tmp_path / "annan.db") != nycklar.namn_i_ringen(rak)
    assert "prov" not in nycklar.namn_i_ringen(rak)


def test_without_a_key_the_sentence_says_what_to_do(ring: Minnesring, adress: Adress) -> None:
    with pytest.raises(Databasfel, match="KUNDVALSDESK_NYCKEL") as fel:
        nycklar.hamta_nyckel(adress)
    assert fel.value.kod == "nyckel_saknas"


@pytest.mark.parametrize("trasig", [fail.Keyring, Last, Trasig])
def test_a_keyring_that_does_not_work_gives_the_same_calm_error(
    ring: Minnesring, adress: Adress, trasig: type[KeyringBackend]
) -> None:
    keyring.set_keyring(trasig())
    for skapa in (False, True):
        with pytest.raises(Databasfel, match="KUNDVALSDESK_NYCKEL") as fel:
            nycklar.hamta_nyckel(adress, skapa)
        assert fel.value.kod == "nyckel_saknas"
    with pytest.raises(Databasfel):
        tjanst.skapa(adress)
    assert adress.fil is not None
    assert not adress.fil.exists()


def test_a_keyring_that_forgets_makes_no_database_that_nobody_can_open(ring: Minnesring, adress: Adress) -> None:
    keyring.set_keyring(Glomsk())
    with pytest.raises(Databasfel, match="kunde inte sparas"):
        tjanst.skapa(adress)
    assert adress.fil is not None
    assert not adress.fil.exists()


def test_a_typed_pass_phrase_is_kept_and_opens(ring: Minnesring, adress: Adress) -> None:
    fras = "korrekt häst 'batteri' \"klammer\""
    tjanst.skapa(adress, fras).stang()
    with pytest.raises(Databasfel) as fel:
        tjanst.oppna(adress)
    assert fel.value.kod == "nyckel_saknas"
    nycklar.spara_nyckel(adress, fras)
    tjanst.oppna(adress).stang()


def test_the_file_is_encrypted_and_only_its_key_opens_it(
    ring: Minnesring, adress: Adress, capfd: pytest.CaptureFixture[str]
) -> None:
    tjanst.skapa(adress).stang()
    assert adress.fil is not None
    byte = adress.fil.read_bytes()
    assert b"SQLite" not in byte
    assert b"kundidentitet" not in byte
    assert adress.fil.stat().st_mode & 0o077 == 0
    for fel_nyckel in ("0" * 64, "fel fras"):
        with pytest.raises(Databasfel) as fel:
            oppna_motor(adress, fel_nyckel)
        assert fel.value.kod == "nyckel_fel"
    assert capfd.readouterr() == ("", "")


def test_what_is_no_database_of_ours_is_told_in_one_sentence(tmp_path: Path) -> None:
    import sqlite3

    okrypterad = tmp_path / "okrypterad.db"
    with sqlite3.connect(okrypterad) as anslutning:
        anslutning.execute("CREATE TABLE t (a)")
    anslutning.close()
    skrap = tmp_path / "skrap.db"
    skrap.write_text("inte en databas " * 600, encoding="utf-8")
    for fil, kod in ((okrypterad, "okrypterad"), (skrap, "nyckel_fel"), (tmp_path, "inte_databas")):
        fore = None if fil.is_dir() else fil.read_bytes()
        with pytest.raises(Databasfel) as fel:
            oppna_motor(tolka_adress(str(fil)), "0" * 64)
        assert fel.value.kod == kod
        assert "\n" not in fel.value.mening
        if fore is not None:
            assert fil.read_bytes() == fore


def test_no_key_and_no_password_is_ever_shown(
    tmp_path: Path, ny_databas, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    url = "postgresql://anna:hemligt@127.0.0.1:1/arenden"
    delad = tolka_adress(url)
    assert delad.visning == "arenden på 127.0.0.1"
    visat = [repr(delad), str(delad), delad.visning]
    with pytest.raises(Databasfel) as fel:
        oppna_motor(delad, None)
    assert fel.value.kod == "natverk"
    visat += [
        str(fel.value),
        repr(fel.value),
        repr(fel.value.__context__) if not fel.value.__suppress_context__ else "",
    ]
    databas = ny_databas("sqlite")
    visat += [repr(databas), repr(databas.engine), repr(databas.engine.url), repr(databas.adress)]
    with pytest.raises(Databasfel) as fel:
        oppna_motor(databas.adress, "hemligt")
    visat += [str(fel.value), caplog.text]
    for text in visat:
        assert "hemligt" not in text
        assert "5a5a" not in text


@pytest.mark.parametrize(
    ("text", "del_av_svaret"),
    [
        ("mysql://server/databas", "känns inte igen"),
        ("sqlite+pysqlcipher://:hemligt@/fil.db", "nyckelring"),
        ("sqlite:///", "saknar en fil"),
        ("sqlite:///:memory:", "saknar en fil"),
        ("postgresql://anna:hemligt@server:port/databas", "går inte att läsa"),
    ],
)
def test_addresses_that_are_refused(text: str, del_av_svaret: str) -> None:
    with pytest.raises(Databasfel, match=del_av_svaret) as fel:
        tolka_adress(text)
    assert "hemligt" not in fel.value.mening
    assert fel.value.kod == "adress"


def test_addresses_that_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fil = (tmp_path / "ä b.db").resolve()
    for text in ("ä b.db", str(fil), "sqlite:///ä b.db", f"sqlite:///{fil}", f"sqlite+pysqlcipher:///{fil}"):
        assert tolka_adress(text).fil == fil
    for text in ("postgresql://server/db", "postgres://server/db", "postgresql+psycopg://server/db"):
        adress = tolka_adress(text)
        assert (adress.slag, adress.fil) == ("postgresql", None)
        assert adress.url.startswith("postgresql+psycopg://")


def test_the_users_own_file_is_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_dir", lambda namn, **_: str(tmp_path / namn))
    assert tolka_adress(None).fil == (tmp_path / "kundvalsdesk" / "kundvalsdesk.db").resolve()
    assert tolka_adress("  ").fil == tolka_adress(None).fil
