"""Plain data of the page of anordnare. No SQLAlchemy here; names of kunder are already masked (regelverk §9)."""

from __future__ import annotations

from dataclasses import dataclass

from .granskningstyper import Bristrad


@dataclass(frozen=True, slots=True)
class Bristgrupp:
    """The brister of one kind: those that wait for a view first, then those that somebody has judged."""

    kod: str
    rubrik: str
    rader: tuple[Bristrad, ...]


@dataclass(frozen=True, slots=True)
class Anordnarrad:
    """An anordnare with its figures and what stands behind them.

    `kundval`: those it is authorised for today. `pagaende`: insatser that run today; `insatser`: all that have begun.
    `andel` (0–1): the share of these with a brist, open or confirmed. `oppna`: brister that wait for a view.
    `sena`: reports and plans that are late today; `returer`: returns in the last months (`returer_manader`).
    `mal`: what a step names it by; `vantar`: what in the register asks for something, as a sentence.
    `grupper` is empty for a role that sees no cases.
    """

    namn: str
    kundval: tuple[str, ...]
    pagaende: int = 0
    insatser: int = 0
    med_brist: int = 0
    andel: float = 0.0
    oppna: int = 0
    sena: int = 0
    returer: int = 0
    returer_manader: int = 0
    mal: str = ""
    fakta: tuple[tuple[str, str], ...] = ()
    grupper: tuple[Bristgrupp, ...] = ()
    soktext: str = ""
    vantar: str = ""


@dataclass(frozen=True, slots=True)
class Anordnarlista:
    """`far_se`: the actor sees the cases behind the figures; `far_tal`: the figures; `far_varda`: writes in the
    register; `far_kort`: opens all that the register holds of one; `far_se_atgarder`: reads what follows on brister,
    and `far_atgarda` begins it; `nekad`: nothing is for this role."""

    rader: tuple[Anordnarrad, ...] = ()
    far_se: bool = False
    nekad: bool = False
    far_varda: bool = False
    far_tal: bool = True
    far_kort: bool = True
    far_se_atgarder: bool = False
    far_atgarda: bool = False
