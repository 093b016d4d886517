"""The key of a local database: from KUNDVALSDESK_NYCKEL, or from the keyring of the operating system.

The variable wins, so that a server or a test never touches a keyring. A key is 64 hex digits (the raw key,
which opens at once) or anything else (a pass phrase, which costs its key derivation).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ..fel import Databasfel
from ..models.motor import Adress

TJANST = "kundvalsdesk"
VARIABEL = "KUNDVALSDESK_NYCKEL"

_GOR_SA = f"Ange databasens lösenfras, eller sätt variabeln {VARIABEL} innan programmet startas."
_SAKNAS = f"Nyckeln till databasen finns inte i datorns nyckelring. {_GOR_SA}"
_INGEN_RING = f"Datorns nyckelring går inte att använda, så databasens nyckel kan inte hämtas. {_GOR_SA}"
_SPARAS_INTE = f"Nyckeln kunde inte sparas i datorns nyckelring. {_GOR_SA}"


def namn_i_ringen(fil: Path) -> str:
    """Under which name the key of this file stands in the keyring: the same however the path was written."""
    return hashlib.sha256(os.path.normcase(fil.expanduser().resolve()).encode()).hexdigest()


def hamta_nyckel(adress: Adress, skapa: bool = False) -> str:
    """The key of a local database. With `skapa` a new random one is made and kept if there is none.

    A key that is already kept for the file is used again: the file may come back from a backup.
    Raises Databasfel "nyckel_saknas" with a sentence that says what to do.
    """
    given = os.environ.get(VARIABEL)
    if given:
        return given
    fil = _fil(adress)
    nyckel = _las(fil)
    if nyckel:
        return nyckel
    if not skapa:
        raise Databasfel("nyckel_saknas", _SAKNAS)
    import secrets

    ny = secrets.token_hex(32)
    spara_nyckel(adress, ny)
    return ny


def kand_nyckel(*adresser: Adress) -> str | None:
    """The key that is known of the first of some files that has one: for a backup, which may stand under its own name
    or be of a file whose key is still kept. None if there is none, and no keyring to ask either."""
    if given := os.environ.get(VARIABEL):
        return given
    try:
        return next((n for a in adresser if a.fil is not None and (n := _las(a.fil))), None)
    except Databasfel:
        return None


def spara_nyckel(adress: Adress, nyckel: str) -> None:
    """Keeps a key or a pass phrase that the user typed in the keyring, and makes sure that it is there."""
    fil = _fil(adress)
    try:
        import keyring

        keyring.set_password(TJANST, namn_i_ringen(fil), nyckel)
    except Exception:  # noqa: BLE001 - backends raise whatever their system raises
        raise Databasfel("nyckel_saknas", _SPARAS_INTE) from None
    if _las(fil) != nyckel:  # a backend that forgets would lock the user out of a new database
        raise Databasfel("nyckel_saknas", _SPARAS_INTE)


def _las(fil: Path) -> str | None:
    try:
        import keyring

        return keyring.get_password(TJANST, namn_i_ringen(fil))
    except Exception:  # noqa: BLE001 - no backend, a locked one, a broken one: the same to the user
        raise Databasfel("nyckel_saknas", _INGEN_RING) from None


def _fil(adress: Adress) -> Path:
    if adress.fil is None:
        raise ValueError("only a local database has a key")
    return adress.fil
