"""Plain data of a search over everything, for the window: no SQLAlchemy here."""

from __future__ import annotations

from dataclasses import dataclass

GRUPPER = (
    ("arenden", "Ärenden"),
    ("anordnare", "Anordnare"),
    ("anteckningar", "Anteckningar och meddelanden"),
    ("rapporter", "Rapporter"),
)


@dataclass(frozen=True, slots=True)
class Traff:
    """One find. `utdrag`: a few words of what was found, with (start, length) of those asked for.

    `slag`: arende | anordnare | anteckning | meddelande | rapport. `mal`: what opens it: the case's number, or the
    name of the anordnare. `rapport`: (slag, avser) of a plan or report.
    """

    slag: str
    mal: str
    rubrik: str
    under: str = ""
    utdrag: str = ""
    markerade: tuple[tuple[int, int], ...] = ()
    rapport: tuple[str, str] | None = None
    skyddad: bool = False


@dataclass(frozen=True, slots=True)
class Traffgrupp:
    """Finds of one kind, newest first. `fler`: there are more than are shown."""

    kod: str
    rubrik: str
    traffar: tuple[Traff, ...]
    fler: bool = False


@dataclass(frozen=True, slots=True)
class Sokresultat:
    """`for_kort`: so little has been typed that nothing was looked for."""

    text: str
    grupper: tuple[Traffgrupp, ...] = ()
    for_kort: bool = False
