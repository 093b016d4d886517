"""Reads the templates of visits, `resources/uppfoljning/besok.toml`, and finds the one that a plan has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..models import Uppfoljning
from ..resurser import resurs
from ..rules.besok import Besoksmall, Besoksmodell, las_besoksmodell
from ..rules.sortering import sokform
from .uppfoljningsmodell import las_modellfil
from .uppfoljningsmodell import modell as planmodell

ALLMAN, EGEN = "allman", "arbetsmarknad"


def las_fil(fil: Path) -> Besoksmodell:
    """As `las_modellfil`."""
    return las_modellfil(fil, las_besoksmodell)


@cache
def besoksmodell() -> Besoksmodell:
    """The one that came with the program."""
    return las_fil(resurs("uppfoljning", "besok.toml"))


def mall_for(p: Uppfoljning) -> Besoksmall | None:
    """By the template that the plan began with; of a copied one by its kundval."""
    kod = p.mall or next((k.mall for k in planmodell().kundval if sokform(k.namn) == sokform(p.kundval)), "")
    m = besoksmodell()
    return m.mall(kod or (EGEN if p.koder else ALLMAN), p.ar) or m.mall(ALLMAN, p.ar)
