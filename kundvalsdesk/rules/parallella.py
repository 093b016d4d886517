"""Insatser side by side (K 8.4): what one beside another takes, by the table `parallella` of the rule set."""

from __future__ import annotations

from typing import NamedTuple

from .tomltabell import Tomltabell


class Parallellregel(NamedTuple):
    """`motsager`: pairs whose criteria cannot both be met; `samma_insats`: whether the same one may be granted beside
    itself."""

    kalla: str
    samma_insats: bool
    motsager: frozenset[frozenset[str]]


def las_parallella(las: Tomltabell) -> Parallellregel:
    par = set()
    for rad in las.lista("motsager"):
        par.add(frozenset((rad.text("insats"), rad.text("annan"))))
        rad.slut()
    r = Parallellregel(las.text("kalla"), las.janej("samma_insats", kravs=True), frozenset(par))
    las.slut()
    return r


def parallellt(regel: Parallellregel, ny: str, pagar: str) -> str:
    """What one insats beside a running one takes (K 8.4): an assessment; "motsager" if the criteria exclude each
    other, which the assessment must then answer; "samma" if it is the same insats, which is not granted twice."""
    if ny == pagar and not regel.samma_insats:
        return "samma"
    return "motsager" if frozenset((ny, pagar)) in regel.motsager else "bedomning"
