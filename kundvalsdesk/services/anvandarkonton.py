"""Who the users are: taken in, changed, barred and let back, each with a login of their own in a shared database.

A systemspecialist does it. In a shared database the login follows the row (models.ratter.anvandare), and a password
comes to the server only as what can be computed from it and not back. A local file has no logins.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text
from sqlalchemy.orm import undefer

from ..fel import Nekad
from ..models import Handlaggare, Kund
from ..rules.sortering import sortnyckel
from ..texter.meningar import ROLLORD, roll_ord
from .arbetsenhet import Arbetsenhet
from .handling import handling, kontrollera_version, krav_roll
from .kontotyper import Anvandarrad, AttLamnaOver
from .typer import ROLLER, Andring

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn

SYSTEMSPECIALIST = "systemspecialist"
KORTAST = 12
LANGST_NAMN = 63
"""Bytes of a name that PostgreSQL keeps; it would cut a longer one off without a word."""
_NAMN = re.compile(r"[^\W_][\w.@+\\-]*")
_RESERVERADE = {*ROLLER, "postgres", "public", "none", "user", "current_user", "current_role", "session_user"}
_TECKEN = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not taken for each other."""


def nytt_losenord() -> str:
    """A password that nobody guesses: twenty random letters and digits, in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(_TECKEN) for _ in range(5)) for _ in range(4))


def lista(e: Arbetsenhet) -> list[Anvandarrad]:
    """Everybody, those who may log in first, by name."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    inloggningar = {} if e.lokal else _inloggningar(e)
    rader = e.session.scalars(select(Handlaggare).options(undefer(Handlaggare.losenord_givet))).all()
    return sorted(
        (
            Anvandarrad(
                h.anvandare, h.namn, h.roll, roll_ord(h.roll), h.epost or "", h.sparrad,
                "" if e.lokal else inloggningar.get(h.anvandare, "nej"), h.version, h.id == e.aktor.handlaggare_id,
                h.losenord_givet,
            )
            for h in rader
        ),
        key=lambda r: (r.sparrad is not None, sortnyckel(r.namn), r.anvandare),
    )  # fmt: skip


def lagg_till(
    e: Arbetsenhet, anvandare: str, namn: str, roll: str, epost: str = "", losenord: str = "", *,
    inloggning: bool = True,
) -> Andring:  # fmt: skip
    """Takes in a user; in a shared database with a login. `losenord` "": one by the network (GSSAPI), without.

    Somebody who is there already (an import knew them) and has no login gets one; without name and role, then.
    """
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    anvandare = anvandare.strip()
    _krav_anvandarnamn(anvandare)
    h = e.session.scalars(select(Handlaggare).where(Handlaggare.anvandare == anvandare)).one_or_none()
    if e.lokal and losenord:
        raise Nekad("lokal", "I en lokal databas har användarna inga lösenord.", "losenord")
    if h is None:
        namn, epost = _krav_namn(namn), _krav_epost(epost)
        _krav_rollen(roll)
    elif e.lokal or _inloggningar(e).get(anvandare) == "ja":
        raise Nekad("finns", f"Användaren {anvandare} finns redan.", "anvandare")
    elif (namn.strip(), roll) not in (("", ""), (h.namn, h.roll)):
        raise Nekad(
            "finns",
            f"Användaren {anvandare} finns redan, med ett annat namn eller en annan roll. Ge inloggningen utan namn "
            "och roll, och ändra användaren sedan.",
            "anvandare",
        )
    if losenord:
        krav_losenord(losenord, anvandare)
    with handling(e, "anvandare_lagg_till", "anvandare") as p:
        if h is None:
            h = Handlaggare(anvandare=anvandare, namn=namn, roll=roll, epost=epost or None)
            e.session.add(h)
        e.session.flush()
        if inloggning and not e.lokal:
            _ge_inloggning(e, anvandare, losenord)
    return p.andring


