"""The rule of five: what is told of fewer than five is nobody's to read, nor may it follow from what is shown.

Groups are told of by numbers; here only the sizes of the groups are asked for. Two tables of the same things, grouped
in two ways, are made one from what the other shows (rules.kundenkat, rules.progression).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .sortering import sortnyckel

MINST = 5
"""Fewer are not told of."""
_ALLRA_MEST = MINST - 1


class _Spann(NamedTuple):
    """What is known of a number without being told it."""

    lagst: int
    hogst: int


def _avgors(summa: int, spann: Sequence[_Spann], vilka: Iterable[int]) -> bool:
    """Whether the sum of some numbers says what one of `vilka` is."""
    lagst, hogst = sum(s.lagst for s in spann), sum(s.hogst for s in spann)
    for n in vilka:
        ned = max(spann[n].lagst, summa - (hogst - spann[n].hogst))
        upp = min(spann[n].hogst, summa - (lagst - spann[n].lagst))
        if ned >= upp and spann[n].hogst > 0:
            return True
    return False


def gar_ihop(sma: Sequence[int], tak: Sequence[int] | None = None) -> bool:
    """Whether small numbers may be shown as their sum. `tak`: the most that each can be, where more is known."""
    summa, alla = sum(sma), range(len(sma))
    if summa < MINST or _avgors(summa, [_Spann(0, _ALLRA_MEST)] * len(sma), alla):
        return False
    nagra = [n for n in sma if n]  # whoever knows which have any at all
    if _avgors(summa, [_Spann(1, _ALLRA_MEST)] * len(nagra), range(len(nagra))):
        return False
    if tak is None or any(n > t for n, t in zip(sma, tak, strict=True)):
        return True
    return not _avgors(summa, [_Spann(0, min(t, _ALLRA_MEST)) for t in tak], alla)


def dolda_grupper(
    antal: Mapping[str, int], *, alltid: Iterable[str] = (), noll: bool,
    enas: Callable[[Iterable[str]], bool] | None = None,
) -> set[str]:  # fmt: skip
    """Which groups are left out where the sum of all is known: those that are small, those that are said to be, and as
    many of the smallest others as it takes. `noll`: none at all is a number to keep, too; `enas`: whether some groups
    may not be known together either, for what they say is what each of them says."""
    dolda = {g for g, n in antal.items() if n < MINST and (n or noll)} | (set(alltid) & antal.keys())
    if not dolda:
        return dolda
    ovriga = sorted(antal.keys() - dolda, key=lambda g: (antal[g], sortnyckel(g)))
    ovriga = [g for g in ovriga if antal[g]]
    while ovriga and (
        not _sager_inget([antal[g] for g in dolda], [antal[g] for g in ovriga], noll=noll)
        or (enas is not None and enas(dolda))
    ):
        dolda.add(ovriga.pop(0))
    return dolda


def _sager_inget(dolda: Sequence[int], visade: Sequence[int], *, noll: bool) -> bool:
    """Whether the sum of what is left out keeps each small number in it to itself, also from somebody who knows which
    are small, and that the others are the smallest of those that are not."""
    summa = sum(dolda)
    if summa < MINST:
        return False
    stora, sma = [n for n in dolda if n >= MINST], [n for n in dolda if n < MINST]
    tak = min(visade, default=summa)
    if any(n > tak for n in stora):  # left out for another reason than being small
        tak = summa
    spann = [_Spann(0 if noll else 1, _ALLRA_MEST)] * len(sma)
    spann += [_Spann(MINST, max(tak, MINST))] * len(stora)
    return not _avgors(summa, spann, range(len(sma)))
