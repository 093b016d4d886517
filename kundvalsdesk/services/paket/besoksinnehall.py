"""What a package of visits holds, and nothing more: the visits, what was seen at the same anordnare before, how they
are reached, and the figures of stickprov. No kund and no case is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from ...models import Bas, Besok, Besoksprotokoll, Installning, Stickprov
from ...rules.besok import HALLET
from ...rules.stickprov import KLART
from ..arbetsenhet import Arbetsenhet
from ..besoksbakgrund import TIDIGARE
from ..handling import som_text
from .innehall import rader_ur

KOLUMNER: dict[str, tuple[str, ...]] = {
    "handlaggare": ("id", "anvandare", "namn", "roll", "version"),
    "anordnare": ("id", "namn", "orgnr", "epost", "telefon", "adress", "kontaktperson", "webbplats", "version"),
    "anordnarkontor": ("id", "anordnare_id", "namn", "adress", "kommundel", "telefon", "epost", "version"),
    "jobbexpert": ("id", "anordnare_id", "namn", "roll", "epost", "telefon", "forsta_dag", "sista_dag", "version"),
    "uppfoljning": (
        "id", "ar", "namnd", "kundval", "koder", "mall", "tema", "lage", "skapad", "beslutad", "beslut", "version",
    ),
    "besok": (
        "id", "uppfoljning_id", "anordnare_id", "kontor", "plats", "start", "slut", "fran_oss", "fran_dem", "lage",
        "flyttat", "skal", "sammanfattning", "uid", "sekvens", "protokoll", "signerad", "version",
    ),
    "besoksfraga": ("id", "besok_id", "ordning", "fraga", "iakttagelse", "bedomning", "version"),
    "besokspunkt": (
        "id", "besok_id", "ordning", "vad", "ansvarig", "forfaller", "klar", "klar_av", "notering", "version",
    ),
    "besoksprotokoll": ("id", "besok_id", "nummer", "signerat", "signerat_av", "skal", "pdf", "sha256"),
    "stickprov": (
        "id", "uppfoljning_id", "nummer", "syfte", "fran", "till", "kundval", "anordnare_id", "storlek", "metod",
        "fragor", "bestallt", "bestallt_av", "lage", "draget", "draget_av", "population", "klart", "klart_av",
        "utfall", "version",
    ),
}  # fmt: skip
"""As `innehall.KOLUMNER`. Which cases a stickprov drew, and the seed that would draw them again, stay at home."""

EGET = {"installning", "schemaversion"}
"""What a new package holds besides: what it says of itself, and the name of the unit for what is put on paper."""

FALT = {
    "besok": ("start", "slut", "lage", "plats", "kontor", "fran_oss", "fran_dem", "sammanfattning"),
    "besoksfraga": ("iakttagelse", "bedomning"),
    "besokspunkt": ("ordning", "vad", "ansvarig", "forfaller", "klar", "notering"),
}
"""What can be written offline, and is compared with what stands at home when the package comes back."""

FORE = "paket.fore"
"""The setting of a package that says what stood in those fields when it was taken out."""


def fyll(e: Arbetsenhet, mal: Session, handlaggare_id: int, ids: Sequence[int]) -> None:
    """Copies what these visits need from the database at home to an empty package."""
    fore: dict[str, dict[int, dict[str, Any]]] = {}
    for tabell, rader in _rader(e, handlaggare_id, ids):
        if rader:
            mal.execute(insert(Bas.metadata.tables[tabell]), rader)
        if tabell in FALT:
            fore[tabell] = {
                r["id"]: {f: som_text(r[f]) or "" for f in FALT[tabell]}
                | {"version": r["version"], "besok": r.get("besok_id", r["id"])}
                for r in rader
            }
    mal.add(Installning(nyckel=FORE, varde=json.dumps(fore, ensure_ascii=False)))


def _rader(e: Arbetsenhet, handlaggare_id: int, ids: Sequence[int]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    alla = [*ids, *tidigare(e, ids)]
    besok = _hamta(e, "besok", "id", alla)
    anordnare = sorted({b["anordnare_id"] for b in besok})
    planer = sorted({b["uppfoljning_id"] for b in besok})
    yield "handlaggare", _hamta(e, "handlaggare", "id", [handlaggare_id])
    yield "anordnare", _hamta(e, "anordnare", "id", anordnare)
    yield "anordnarkontor", _hamta(e, "anordnarkontor", "anordnare_id", anordnare)
    folk = _hamta(e, "jobbexpert", "anordnare_id", anordnare)
    yield "jobbexpert", [r for r in folk if not r["sista_dag"] or r["sista_dag"] >= e.idag]
    yield "uppfoljning", _hamta(e, "uppfoljning", "id", planer)
    yield "besok", besok
    yield "besoksfraga", _hamta(e, "besoksfraga", "besok_id", alla)
    yield "besokspunkt", _hamta(e, "besokspunkt", "besok_id", alla)
    yield "besoksprotokoll", _hamta(e, "besoksprotokoll", "id", _protokoll(e, alla))
    yield "stickprov", [r | {"fro": ""} for r in _hamta(e, "stickprov", "id", _prov(e, planer, anordnare))]
    i = Installning
    enheten = e.session.execute(select(i.nyckel, i.varde).where(i.nyckel.like("organisation.%")))
    yield "installning", [{"nyckel": n, "varde": v} for n, v in enheten if n != "organisation.logga"]


def _hamta(e: Arbetsenhet, tabell: str, nyckel: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    return rader_ur(e, tabell, KOLUMNER[tabell], nyckel, ids)


def tidigare(e: Arbetsenhet, ids: Sequence[int]) -> list[int]:
    """The latest that have been held at the same anordnare, beside these: TIDIGARE of each."""
    b = Besok
    vara = select(b.anordnare_id).where(b.id.in_(ids))
    q = select(b.id, b.anordnare_id).where(b.anordnare_id.in_(vara), b.id.not_in(ids), b.lage == HALLET)
    ut: dict[int, list[int]] = {}
    for nr, anordnare_id in e.session.execute(q.order_by(b.start.desc(), b.id.desc())):
        ut.setdefault(anordnare_id, []).append(nr)
    return [nr for alla in ut.values() for nr in alla[:TIDIGARE]]


def _protokoll(e: Arbetsenhet, ids: Sequence[int]) -> list[int]:
    """Of each visit the version that was signed last."""
    k = Besoksprotokoll
    q = select(k.id).join(Besok, Besok.id == k.besok_id).where(k.besok_id.in_(ids), k.nummer == Besok.protokoll)
    return list(e.session.scalars(q))


def _prov(e: Arbetsenhet, planer: Sequence[int], anordnare: Sequence[int]) -> list[int]:
    s = Stickprov
    hos = or_(s.anordnare_id.is_(None), s.anordnare_id.in_(anordnare))
    return list(e.session.scalars(select(s.id).where(s.uppfoljning_id.in_(planer), s.lage == KLART, hos)))
