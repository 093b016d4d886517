"""What a plan or report says, kept each time it comes in (models.granskning.Rapportinnehall)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models import Inlamning, Insats, Rapportinnehall
from ..rules.granskning import progression_av
from ..rules.progressionsregler import skalsteg
from ..rules.rapporttyper import LAGE_MAL, LAGE_NU, LAGE_START, Formular, Innehall
from .arbetsenhet import Arbetsenhet
from .rapportrader import rad_for

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
    _skatta(e, i, slag, avser, text)
    return rad


_SKALSTEG = {
    "plan": {"skalsteg_start": LAGE_START, "skalsteg_mal": LAGE_MAL},
    "rapport": {"skalsteg": LAGE_NU},
    "slutrapport": {"skalsteg": LAGE_NU},
}


def _skatta(e: Arbetsenhet, i: Insats, slag: str, avser: str, text: Inkommet) -> None:
    """What is said on the scale, as numbers of the report's own row: progression is reckoned from them. A form that
    does not ask leaves them empty."""
    rad = rad_for(e, i, slag, avser)
    skala = e.regelverk.progression(i.start or i.beslut).skalor.get(i.kundval, ())
    for kolumn, kod in _SKALSTEG[slag].items():
        a = text.formular.avsnitt_for(kod)
        setattr(rad, kolumn, skalsteg(text.innehall.text(kod), skala) if a is not None and a.skala else None)


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
