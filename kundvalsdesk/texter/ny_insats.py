"""Sentences of the beslut about an insats: what else the kund has, and what it takes to grant one more."""

from __future__ import annotations

from datetime import date

from .datum import datum_langt
from .meningar import insats_ord


def insats_rad(kod: str, nyckel: str, anordnare: str, start: date | None, sista: date | None, slutar: bool) -> str:
    """One insats that the kund has, in a line."""
    hos = f" hos {anordnare}" if anordnare else ""
    if start is None:
        nar = "har inte startat"
    elif slutar and sista is not None:
        nar = f"avslutas {datum_langt(sista)}"
    elif sista is not None:
        nar = f"{datum_langt(start)} – {datum_langt(sista)}"
    else:
        nar = f"från {datum_langt(start)}"
    return f"{insats_ord(kod)}{hos}, {nar} (ärende {nyckel})"


def bredvid_ord(utfall: str, ny: str, pagar: str) -> str:
    """What an insats beside a running one takes, by the outcome of rules.parallella.parallellt."""
    ny_ord, pagar_ord = insats_ord(ny), insats_ord(pagar)
    if utfall == "samma":
        return f"Går inte: kunden har redan {pagar_ord}. Avsluta den först, så kan du bevilja den på nytt."
    if utfall == "motsager":
        return (
            f"Bredvid {pagar_ord}: kräver bedömning. Kriterierna för {ny_ord} och {pagar_ord} utesluter varandra, "
            "så bedömningen ska säga varför båda behövs."
        )
    return f"Bredvid {pagar_ord}: tillåtet med en bedömning av att kunden kan göra stegförflyttningar i båda."