def andra(
    e: Arbetsenhet, anvandare: str, sedd_version: int, namn: str, roll: str, epost: str, losenord: str = ""
) -> Andring:
    """Changes name, role and e-mail; with `losenord` a new password too (and a login, if there was none)."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    h = _hamta(e, anvandare)
    namn, epost = _krav_namn(namn), _krav_epost(epost)
    kontrollera_version(e, h, sedd_version, {"namn": namn, "roll": roll, "epost": epost or None})
    if roll != h.roll:
        _krav_rollen(roll)
        _inte_sig_sjalv(e, h, "Du kan inte ändra din egen roll. Be en annan systemspecialist.")
        _inte_den_sista(e, h)
    if losenord:
        if e.lokal:
            raise Nekad("lokal", "I en lokal databas har användarna inga lösenord.", "losenord")
        _inte_sig_sjalv(e, h, "Ditt eget lösenord byter du under Meny, Byt lösenord, eller med anvandare losenord.")
        krav_losenord(losenord, anvandare)
    with handling(e, "anvandare_andra", "anvandare") as p:
        h.namn, h.roll, h.epost = namn, roll, epost or None
        e.session.flush()
        if losenord:
            _ge_inloggning(e, anvandare, losenord)
    return p.andring


def sparra(e: Arbetsenhet, anvandare: str, sedd_version: int) -> Andring:
    """From now on they can do nothing here; in a shared database they are logged out, and cannot log in."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    h = _hamta(e, anvandare)
    if h.sparrad is not None:
        raise Nekad("sparrad", f"Användaren {anvandare} är redan spärrad, sedan {h.sparrad}.")
    kontrollera_version(e, h, sedd_version, {})
    _inte_sig_sjalv(e, h, "Du kan inte spärra dig själv. Be en annan systemspecialist.")
    _inte_den_sista(e, h)
    with handling(e, "anvandare_sparra", "anvandare") as p:
        h.sparrad = e.idag
    return p.andring


def hav_sparr(e: Arbetsenhet, anvandare: str, sedd_version: int) -> Andring:
    """Lets them in again, with the password that they had."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    h = _hamta(e, anvandare)
    if h.sparrad is None:
        raise Nekad("inte_sparrad", f"Användaren {anvandare} är inte spärrad.")
    kontrollera_version(e, h, sedd_version, {})
    with handling(e, "anvandare_hav", "anvandare") as p:
        h.sparrad = None
    return p.andring


def byt_losenord(e: Arbetsenhet, losenord: str) -> Andring:
    """One's own password, whoever one is."""
    if e.lokal:
        raise Nekad("lokal", "I en lokal databas har användarna inga lösenord.", "losenord")
    krav_losenord(losenord, e.aktor.anvandare)
    h = e.session.get(Handlaggare, e.aktor.handlaggare_id) if e.aktor.handlaggare_id is not None else None
    if h is None:
        raise Nekad("ingen_rad", "Du är inte upplagd som användare i databasen.")
    from psycopg import sql

    if _driver(e).password == losenord.encode():
        raise Nekad("losenord", "Det är samma lösenord som du loggade in med. Välj ett annat.", "losenord")
    sats = sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(sql.Literal(_verifierare(e, h.anvandare, losenord)))
    with handling(e, "byt_losenord", "anvandare") as p:
        e.anslutning.exec_driver_sql(sats.as_string(), execution_options={"no_parameters": True})
        e.anslutning.execute(text("SELECT ratt.eget_losenord()"))
        p.anteckna(h, "losenord", "nytt")
    return p.andring


