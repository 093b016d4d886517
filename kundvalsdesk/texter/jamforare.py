"""Words of Jämföraren: plain enough to be read at home by whoever has just begun to learn Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .datum import TAL, antal
from .meningar import KUNDVALORD

RUBRIK = "Jämför anordnare"
SAKNAS = "Uppgift saknas"
FARRE = "färre än fem"
INGEN_ENKAT = "Ingen kundenkät finns än"
FA_SVAR = "för få svar för att visas"


def kunder_rubrik(ar: int) -> str:
    return f"Kunder {ar}"


MANADER_RUBRIK = "Tid till egen försörjning"
NOJDA_RUBRIK = "Nöjda kunder"
INSATSER_RUBRIK = "Insatser"
OMRADE_RUBRIK = "Kommundelar"
KONTOR_RUBRIK = "Här finns de"
SPRAK_RUBRIK = "Språk"
KOMPETENS_RUBRIK = "Särskild kompetens"
PRESENTATION_RUBRIK = "Om sig själv"
KONTAKT_RUBRIK = "Kontakt"


def kunder_ord(om: int | None) -> str:
    return FARRE if om is None else f"omkring {om}"


def manader_ord(om: int | None) -> str:
    return "för få för att visas" if om is None else f"ungefär {antal(om, 'månad', 'månader')}"


def nojdhet_ord(svaren: Sequence[tuple[int, str, int, int]], artal: int, *, enkat: bool) -> str:
    """`svaren`: year, kundval, share nöjda, and number of answers; `artal`: the year of the other figures."""
    if not svaren:
        return FA_SVAR if enkat else INGEN_ENKAT
    rader = []
    for ar, kundval, andel, n in svaren:
        om = [KUNDVALORD.get(kundval, kundval).lower()] if len(svaren) > 1 else []
        om += [f"år {ar}"] if ar != artal else []
        rader += [f"{andel} procent ({n}\u00a0svar)", *([", ".join(om)] if om else [])]
    return "\n".join(rader)


def kontor_ord(kontoren: Iterable[tuple[str, str, str]]) -> str:
    """A line for each place: its name, the part of the municipality, the address."""
    return "\n".join(", ".join(dict.fromkeys(d for d in k if d)) for k in kontoren)


# --- The sheet to take home ---------------------------------------------------------------------------------------

TITEL = "Välj din anordnare"
FRAGOR = "Fråga din karriärvägledare om du undrar över något."
SA_VALDE_VI = "Så valde vi siffrorna"
STOD = {
    "insatser": "Det här kan du få hjälp med",
    "kommundelar": "Här finns de",
    "sprak": "Språk som de talar",
    "kompetens": "Det här är de särskilt bra på",
    "presentation": "Så berättar de om sig själva",
    "kontakt": "Kontakt",
}


def inledning(n: int, forval: bool) -> str:
    vilka = "en anordnare som du kan välja" if n == 1 else f"{TAL[n]} anordnare som du kan välja mellan"
    sist = " Vill du inte välja själv får du den anordnare som står på tur." if forval else ""
    return (
        f"Du väljer själv vilken anordnare som ska hjälpa dig. Här är {vilka}. Ta den tid du behöver.{sist} {FRAGOR}"
    )


def insats_mening(namn: str) -> str:
    return f"Du ska få: {namn[:1].lower()}{namn[1:]}."


def kunder_hemma(ar: int) -> str:
    return f"Så många hade sin insats där under {ar}"


TID_HEMMA = "Så lång tid tog det för dem som fick arbete, startade företag eller började studera"
NOJDA_HEMMA = "Så många var nöjda"


def sa_valde_vi(ar: int, enkat: bool) -> tuple[str, ...]:
    """How the figures were chosen, a sentence or two each."""
    nojda = (
        "Hur nöjda kunderna är kommer från kommunens enkät. Vi visar det bara när minst fem har svarat."
        if enkat
        else "Hur nöjda kunderna är vet vi inte än. Det kommer när kommunen har gjort en enkät."
    )
    return (
        f"Siffrorna gäller hela {ar}. De är de samma för alla som frågar.",
        "Antalet är hur många personer som hade minst en dag hos anordnaren. Vi avrundar till närmaste femtal: "
        "omkring 35 kan vara 33 eller 37.",
        f"Tiden är räknad från första till sista dagen för dem som slutade under {ar} för att de fick arbete, "
        "startade företag eller började studera. Den är ett medelvärde i hela månader.",
        "Är de färre än fem visar vi inget, så att ingen kan räkna ut något om en enda person. Personer med skyddade "
        "uppgifter räknas aldrig med.",
        nojda,
        "En lång tid behöver inte vara sämre. Anordnare hjälper människor med olika behov.",
        "Det som står om varje anordnare är vad den själv har berättat för kommunen.",
    )
