"""Plain data of the start of an insats. No SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass

from .arendetyper import Stegval


@dataclass(frozen=True, slots=True)
class Startunderlag:
    """What a beslut rests on. `star`: (kartläggning or framtidsplan, its day and writer or ""), and its form.

    `skydd`: the kund's protection in words ("" for none) and the form that changes it; None for who may not.
    """

    kund: str
    star: tuple[tuple[str, str], ...]
    steg: tuple[Stegval, ...]
    skydd: tuple[str, Stegval] | None = None
