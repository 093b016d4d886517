"""What a stored field is called, and its value in words: for a conflict, where mine stands beside what is saved."""

from __future__ import annotations

from .brister import BEDOMNINGORD as BRISTORD
from .brister import BRISTGRUPPER
from .meningar import BEDOMNINGORD, FRANVAROORD, ROLLORD, SKYDDORD
from .samtal import KANALORD, LAGEORD, MOTESORD, RIKTNINGORD

_FALT: dict[str, str] = {
    # insats and kund
    "nyckel": "Ärende",
    "kod": "Insats",
    "kundval": "Kundval",
    "anordnare_id": "Anordnare",
    "forvald": "Förvalsanordnaren",
    "kundansvarig_id": "Kundansvarig",
    "beslut": "Beslut",
    "beslut_motivering": "Motivering",
    "parallell_bedomning": "Bedömning av parallella insatser",
    "aktualiserad": "Aktualiserad",
    "bemannad": "Bemannad",
    "jobbexpert": "Jobbexpert",
    "uppdrag": "Uppdrag",
    "uppdragsbeskrivning": "Uppdragsbeskrivning",
    "start": "Startdatum",
    "slut": "Slutdatum",
    "omfattning": "Omfattning, procent",
    "deltid_skal": "Skäl till deltid",
    "avslutsbeslut": "Beslut om avslut",
    "avslutstyp": "Typ av avslut",
    "avslutsorsak": "Orsak",
    "sista_dag": "Sista dag",
    "orsak_dold": "Orsaken lämnas inte ut",
    "avslut_kommentar": "Kommentar",
    "avbrottsdokument": "Avbrottsdokument",
    "bevakas_fran": "Bevakas från",
    "skydd": "Skydd",
    "malgrupp": "Målgrupp",
    "ekonomiskt_bistand": "Ekonomiskt bistånd",
    # plan and reports
    "nummer": "Version",
    "manad": "Månad",
    "inkommen": "Inkommen",
    "inkommen_igen": "Inkommen igen",
    "klarmarkerad": "Klarmarkerad",
    "klarmarkerad_igen": "Klarmarkerad igen",
    "aterremitterad": "Återremitterad",
    "aterremiss_skal": "Skäl till återremiss",
    "godkand": "Godkänd",
    "revidering_begard": "Revidering begärd",
    "revidering_skal": "Vad som behöver ändras",
    "underlag": "Faktureringsunderlag",
    "bedomning": "Bedömning",
    "nasta_steg": "Nästa steg",
    # frånvaro
    "typ": "Vad",
    "fran": "Första dag",
    "till": "Sista frånvarodag",
    "orsak": "Orsak",
    "kontaktforsok": "Antal kontaktförsök",
    "registrerad": "Meddelades",
    "intyg_anordnare": "Intyg hos anordnaren",
    "intyg_kv": "Intyg hos karriärvägledaren",
    "intyg_fran_dag_ett": "Läkarintyg från dag ett",
    "intyg_skal": "Skäl till begäran om intyg",
    "meddelad": "Anordnarens meddelande",
    "bedomd": "Bedömd",
    "motivering": "Motivering",
    # förlängning
    "begard": "Begärd",
    "begard_av_id": "Begärd av",
    "mal": "Vad ska nås",
    "atersand": "Återsänd",
    "atersand_skal": "Vad som behöver kompletteras",
    "kompletterad": "Begärd igen",
    "beslutad": "Beslutad",
    "beslutad_av_id": "Beslutad av",
    "beslut_skal": "Skäl till beslutet",
    # incident
    "upptackt": "Upptäcktes",
    "kv_underrattad": "Karriärvägledaren underrättades",
    "vidare": "Fördes vidare",
    "beskrivning": "Vad som har hänt",
    "antal_berorda": "Antal berörda",
    "atgarder": "Vad som har gjorts",
    "anmals": "Anmäls till IMY",
    "berorda_informeras": "De berörda informeras",
    # meetings, messages, journal, attachments
    "plats": "Plats",
    "deltagare": "Deltagare",
    "syfte": "Syfte",
    "lage": "Läge",
    "datum": "Datum",
    "rubrik": "Rubrik",
    "text": "Text",
    "signerad": "Signerad",
    "riktning": "Åt vilket håll",
    "kanal": "Hur",
    "tid": "När",
    "motpart": "Motpart",
    "amne": "Ämne",
    "namn": "Namn",
    "tillagd": "Tillagd",
    # hand-over
    "fran_id": "Från",
    "till_id": "Till",
    "ater": "Åter",
    "aterford": "Tillbaka från",
    # brist, what was received, kartläggning, framtidsplan
    "avser": "Gäller",
    "upphord": "Upphörde",
    "avslutad": "Bedömd",
    "avslutad_av_id": "Bedömd av",
    "kommentar": "Motivering",
    "slag": "Slag",
    "mottagen": "Mottagen",
    "skal": "Skäl",
    "situation": "Kundens situation",
    "kompetenser": "Kompetenser och erfarenheter",
    "forutsattningar": "Förutsättningar",
    "behov": "Behov av stöd",
    "steg": "Steg dit",
    "insatskod": "Insats som planen leder till",
    # payments
    "brytdatum": "Brytdatum",
    "forberedd": "Förberedd",
    "forberedd_av": "Förberedd av",
    "faststalld": "Fastställd",
    "faststalld_av": "Fastställd av",
    "antal_rader": "Antal rader",
    "antal_ej": "Antal som inte betalas",
    "summa": "Summa",
    "insats": "Ärende",
    "anordnare": "Anordnare",
    "avser_manad": "Gäller månaden",
    "dagar": "Dagar",
    "manadsbelopp": "Månadsbelopp",
    "belopp": "Belopp",
    "helt": "Hela månaden",
    "avbrott": "Efter avbrott",
    "forklaring": "Så är det räknat",
    "kunden_med": "Gjord tillsammans med kunden",
}

