"""The words of the statistics: what each table is about, and what its columns hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..rules.insatskod import insats_ord
from ..rules.statistik import Period
from . import progression
from .datum import KORTA, datum_langt, manad_ar
from .diagram import tal_ord

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
    "12": "Kundenkät: svar per anordnare",
    "13": "Kundenkät: nöjda per fråga",
    "L1": "Ledtider från beslut till godkänd plan",
    "L2": "Ledtider för granskning av månadsrapporter",
    "G1": "Granskning per anordnare",
}
_AV_ANORDNARE = {"G2": "Granskning per del", "G3": "Brister och åtgärder"}
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
    "manad": "Månad",
    "period": "Period",
    "beslutade": "Beslutade",
    "bemannade": "Bemannade",
    "median_bemanning": "Arbetsdagar till bemanning, median",
    "i_tid_bemanning": "Bemannade i tid",
    "sena_bemanning": "Bemannade för sent",
    "andel_i_tid_bemanning": "Andel bemannade i tid, %",
    "planer": "Planer",
    "median_plan": "Dagar till plan, median",
    "i_tid_plan": "Planer i tid",
    "sena_plan": "Planer för sent",
    "andel_i_tid_plan": "Andel planer i tid, %",
    "godkanda": "Godkända",
    "median_godkannande": "Arbetsdagar till godkännande, median",
    "i_tid_godkannande": "Godkända i tid",
    "sena_godkannande": "Godkända för sent",
    "andel_i_tid_godkannande": "Andel godkända i tid, %",
    "median_hela_vagen": "Dagar från beslut till godkänd plan, median",
    "klarmarkerade": "Klarmarkerade",
    "aterremitterade": "Återremitterade",
    "median_rapport": "Arbetsdagar till godkännande, median",
    "i_tid_rapport": "Godkända i tid",
    "sena_rapport": "Godkända för sent",
    "andel_i_tid_rapport": "Andel godkända i tid, %",
    "skillnad": "Ändring från året före",
    "kundval": "Kundval",
    "insatser": "Insatser",
    "tillfragade": "Tillfrågade",
    "svar": "Svar",
    "svarsfrekvens": "Svarsfrekvens, %",
    "andel_av_svar": "Andel av svaren, %",
    "fraga": "Fråga",
    "andel_nojda": "Andel nöjda, %",
    "andel_missnojda": "Andel missnöjda, %",
    "antal_svar": "Antal svar",
    "andel": "Andel av avslutade, %",
    "andel_av_alla": "Andel av alla, %",
    "del": "Del",
    "punkter": "Kontrollpunkter",
    "inte_bedomda": "Inte bedömda",
    "kontrollpunkt": "Kontrollpunkt",
    "bedomning": "Bedömning",
    "kommentar": "Kommentar",
    "atgard": "Åtgärd",
}
_KORTA = {
    "fullfoljd_utan_mal": "Utan att målet nåtts",
    "i_tid_bemanning": "I tid",
    "i_tid_plan": "I tid",
    "i_tid_godkannande": "I tid",
    "i_tid_rapport": "I tid",
    "median_rapport": "Arbetsdagar",
    "median_bemanning": "Arbetsdagar",
    "median_plan": "Dagar",
    "median_godkannande": "Arbetsdagar",
    "median_hela_vagen": "Dagar i allt",
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
    "L1": "Varje månad är de insatser som beslutades den månaden. Bemanningen räknas i arbetsdagar från beslutet, "
    "planen i dagar från beslutet, godkännandet i arbetsdagar från planen. Medianen är över insatserna. "
    "I tid är som fristerna säger; för sent är också det som inte är gjort när fristen har gått ut. "
    "Andelen är av båda.",
    "L2": "Varje månad är de månadsrapporter som klarmarkerades den månaden. Dagarna är arbetsdagar till "
    "godkännandet, från att rapporten kom in igen om den återremitterades. Andelen återremitterade är av "
    "klarmarkerade. I tid är som fristen säger; för sent är också det som inte är godkänt när den har gått ut. "
    "Andelen i tid är av båda.",
    "12": "Svarsfrekvensen är av tillfrågade. Anordnare med färre än fem svar står tillsammans; är de tillsammans "
    "för få är de inte med, inte heller i summan.",
    "G1": "Antal kontrollpunkter av varje bedömning i årets granskning.",
    "G2": "Antal kontrollpunkter av varje bedömning i årets granskning.",
    "G3": "Kontrollpunkter som bedömts som en brist, de allvarligaste först, och andra brister som har lett till en "
    "åtgärd. Åtgärden är det senaste som anordnaren har fått.",
    "13": "Nöjda har svarat 4 eller 5, missnöjda 1 eller 2. Andelarna är av dem som har svarat på frågan; färre än "
    "fem svar visas inte.",
}
URVALORD = {
    "kundval": "Kundval",
    "anordnare": "Anordnare",
    "karriarvagledare": "Karriärvägledare",
    "malgrupp": "Målgrupp",
}
TOTALT = "Totalt"
ANDRING = "ändring"
SAMMA_MANAD = "samma månad året före"
ODEFINIERAT = "–"
"""In print: a share of nothing."""
MINUS = "\u2212"
LAMNAS_UT = "Tabellerna visar små antal som de är: läs igenom dem innan de lämnas ut."
I_ENHETER = "Andelarnas ändring är i procentenheter."
INTE_SLUT = "Perioden är inte slut: insatser som slutar senare i den räknas som pågående."
TOM_TABELL = "Tabellen har inga rader."
FORKLARING = (
    "Räknas gör varje insats med minst en dag i perioden. Avslutad är den vars sista dag ligger i perioden, övriga är "
    "pågående, också den vars slutdatum har passerat utan att något avslut är registrerat. Byte av anordnare räknas "
    "som annan insats i kommunen. Andelar är hela procent, avrundade uppåt vid en halv, och summerar därför inte "
    "alltid till hundra. Dagar räknas med både första och sista dagen, och medeltalet är över insatserna."
)


def tabell_rubrik(nummer: str, avser: str = "") -> str:
    if nummer in _AV_ANORDNARE:
        return f"{_AV_ANORDNARE[nummer]}, {avser.partition(' ')[2]}"
    return RUBRIKER.get(nummer) or progression.RUBRIKER.get(nummer) or f"Utfall per anordnare, {insats_ord(avser)}"


def kolumn_ord(kolumn: str) -> str:
    """Years and insatser are their own words."""
    if kolumn in KOLUMNORD:
        return KOLUMNORD[kolumn]
    if (av_steg := progression.kolumn_ord(kolumn)) is not None:
        return av_steg
    if kolumn.startswith("andel_"):
        av = kolumn.removeprefix("andel_")
        ord_ = KOLUMNORD.get(av, av)
        return f"Andel {ord_[0].lower()}{ord_[1:]}, %" if av in KOLUMNORD else f"Andel av {insats_ord(ord_)}, %"
    return insats_ord(kolumn)


def kolumn_kort(kolumn: str) -> str:
    """In a table on the screen, where a share stands beside what it is the share of."""
    if kolumn.startswith("andel_i_tid_"):
        return "I tid, %"
    if kolumn == "svarsfrekvens":
        return "Frekvens, %"
    if kolumn == "fullfoljd_utan_mal":
        return _KORTA[kolumn]
    if kolumn in progression.KORTA:
        return progression.KORTA[kolumn]
    if kolumn.startswith("andel_") and kolumn not in KOLUMNORD:
        return "Andel, %"
    return kolumn_ord(kolumn).removesuffix(", median")


def papper_ord(kolumn: str) -> str:
    """On paper, where the share stands under what it is the share of."""
    kort = _KORTA.get(kolumn) or progression.KORTA.get(kolumn)
    return kort or kolumn_ord(kolumn).removesuffix(", median")


def tabell_om(nummer: str) -> str:
    """What the shares of a table are of, or what else must be known of it; one sentence."""
    return _OM.get(nummer) or progression.OM.get(nummer) or _OM["4"]


def rad_ord(t_namn: str, namn: str) -> str:
    """What a row is of; a month in words."""
    if t_namn == "manad":
        return manad_ar(namn).capitalize()
    return insats_ord(namn) if t_namn in ("insats", "forsta_insats") else namn


def manad_kort(m: str) -> str:
    """Over the axis of a diagram: "mars 24"."""
    return f"{KORTA[int(m[5:]) - 1]} {m[2:4]}"


def ovriga_ord(antal: int) -> str:
    return f"Övriga ({antal})"


def korta_perioder(nu: Period, fore: Period) -> tuple[str, str]:
    """Two periods, told from each other in few letters: by their year where that is enough."""
    if nu.fran.year == nu.till.year:
        return str(nu.till.year), str(fore.till.year)
    return f"{nu.fran} – {nu.till}", f"{fore.fran} – {fore.till}"


def skillnad_ord(v: str | int | Decimal | None) -> str:
    """With its sign."""
    ord_ = cell_ord(v)
    if isinstance(v, str) or not v:
        return ord_
    return f"+{ord_}" if v > 0 else ord_.replace("-", MINUS)


def cell_ord(v: str | int | Decimal | None) -> str:
    """As it is read; `ren_cell` as a spreadsheet takes it."""
    return v if isinstance(v, str) else ODEFINIERAT if v is None else tal_ord(v)


def ren_cell(v: str | int | Decimal | None) -> str:
    return ODEFINIERAT if v is None else str(v).replace(".", ",")


def insatser_ord(n: int) -> str:
    return "en insats" if n == 1 else f"{cell_ord(n)} insatser"


def period_ord(fran: date, till: date) -> str:
    return f"{datum_langt(fran)} – {datum_langt(till)}"


def gallrade_ord(antal: int) -> str:
    """A sentence on what is in no table."""
    vad = "En insats som slutade" if antal == 1 else f"{antal} insatser som slutade"
    return f"{vad} under periodens år har gallrats och finns inte med i tabellerna."
