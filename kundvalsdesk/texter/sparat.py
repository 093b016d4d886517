"""What stands in the green box when a step has been saved: what is done now, not what was asked for."""

from __future__ import annotations

from .datum import manad_ord

# {m} is the month of a report, {v} the version of a plan.
_SPARAT = {
    "valj_anordnare": "anordnaren är vald",
    "kartlaggning": "kartläggningen är sparad",
    "framtidsplan": "framtidsplanen är sparad",
    "aktualisera": "ärendet är aktualiserat hos anordnaren",
    "bemanna": "ärendet är bemannat",
    "uppdrag": "uppdraget är inlagt",
    "kontakt": "kontakten är registrerad",
    "plan_inkommen": "genomförandeplanen har kommit in",
    "plan_aterremiss": "planen är återremitterad, version {v}",
    "plan_igen": "planen har kommit in igen, version {v}",
    "plan_godkann": "genomförandeplanen är godkänd, version {v}",
    "plan_revidering": "en reviderad plan är begärd",
    "rapport_klarmarkera": "månadsrapporten är klarmarkerad, {m}",
    "rapport_aterremiss": "månadsrapporten är återremitterad, {m}",
    "rapport_igen": "månadsrapporten är klarmarkerad igen, {m}",
    "rapport_godkann": "månadsrapporten är godkänd, {m}",
    "underlag": "faktureringsunderlaget har kommit in, {m}",
    "avsluta": "insatsen är avslutad",
    "avbrottsdokument": "avbrottsdokumentet är utfärdat",
    "slutrapport_inkommen": "slutrapporten har kommit in",
    "slutrapport_aterremiss": "slutrapporten är återremitterad",
    "slutrapport_igen": "slutrapporten har kommit in igen",
    "slutrapport_godkann": "slutrapporten är godkänd",
    "forlangning_begar": "förlängningen är begärd",
    "forlangning_besluta": "förlängningen är beslutad",
    "forlangning_atersand": "begäran om förlängning är återsänd",
    "forlangning_komplettera": "begäran om förlängning är kompletterad",
    "franvaro_registrera": "frånvaron är registrerad",
    "franvaro_slut": "frånvarons sista dag är registrerad",
    "franvaro_ratta": "frånvaron är rättad",
    "franvaro_ta_bort": "frånvaron är borttagen",
    "intyg_dag_ett": "läkarintyg är begärt från första sjukdagen",
    "intyg_dag_ett_aterta": "läkarintyg begärs från dag åtta som vanligt",
    "intyg": "intyget är registrerat",
    "bedom_franvaro": "frånvaron är bedömd",
    "ogiltig_meddelad": "anordnarens meddelande har kommit",
    "mote_planera": "mötet är planerat",
    "mote_registrera": "mötet är registrerat",
    "mote_hallet": "mötet är registrerat som hållet",
    "mote_flytta": "mötet är flyttat",
    "mote_stall_in": "mötet är inställt",
    "meddelande": "meddelandet är skrivet",
    "anteckning_skriv": "anteckningen är skriven",
    "anteckning_signera": "anteckningen är signerad",
    "anteckning_kasta": "utkastet är slängt",
    "bilaga_ta_bort": "bilagan är borttagen",
    "brist_bedom": "ställning är tagen till bristen",
    "brist_ateroppna": "bristen är öppen igen",
    "incident_registrera": "incidenten är registrerad",
    "incident_komplettera": "incidenten är kompletterad",
    "incident_underrattad": "karriärvägledaren är underrättad",
    "incident_vidare": "incidenten är förd vidare",
    "overlamna": "ärendet är överlämnat",
    "overlamning_ater": "ärendet är tillbaka",
    "incident_bedomd": "incidenten är bedömd",
}


def sparat_ord(kod: str, mal: str, rubrik: str) -> str:
    """What has been saved, in words that follow "Sparat: "; the heading of the form where no words are known."""
    if kod not in _SPARAT:
        return f"{rubrik[:1].lower()}{rubrik[1:]}"
    return _SPARAT[kod].format(m=manad_ord(mal), v=mal)
