"""Logging in to a shared database: passwords, encryption, and a clear reason for each way that it can fail.

The server has no TLS of its own, so a go-between speaks it here, with a certificate of the test's own making.
"""

from __future__ import annotations

import io
import json
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import keyring
import platformdirs
import psycopg
import pytest
from db.varld import AGARE
from keyring.backend import KeyringBackend
from sqlalchemy import make_url

from kundvalsdesk import cli
from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models.motor import Databas, oppna_motor, tolka_adress
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import anslutning, databas, inloggning
from kundvalsdesk.services.kontotyper import Anslutning
from kundvalsdesk.services.overforing import las_in

LOSEN = "en liten grön åsna 7"


class Minnesring(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.poster: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.poster.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.poster[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.poster[service, username]


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Minnesring:
    """A keyring and a folder for settings of the test's own; nothing of whoever runs it."""
    ring = Minnesring()
    monkeypatch.setattr(keyring, "get_password", ring.get_password)
    monkeypatch.setattr(keyring, "set_password", ring.set_password)
    monkeypatch.setattr(keyring, "delete_password", ring.delete_password)
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda namn, **_: str(tmp_path / "val" / namn))
    monkeypatch.setenv("HOME", str(tmp_path))
    for namn in ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGSSLMODE", "PGSSLROOTCERT", "PGPASSWORD", "PGPASSFILE",
                 "SSL_CERT_FILE"):  # fmt: skip
        monkeypatch.delenv(namn, raising=False)
    return ring


# --- encryption ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "adress",
    ["anlu@kundval.kommun.se/k", "anlu@10.0.0.4/k", "anlu@/k?host=kundval.kommun.se", "anlu@localhost/k?host=annan",
     "anlu@[2001:db8::1]/k", "anlu@/k?hostaddr=10.0.0.4&host=localhost", "anlu@/k?service=kundval",
     "anlu@localhost,annan/k"],
)  # fmt: skip
def test_another_computer_is_reached_encrypted_or_not_at_all(adress: str) -> None:
    from kundvalsdesk.models.delad import villkor

    krav = villkor(make_url(f"postgresql+psycopg://{adress}"))
    assert krav["sslmode"] == "verify-full"
    assert krav["gssencmode"] == "disable"
    assert krav["sslrootcert"]
    skilje = "&" if "?" in adress else "?"
    for svagt in ("disable", "allow", "prefer", "hittepå"):
        with pytest.raises(Databasfel, match="måste vara krypterad") as fel:
            oppna_motor(tolka_adress(f"postgresql://{adress}{skilje}sslmode={svagt}"), None)
        assert fel.value.kod == "tls"
    assert villkor(make_url(f"postgresql://{adress}{skilje}sslmode=require"))["require_auth"] == "!password,!md5"


@pytest.mark.parametrize("adress", ["localhost/k", "127.0.0.1/k", "[::1]/k", "/k?host=/tmp/x", "/k", "localhost:1/k"])
def test_this_computer_needs_no_encryption(adress: str) -> None:
    from kundvalsdesk.models.delad import villkor

    assert villkor(make_url(f"postgresql+psycopg://a@{adress}?sslmode=disable" if "?" not in adress else
                            f"postgresql://a@{adress}")) == {}  # fmt: skip


def test_the_environment_may_ask_for_more_and_not_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    from kundvalsdesk.models.delad import villkor

    monkeypatch.setenv("PGHOST", "kundval.kommun.se")
    monkeypatch.setenv("PGSSLMODE", "disable")
    assert villkor(make_url("postgresql://a@/k"))["sslmode"] == "verify-full"
    monkeypatch.setenv("PGSSLMODE", "verify-ca")
    assert villkor(make_url("postgresql://a@/k"))["sslmode"] == "verify-ca"


