"""Words about the förvalslista."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..rules.forvalslista import Forval
from ..rules.forvalsmotiv import EFTER, ENSAM, FORST, VARV, VIKARIE, Motiv
from .anmarkningar import period_ord
from .datum import antal, dag_manad, datum_langt, uppraknat

INGEN = "Ingen"
VALORD = {True: "Förvalsanordnare", False: "Kundens eget val"}
OM_LISTAN = "Den som inte själv väljer anordnare kommer till den som står på tur."
UTSKRIFTENS_KOLUMNER = ("Vecka", "Dagar", "Anordnare")
VIKARIE_FOTNOT = "* Tar resten av perioden efter en anordnare som inte längre är auktoriserad."


def kan_andras(fran: date) -> str:
    return f"Perioder från och med {datum_langt(fran)} kan ändras om anordnare tillkommer eller slutar."


def eget_val(dagens: str) -> str:
    return f"Inte förvalsanordnaren, {dagens}. Sparas som kundens eget val."


def veckor(fran: date, till: date) -> str:
    """As 37–38, 37."""
    forsta, sista = fran.isocalendar().week, till.isocalendar().week
    return f"{forsta}" if forsta == sista else f"{forsta}–{sista}"


def dagar(fran: date, till: date) -> str:
    """As 9–22 september, with the year where the period goes across New Year."""
    return period_ord(fran, till) if fran.year == till.year else f"{dag_manad(fran)}–{datum_langt(till)}"


def lage(fran: date, till: date, publicerad: date | None, idag: date) -> str:
    """Short, for the row."""
    if fran <= idag <= till:
        return "gäller i dag"
    if fran > idag:
        return "kommande"
    return "fastställd" if publicerad else "räknad"


def faststalld(publicerad: date | None, fran: date, idag: date) -> str:
    if publicerad is not None:
        return f"{datum_langt(publicerad)}. Den ändras inte, vad som än händer med auktorisationerna."
    if fran > idag:
        return "Inte än. Fram till dess räknas den om när auktorisationer ändras."
    return "Nej. Den är räknad ur auktorisationerna som de ser ut nu."


def omraknad(anordnare: str, nu: str) -> str:
    """Whether today's authorisations say the same of the row."""
    if anordnare == nu:
        return "Ger samma anordnare."
    return f"Skulle ge {nu or 'ingen'}. Det fastställda gäller."


def ordning(alla: Sequence[tuple[str, date]]) -> str:
    if not alla:
        return "Ingen anordnare var auktoriserad för hela kundvalet."
    return "\n".join(f"{n}. {namn}, auktoriserad {fran.isoformat()}" for n, (namn, fran) in enumerate(alla, 1))


def plats(plats: int, av: int) -> str:
    return f"{plats} av {av}" if plats else "–"


def rubrik(artal: int, perioder: int, avviker: int) -> str:
    delar = [f"{artal}: {antal(perioder, 'period', 'perioder')}"]
    if avviker:
        delar.append(f"{avviker} skulle bli annorlunda med dagens auktorisationer")
    return " · ".join(delar)


def varfor(f: Forval, m: Motiv) -> str:
    """Why the anordnare of a row has it, and who was passed over: a sentence on each line."""
    skal = {
        FORST: "Turen börjar med den som står först i turordningen.",
        EFTER: f"Näst i turordningen efter {m.efter}, som hade turen före.",
        VARV: f"Först i turordningen. {m.efter}, som hade turen före, var sist, så nu börjar nästa varv.",
        ENSAM: "Den enda som är auktoriserad för hela kundvalet den dagen.",
        VIKARIE: f"Tar resten av perioden för {m.efter}, som inte längre är auktoriserad. "
        "Den egna turen kommer som vanligt.",
    }  # fmt: skip
    meningar = [skal.get(m.slag, "Ingen är auktoriserad för hela kundvalet den dagen.")]
    if m.forbi:
        meningar.append(forbigangna(f, m))
    if m.nya:
        meningar.append(f"{'Ny' if len(m.nya) == 1 else 'Nya'} i turordningen: {uppraknat(m.nya)}.")
    return "\n".join(meningar)


def forbigangna(f: Forval, m: Motiv) -> str:
    """Whose turn it would have been."""
    inte = "inte auktoriserad" if len(m.forbi) == 1 else "inte auktoriserade"
    return f"{uppraknat(m.forbi)} stod på tur men var {inte} den {datum_langt(f.fran)}."
