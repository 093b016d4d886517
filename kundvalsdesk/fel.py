"""Errors that a user may meet: calm Swedish sentences, no traceback.

Two families (docs/beslut.md): `KundvalsdeskFel` and its children are what the surroundings or the user did;
anything else that is raised is a bug of ours and ends in the crash dialog.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SPARRAD = "sparrad"
"""Code of a Databasfel: the login is barred, and nothing helps but the systemspecialist."""


class KundvalsdeskFel(Exception):
    """Something that is not our bug. `str()` is one clear Swedish sentence: what happened, what to do."""

    def __init__(self, mening: str) -> None:
        super().__init__(mening)
        self.mening = mening


class Nekad(KundvalsdeskFel):
    """A step or a wish that the rules, the rights or the input do not allow. Nothing has been changed.

    `kod` names the reason for tests and for views that want to react to it; `falt` the field of the form, if any.
    """

    def __init__(self, kod: str, mening: str, falt: str = "") -> None:
        super().__init__(mening)
        self.kod = kod
        self.falt = falt


class FleraFel(KundvalsdeskFel):
    """Several refusals at once (an import): one sentence each."""

    def __init__(self, meningar: Sequence[str]) -> None:
        super().__init__("\n".join(meningar))
        self.meningar = tuple(meningar)


@dataclass(frozen=True, slots=True)
class Faltkonflikt:
    """One field that differs between what the user saw and what now stands in the database."""

    falt: str
    mitt: str
    deras: str


class Konflikt(KundvalsdeskFel):
    """Somebody saved the same row after this user saw it. Nothing has been overwritten.

    `skillnader` holds only the fields that differ; `vem` the name of who saved, `nar` when.
    """

    def __init__(self, mening: str, skillnader: Sequence[Faltkonflikt], vem: str, nar: datetime | None) -> None:
        super().__init__(mening)
        self.skillnader = tuple(skillnader)
        self.vem = vem
        self.nar = nar


class Databasfel(KundvalsdeskFel):
    """The database cannot be reached, read or written just now (lock, full disk, wrong key, newer schema)."""

    def __init__(self, kod: str, mening: str) -> None:
        super().__init__(mening)
        self.kod = kod
