"""Kontrollpunkter as plain data. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.kontrollpunkter import Punkt


@dataclass(frozen=True, slots=True)
class Listrad:
    """A version of the list."""

    id: int
    nummer: int
    lage: str
    utsand: date | None
    utsand_av: str
    svar_senast: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Punktrad:
    """`nummer`: what it is called, as A3; `hur`: NY or ANDRAD since the version before, "" for as it was; `fore`:
    how it stood there, if it is ANDRAD."""

    id: int
    nummer: str
    punkt: Punkt
    hur: str
    fore: Punkt | None
    version: int


@dataclass(frozen=True, slots=True)
class Punktlista:
    """The kontrollpunkter of an uppföljning in one version. `senaste`: it is the one that counts, and may be changed;
    `listor`: all versions, the latest first; `borta`: what stood in the version before and no longer does;
    `forra_aret`: the year they can be copied from, 0 for none. `lista` None: there are none yet."""

    plan_id: int
    ar: int
    kundval: str
    namnd: str
    koder: tuple[str, ...]
    lista: Listrad | None
    senaste: bool
    listor: tuple[Listrad, ...]
    punkter: tuple[Punktrad, ...]
    borta: tuple[Punkt, ...]
    forra_aret: int
