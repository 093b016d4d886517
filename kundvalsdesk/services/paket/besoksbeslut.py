"""What is written about visits inside a package: by the same services as at home, and noted to be done again there.

Every step is noted in its order. Of texts that are written several times only the last one goes home; whether somebody
has written the same at home meanwhile is seen by what stood there when the package was taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...fel import Databasfel, Nekad
from ...models import Besokspunkt, Installning, Paketbeslut
from ..arbetsenhet import Arbetsenhet
from .besoksinnehall import FORE
from .fil import SKADAT, ar_uuid, har_texter

LAGG_TILL, TA_BORT = "besokspunkt_lagg_till", "besokspunkt_ta_bort"
_VAR = ("plats", "kontor", "fran_oss", "fran_dem")

STEG: dict[str, tuple[str, tuple[str, ...]]] = {
    "besok_hallet": ("besok", ("start", "slut", "lage", *_VAR)),
    "besok_andra": ("besok", _VAR),
    "besok_sammanfatta": ("besok", ("sammanfattning",)),
    "besok_skriv": ("besoksfraga", ("iakttagelse", "bedomning")),
    LAGG_TILL: ("besok", ()),
    "besokspunkt_andra": ("besokspunkt", ("ordning", "vad", "ansvarig", "forfaller")),
    "besokspunkt_klar": ("besokspunkt", ("klar", "notering")),
    "besokspunkt_oppna": ("besokspunkt", ("klar",)),
    TA_BORT: ("besokspunkt", ("vad",)),
}
"""What is done offline: the table of the row, and which of its fields the step is about."""

_HELT = ("besok_andra", "besok_sammanfatta", "besok_skriv", "besokspunkt_andra")
"""Steps that set all they are about: a later one takes the place of the one before."""

_MAL = re.compile("[0-9]{1,9}(:[0-9]{1,9})?")


def om_besok(e: Arbetsenhet) -> bool:
    """Whether the package that is open is one of visits."""
    return e.session.get(Installning, FORE) is not None


def prova(kod: str) -> None:
    if kod not in STEG:
        raise Nekad(
            "offline",
            "Det går inte i ett offlinepaket. Här kan du skriva protokollet och uppföljningspunkterna; gör resten när "
            "du är tillbaka på arbetsplatsen.",
        )


def anteckna(e: Arbetsenhet, kod: str, mal: str, sedd_version: int, varden: dict[str, str]) -> None:
    """Notes a step that has just been taken. A new point is noted with its number here, which is another at home."""
    mal = mal.rpartition(":")[2]
    if kod in _HELT:
        b = Paketbeslut
        for fore in e.session.scalars(select(b).where(b.kod == kod, b.mal == mal, b.angrad.is_(None))):
            fore.angrad = datetime.now()
    if kod == LAGG_TILL:
        e.session.flush()
        lokalt = e.session.scalar(select(func.max(Besokspunkt.id)).where(Besokspunkt.besok_id == int(mal)))
        mal = f"{mal}:{lokalt}"
    e.session.add(
        Paketbeslut(
            handling_id=e.handling_id, kod=kod, insats="", mal=mal, sedd_version=sedd_version,
            varden=json.dumps(varden, ensure_ascii=False), tid=datetime.now(),
        )
    )  # fmt: skip


def delat(mal: str) -> tuple[int, int]:
    """(what it is about, the number here of a point that was new; 0: none)."""
    vad, _, lokalt = mal.partition(":")
    return int(vad), int(lokalt or 0)


def prova_steg(session: Session, beslut: Sequence[Paketbeslut]) -> None:
    """As `beslut.prova_beslut`: a step is one that is taken here, about a visit that was taken out."""
    fore = las_fore(session)
    nya: set[int] = set()
    for b in beslut:
        if (
            b.kod not in STEG
            or b.insats != ""
            or not ar_uuid(b.handling_id)
            or not isinstance(b.mal, str)
            or not _MAL.fullmatch(b.mal)
            or not har_texter(b.varden)
        ):
            raise Databasfel("skadat", SKADAT)
        tabell, _ = STEG[b.kod]
        nr, lokalt = delat(b.mal)
        nya |= {lokalt} if b.kod == LAGG_TILL else set()
        if nr not in fore[tabell] and not (tabell == "besokspunkt" and nr in nya):
            raise Databasfel("skadat", SKADAT)


Fore = dict[str, dict[int, dict[str, str]]]


def las_fore(session: Session) -> Fore:
    """What stood in the fields, by table and row; `version` and `besok` as text too. Raises Databasfel."""
    rad = session.get(Installning, FORE)
    try:
        data = json.loads(rad.varde) if rad is not None else {}
        ut: Fore = {
            tabell: {int(nr): {f: str(v) for f, v in falt.items()} for nr, falt in data[tabell].items()}
            for tabell in ("besok", "besoksfraga", "besokspunkt")
        }
        for rader in ut.values():
            for falt in rader.values():
                int(falt["version"]), int(falt["besok"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Databasfel("skadat", SKADAT) from None
    return ut
