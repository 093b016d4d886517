"""The password of a shared database: in the keyring of the operating system, never in an address that is kept.

Where there is none, the driver finds its own way: PGPASSWORD, a password file (PGPASSFILE), or a ticket of the network
(GSSAPI), which asks for no password at all.
"""

from __future__ import annotations

import hashlib
import os

from sqlalchemy import make_url, text

from ..fel import Databasfel
from ..models.motor import Adress, Databas
from .arbetsenhet import lasning
from .nycklar import TJANST

_SPARAS_INTE = "Lösenordet kunde inte sparas i datorns nyckelring. Du får skriva det nästa gång också."


def namn_i_ringen(adress: Adress) -> str:
    """Under which name the password stands: by server, port, database and user, none of which can be read from it."""
    url = make_url(adress.url)
    vard = url.host or str(url.query.get("host", ""))
    delar = ("postgresql", vard.lower(), str(url.port or 5432), url.database or "", url.username or "")
    return hashlib.sha256("\n".join(delar).encode()).hexdigest()


def hamta_losenord(adress: Adress) -> str | None:
    """The password kept for this address. None where the address or the environment has one, or there is none: then
    the server says whether it wants one."""
    url = make_url(adress.url)
    if url.password is not None or "password" in url.query or "passfile" in url.query:
        return None
    if os.environ.get("PGPASSWORD") or os.environ.get("PGPASSFILE"):
        return None
    try:
        import keyring

        return keyring.get_password(TJANST, namn_i_ringen(adress))
    except Exception:  # noqa: BLE001 - no backend, a locked one, a broken one: then there is none
        return None


def spara_losenord(adress: Adress, losenord: str) -> None:
    """Keeps it, and makes sure that it is there. Raises Databasfel "nyckelring"."""
    try:
        import keyring

        keyring.set_password(TJANST, namn_i_ringen(adress), losenord)
        sparat = keyring.get_password(TJANST, namn_i_ringen(adress))
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        raise Databasfel("nyckelring", _SPARAS_INTE) from None
    if sparat != losenord:
        raise Databasfel("nyckelring", _SPARAS_INTE)


def glom_losenord(adress: Adress) -> None:
    """Takes it away, if it is there."""
    try:
        import keyring

        keyring.delete_password(TJANST, namn_i_ringen(adress))
    except Exception:  # noqa: BLE001 - it is not there, then
        return


def har_givet_losenord(databas: Databas) -> bool:
    """Whether whoever is logged in came in by a password that somebody else has set, and should choose one of their
    own. One who came by the network (GSSAPI), or who opens a file, used none."""
    if databas.lokal:
        return False
    with lasning(databas) as a:
        driver = a.connection.driver_connection
        if driver is None or not driver.pgconn.used_password:
            return False
        return bool(a.execute(text("SELECT ratt.har_givet_losenord()")).scalar())
