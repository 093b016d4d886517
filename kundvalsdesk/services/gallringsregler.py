"""The rules of gallring as they hold here: those of the unit, else what the program proposes."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, replace
from functools import cache

from sqlalchemy import select

from ..fel import Konflikt, Nekad
from ..models import Installning
from ..resurser import resurs
from ..rules.gallringsregler import EFTER, KORTAST, LANGST, Gallringsregel, las
from ..texter.datum import antal
from .arbetsenhet import KONFLIKT, Arbetsenhet
from .arendelage import krav_text
from .arendetyper import Falt, Stegval
from .handling import handling, krav_roll
from .typer import Andring

KOD = "gallringsregel"
ROLL = "systemspecialist"
_NYCKEL = "gallring."


@cache
def forslag() -> tuple[Gallringsregel, ...]:
    """What the program came with."""
    fil = resurs("gallring", "forslag.toml")
    return las(fil.name, tomllib.loads(fil.read_text(encoding="utf-8")))


def regler(e: Arbetsenhet) -> tuple[Gallringsregel, ...]:
    satta = {
        nyckel.removeprefix(_NYCKEL): json.loads(varde)
        for nyckel, varde in e.session.execute(
            select(Installning.nyckel, Installning.varde).where(Installning.nyckel.startswith(_NYCKEL))
        )
    }
    return tuple(
        replace(r, manader=satta[r.kod]["manader"], kalla=satta[r.kod]["kalla"], forslag=False)
        if r.kod in satta
        else r
        for r in forslag()
    )


def som_text(vilka: tuple[Gallringsregel, ...]) -> str:
    """The rules as a list keeps them."""
    return json.dumps([asdict(r) for r in vilka], ensure_ascii=False)


def ur_text(text: str) -> tuple[Gallringsregel, ...]:
    return tuple(Gallringsregel(**r) for r in json.loads(text))


def tid_ord(manader: int) -> str:
    ar, rest = divmod(manader, 12)
    delar = [antal(ar, "år", "år")] if ar else []
    return " och ".join([*delar, *([antal(rest, "månad", "månader")] if rest else [])])


def regel_ord(r: Gallringsregel) -> str:
    """ "5 år efter den senaste uppgiften om kunden"."""
    return f"{tid_ord(r.manader)} efter {EFTER[r.efter]}"


def formular(e: Arbetsenhet, kod: str) -> Stegval:
    """The form of one rule. `sedd_version` is its months, which are what somebody else may have changed."""
    krav_roll(e.aktor, ROLL)
    r = _regel(e, kod)
    return Stegval(
        KOD, f"Ändra frist: {r.namn}", "Spara fristen", mal=kod, sedd_version=r.manader,
        falt=(
            Falt("_vad", "Gäller", "upplysning", kravs=False, varde=r.vad),
            Falt("manader", f"Månader efter {EFTER[r.efter]}", "text", varde=str(r.manader),
                 hjalp=f"{KORTAST}–{LANGST}. Fem år är 60."),
            Falt("kalla", "Källa", "text", varde="" if r.forslag else r.kalla,
                 hjalp="Beslutet, till exempel dokumenthanteringsplanen med diarienummer och paragraf."),
        ),
        hjalp="Programmets tider är förslag. Kommunens dokumenthanteringsplan avgör.",
    )  # fmt: skip


def spara(e: Arbetsenhet, kod: str, sedda_manader: int, manader: int, kalla: str) -> Andring:
    """The rule as the municipality has decided it. Lists that have been drawn up keep the rules they were made by."""
    krav_roll(e.aktor, ROLL)
    r = _regel(e, kod)
    if r.manader != sedda_manader:
        raise Konflikt(KONFLIKT, (), "", None)
    if not KORTAST <= manader <= LANGST:
        raise Nekad("manader", f"Skriv ett antal månader från {KORTAST} till {LANGST}.", "manader")
    kalla = krav_text(kalla, "Källa", "kalla")
    varde = json.dumps({"manader": manader, "kalla": kalla}, ensure_ascii=False)
    with handling(e, KOD, "gallring") as h:
        rad = e.session.get(Installning, _NYCKEL + kod)
        if rad is None:
            e.session.add(Installning(nyckel=_NYCKEL + kod, varde=varde))
        else:
            rad.varde = varde
    return h.andring


def _regel(e: Arbetsenhet, kod: str) -> Gallringsregel:
    r = next((r for r in regler(e) if r.kod == kod), None)
    if r is None:
        raise Nekad("okant_mal", "Den regeln finns inte.")
    return r
