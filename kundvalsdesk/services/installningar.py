"""Settings of the unit: who stands as sender on documents, and how it looks."""

from __future__ import annotations

import re
import tomllib
import zlib
from functools import cache
from typing import NamedTuple

from sqlalchemy import func, select

from ..fel import Faltkonflikt, Konflikt, Nekad
from ..models import Handlaggare, Handling, Installning
from ..resurser import resurs
from . import logotyp
from .arbetsenhet import KONFLIKT, Arbetsenhet
from .arendelage import krav_text
from .arendetyper import Falt, Stegval
from .handling import handling, krav_roll
from .typer import Andring

_ORD = {"namn": "Kommun eller organisation", "enhet": "Enhet", "kontakt": "Kontaktuppgifter"}
_RUBRIKER = {**_ORD, "farg": "Färg", "logga": "Logotyp"}
FALT = tuple(_RUBRIKER)
KONTRAST = 4.5
"""What WCAG asks of text against its ground, at the least."""


class Utseende(NamedTuple):
    """`farg`: "#RRGGBB"; `logga`: the sum of a stored picture. "" for the program's own colour, and for no picture."""

    farg: str = ""
    logga: str = ""


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


def utseende(e: Arbetsenhet) -> Utseende:
    rader = e.session.execute(
        select(Installning.nyckel, Installning.varde).where(
            Installning.nyckel.in_(["organisation.farg", "organisation.logga"])
        )
    )
    return Utseende(**{nyckel.removeprefix("organisation."): varde for nyckel, varde in rader})


def _allt(e: Arbetsenhet) -> dict[str, str]:
    return organisation(e) | utseende(e)._asdict()


def prova_farg(text: str) -> str:
    """ "#RRGGBB" in capitals, or "". Raises Nekad for another text, and for a colour too pale to be read on white."""
    text = text.strip().upper()
    if not text:
        return ""
    if not re.fullmatch("#[0-9A-F]{6}", text):
        raise Nekad("farg", "Skriv färgen som # och sex tecken, till exempel #0B5FA5.", "farg")
    kontrast = 1.05 / (_ljushet(text) + 0.05)
    if kontrast < KONTRAST:
        siffra = f"{int(kontrast * 10) / 10:.1f}".replace(".", ",")
        raise Nekad(
            "kontrast",
            f"Färgen är för ljus mot vitt papper: kontrasten är {siffra}, och 4,5 behövs. Välj en mörkare.",
            "farg",
        )
    return text


def _ljushet(farg: str) -> float:
    """Relative luminance, as WCAG defines it."""
    delar = [int(farg[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delar)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def provade(e: Arbetsenhet, varden: dict[str, str]) -> dict[str, str]:
    """The settings as they would be saved. Raises Nekad for what cannot stand on a document."""
    from .documents.text import rensa

    nya = {k: rensa(krav_text(varden[k], v, k), v).strip() for k, v in _ORD.items()}
    for k in _ORD:
        if "\n" in nya[k]:
            raise Nekad("rader", "Skriv allt på en rad.", k)
    logga = varden["logga"]
    if logga and not logotyp.finns(e, logga):
        raise Nekad("okand_logotyp", "Logotypen finns inte. Välj en annan.", "logga")
    return {**nya, "farg": prova_farg(varden["farg"]), "logga": logga}


def forhandsgranska(e: Arbetsenhet, varden: dict[str, str]) -> bytes:
    """A made-up document from this sender. Raises Nekad as `provade`; stores nothing."""
    from . import dokumenttexter
    from .documents.provblad import provunderlag
    from .documents.ritning import rita
    from .documents.utfardande import logga_for

    krav_roll(e.aktor, "systemspecialist")
    nya = provade(e, varden)
    fran = {"organisation": nya.pop("namn"), **nya}
    u = provunderlag("avbrottsdokument", fran, dokumenttexter.frysta(e, "avbrottsdokument"))
    return rita(u, forhandsgranskning=True, logga=logga_for(e, u.logga))


def formular_organisation(e: Arbetsenhet) -> Stegval:
    """The form of the sender; done by handlingar.utfor(e, "organisation", "", "", sedd_version, values)."""
    krav_roll(e.aktor, "systemspecialist")
    nu = _allt(e)
    return Stegval(
        "organisation",
        "Avsändare på dokument",
        "Spara",
        sedd_version=_version(nu),
        falt=(
            *(Falt(k, ord_, "text", varde=nu[k]) for k, ord_ in _ORD.items()),
            Falt("farg", _RUBRIKER["farg"], "text", kravs=False, varde=nu["farg"],
                 hjalp="Till exempel #0B5FA5. Tomt: programmets egen."),
            Falt("logga", _RUBRIKER["logga"], "lista", kravs=False, varde=nu["logga"],
                 val=(("", "Ingen logotyp"), *logotyp.valbara(e))),
        ),
        hjalp="Står på nya dokument. De som redan är utfärdade ändras inte.",
    )  # fmt: skip


def _version(nu: dict[str, str]) -> int:
    """Names what the form showed: a setting is a row per value, and none of them counts its changes."""
    return zlib.crc32("\0".join(nu[k] for k in _RUBRIKER).encode())


def _sedd(e: Arbetsenhet, sedd_version: int, nya: dict[str, str]) -> None:
    nu = _allt(e)
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


def spara_organisation(e: Arbetsenhet, sedd_version: int, varden: dict[str, str]) -> Andring:
    """Sets the sender of documents from now on; issued ones keep theirs. What `varden` leaves out stays as it is."""
    krav_roll(e.aktor, "systemspecialist")
    nya = _allt(e) | varden
    _sedd(e, sedd_version, nya)
    nya = provade(e, nya)
    with handling(e, "organisation", "installning") as h:
        for k, v in nya.items():
            rad = e.session.get(Installning, f"organisation.{k}")
            if rad is None:
                e.session.add(Installning(nyckel=f"organisation.{k}", varde=v))
            else:
                rad.varde = v
    return h.andring