def att_lamna_over(e: Arbetsenhet, anvandare: str) -> AttLamnaOver:
    """The kunder of a user, to be handed over; only how many, for whoever works with no cases."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    h = _hamta(e, anvandare)
    if not e.lokal and not e.aktor.agare:
        return AttLamnaOver(int(e.anslutning.execute(text("SELECT ratt.antal_kunder(:h)"), {"h": h.id}).scalar_one()))
    if not e.aktor.har("arbetsledare"):
        q = select(func.count()).select_from(Kund).where(Kund.kundansvarig_id == h.id)
        return AttLamnaOver(e.session.scalars(q).one())
    kunder = tuple(e.session.scalars(select(Kund.nyckel).where(Kund.kundansvarig_id == h.id).order_by(Kund.nyckel)))
    return AttLamnaOver(len(kunder), kunder)


# --- what is asked of them ------------------------------------------------------------------------------------------


def _krav_anvandarnamn(namn: str) -> None:
    if not namn:
        raise Nekad("saknas", "Skriv ett användarnamn.", "anvandare")
    if len(namn.encode()) > LANGST_NAMN:
        raise Nekad(
            "lang", f"Användarnamnet är för långt: högst {LANGST_NAMN} tecken, där å, ä och ö är två.", "anvandare"
        )
    if not _NAMN.fullmatch(namn):
        raise Nekad(
            "tecken", "Användarnamnet får ha bokstäver, siffror och . _ - @ + \\ och börjar med bokstav eller siffra.",
            "anvandare",
        )  # fmt: skip
    if namn.lower() in _RESERVERADE or namn.lower().startswith("pg_"):
        raise Nekad("reserverat", f"Namnet {namn} är upptaget för databasens eget bruk. Välj ett annat.", "anvandare")


def _krav_namn(namn: str) -> str:
    namn = " ".join(namn.split())
    if not namn:
        raise Nekad("saknas", "Skriv användarens namn.", "namn")
    return namn


def _krav_epost(epost: str) -> str:
    epost = epost.strip()
    if epost and not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+", epost):
        raise Nekad("epost", "E-postadressen går inte att använda. Skriv den som namn@kommun.se.", "epost")
    return epost


def _krav_rollen(roll: str) -> None:
    if roll not in ROLLER:
        raise Nekad("roll", f"Rollen finns inte. Välj något av: {', '.join(ROLLORD[r] for r in ROLLER)}.", "roll")


def krav_losenord(losenord: str, anvandare: str) -> None:
    """Raises Nekad for a password that is short or near the name of its user."""
    if any(not t.isprintable() for t in losenord):
        raise Nekad("losenord", "Lösenordet innehåller ett tecken som inte kan användas.", "losenord")
    if len(losenord) < KORTAST:
        raise Nekad("losenord", f"Lösenordet behöver minst {KORTAST} tecken.", "losenord")
    if anvandare.casefold() in losenord.casefold():
        raise Nekad("losenord", "Lösenordet får inte innehålla användarnamnet. Välj ett annat.", "losenord")
    if len(set(losenord)) < 6:
        raise Nekad("losenord", "Lösenordet har för få olika tecken. Välj ett annat.", "losenord")


def _inte_sig_sjalv(e: Arbetsenhet, h: Handlaggare, mening: str) -> None:
    if h.id == e.aktor.handlaggare_id:
        raise Nekad("sig_sjalv", mening)


def _inte_den_sista(e: Arbetsenhet, h: Handlaggare) -> None:
    if h.roll != SYSTEMSPECIALIST or h.sparrad is not None:
        return
    andra_ = select(Handlaggare.id).where(
        Handlaggare.roll == SYSTEMSPECIALIST, Handlaggare.sparrad.is_(None), Handlaggare.id != h.id
    )
    if e.session.scalars(andra_.limit(1)).one_or_none() is None:
        raise Nekad("sista", "Det måste finnas minst en systemspecialist som inte är spärrad.")


def _hamta(e: Arbetsenhet, anvandare: str) -> Handlaggare:
    h = e.session.scalars(select(Handlaggare).where(Handlaggare.anvandare == anvandare)).one_or_none()
    if h is None:
        raise Nekad("okand", f"Användaren {anvandare} finns inte.", "anvandare")
    return h


# --- the logins of a shared database --------------------------------------------------------------------------------


def _inloggningar(e: Arbetsenhet) -> dict[str, str]:
    """Of every name that the server lets in: ja if it is the program's, else annans."""
    q = text(
        "SELECT r.rolname, ratt.var_inloggning(r.rolname)"
        " FROM pg_roles r JOIN handlaggare h ON h.anvandare = r.rolname"
    )
    return {str(namn): "ja" if var else "annans" for namn, var in e.anslutning.execute(q)}


def _ge_inloggning(e: Arbetsenhet, anvandare: str, losenord: str) -> None:
    """Logged by the database itself, for anybody who asks it to."""
    v = _verifierare(e, anvandare, losenord) if losenord else None
    e.anslutning.execute(text("SELECT ratt.ge_inloggning(:n, :v)"), {"n": anvandare, "v": v})


def _verifierare(e: Arbetsenhet, anvandare: str, losenord: str) -> str:
    """What the server keeps instead of a password (SCRAM): no log of it can hold what was typed."""
    return _driver(e).encrypt_password(losenord.encode(), anvandare.encode(), b"scram-sha-256").decode()


def _driver(e: Arbetsenhet) -> PGconn:
    driver = e.anslutning.connection.driver_connection
    if driver is None:
        raise RuntimeError("no connection")
    pgconn: PGconn = driver.pgconn
    return pgconn
