"""Hand-overs in words."""

from __future__ import annotations

from datetime import date

from .datum import datum_kort, datum_langt


def lan_kort(fran: str, till: str, ater: date, idag: date, *, jag: bool) -> str:
    """Beside the row of a kund who is with a vikarie; `jag`: the reader is the vikarie."""
    dag = datum_kort(ater, idag)
    if not jag:
        return f"hos {till} till {dag}"
    return f"vikarierar för {fran} till {dag}" if fran else f"vikarierar till {dag}"


def period(datum: date, ater: date, idag: date) -> str:
    """From a day until the day it is back."""
    return f"{datum_langt(datum)} till {datum_langt(ater)}" if datum > idag else f"till {datum_langt(ater)}"


def antal_arenden(n: int) -> str:
    return "1 ärende" if n == 1 else f"{n} ärenden"


def antal_kunder(n: int) -> str:
    return "1 kund" if n == 1 else f"{n} kunder"
