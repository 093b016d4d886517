"""Settings of the unit: who stands as sender on documents."""

from __future__ import annotations

import tomllib
from functools import cache

from sqlalchemy import select

from ..models import Installning
from ..resurser import resurs
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text
from .arendetyper import Falt, Stegval
from .handling import handling, krav_roll
from .typer import Andring

_RUBRIKER = {"namn": "Kommun eller organisation", "enhet": "Enhet", "kontakt": "Kontaktuppgifter"}


@cache
def _forvald() -> dict[str, str]:
    return {k: str(v) for k, v in tomllib.loads(resurs("organisation.toml").read_text(encoding="utf-8")).items()}


def organisation(e: Arbetsenhet) -> dict[str, str]:
    """namn, enhet and kontakt of the sender: as set by the unit, else as the program came."""
    ut = dict(_forvald())
    rader = e.session.execute(
        select(Installning.nyckel, Installning.varde).where(Installning.nyckel.in_([f"organisation.{k}" for k in ut]))
    )
    return ut | {nyckel.removeprefix("organisation."): varde for nyckel, varde in rader}


def formular_organisation(e: Arbetsenhet) -> Stegval:
    """The form of the sender; done by handlingar.utfor(e, "organisation", "", "", 0, values)."""
    krav_roll(e.aktor, "systemspecialist")
    nu = organisation(e)
    return Stegval(
        "organisation",
        "Avsändare på dokument",
        "Spara",
        falt=tuple(Falt(k, _RUBRIKER[k], "text", varde=nu[k]) for k in _RUBRIKER),
        hjalp="Står på nya dokument. De som redan är utfärdade ändras inte.",
    )


def spara_organisation(e: Arbetsenhet, namn: str, enhet: str, kontakt: str) -> Andring:
    """Sets the sender of documents from now on; issued ones keep theirs."""
    krav_roll(e.aktor, "systemspecialist")
    nya = {"namn": namn, "enhet": enhet, "kontakt": kontakt}
    nya = {k: krav_text(v, _RUBRIKER[k], k) for k, v in nya.items()}
    with handling(e, "organisation", "installning") as h:
        for k, v in nya.items():
            rad = e.session.get(Installning, f"organisation.{k}")
            if rad is None:
                e.session.add(Installning(nyckel=f"organisation.{k}", varde=v))
            else:
                rad.varde = v
    return h.andring
