"""What follows on a brist of an anordnare: when it is followed up, which step comes next, what waits and until when.

The ladder comes in as the plain dict of its TOML file; anything unknown or missing is refused with file, key and
reason (`Modellfel`). A step is drafted or proposed, decided where the ladder says so, and communicated; from then on
it stands as it is. One that was wrong is corrected by another of the same kind, and counts no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .kalender import plus_arbetsdagar, plus_manader
from .tomltabell import Tomltabell
from .trafikljus import antal_kvar, oppet_ljus
from .uppfoljning import Modellfel

BEGARAN, UPPFOLJNING, ANMARKNING, FORELAGGANDE, ATERKALLELSE = (
    "begaran", "uppfoljning", "anmarkning", "forelaggande", "aterkallelse",
)  # fmt: skip
TRAPPA = (BEGARAN, ANMARKNING, FORELAGGANDE, ATERKALLELSE)
SLAG = (*TRAPPA, UPPFOLJNING)
UTKAST, FORESLAGET, BESLUTAT, AVSLAGET, KOMMUNICERAT = "utkast", "foreslaget", "beslutat", "avslaget", "kommunicerat"
STEGLAGEN = (UTKAST, FORESLAGET, BESLUTAT, AVSLAGET, KOMMUNICERAT)
AVHJALPT, KVARSTAR = "avhjalpt", "kvarstar"
ARBETSLEDARE, NAMND = "arbetsledare", "namnd"
ATT_KOMMUNICERA, ATT_BESLUTA, ATT_ATGARDA, ATT_FOLJA_UPP, NASTA_STEG = (
    "kommunicera", "besluta", "atgarda", "folja_upp", "nasta_steg",
)  # fmt: skip
"""What an åtgärd waits for."""
OPPEN, AVSLUTAD_AVHJALPT, ATERKALLAD, MAKULERAD = "oppen", "avhjalpt", "aterkallad", "makulerad"


class Stegslag(NamedTuple):
    """A step of the ladder. `beslutas_av`: ARBETSLEDARE, NAMND; none: whoever follows up, without a decision.
    `dagar`: it says when the brist is to be remedied and when that is followed up."""

    kod: str
    namn: str
    beslutas_av: tuple[str, ...]
    dagar: bool


class Atgardsmodell(NamedTuple):
    """Months and arbetsdagar."""

    uppfoljning_minst: int
    uppfoljning_hogst: int
    ny_granskning: int
    gul_kvar: int
    kommunicera_dagar: int
    besluta_dagar: int
    steg: tuple[Stegslag, ...]

    def slag(self, kod: str) -> Stegslag:
        return next(s for s in self.steg if s.kod == kod)

    def niva(self, kod: str) -> int:
        """Its place in the ladder, from 0; -1 for what is no step of it."""
        return next((n for n, s in enumerate(self.steg) if s.kod == kod), -1)


def las_atgardsmodell(fil: str, data: Mapping[str, Any]) -> Atgardsmodell:
    """Raises Modellfel."""
    las = Tomltabell(fil, "", dict(data), Modellfel)
    minst, hogst = las.tal("uppfoljning_minst") or 1, las.tal("uppfoljning_hogst") or 1
    if hogst < minst:
        raise las.fel("uppfoljning_hogst", "är mindre än uppfoljning_minst")
    ny = las.tal("ny_granskning") or 1
    gul = las.tal("gul_kvar", minst=0) or 0
    kommunicera, besluta = las.tal("kommunicera_dagar") or 1, las.tal("besluta_dagar") or 1
    steg = []
    for t in las.lista("steg"):
        steg.append(
            Stegslag(
                t.kod("kod", TRAPPA), t.text("namn"), t.texter("beslutas_av", (ARBETSLEDARE, NAMND)), t.janej("dagar")
            )
        )
        t.slut()
        if steg[-1].kod != BEGARAN and not steg[-1].beslutas_av:
            raise t.fel("beslutas_av", "saknas: bara en begäran om åtgärd sker utan beslut")
    if sorted(s.kod for s in steg) != sorted(TRAPPA):
        raise las.fel("steg", f"ska ha vart och ett av {', '.join(TRAPPA)} en gång")
    las.slut()
    return Atgardsmodell(minst, hogst, ny, gul, kommunicera, besluta, tuple(steg))


# --- The days ------------------------------------------------------------------------------------------------------


def uppfoljningstid(modell: Atgardsmodell, fran: date) -> tuple[date, date]:
    """The first and the last day on which a brist may be followed up, counted from the day of the step. A month that
    is too short gives its last day."""
    return plus_manader(fran, modell.uppfoljning_minst), plus_manader(fran, modell.uppfoljning_hogst)


def ny_granskning(modell: Atgardsmodell, avhjalpt: date) -> date:
    """The day by which what has been remedied is reviewed anew."""
    return plus_manader(avhjalpt, modell.ny_granskning)


# --- What has come about -------------------------------------------------------------------------------------------


class Steg(NamedTuple):
    """A step that has been taken or is under way. `datum`: the day it counts from; `rattar`: the number of
    the one it corrects, 0 for none; `beslutad`: the day it was decided."""

    nummer: int
    slag: str
    lage: str
    datum: date
    senast: date | None = None
    foljs_upp: date | None = None
    resultat: str = ""
    rattar: int = 0
    beslutad: date | None = None


def gallande(steg: Sequence[Steg]) -> tuple[Steg, ...]:
    """Those that count: not refused, and not corrected by one that has been communicated."""
    rattade = {s.rattar for s in steg if s.rattar and s.lage == KOMMUNICERAT}
    return tuple(s for s in steg if s.lage != AVSLAGET and s.nummer not in rattade)


def star(steg: Sequence[Steg]) -> Steg | None:
    """What the anordnare has been told last, in the place that it corrects: the step that counts now."""
    plats = {s.nummer: s for s in gallande(steg) if s.lage == KOMMUNICERAT}
    alla = {s.nummer: s for s in steg}

    def ursprung(s: Steg) -> int:
        while s.rattar in alla:
            s = alla[s.rattar]
        return s.nummer

    return max(plats.values(), key=ursprung, default=None)


def pagar(steg: Sequence[Steg]) -> Steg | None:
    """The one that is not communicated yet; there is one at the most."""
    return next((s for s in steg if s.lage in (UTKAST, FORESLAGET, BESLUTAT)), None)


def atgardens_lage(steg: Sequence[Steg], *, makulerad: bool) -> str:
    """OPPEN until the brist is remedied or the auktorisation withdrawn."""
    if makulerad:
        return MAKULERAD
    nu = star(steg)
    if nu is None:
        return OPPEN
    if nu.slag == ATERKALLELSE:
        return ATERKALLAD
    return AVSLUTAD_AVHJALPT if nu.slag == UPPFOLJNING and nu.resultat == AVHJALPT else OPPEN


def hogst(modell: Atgardsmodell, steg: Sequence[Steg]) -> int:
    """How far up the ladder it has come, -1 for not at all."""
    return max((modell.niva(s.slag) for s in gallande(steg) if s.lage == KOMMUNICERAT), default=-1)


def nasta(modell: Atgardsmodell, steg: Sequence[Steg]) -> str:
    """The step that follows in order: after a brist that remains, the one above the highest so far; "" where none
    does. Without any step the first one."""
    nu = star(steg)
    if nu is None:
        return modell.steg[0].kod
    if nu.slag != UPPFOLJNING or nu.resultat != KVARSTAR:
        return ""
    niva = hogst(modell, steg) + 1
    return modell.steg[niva].kod if niva < len(modell.steg) else ""


def direkt(modell: Atgardsmodell, steg: Sequence[Steg], kod: str) -> bool:
    """Whether a step is chosen out of order, which takes a reason of its own."""
    return kod != nasta(modell, steg)


# --- What it waits for ---------------------------------------------------------------------------------------------


class Vantan(NamedTuple):
    """What an åtgärd waits for, until when, and its light. `vad` "": for nothing."""

    vad: str = ""
    forfaller: date | None = None
    ljus: str = ""
    kvar: int = 0


def vantan(modell: Atgardsmodell, steg: Sequence[Steg], skapad: date, lage: str, idag: date) -> Vantan:
    """What is under way first, then what the anordnare is to do, then the follow-up, then the step that comes next."""
    oppet, nu = pagar(steg), star(steg)
    if lage == MAKULERAD or (lage != OPPEN and oppet is None):
        return Vantan()
    if oppet is not None and oppet.lage == FORESLAGET:
        vad, till = ATT_BESLUTA, plus_arbetsdagar(oppet.datum, modell.besluta_dagar)
    elif oppet is not None:
        vad, till = ATT_KOMMUNICERA, plus_arbetsdagar(oppet.beslutad or oppet.datum, modell.kommunicera_dagar)
    elif nu is None:
        vad, till = NASTA_STEG, plus_arbetsdagar(skapad, modell.besluta_dagar)
    elif nu.slag == UPPFOLJNING:
        vad, till = NASTA_STEG, plus_arbetsdagar(nu.datum, modell.besluta_dagar)
    elif nu.senast is not None and idag <= nu.senast:
        vad, till = ATT_ATGARDA, nu.senast
    elif nu.foljs_upp is not None:
        vad, till = ATT_FOLJA_UPP, nu.foljs_upp
    else:
        return Vantan()
    return Vantan(vad, till, oppet_ljus(till, modell.gul_kvar, idag), antal_kvar(till, idag))
