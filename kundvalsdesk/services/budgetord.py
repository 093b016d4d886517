"""Words about a year's cost and its budget."""

from __future__ import annotations

from ..rules.insatskod import insats_ord
from ..texter.datum import antal
from ..texter.kronor import kronor
from .budgettyper import Budgetsvar, Kundvalsar


def kundval_ord(kundval: str) -> str:
    return kundval or "Alla kundval"


def lage_ord(p: Kundvalsar) -> str:
    """The forecast against the budget, in one sentence."""
    prognos = f"Prognosen för året är {kronor(p.totalt.prognos)}"
    if p.budget is None or p.kvar is None:
        return f"{prognos}. Ingen budget är inskriven."
    if not p.kvar:
        return f"{prognos}, lika mycket som budgeten."
    hur = "under" if p.kvar > 0 else "över"
    return f"{prognos}, {kronor(abs(p.kvar))} {hur} budgeten på {kronor(p.budget)}."


def tidigt_ord(p: Kundvalsar) -> str:
    return f"Med lika många tidiga slut som förut blir den {kronor(p.totalt.prognos_tidigt)}."


def anmarkningar(svar: Budgetsvar) -> tuple[str, ...]:
    """What the figures rest on, and what is not in them."""
    ut = [
        "Kostnaden hör till den månad som ersättningen avser. Insatser utan startdatum och insatser som inte är "
        "beslutade än är inte med."
    ]
    fa = svar.for_fa
    if fa:
        vilka = ", ".join(f"{insats_ord(h.kod)} ({antal(h.antal, 'avslutad', 'avslutade')})" for h in fa)
        ut.append(f"För få avslutade insatser för att räkna med tidiga slut: {vilka}. Där gäller beslutat slut.")
    return tuple(ut)
