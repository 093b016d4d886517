"""What the flow does with a form that comes in: which step takes it in, or why it must wait or be refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ..fel import Nekad
from ..models import Insats
from ..rules.rapporttyper import SLUT
from ..rules.steg import Lage, hinder, sista_plan
from ..texter.meningar import KUNDVALORD, STEGNEJ
from . import flode_granskning as flode
from .arbetsenhet import Arbetsenhet
from .rapportrader import rad_for
from .rapporttext import Inkommet
from .typer import Andring

IN, IGEN, NY_TEXT = "in", "igen", "ny_text"

UTKAST, GODKAND = "utkast", "redan_godkand"
PARKERAS = frozenset(
    (UTKAST, GODKAND, "manad_ej_slut", "ej_startad", "inget_uppdrag", "plan_granskas", "plan_returnerad")
)
"""Reasons that may go away by themselves or by a decision: the form is kept aside. With any other it is refused."""

MENINGAR = {
    UTKAST: "Rubriken är inte klarmarkerad (KLAR saknas), så formuläret {sparat} som utkast.",
    GODKAND: "{vad} är redan godkänd. Det nya formuläret {ligger} och ändrar inget.",
    "manad_ej_slut": "Månaden är inte slut ännu. Formuläret {ligger} till dess.",
    "ej_startad": "Insatsen har inget startdatum ännu. Formuläret {ligger} så länge.",
    "inget_uppdrag": "Uppdraget är inte inlagt ännu. Formuläret {ligger} så länge.",
    "plan_granskas": "Förra versionen av planen är inte godkänd ännu. Formuläret {ligger} så länge.",
    "plan_returnerad": "Förra versionen av planen är återremitterad. Formuläret {ligger} så länge.",
}
GJORT = {"sparat": "är sparat", "ligger": "ligger parkerat"}
SKULLE = {"sparat": "skulle sparas", "ligger": "skulle parkeras"}
"""The same of a form that has only been looked at."""
VAD = {"plan": "Planen", "rapport": "Månadsrapporten", "slutrapport": "Slutrapporten"}


class Vag(NamedTuple):
    """How a form goes in: the step, or (`skal`) why it must wait."""

    steg: str
    skal: str = ""


def krav_ratt_formular(i: Insats, slag: str, kundval: str) -> None:
    """Raises Nekad if the form is for another kundval than that of the insats."""
    if i.kundval != kundval:
        raise Nekad(
            "fel_kundval",
            f"Formuläret är för {KUNDVALORD.get(kundval, kundval)}, men insatsen hör till "
            f"{KUNDVALORD.get(i.kundval, i.kundval)}. Skicka rätt formulär till anordnaren.",
        )


def vag(x: Lage, slag: str, avser: str) -> Vag:
    """How the flow takes in a form now. Raises Nekad for one that it never will."""
    if x.fakta.historik:
        raise _nekad("historik")
    if slag == "rapport":
        return _rapport(x, avser)
    return _plan(x, avser) if slag == "plan" else _slutrapport(x)


def _nekad(kod: str) -> Nekad:
    return Nekad(kod, STEGNEJ[kod])


def _prova(x: Lage, kod: str, mal: str = "") -> Vag:
    skal = hinder(x, kod, mal)
    if skal is None:
        return Vag(IN)
    if skal in PARKERAS:
        return Vag(IN, skal)
    raise _nekad(skal)


def _granskat(x: Lage, vad: str, mal: str, godkand: date | None) -> Vag:
    """One that has come in already: in again after a return, or in place of what waits."""
    if godkand is not None:
        return Vag(NY_TEXT, GODKAND)
    return Vag(IGEN if hinder(x, f"{vad}_igen", mal) is None else NY_TEXT)


def _rapport(x: Lage, manad: str) -> Vag:
    r = next((r for r in x.fakta.rapporter if r.manad == manad), None)
    if r is None or r.klarmarkerad is None:
        return _prova(x, "rapport_klarmarkera", manad)
    return _granskat(x, "rapport", manad, r.godkand)


def _slutrapport(x: Lage) -> Vag:
    s = x.fakta.slutrapport
    if s is None or s.inkommen is None:
        return _prova(x, "slutrapport_inkommen")
    return _granskat(x, "slutrapport", "", s.godkand)


def _plan(x: Lage, avser: str) -> Vag:
    p = next((p for p in x.fakta.planer if str(p.version) == avser and p.inkommen), None)
    if p is not None:
        return _granskat(x, "plan", avser, p.godkand)
    # The step numbers the version by itself: one after the highest there is.
    nasta = max((p.version for p in x.fakta.planer), default=0) + 1
    if int(avser) != nasta:
        sista = sista_plan(x.fakta)
        raise Nekad(
            "fel_version",
            f"Formuläret är version {avser} av planen, men nästa version är {nasta}."
            + (f" Den senaste som har kommit in är version {sista.version}." if sista else ""),
        )
    return _prova(x, "plan_inkommen")


# --- Taking in ---------------------------------------------------------------------------------------------------

_MED_MAL: dict[tuple[str, str], Callable[..., Andring]] = {
    ("plan", IGEN): flode.plan_igen,
    ("plan", NY_TEXT): flode.plan_ny_text,
    ("rapport", IN): flode.klarmarkera_rapport,
    ("rapport", IGEN): flode.rapport_igen,
    ("rapport", NY_TEXT): flode.rapport_ny_text,
}
_UTAN_MAL: dict[tuple[str, str], Callable[..., Andring]] = {
    ("plan", IN): flode.plan_inkommen,
    ("slutrapport", IN): flode.slutrapport_inkommen,
    ("slutrapport", IGEN): flode.slutrapport_igen,
    ("slutrapport", NY_TEXT): flode.slutrapport_ny_text,
}


def ta_in(
    e: Arbetsenhet, i: Insats, steg: str, slag: str, avser: str, datum: date, text: Inkommet,
    sedd_version: int | None = None,
) -> Andring:  # fmt: skip
    """The step, with its content. `sedd_version` None: what stands in the database now is what was seen."""
    if sedd_version is None:
        rad = rad_som_sags(e, i, slag, avser)
        sedd_version = (i if rad is None or (slag, steg) == ("plan", IN) else rad).version
    if (slag, steg) in _UTAN_MAL:
        return _UTAN_MAL[slag, steg](e, i.nyckel, sedd_version, datum, text=text)
    return _MED_MAL[slag, steg](e, i.nyckel, avser, sedd_version, datum, text=text)


def rad_som_sags(e: Arbetsenhet, i: Insats, slag: str, avser: str) -> Any | None:
    """The row that a form is about, None if there is none yet."""
    return rad_for(e, i, slag, "" if avser == SLUT else avser)
