"""Settings of the unit: who stands as sender on documents."""

from __future__ import annotations

import tomllib
import zlib
from functools import cache

from sqlalchemy import func, select

from ..fel import Faltkonflikt, Konflikt
from ..models import Handlaggare, Handling, Installning
from ..resurser import resurs
from .arbetsenhet import KONFLIKT, Arbetsenhet
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
    """The form of the sender; done by handlingar.utfor(e, "organisation", "", "", sedd_version, values)."""
    krav_roll(e.aktor, "systemspecialist")
    nu = organisation(e)
    return Stegval(
        "organisation",
        "Avsändare på dokument",
        "Spara",
        sedd_version=_version(nu),
        falt=tuple(Falt(k, _RUBRIKER[k], "text", varde=nu[k]) for k in _RUBRIKER),
        hjalp="Står på nya dokument. De som redan är utfärdade ändras inte.",
    )


def _version(nu: dict[str, str]) -> int:
    """Names what the form showed: a setting is a row per value, and none of them counts its changes."""
    return zlib.crc32("\0".join(nu[k] for k in _RUBRIKER).encode())


def _sedd(e: Arbetsenhet, sedd_version: int, nya: dict[str, str]) -> None:
    nu = organisation(e)
    if _version(nu) == sedd_version:
        return
    sista = e.session.execute(
        select(func.coalesce(Handlaggare.namn, Handling.anvandare).label("vem"), Handling.tid)
        .outerjoin(Handlaggare, Handlaggare.anvandare == Handling.anvandare)
        .where(Handling.namn == "organisation")
        .order_by(Handling.tid.desc())
        .limit(1)
    ).one_or_none()
    skillnader = [Faltkonflikt(_RUBRIKER[k], nya[k], nu[k]) for k in _RUBRIKER if nya[k].strip() != nu[k]]
    raise Konflikt(KONFLIKT, skillnader, sista.vem if sista else "", sista.tid if sista else None)


def spara_organisation(e: Arbetsenhet, sedd_version: int, namn: str, enhet: str, kontakt: str) -> Andring:
    """Sets the sender of documents from now on; issued ones keep theirs."""
    krav_roll(e.aktor, "systemspecialist")
    nya = {"namn": namn, "enhet": enhet, "kontakt": kontakt}
    _sedd(e, sedd_version, nya)
    nya = {k: krav_text(v, _RUBRIKER[k], k) for k, v in nya.items()}
    with handling(e, "organisation", "installning") as h:
        for k, v in nya.items():
            rad = e.session.get(Installning, f"organisation.{k}")
            if rad is None:
                e.session.add(Installning(nyckel=f"organisation.{k}", varde=v))
            else:
                rad.varde = v
    return h.andring