_I_TABELL: dict[tuple[str, str], str] = {
    ("ersattningskorning", "lage"): "Läge",
    ("ersattningsrad", "till"): "Sista dag",
    ("mote", "start"): "Börjar",
    ("mote", "slut"): "Slutar",
    ("incident", "nyckel"): "Incident",
    ("incident", "bedomd"): "Bedömdes",
    ("brist", "kod"): "Brist",
    ("brist", "fran"): "Började",
    ("framtidsplan", "mal"): "Mål",
    ("handlaggare", "anvandare"): "Användarnamn",
    ("handlaggare", "epost"): "E-post",
    ("handlaggare", "sparrad"): "Spärrad från",
    ("handlaggare", "losenord"): "Lösenord",
}

UTAN_ORD = frozenset((
    "id", "version", "insats_id", "kund_id", "rattar_id", "historik", "uid", "sekvens", "mediatyp", "storlek",
    "sha256", "innehall", "original", "formular", "sortnyckel", "soktext", "skriven_av", "signerad_av",
    "tillagd_av", "mottagen_av",
))  # fmt: skip
"""Fields that say nothing to a reader: keys, counters, whole files, and who (the conflict names who saved)."""

_VARDEN: dict[tuple[str, str], dict[str, str]] = {
    ("insats", "skydd"): SKYDDORD,
    ("kund", "skydd"): SKYDDORD,
    ("franvaro", "typ"): FRANVAROORD,
    ("mote", "typ"): MOTESORD,
    ("mote", "lage"): LAGEORD,
    ("meddelande", "riktning"): RIKTNINGORD,
    ("meddelande", "kanal"): KANALORD,
    ("manadsrapport", "bedomning"): BEDOMNINGORD,
    ("brist", "bedomning"): BRISTORD,
    ("brist", "kod"): BRISTGRUPPER,
    ("ersattningskorning", "lage"): {"preliminar": "preliminär", "faststalld": "fastställd"},
    ("forlangning", "beslut"): {"beviljad": "Beviljad", "avslag": "Avslag"},
    ("handlaggare", "roll"): ROLLORD,
    ("inlamning", "slag"): {"plan": "genomförandeplan", "rapport": "månadsrapport", "slutrapport": "slutrapport"},
    ("inlamning", "skal"): {
        "utkast": "rubriken är inte klarmarkerad",
        "redan_godkand": "redan godkänd",
        "manad_ej_slut": "månaden är inte slut",
        "ej_startad": "inget startdatum ännu",
        "inget_uppdrag": "uppdraget är inte inlagt",
        "plan_granskas": "förra planen granskas",
        "plan_returnerad": "förra planen är återremitterad",
    },
    ("inlamning", "lage"): {"parkerad": "parkerad", "avford": "undanlagd", "intagen": "intagen"},
}


def falt_ord(tabell: str, falt: str) -> str:
    """The name of a column, as the form that fills it says."""
    return _I_TABELL.get((tabell, falt)) or _FALT.get(falt) or falt.replace("_", " ").capitalize()


def har_ord(tabell: str, falt: str) -> bool:
    return falt in UTAN_ORD or falt in _FALT or (tabell, falt) in _I_TABELL


def varde_ord(tabell: str, falt: str, varde: str) -> str:
    """A code in words; everything else as it is."""
    return _VARDEN.get((tabell, falt), {}).get(varde, varde)
