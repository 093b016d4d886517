"""The thresholds of the review (regelverk §4, K 7–10) and of brister (regelverk §8), read from a rule set.

Every number is a parameter of the rule set: tables `granskning` and `brister`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .rapportval import FRANVAROTYPER
from .tomltabell import Tomltabell


class Granskningsregel(NamedTuple):
    """When a check speaks. `likhet_procent` of runs of `likhet_foljd` words, in texts of `likhet_minst_ord` or more.

    A week calls for a contact from `kontakt_arbetsdagar` arbetsdagar of the insats on. `sjukperioder` within
    `sjukperioder_manader` is repeated sickness, `annan_franvaro` rows in a month are repeated other absence (T11).
    `orsak_ges_av_typ`: kinds of absence that are their own reason.
    """

    kontakt_arbetsdagar: int
    sjukperioder: int
    sjukperioder_manader: int
    annan_franvaro: int
    likhet_procent: int
    likhet_foljd: int
    likhet_minst_ord: int
    orsak_ges_av_typ: tuple[str, ...]
    tolkning: tuple[str, ...] = ()


class Bristregel(NamedTuple):
    """When a fault of an anordnare holds (regelverk §8), and how long the view of it may take (`arbetsdagar`).

    In an insats that is over, it leaves the queue `efter_slut_manader` after it began.
    """

    namn: str
    ansvarig: str
    kalla: str
    tolkning: tuple[str, ...]
    sen_manader: int
    sena_antal: int
    sena_manader: int
    returer_samma: int
    returer_antal: int
    returer_manader: int
    progression_i_rad: int
    arbetsdagar: int
    efter_slut_manader: int
    gul_kvar: int


def _tal(las: Tomltabell, nyckel: str, minst: int = 1, hogst: int = 1000) -> int:
    """A number that must be there, within its bounds."""
    v = las.tal(nyckel, minst=minst) or 0
    if v > hogst:
        raise las.fel(nyckel, f"ska vara högst {hogst}")
    return v


def las_granskning(las: Tomltabell, tolkningar: Mapping[str, str]) -> Granskningsregel:
    r = Granskningsregel(
        kontakt_arbetsdagar=_tal(las, "kontakt_arbetsdagar", hogst=5),
        sjukperioder=_tal(las, "sjukperioder", minst=2),
        sjukperioder_manader=_tal(las, "sjukperioder_manader", hogst=24),
        annan_franvaro=_tal(las, "annan_franvaro", minst=2),
        likhet_procent=_tal(las, "likhet_procent", hogst=100),
        likhet_foljd=_tal(las, "likhet_foljd", hogst=10),
        likhet_minst_ord=_tal(las, "likhet_minst_ord"),
        orsak_ges_av_typ=las.texter("orsak_ges_av_typ", FRANVAROTYPER),
        tolkning=las.texter("tolkning", tolkningar),
    )
    las.slut()
    return r


def las_brister(las: Tomltabell, tolkningar: Mapping[str, str]) -> Bristregel:
    r = Bristregel(
        namn=las.text("namn"),
        ansvarig=las.kod("ansvarig", ("KV",)),
        kalla=las.text("kalla"),
        tolkning=las.texter("tolkning", tolkningar),
        sen_manader=_tal(las, "sen_manader", hogst=24),
        sena_antal=_tal(las, "sena_antal", minst=2),
        sena_manader=_tal(las, "sena_manader", hogst=24),
        returer_samma=_tal(las, "returer_samma", minst=2),
        returer_antal=_tal(las, "returer_antal", minst=2),
        returer_manader=_tal(las, "returer_manader", hogst=24),
        progression_i_rad=_tal(las, "progression_i_rad", minst=2),
        arbetsdagar=_tal(las, "arbetsdagar"),
        efter_slut_manader=_tal(las, "efter_slut_manader", hogst=120),
        gul_kvar=_tal(las, "gul_kvar", minst=0),
    )
    las.slut()
    return r