def _certifikat(mapp: Path, namn: str) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    nyckel = ec.generate_private_key(ec.SECP256R1())
    vem = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, namn)])
    nu = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder().subject_name(vem).issuer_name(vem).public_key(nyckel.public_key())
        .serial_number(1).not_valid_before(nu - timedelta(days=2)).not_valid_after(nu + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(namn)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(nyckel, hashes.SHA256())
    )  # fmt: skip
    fil, nyckelfil = mapp / f"{namn}.pem", mapp / f"{namn}.key"
    fil.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    nyckelfil.write_bytes(
        nyckel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return fil, nyckelfil


class Mellanhand:
    """Takes connections as a server with TLS would, and passes them on to the socket of the real one."""

    def __init__(self, sockel: str, cert: tuple[Path, Path] | None) -> None:
        self._sockel = sockel
        self._kontext = None
        if cert is not None:
            self._kontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._kontext.load_cert_chain(*cert)
        self._lyssnar = socket.create_server(("127.0.0.1", 0))
        self.port = self._lyssnar.getsockname()[1]
        self.sedda: list[bytes] = []
        self._ledningar: list[socket.socket] = []
        self._tradar: list[threading.Thread] = []
        self._starta(self._ta_emot)

    def _starta(self, gor: Callable[..., None], *arg: Any) -> None:
        trad = threading.Thread(target=gor, args=arg, daemon=True)
        self._tradar.append(trad)
        trad.start()

    def stang(self) -> None:
        for s in (self._lyssnar, *self._ledningar):
            with suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)
        for trad in self._tradar:
            trad.join(timeout=5)
        for s in (self._lyssnar, *self._ledningar):
            s.close()

    def _ta_emot(self) -> None:
        with suppress(OSError):
            while True:
                klient, _ = self._lyssnar.accept()
                self._ledningar.append(klient)
                self._starta(self._en, klient)

    def _en(self, klient: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            if klient.recv(8)[4:] == b"\x04\xd2\x16\x2f":  # asks whether there is TLS
                klient.sendall(b"S" if self._kontext else b"N")
                if self._kontext is None:
                    return
                klient = self._kontext.wrap_socket(klient, server_side=True)
                self._ledningar.append(klient)
            server = socket.socket(socket.AF_UNIX)
            self._ledningar.append(server)
            server.connect(self._sockel)
            self._starta(self._for, server, klient)
            self._for(klient, server)

    def _for(self, fran: socket.socket, till: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError, ValueError):
            while data := fran.recv(65536):
                self.sedda.append(data)
                till.sendall(data)
        for s in (fran, till):
            with suppress(OSError):
                s.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def delad(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Iterator[Databas]:
    """A shared database with an arbetsledare who logs in with a password."""
    db = ny_databas("postgresql")
    anna = {"anvandare": "ans_anlu", "namn": "Anna Lund", "roll": "arbetsledare"}
    assert las_in(db, AGARE, regelverk, datetime.now().date(), {"handlaggare": [anna]}).fel == ()
    with _server(db) as s:
        fil = Path(str(s.execute("SHOW hba_file").fetchone()[0]))  # type: ignore[index]
        fore = fil.read_text(encoding="utf-8")
        s.execute(f"CREATE ROLE ans_anlu LOGIN PASSWORD '{LOSEN}' IN ROLE arbetsledare")
        s.execute("CREATE ROLE ans_okand LOGIN")
        s.execute("GRANT arbetsledare TO ans_okand")
        fil.write_text("local all ans_utestangd reject\nlocal all ans_anlu scram-sha-256\n" + fore, encoding="utf-8")
        s.execute("SELECT pg_reload_conf()")
        try:
            yield db
        finally:
            fil.write_text(fore, encoding="utf-8")
            s.execute("SELECT pg_reload_conf()")
            for namn in ("ans_anlu", "ans_okand"):
                s.execute(f"DROP OWNED BY {namn}")
                s.execute(f"DROP ROLE {namn}")


def _server(db: Databas) -> psycopg.Connection[Any]:
    url = make_url(db.adress.url).set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


def _val(db: Databas, **mer: Any) -> Anslutning:
    """As the assistant has it, by the socket of the test server."""
    url = make_url(db.adress.url)
    return replace(
        Anslutning(str(url.query["host"]), "5432", url.database or "", "ans_anlu", LOSEN, kom_ihag=True), **mer
    )


def test_with_tls_and_a_certificate_that_can_be_believed(
    delad: Databas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sockel = f"{make_url(delad.adress.url).query['host']}/.s.PGSQL.5432"
    cert = _certifikat(tmp_path, "kundval.kommun.se")
    mellan = Mellanhand(sockel, cert)
    riktig = socket.getaddrinfo
    namnen = ("kundval.kommun.se", "annan.kommun.se")
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda h, *a, **k: riktig("127.0.0.1" if h in namnen else h, *a, **k)
    )  # fmt: skip
    val = _val(delad, server="kundval.kommun.se", port=str(mellan.port), certifikat=str(cert[0]))
    try:
        assert anslutning.prova(val)[1].namn == "Anna Lund"
        assert mellan.sedda
        assert all(LOSEN.encode() not in d for d in mellan.sedda)  # not even within the encryption
        with pytest.raises(Databasfel, match="går inte att lita på") as fel:
            anslutning.prova(replace(val, certifikat=""))
        assert fel.value.kod == "certifikat"
        with pytest.raises(Databasfel, match="annat namn"):
            anslutning.prova(replace(val, server="annan.kommun.se"))
        monkeypatch.setenv("SSL_CERT_FILE", str(cert[0]))  # the system knows it
        assert anslutning.prova(replace(val, certifikat=""))[1].roller == ("arbetsledare",)
    finally:
        mellan.stang()
    utan = Mellanhand(sockel, None)
    try:
        with pytest.raises(Databasfel, match="tar inte emot krypterade") as fel:
            anslutning.prova(replace(val, port=str(utan.port)))
        assert fel.value.kod == "tls"
    finally:
        utan.stang()


# --- reasons --------------------------------------------------------------------------------------------------------


def test_each_way_to_fail_has_a_reason(delad: Databas, ny_postgres: Callable[[], str]) -> None:
    tom = make_url(ny_postgres()).database
    with _server(delad) as s:
        s.execute("CREATE ROLE ans_sparrad NOLOGIN")
    for vad, kod, ord_ in (
        ({"losenord": "fel lösenord 12"}, "inloggning", "lösenord"),
        ({"losenord": ""}, "losenord_saknas", "lösenord"),
        ({"anvandare": "ans_finns_inte"}, "inloggning", "användare"),
        ({"databas": "finns_inte"}, "saknas", "finns inte på servern"),
        ({"databas": tom, "anvandare": "postgres"}, "tom", "ingen databas från kundvalsdesk"),
        ({"anvandare": "ans_utestangd"}, "hba", "släpper inte in"),
        ({"anvandare": "ans_sparrad"}, "sparrad", "spärrad"),
        ({"anvandare": "ans_okand"}, "utanfor", "inte upplagd"),
        ({"server": "finnsinte.invalid"}, "natverk", "hittas inte"),
        ({"server": "127.0.0.1", "port": "1"}, "natverk", "server och port"),
    ):
        with pytest.raises(Databasfel, match=ord_) as fel:
            anslutning.prova(_val(delad, **vad))
        assert fel.value.kod == kod, vad
    with _server(delad) as s:
        s.execute("DROP ROLE ans_sparrad")
        s.execute("UPDATE schemaversion SET version_num = '9999'")
    with pytest.raises(Databasfel, match="nyare version") as fel:
        anslutning.prova(_val(delad))
    with _server(delad) as s:
        s.execute("UPDATE schemaversion SET version_num = '0003'")
    with pytest.raises(Databasfel, match="systemspecialisten vet"):
        anslutning.prova(_val(delad))


@pytest.mark.parametrize(
    ("falt", "varde"),
    [("server", ""), ("server", "postgresql://a:b@c/d"), ("server", "a b"), ("server", "a,b"), ("port", "x"),
     ("port", "0"), ("port", "70000"), ("databas", " "), ("anvandare", ""), ("anvandare", "a\nb"),
     ("certifikat", "/finns/inte.pem")],
)  # fmt: skip
def test_what_cannot_be_an_address_is_told_at_its_field(falt: str, varde: str) -> None:
    val = replace(Anslutning("kundval.kommun.se", "5432", "k", "anlu"), **{falt: varde})
    with pytest.raises(Nekad) as fel:
        anslutning.url_for(val)
    assert fel.value.falt == falt


# --- what is remembered ----------------------------------------------------------------------------------------------


def test_the_choice_is_remembered_without_the_password_which_is_in_the_keyring(
    delad: Databas, ring: Minnesring, tmp_path: Path
) -> None:
    assert anslutning.ihagkommen() is None
    assert anslutning.anslut(_val(delad)) == ""
    fil = tmp_path / "val" / "kundvalsdesk" / "databas.json"
    assert LOSEN not in fil.read_text(encoding="utf-8")
    assert list(ring.poster.values()) == [LOSEN]
    assert all("anlu" not in n and "host" not in n for par in ring.poster for n in par[1:])
    url = anslutning.ihagkommen()
    assert url is not None
    databas.oppna(tolka_adress(url)).stang()  # with the password of the keyring
    assert anslutning.forslag() == replace(_val(delad), losenord="")
    with pytest.raises(Databasfel, match="Kontrollera användare och lösenord"):
        databas.oppna(tolka_adress(url), "ett annat lösenord")
    assert anslutning.anslut(_val(delad, kom_ihag=False)) == ""
    assert ring.poster == {}
    anslutning.spara(None)
    assert anslutning.ihagkommen() is None


def test_a_keyring_that_does_not_keep_is_told_and_the_rest_remembered(
    delad: Databas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "set_password", lambda *_: None)
    assert "kunde inte sparas" in anslutning.anslut(_val(delad))
    assert anslutning.ihagkommen() is not None


def test_settings_that_are_not_ours_are_as_none(tmp_path: Path) -> None:
    fil = tmp_path / "val" / "kundvalsdesk" / "databas.json"
    fil.parent.mkdir(parents=True)
    for innehall in ("", "{", "[]", json.dumps({"delad": 1}), json.dumps({"delad": "sqlite:///x"}), "\x00"):
        fil.write_text(innehall, encoding="utf-8")
        assert anslutning.ihagkommen() is None, innehall


def test_the_environment_has_its_own_password(
    delad: Databas, ring: Minnesring, monkeypatch: pytest.MonkeyPatch
) -> None:
    adress = tolka_adress(anslutning.url_for(_val(delad)))
    ring.set_password("kundvalsdesk", inloggning.namn_i_ringen(adress), "gammalt")
    monkeypatch.setenv("PGPASSWORD", LOSEN)
    databas.oppna(adress).stang()
    assert "ans_anlu" not in repr(adress)
    assert LOSEN not in repr(_val(delad))


# --- commands --------------------------------------------------------------------------------------------------------


def _kommando(
    db: Databas, monkeypatch: pytest.MonkeyPatch, skrivet: str | None, *arg: str
) -> tuple[int, list[str]]:  # fmt: skip
    """A command as somebody runs it who types `skrivet` where a password is asked for; None: nobody is there."""
    fragat: list[str] = []

    def fraga(text: str, **_: object) -> str:
        fragat.append(text)
        if not skrivet:
            raise EOFError
        return skrivet

    monkeypatch.setattr("getpass.getpass", fraga)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr("sys.stdin.isatty", lambda: skrivet is not None)
    url = anslutning.url_for(_val(db))
    return cli.kor(cli.tolka([*arg, "--db", url, "--idag", "2024-06-05"])), fragat


def test_a_command_asks_for_the_password_that_nobody_has_kept(
    delad: Databas, ring: Minnesring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for skrivet, kod, mening, antal in (
        (LOSEN, 0, "", 1),
        ("fel lösenord 12", 1, "godtar inte inloggningen", 1),
        ("", 1, "Inget lösenord skrevs. Ingenting har ändrats.", 1),
        (None, 1, "Kör kommandot i en terminal", 0),
    ):
        svar, fragat = _kommando(delad, monkeypatch, skrivet, "frister")
        sagt = capsys.readouterr()
        assert (svar, len(fragat)) == (kod, antal) and mening in sagt.err, skrivet
        assert len(sagt.err.splitlines()) == kod and LOSEN not in sagt.err + sagt.out
        assert all(f == "Databasservern vill ha ett lösenord. Lösenord för ans_anlu: " for f in fragat)
    assert ring.poster == {} and LOSEN not in repr(os.environ)


def test_a_command_asks_when_the_kept_password_holds_no_longer(
    delad: Databas, ring: Minnesring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    adress = tolka_adress(anslutning.url_for(_val(delad)))
    ring.set_password("kundvalsdesk", inloggning.namn_i_ringen(adress), "det förra lösenordet")
    svar, (fragat,) = _kommando(delad, monkeypatch, LOSEN, "frister")
    assert svar == 0 and fragat.startswith("Lösenordet i nyckelringen gäller inte längre.")
    assert _kommando(delad, monkeypatch, None, "frister") == (1, [])
    assert "gäller inte längre. Kör kommandot i en terminal" in capsys.readouterr().err


def test_who_logs_in_by_a_password_that_they_were_given_is_asked_for_one_of_their_own(
    delad: Databas, ring: Minnesring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At each command and each start of the window; not when no password was used, nor for changing it."""

    def sagt(*arg: str) -> bool:
        assert _kommando(delad, monkeypatch, LOSEN, *arg)[0] == 0
        return "Någon annan har satt ditt lösenord" in capsys.readouterr().err

    def fonstret() -> bool:
        adress = anslutning.url_for(_val(delad)).replace("ans_anlu", "ans_anlu:" + quote(LOSEN))
        db = databas.oppna(tolka_adress(adress))
        try:
            return inloggning.har_givet_losenord(db)
        finally:
            db.stang()

    assert not sagt("frister") and not fonstret()
    with _server(delad) as s:
        s.execute("UPDATE handlaggare SET losenord_givet = '2024-06-01' WHERE anvandare = 'ans_anlu'")
    assert sagt("frister") and fonstret()
    assert not inloggning.har_givet_losenord(delad)  # by trust, as one is by a ticket of the network
    monkeypatch.setattr("kundvalsdesk.kommandon.anvandare._skrivet", lambda: "en annan gul åsna 8")
    assert not sagt("anvandare", "losenord")
    with _server(delad) as s:
        assert s.execute("SELECT losenord_givet FROM handlaggare").fetchall() == [(None,)]


def test_a_restore_asks_for_the_password_before_the_phrase(
    delad: Databas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    svar, fragat = _kommando(delad, monkeypatch, LOSEN, "databas", "aterstall", str(tmp_path / "k.db"), "--fras")
    assert svar == 1 and [f.split()[0] for f in fragat] == ["Databasservern", "Lösenfras"]
