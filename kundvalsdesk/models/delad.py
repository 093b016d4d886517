"""How a shared database is reached: encrypted and with a server that proves who it is, unless it is this computer.

What a user or their environment says is followed where it asks for more, never where it asks for less.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

from sqlalchemy import URL

from ..fel import Databasfel

KRYPTERADE = ("require", "verify-ca", "verify-full")
"""Values of sslmode that demand TLS. `require` trusts any server, for a certificate that nobody has signed."""
_ROTTER = (
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)  # fmt: skip
"""Where systems keep the certificates they trust; OpenSSL as it comes with the driver does not know the place."""


def villkor(url: URL) -> dict[str, str]:
    """What is demanded of the connection, over and above the address. Raises Databasfel "tls" for an address that
    asks for less."""
    borta = [v for v in _vardar(url) if not ar_har(v)]
    onskad = _fraga(url, "sslmode")
    if not borta:
        return {}
    if onskad and onskad not in KRYPTERADE:
        raise Databasfel(
            "tls",
            f"Förbindelsen med servern måste vara krypterad (TLS), så sslmode={onskad} används inte. "
            "Ta bort det ur adressen.",
        )
    if not onskad:
        miljo = os.environ.get("PGSSLMODE", "")
        onskad = miljo if miljo in KRYPTERADE else "verify-full"
    krav = {"sslmode": onskad, "gssencmode": "disable"}  # a ticket logs in all the same, within TLS
    if onskad == "require":
        krav["require_auth"] = "!password,!md5"  # whoever answers gets nothing that a password can be read from
    elif not (_fraga(url, "sslrootcert") or os.environ.get("PGSSLROOTCERT") or _egen_rot()):
        krav["sslrootcert"] = systemets_rotter()
    return krav


def ar_har(vard: str) -> bool:
    """Whether a host is this computer: a socket, or its own loopback."""
    if vard.startswith(("/", "@")) or vard == "localhost":
        return True
    try:
        return ipaddress.ip_address(vard.strip("[]")).is_loopback
    except ValueError:
        return False


def _vardar(url: URL) -> list[str]:
    """Every host that the driver may come to; one that cannot be known counts as another computer."""
    givna = [url.host or "", *(h for k in ("host", "hostaddr") for h in _fraga(url, k).split(","))]
    if not any(givna):
        givna = [h for k in ("PGHOST", "PGHOSTADDR") for h in os.environ.get(k, "").split(",")]
    if not any(givna) and (_fraga(url, "service") or os.environ.get("PGSERVICE")):
        return ["?"]
    return [h.strip() for h in givna if h.strip()]


def _fraga(url: URL, namn: str) -> str:
    varde = url.query.get(namn, "")
    return varde if isinstance(varde, str) else ",".join(varde)


def _egen_rot() -> bool:
    """A file where the driver looks by itself."""
    mapp = Path(os.environ["APPDATA"]) / "postgresql" if "APPDATA" in os.environ else Path.home() / ".postgresql"
    return (mapp / "root.crt").exists()


def systemets_rotter() -> str:
    """The file of certificates that this computer trusts, written out where they lie in a store (Windows)."""
    if (given := os.environ.get("SSL_CERT_FILE", "")) and Path(given).is_file():
        return given
    for fil in _ROTTER:
        if Path(fil).is_file():
            return fil
    if sys.platform == "win32":  # pragma: no cover - no store elsewhere
        return _skriv_ut_rotter()
    return "system"


def _skriv_ut_rotter() -> str:
    import ssl  # slow to load, and a local file never needs it

    from platformdirs import user_cache_dir

    betrodda = ssl.create_default_context().get_ca_certs(binary_form=True)
    mapp = Path(user_cache_dir("kundvalsdesk", appauthor=False))
    fil = mapp / "rotcertifikat.pem"
    try:
        mapp.mkdir(parents=True, exist_ok=True)
        ny = mapp / f"rotcertifikat.{os.getpid()}.tmp"
        ny.write_text("".join(ssl.DER_cert_to_PEM_cert(c) for c in betrodda), encoding="ascii")
        ny.replace(fil)
    except OSError:
        return str(fil) if fil.is_file() else "system"
    return str(fil)
