"""Which database the window opens: chosen once, remembered without any secret, and tried before it is believed.

`--db` and KUNDVALSDESK_DB rule over what is remembered; the command line knows nothing else.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, make_url

from ..fel import Databasfel, Nekad
from ..models.motor import Adress, tolka_adress
from .arbetsenhet import aktor_for, lasning
from .databas import oppna
from .inloggning import glom_losenord, spara_losenord
from .kontotyper import Anslutning, Provsvar


@dataclass(frozen=True, slots=True)
class Vald:
    """A choice that has been tried. `losenord` is kept in the keyring if `kom_ihag`."""

    adress: Adress
    losenord: str = field(default="", repr=False)
    kom_ihag: bool = False


def url_for(a: Anslutning) -> str:
    """The address of a shared database, without a password. Raises Nekad with the field that cannot be used."""
    server = a.server.strip()
    if "://" in server or (any(t in server for t in "/@?#, ") and not server.startswith("/")):
        raise Nekad("server", "Skriv bara serverns namn, till exempel kundval.kommun.se.", "server")
    if not server:
        raise Nekad("server", "Skriv serverns namn.", "server")
    port = a.port.strip() or "5432"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise Nekad("port", "Porten är ett tal mellan 1 och 65535, oftast 5432.", "port")
    for falt, ord_ in (("databas", "databasens namn"), ("anvandare", "ditt användarnamn")):
        varde = getattr(a, falt).strip()
        if not varde:
            raise Nekad(falt, f"Skriv {ord_}.", falt)
        if not varde.isprintable():
            raise Nekad(falt, f"Skriv om {ord_}: det har ett tecken som inte kan användas.", falt)
    fraga: dict[str, str] = {}
    if certifikat := a.certifikat.strip():
        if not Path(certifikat).is_file():
            raise Nekad("certifikat", "Filen med certifikatet finns inte.", "certifikat")
        fraga["sslrootcert"] = certifikat
    if server.startswith("/"):  # a socket on this computer
        fraga["host"] = server
    url = URL.create(
        "postgresql", a.anvandare.strip(), None, None if server.startswith("/") else server, int(port),
        a.databas.strip(), fraga,
    )  # fmt: skip
    return url.render_as_string(hide_password=False)


def prova(a: Anslutning) -> tuple[Vald, Provsvar]:
    """Logs in and looks whether the database can be worked in. Raises Nekad or Databasfel with the reason."""
    adress = tolka_adress(url_for(a))
    databas = oppna(adress, a.losenord or None)
    try:
        with lasning(databas) as anslutning:
            aktor = aktor_for(anslutning, None)
    finally:
        databas.stang()
    if not aktor.roller:
        raise Databasfel(
            "utanfor",
            "Inloggningen fungerar, men du är inte upplagd som användare här. Be systemspecialisten.",
        )
    return Vald(adress, a.losenord, a.kom_ihag), Provsvar(aktor.namn, tuple(sorted(aktor.roller)), aktor.agare)


def anslut(a: Anslutning) -> str:
    """Tries, and remembers. Gives a sentence if something could not be kept, else ""."""
    vald, _ = prova(a)
    spara(vald.adress)
    if vald.losenord and vald.kom_ihag:
        try:
            spara_losenord(vald.adress, vald.losenord)
        except Databasfel as fel:
            return fel.mening
    elif vald.losenord:
        glom_losenord(vald.adress)
    return ""


# --- what is remembered ---------------------------------------------------------------------------------------------


def ihagkommen() -> str | None:
    """The address of the shared database that was chosen; None for the user's own file, or if nothing was chosen."""
    try:
        kant = json.loads(_fil().read_text(encoding="utf-8"))
        url = kant["delad"]
        if not isinstance(url, str) or make_url(url).get_backend_name() != "postgresql":
            return None
        return url
    except Exception:  # noqa: BLE001 - missing, unreadable, or not ours: as if nothing had been chosen
        return None


def spara(adress: Adress | None) -> None:
    """Remembers a shared database; None: the user's own file. The password never stands here."""
    url = "" if adress is None else make_url(adress.url).set(drivername="postgresql", password=None)
    fil = _fil()
    ny = fil.with_name(f".{fil.name}.{uuid4().hex[:8]}")
    try:
        if not url:
            fil.unlink(missing_ok=True)
            return
        fil.parent.mkdir(parents=True, exist_ok=True)
        ny.write_text(json.dumps({"delad": str(url)}), encoding="utf-8")
        ny.replace(fil)
    except OSError:
        with suppress(OSError):
            ny.unlink(missing_ok=True)
        raise Databasfel(
            "fil", "Valet av databas kunde inte sparas på den här datorn. Du får välja igen nästa gång."
        ) from None


def forslag() -> Anslutning:
    """What the assistant begins with: what is remembered, or who is logged in on the computer."""
    url = ihagkommen()
    if url is None:
        return Anslutning(anvandare=_inloggad())
    u = make_url(url)
    vard, cert = (u.query.get(k, "") for k in ("host", "sslrootcert"))
    return Anslutning(
        server=u.host or str(vard), port=str(u.port or 5432), databas=u.database or "", anvandare=u.username or "",
        certifikat=str(cert),
    )  # fmt: skip


def _inloggad() -> str:
    return os.environ.get("USERNAME") or os.environ.get("USER") or ""


def _fil() -> Path:
    from platformdirs import user_config_dir

    return Path(user_config_dir("kundvalsdesk", appauthor=False)) / "databas.json"
