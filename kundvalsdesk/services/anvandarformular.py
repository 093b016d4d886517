"""The forms of users, and what the room of a systemspecialist says of the database."""

from __future__ import annotations

from ..fel import Nekad
from ..models.motor import tolka_adress
from ..models.schema import SCHEMA_VERSION
from ..texter.meningar import ROLLORD
from .anvandarkonton import SYSTEMSPECIALIST, lista
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt, Stegval
from .handling import krav_roll
from .kontotyper import Anvandarrad, Databaslage
from .sakerhetskopia import senast_tagen
from .typer import ROLLER

_ROLLVAL = tuple((r, ROLLORD[r].capitalize()) for r in ROLLER)
_MED = ("losenord", "Med ett lösenord, som skapas nu")
_SSO = ("sso", "Genom nätverket (SSO), utan lösenord")
_INGEN = ("nej", "Ingen inloggning än")


def formular(e: Arbetsenhet, anvandare: str) -> Stegval:
    """Of a new user (""), or of one who is there. Done by handlingar.utfor, with the password that was made."""
    krav_roll(e.aktor, SYSTEMSPECIALIST)
    if not anvandare:
        return _ny(e)
    rad = next((r for r in lista(e) if r.anvandare == anvandare), None)
    if rad is None:
        raise Nekad("okand", f"Användaren {anvandare} finns inte.")
    return _andra(e, rad)


def _ny(e: Arbetsenhet) -> Stegval:
    inloggning = Falt("inloggning", "Loggar in", "val", varde=_MED[0], val=(_MED, _SSO, _INGEN))
    return Stegval(
        "anvandare_lagg_till", "Ny användare", "Lägg till",
        falt=(
            Falt("anvandare", "Användarnamn", "text", hjalp="Det som man loggar in med. Det kan inte ändras sedan."),
            Falt("namn", "Namn", "text", hjalp="För- och efternamn."),
            Falt("roll", "Roll", "lista", varde=ROLLER[0], val=_ROLLVAL),
            Falt("epost", "E-post", "text", kravs=False),
            *(() if e.lokal else (inloggning,)),
        ),
    )  # fmt: skip


def _andra(e: Arbetsenhet, r: Anvandarrad) -> Stegval:
    roll = Falt("roll", "Roll", "lista", varde=r.roll, val=_ROLLVAL)
    if r.jag:  # nobody changes their own
        roll = Falt("roll", "Roll", "lista", varde=r.roll, val=((r.roll, ROLLORD.get(r.roll, r.roll).capitalize()),))
    nu = ("", "Som nu" if r.inloggning == "ja" else "Ingen inloggning än")
    return Stegval(
        "anvandare_andra", f"Ändra {r.anvandare}", "Spara", mal=r.anvandare, sedd_version=r.version,
        falt=(
            Falt("namn", "Namn", "text", varde=r.namn),
            roll,
            Falt("epost", "E-post", "text", kravs=False, varde=r.epost),
            *(
                () if e.lokal or r.jag or r.inloggning == "annans" else
                (Falt("inloggning", "Lösenord", "val", kravs=False, val=(nu, ("losenord", "Ett nytt skapas"))),)
            ),
        ),
    )  # fmt: skip


def databaslage(e: Arbetsenhet) -> Databaslage:
    """Nothing of it is a case."""
    rader = lista(e)
    kvar = [r for r in rader if r.sparrad is None]
    utan = 0 if e.lokal else sum(r.inloggning != "ja" for r in kvar)
    plats = "Lokal databas" if e.lokal else tolka_adress(str(e.anslutning.engine.url)).visning
    return Databaslage(plats, e.lokal, SCHEMA_VERSION, len(kvar), len(rader) - len(kvar), utan, senast_tagen(e))
