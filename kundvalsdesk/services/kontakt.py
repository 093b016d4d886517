"""A connection that is lost and comes back: what can be said of an action whose answer never came.

Every action has an id before it is begun, and the id is stored with what it did. So an action can be repeated when
the connection is back: either it had been done, and the first answer is given again, or it is done now.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Literal, TypeVar

from ..fel import Databasfel, KundvalsdeskFel
from .arbetsenhet import Arbetsenhet
from .handling import redan_gjord

T = TypeVar("T")
Utfall = Literal["fore", "nu"]
"""Of a repeated action: done before the connection was lost, or only now."""

FORSOK = 4
KODER = frozenset({"kontakt", "natverk"})
_KAN_VARA_VI = frozenset({"last", "dubblett"})
"""What is met when the first attempt is still going on in the server: it holds its rows until it has ended."""

HANN = (
    "Kontakten med databasen bröts just när du sparade, men det hann bli gjort. Det har gjorts en gång. "
    "Hämta om för att se det."
)


def bruten(fel: BaseException) -> bool:
    """Whether the connection is lost, rather than the wish refused."""
    return isinstance(fel, Databasfel) and fel.kod in KODER


def gor_om(
    enhet: Callable[[bool], AbstractContextManager[Arbetsenhet]], jobb: Callable[[Arbetsenhet], T]
) -> tuple[T, Utfall]:
    """Repeats an action that was interrupted. `enhet` opens a unit, to write or not, always with the id that it had.

    What is refused now is refused only if it had not been done: the first attempt may have been carried out while
    this one waited for it, and then looks like somebody else's change.
    """
    for forsok in range(1, FORSOK + 1):
        fanns = _gjord(enhet)
        try:
            with enhet(True) as e:
                svar = jobb(e)
        except KundvalsdeskFel as fel:
            if bruten(fel):
                raise
            if fanns:
                raise Databasfel("gjord", HANN) from None
            ar_upptaget = isinstance(fel, Databasfel) and fel.kod in _KAN_VARA_VI
            if forsok == FORSOK or not (ar_upptaget or _gjord(enhet)):
                raise
            continue
        return svar, "fore" if fanns or getattr(svar, "upprepad", False) else "nu"
    raise AssertionError("the last attempt answers or raises")


def _gjord(enhet: Callable[[bool], AbstractContextManager[Arbetsenhet]]) -> bool:
    with enhet(False) as e:
        return redan_gjord(e) is not None
