"""The sections that a new kvalitetsrapport begins with: `resources/uppfoljning/rapport.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ..resurser import resurs
from ..rules.kvalitetsrapport import Stycke, Underlag, Visad, fyll, kallas, rent
from ..texter.statistik import FORKLARING
from .statistiktyper import GRANSKADE, GRANSKNING, INGEN_ANORDNARE


class Malldel(NamedTuple):
    rubrik: str
    niva: int
    text: str


@cache
def _mallen() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(resurs("uppfoljning", "rapport.toml").read_text(encoding="utf-8"))["avsnitt"])


def avsnitt(u: Underlag) -> list[Malldel]:
    """The template for these tables: what it shows or tells of that there is nothing of is left out."""
    ut = []
    for d in _mallen():
        niva, mall = d.get("niva", 1), d.get("text", "").strip().replace("<forklaring>", FORKLARING)
        for namn in _namnen(u, d.get("per", "")):
            text = mall.replace("<namn>", rent(namn))
            rubrik = " ".join(d["rubrik"].replace("<namn>", namn).split())
            ut.append(Malldel(rubrik, niva, "\n".join(_det_som_finns(text, u)).strip()))
    return ut


def _namnen(u: Underlag, per: str) -> list[str]:
    if per == "anordnare":
        alla = [str(r[t.namn]) for n in ("8", GRANSKNING) if (t := u.tabell(n)) is not None for r in t.rader]
        return [namn for namn in dict.fromkeys(alla) if namn != INGEN_ANORDNARE]
    insatser = [kallas(t) for t in u.tabeller if t.avser and t.nummer not in GRANSKADE]
    return insatser if per == "insats" else [""]


def _det_som_finns(text: str, u: Underlag) -> Iterator[str]:
    (block,) = fyll([text], u).avsnitt
    for rad, x in zip(text.splitlines(), block, strict=True):
        fel = x.mening if isinstance(x, Visad) else any(b.mening and b.kalla for b in x.bitar)
        if not fel or (isinstance(x, Stycke) and not any("{" in b.kalla for b in x.bitar)):
            yield rad
