"""The password of a shared database that a command needs and the keyring does not have: asked for in a terminal, never
an argument, and kept nowhere when the command is done."""

from __future__ import annotations

import sys
from copy import copy

from sqlalchemy import make_url

from ..fel import Databasfel
from ..models.motor import Adress, oppna_motor, tolka_adress
from ..services.inloggning import hamta_losenord
from ..val import Val

_VARIFRAN = (
    "Kör kommandot i en terminal, så frågar det efter lösenordet, eller ange en lösenordsfil i variabeln PGPASSFILE."
)


def med_losenord(val: Val, fel: Databasfel) -> Val:
    """The same command with a password that has been asked for, where the server wanted one: it has come no further
    than that. Raises `fel` where it was something else."""
    if fel.kod not in ("losenord_saknas", "inloggning"):
        raise fel
    adress = tolka_adress(val.db)
    gammalt = fel.kod == "inloggning"
    if gammalt and (adress.fil is not None or hamta_losenord(adress) is None):
        raise fel
    med = copy(val)
    losenord = _fraga(adress, gammalt=gammalt)
    med.db = make_url(adress.url).set(password=losenord).render_as_string(hide_password=False)
    return med


def prova(adress: Adress) -> None:
    """Logs in, so that a command that is about to ask for something else asks for the password first."""
    if adress.fil is None:
        oppna_motor(adress, hamta_losenord(adress)).stang()


def _fraga(adress: Adress, *, gammalt: bool) -> str:
    orsak = "Lösenordet i nyckelringen gäller inte längre" if gammalt else "Databasservern vill ha ett lösenord"
    if sys.stdin is None or not sys.stdin.isatty():
        raise Databasfel("losenord_saknas", f"{orsak}. {_VARIFRAN}")
    from getpass import getpass

    anvandare = make_url(adress.url).username
    try:
        losenord = getpass(f"{orsak}. Lösenord{f' för {anvandare}' if anvandare else ''}: ", stream=sys.stderr)
    except (EOFError, OSError, UnicodeDecodeError):
        losenord = ""
    if not losenord:
        raise Databasfel("losenord_saknas", "Inget lösenord skrevs. Ingenting har ändrats.")
    return losenord
