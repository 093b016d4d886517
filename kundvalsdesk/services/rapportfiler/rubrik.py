"""The heading of a form: which report it says it is, and whether it is klarmarkerad (K 8.1)."""

from __future__ import annotations

import re

from ...fel import Nekad
from ...rules.kalender import manadens_forsta
from ...rules.rapporttyper import SLUT
from ...texter.datum import MANADER
from ...texter.rapportnamn import rubrik_for, rubrik_klar

_KLAR = re.compile(r"[\s,;:.–-]*\bklar(?:markerad)?\b[\s.!]*$")
_TITEL = {"rapport": "månadsrapport", "plan": "genomförandeplan", "slutrapport": "slutrapport"}
_MANAD = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


def kontrollera_avser(slag: str, avser: str) -> None:
    """Raises Nekad unless the coded month, version or "slut" is one."""
    if slag == "rapport":
        rimlig = _MANAD.fullmatch(avser) is not None
    elif slag == "plan":
        rimlig = re.fullmatch("[1-9][0-9]{0,3}", avser) is not None
    else:
        rimlig = avser == SLUT
    if not rimlig:
        raise Nekad(
            "fel_manad", "Formuläret säger inte vilken månad eller version det gäller. Använd ett nytt formulär."
        )


def tolka_rubrik(slag: str, avser: str, text: str) -> bool:
    """Whether the heading marks the form as KLAR. Raises Nekad where it names something else than the form is for.

    Capitals, blanks and a year beside the month make no difference.
    """
    ord_ = " ".join(text.casefold().split())
    klar = _KLAR.search(ord_) is not None
    ord_ = _KLAR.sub("", ord_).strip(" ,;:.–-")
    titel = _TITEL[slag]
    if not ord_.startswith(titel):
        raise Nekad(
            "fel_rubrik",
            f"Rubriken går inte att känna igen. Den ska vara ”{rubrik_for(slag, avser)}” eller "
            f"”{rubrik_klar(slag, avser)}”.",
        )
    resten = ord_[len(titel) :].strip(" ,;:.–-")
    if slag == "rapport":
        _prova_manad(resten, avser)
    elif slag == "plan":
        nummer = re.sub(r"^version\s*", "", resten)
        if nummer != avser:
            raise Nekad(
                "fel_version",
                f"Rubriken säger en annan version än formuläret. Den ska vara ”{rubrik_klar(slag, avser)}”.",
            )
    elif resten:
        raise Nekad("fel_rubrik", f"Rubriken går inte att känna igen. Den ska vara ”{rubrik_klar(slag, avser)}”.")
    return klar


def _prova_manad(resten: str, avser: str) -> None:
    m = re.fullmatch(r"([^\W\d_]+)[\s,]*(20[0-9]{2})?", resten)
    if m is None or m[1] not in MANADER:
        if resten == avser:
            return
        raise Nekad("okand_manad", f"Rubriken nämner ingen månad. Den ska vara ”{rubrik_klar('rapport', avser)}”.")
    ratt = manadens_forsta(avser)
    if MANADER.index(m[1]) + 1 != ratt.month or (m[2] and int(m[2]) != ratt.year):
        raise Nekad(
            "fel_manad",
            f"Rubriken säger {m[1]}{' ' + m[2] if m[2] else ''} men formuläret gäller "
            f"{MANADER[ratt.month - 1]} {ratt.year}. Använd formuläret för rätt månad.",
        )
