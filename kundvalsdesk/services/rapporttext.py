"""What a plan or report says, kept each time it comes in (models.granskning.Rapportinnehall)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models import Inlamning, Insats, Rapportinnehall
from ..rules.granskning import progression_av
from ..rules.rapporttyper import Formular, Innehall
from .arbetsenhet import Arbetsenhet

FIL, HAND = "fil", "hand"


@dataclass(frozen=True, slots=True)
class Inkommet:
    """The content that comes in together with a step. `kalla`: FIL or HAND; `inlamning`: the file it was read from."""

    innehall: Innehall
    formular: Formular
    kalla: str = FIL
    inlamning: Inlamning | None = None


def spara_text(e: Arbetsenhet, i: Insats, slag: str, avser: str, datum: date, text: Inkommet) -> Rapportinnehall:
    """Adds the content as the newest of its report; earlier ones stay. Called inside the handling of the step."""
    if text.inlamning is not None:
        text.inlamning.lage, text.inlamning.skal = "intagen", None
        e.session.add(text.inlamning)
        e.session.flush()
    _avfor_utkast(e, i, slag, avser)
    omgang = e.session.scalar(
        select(func.max(Rapportinnehall.omgang)).where(
            Rapportinnehall.insats_id == i.id, Rapportinnehall.slag == slag, Rapportinnehall.avser == avser
        )
    )
    rad = Rapportinnehall(
        insats_id=i.id,
        slag=slag,
        avser=avser,
        omgang=(omgang or 0) + 1,
        inkommen=datum,
        rubrik=text.innehall.rubrik,
        formular=text.formular.namn,
        innehall=text.innehall.till_json(),
        progression=progression_av(text.formular, text.innehall),
        kalla=text.kalla,
        inlamning_id=text.inlamning.id if text.inlamning else None,
    )
    e.session.add(rad)
    return rad


def _avfor_utkast(e: Arbetsenhet, i: Insats, slag: str, avser: str) -> None:
    """Drafts of what has now come in have had their day: nobody is asked about them any more."""
    for utkast in e.session.scalars(
        select(Inlamning).where(
            Inlamning.insats_id == i.id,
            Inlamning.slag == slag,
            Inlamning.avser == avser,
            Inlamning.lage == "parkerad",
            Inlamning.skal == "utkast",
        )
    ):
        utkast.lage = "avford"
