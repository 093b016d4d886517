"""The words of the statistics: what each table is about, and what its columns hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .datum import datum_langt

RUBRIKER = {
    "1": "Auktoriserade anordnare",
    "2": "Insatser per anordnare",
    "3a": "Insatser år för år",
    "3b": "Insatser per anordnare och insats",
    "4": "Utfall per insats",
    "5": "Egen försörjning per insats",
    "6": "Annan insats per insats",
    "7": "Avbrott per insats",
    "8": "Utfall per anordnare",
}
KOLUMNORD = {
    "insats": "Insats",
    "anordnare": "Anordnare",
    "totalt": "Totalt",
    "pagaende": "Pågående",
    "avslutade": "Avslutade",
    "egen_forsorjning": "Egen försörjning",
    "annan_insats": "Annan insats",
    "avbrott": "Avbrott",
    "fullfoljd_utan_mal": "Fullföljd utan att målet nåtts",
    "okand": "Okänd orsak",
    "arbete": "Arbete och eget företagande",
    "studier": "Studier",
    "i_kommunen": "I kommunen",
    "annan_myndighet": "Annan myndighet",
    "sjukdom": "Sjukdom och annat",
    "flytt": "Flytt",
    "medel_dagar": "Dagar i medeltal",
    "andel": "Andel av avslutade, %",
    "andel_av_alla": "Andel av alla, %",
}
_OM = {
    "1": "1 betyder auktoriserad på periodens sista dag.",
    "2": "Andelen är av alla insatser.",
    "3a": "Insatser med minst en dag under kalenderåret, hela året.",
    "3b": "Andelen är av insatsens alla insatser.",
    "4": "Andelen av alla är av tabellens insatser, andelen avslutade av totalt, övriga av avslutade.",
    "5": "Andelen är av avslutade, delarnas av egen försörjning. Medeltalet är över insatserna.",
    "6": "Andelen är av avslutade, delarnas av annan insats. Byte av anordnare räknas till i kommunen.",
    "7": "Andelen är av avslutade, delarnas av avbrott.",
}
URVALORD = {
    "kundval": "Kundval",
    "anordnare": "Anordnare",
    "karriarvagledare": "Karriärvägledare",
    "malgrupp": "Målgrupp",
}
ODEFINIERAT = "–"
"""In print: a share of nothing."""
FORKLARING = (
    "Räknas gör varje insats med minst en dag i perioden. Avslutad är den vars sista dag ligger i perioden, övriga är "
    "pågående, också den vars slutdatum har passerat utan att något avslut är registrerat. Byte av anordnare räknas "
    "som annan insats i kommunen. Andelar är hela procent, avrundade uppåt vid en halv, och summerar därför inte "
    "alltid till hundra. Dagar räknas med både första och sista dagen, och medeltalet är över insatserna."
)


def tabell_rubrik(nummer: str, avser: str = "") -> str:
    return RUBRIKER.get(nummer) or f"Utfall per anordnare, {avser}"


def kolumn_ord(kolumn: str) -> str:
    """Years and insatser are their own words."""
    if kolumn in KOLUMNORD:
        return KOLUMNORD[kolumn]
    if kolumn.startswith("andel_"):
        av = kolumn.removeprefix("andel_")
        ord_ = KOLUMNORD.get(av, av)
        return f"Andel {ord_[0].lower()}{ord_[1:]}, %" if av in KOLUMNORD else f"Andel av {ord_}, %"
    return kolumn


def kolumn_kort(kolumn: str) -> str:
    """In a table on the screen, where a share stands beside what it is the share of."""
    if kolumn.startswith("andel_") and kolumn != "andel_av_alla":
        return "Andel, %"
    return kolumn_ord(kolumn)


def tabell_om(nummer: str) -> str:
    """What the shares of a table are of, or what else must be known of it; one sentence."""
    return _OM.get(nummer, _OM["4"])


def cell_ord(v: str | int | Decimal | None) -> str:
    if v is None:
        return ODEFINIERAT
    return str(v).replace(".", ",") if isinstance(v, Decimal) else str(v)


def period_ord(fran: date, till: date) -> str:
    return f"{datum_langt(fran)} – {datum_langt(till)}"


def gallrade_ord(antal: int) -> str:
    """A sentence on what is in no table."""
    vad = "En insats som slutade" if antal == 1 else f"{antal} insatser som slutade"
    return f"{vad} under periodens år har gallrats och finns inte med i tabellerna."
