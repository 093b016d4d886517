"""What the register of incidents shows of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Incidentrad:
    """One incident. `klockor`: each clock with its words; `bedomning_sen`: the one of the assessment is not kept."""

    nyckel: str
    insats: str
    lage: str
    upptackt: str
    bedomning_ord: str
    anmals: str
    klockor: tuple[tuple[str, str], ...]
    fakta: tuple[tuple[str, str], ...]
    bedomning_sen: bool
    celler: tuple[str, ...]
