"""Sentences of refusals and the words of codes: one place, so that the same thing is always said the same way."""

from __future__ import annotations

from ..rules.insatskod import insats_ord as insats_ord
from ..rules.kriterier import Avvikelse
from ..rules.regelverk import Malgrupp

ROLLORD = {
    "karriarvagledare": "karriärvägledare",
    "arbetsledare": "arbetsledare",
    "kvalitetsutvecklare": "kvalitetsutvecklare",
    "kundkoordinator": "kundkoordinator",
    "systemspecialist": "systemspecialist",
    "dataskyddssamordnare": "dataskyddssamordnare",
}

SKYDDORD = {
    "skyddad_folkbokforing": "skyddad folkbokföring",
    "sekretessmarkering": "sekretessmarkering",
    "fingerade": "fingerade personuppgifter",
}

KUNDVALORD = {
    "FAI": "Förberedande arbetsinriktade insatser",
    "AMI": "Arbetsmarknadsinsatser",
    "ISA": "Introduktion sfi och arbete",
}

FRANVAROORD = {
    "sjuk": "Sjukfrånvaro",
    "vab": "Vård av barn",
    "annan": "Annan frånvaro",
    "ogiltig": "Ogiltig frånvaro",
    "ledighet": "Ledighet",
}

KONTAKTORD = {
    "uppstartsmote": "Uppstartsmöte",
    "veckokontakt": "Kontakt med kunden",
    "trepart": "Trepartssamtal",
}

BEDOMNINGORD = {
    "fortsatt": "Insatsen fortsätter",
    "justera": "Genomförandeplanen behöver justeras",
    "avsluta": "Insatsen bör avslutas",
}

# Reasons why a step is not allowed now (rules.steg gives the codes).
STEGNEJ = {
    "avslutad": "Insatsen är avslutad.",
    "historik": "Insatsen finns bara kvar för statistik och ändras inte.",
    "ingen_anordnare": "Kunden har inte valt anordnare ännu.",
    "har_anordnare": "Ärendet är redan aktualiserat hos anordnaren. Byte av anordnare görs genom ett avslut.",
    "inget_beslut": "Det finns inget beslut om insatsen.",
    "redan_aktualiserad": "Ärendet är redan aktualiserat.",
    "ej_aktualiserad": "Ärendet är inte aktualiserat hos anordnaren ännu.",
    "redan_bemannad": "Ärendet är redan bemannat.",
    "ej_bemannad": "Anordnaren har inte bemannat ärendet ännu.",
    "redan_uppdrag": "Uppdraget är redan inlagt.",
    "inget_uppdrag": "Uppdraget är inte inlagt ännu.",
    "ej_startad": "Insatsen har inget startdatum ännu.",
    "plan_granskas": "Den senaste planen granskas redan.",
    "plan_returnerad": "Den senaste planen är återremitterad och väntas in på nytt.",
    "plan_saknas": "Det finns ingen sådan version av planen.",
    "plan_godkand": "Planen är redan godkänd.",
    "plan_ej_godkand": "Den senaste planen är inte godkänd ännu.",
    "plan_ej_returnerad": "Planen är inte återremitterad.",
    "revidering_begard": "En reviderad plan är redan begärd.",
    "manad_utanfor": "Insatsen pågick inte någon dag den månaden.",
    "manad_ej_slut": "Månaden är inte slut ännu.",
    "rapport_redan": "Månadsrapporten är redan klarmarkerad.",
    "rapport_saknas": "Månadsrapporten är inte klarmarkerad ännu.",
    "rapport_godkand": "Månadsrapporten är redan godkänd.",
    "rapport_returnerad": "Månadsrapporten är återremitterad och väntas in på nytt.",
    "rapport_ej_returnerad": "Månadsrapporten är inte återremitterad.",
    "underlag_redan": "Faktureringsunderlaget är redan registrerat.",
    "redan_avslutad": "Ett avslut är redan beslutat.",
    "inget_avslut": "Inget avslut är beslutat.",
    "dokument_utfardat": "Avbrottsdokumentet är redan utfärdat.",
    "slutrapport_redan": "Slutrapporten har redan kommit in.",
    "slutrapport_saknas": "Ingen slutrapport har kommit in.",
    "slutrapport_godkand": "Slutrapporten är redan godkänd.",
    "slutrapport_returnerad": "Slutrapporten är återremitterad och väntas in på nytt.",
    "slutrapport_ej_returnerad": "Slutrapporten är inte återremitterad.",
    "forlangning_ute": "En förlängning väntar redan på beslut.",
    "forlangning_max": "Insatsen har redan förlängts så många gånger som rutinerna tillåter.",
    "forlangning_sen": "Slutdatum har passerat. En förlängning beslutas före slutdatum.",
    "forlangning_saknas": "Ingen förlängning väntar på beslut.",
    "forlangning_atersand": "Begäran är redan återsänd och väntar på komplettering.",
    "forlangning_ej_atersand": "Begäran är inte återsänd.",
    "franvaro_saknas": "Frånvaron finns inte längre i ärendet. Hämta om ärendet.",
    "intyg_redan_begart": "Intyg från första sjukdagen är redan begärt.",
    "intyg_finns": "Läkarintyget har redan kommit.",
    "intyg_ej_begart": "Intyg från första sjukdagen är inte begärt.",
    "incident_bedomd": "Incidenten är bedömd och ändras inte längre.",
    "okant_steg": "Steget finns inte.",
}


def roll_ord(roll: str) -> str:
    return ROLLORD.get(roll, roll)


def skydd_ord(skydd: str | None) -> str:
    return SKYDDORD.get(skydd or "", "")


def avvikelse_ord(a: Avvikelse, grupp: Malgrupp | None, kod: str) -> str:
    """What is not met, in one sentence. `kod` is that of the insats."""
    if a.kod == "malgrupp_kravs":
        return f"{insats_ord(kod)} är inte till för kundens målgrupp."
    if a.kod == "malgrupp_utesluten":
        namn = grupp.namn.lower() if grupp else "kundens målgrupp"
        return f"{insats_ord(kod)} är inte till för målgruppen {namn}."
    namn = grupp.namn if grupp else "Målgruppen"
    fran, till = (grupp.alder_fran, grupp.alder_till) if grupp else (None, None)
    return f"Målgruppen {namn[:1].lower()}{namn[1:]} gäller {fran}–{till} år. Kunden är {a.alder} år."
