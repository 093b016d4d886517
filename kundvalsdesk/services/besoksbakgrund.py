"""What whoever visits an anordnare has beside the visit itself: how it is reached, who works there, the figures of
stickprov, and the visits before."""

from __future__ import annotations

from sqlalchemy import select

from ..models import Anordnare, Anordnarkontor, Jobbexpert
from ..rules.besok import HALLET
from ..rules.stickprov import KLART
from . import stickprov
from .arbetsenhet import Arbetsenhet
from .besok import besoket, lista
from .besoktyper import Besoksbakgrund, Besoksrad
from .handling import krav_roll
from .stickprovtyper import Provrad
from .uppfoljningstyper import ROLLER

TIDIGARE = 3
"""So many visits before are named."""


def hamta(e: Arbetsenhet, ids: list[int]) -> dict[int, Besoksbakgrund]:
    """Of these visits, by number."""
    krav_roll(e.aktor, *ROLLER)
    alla, ut = lista(e), {}
    prov: dict[int, tuple[Provrad, ...]] = {}
    for nr in ids:
        b = besoket(e, nr)
        if b.uppfoljning_id not in prov:
            prov[b.uppfoljning_id] = stickprov.lista(e, b.uppfoljning_id)
        a = e.session.get(Anordnare, b.anordnare_id)
        namn = a.namn if a is not None else ""
        ut[nr] = Besoksbakgrund(
            _kontakt(e, a, b.kontor) if a is not None else (),
            tuple(s for s in prov[b.uppfoljning_id] if s.lage == KLART and s.anordnare in ("", namn)),
            _fore(alla, nr),
        )
    return ut


def _kontakt(e: Arbetsenhet, a: Anordnare, kontor: str) -> tuple[tuple[str, str], ...]:
    k, j = Anordnarkontor, Jobbexpert
    dar = e.session.scalar(select(k).where(k.anordnare_id == a.id, k.namn == kontor))
    kvar = j.sista_dag.is_(None) | (j.sista_dag >= e.idag)
    folk = e.session.execute(select(j.namn, j.roll).where(j.anordnare_id == a.id, kvar).order_by(j.namn))
    rader = [
        ("Kontaktperson", a.kontaktperson or ""),
        ("Anordnaren nås på", _nas(a.telefon, a.epost, a.adress)),
        ("Kontoret nås på", _nas(dar.telefon, dar.epost, dar.adress) if dar is not None else ""),
        ("Arbetar där", ", ".join(f"{p.namn} ({p.roll})" if p.roll else p.namn for p in folk)),
    ]
    return tuple((rubrik, ord_) for rubrik, ord_ in rader if ord_)


def _nas(*delar: str | None) -> str:
    return " · ".join(", ".join(d.split("\n")) for d in delar if d)


def _fore(alla: tuple[Besoksrad, ...], nr: int) -> tuple[Besoksrad, ...]:
    detta = next(r for r in alla if r.id == nr)
    fore = [
        r for r in alla
        if r.anordnare_id == detta.anordnare_id and r.lage == HALLET and r.id != nr and r.start < detta.start
    ]  # fmt: skip
    return tuple(sorted(fore, key=lambda r: r.start, reverse=True)[:TIDIGARE])
