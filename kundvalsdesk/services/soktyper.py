"""Plain data of a search over everything, for the window: no SQLAlchemy here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..rules.sokord import Utdrag

GRUPPER = (
    ("arenden", "Ärenden"),
    ("anordnare", "Anordnare"),
    ("anteckningar", "Anteckningar och meddelanden"),
    ("rapporter", "Rapporter"),
)
_INGET = Utdrag("")


@dataclass(slots=True)
class Traff:
    """One find. `citera`: makes the few words of what was found; of what has no text of its own, None.

    They are made when they are asked for: a page is found at every key, and what is typed over is never read. What
    may not be read is not in it. Made by the page at every key too, so not frozen, which costs three times as much.

    `slag`: arende | anordnare | anteckning | meddelande | rapport. `mal`: what opens it: the case's number, or the
    name of the anordnare. `rapport`: (slag, avser) of a plan or report. `rad`: which of its slag.
    """

    slag: str
    mal: str
    rubrik: str
    under: str = ""
    citera: Callable[[], Utdrag | None] | None = field(default=None, repr=False, compare=False)
    rapport: tuple[str, str] | None = None
    skyddad: bool = False
    rad: int = 0
    _citat: Utdrag | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def har_text(self) -> bool:
        return self.citera is not None

    @property
    def citat(self) -> Utdrag:
        """The words, with (start, length) of those asked for; none if nothing of the text answers."""
        if self._citat is None:
            self._citat = (self.citera() if self.citera is not None else None) or _INGET
        return self._citat

    @property
    def utdrag(self) -> str:
        return self.citat.text

    @property
    def markerade(self) -> tuple[tuple[int, int], ...]:
        return self.citat.markerade


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
