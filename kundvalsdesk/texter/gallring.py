"""Words of gallring: states, kinds of rows, and how much there is of them."""

from __future__ import annotations

from .datum import antal

LAGEORD = {"forslag": "Väntar på godkännande", "godkand": "Godkänd, inte färdig", "klar": "Klar"}
POSTORD = {"vantar": "väntar", "undantagen": "undantagen", "gallrad": "gallrad", "kvar": "behållen"}
TABELLORD = {
    "kund": "kund", "kundidentitet": "namn och nummer", "insats": "insatser", "kartlaggning": "kartläggningar",
    "framtidsplan": "framtidsplaner", "genomforandeplan": "planversioner", "manadsrapport": "månadsrapporter",
    "slutrapport": "slutrapporter", "aterremiss": "återremisser", "franvaro": "frånvaroperioder",
    "forlangning": "förlängningar", "kontakt": "kontakter", "incident": "incidenter", "frist": "frister",
    "mote": "möten", "meddelande": "meddelanden", "anteckning": "anteckningar", "bilaga": "bilagor",
    "inlamning": "formulärfiler", "rapportinnehall": "rapporters innehåll", "granskningsutkast": "egna utkast",
    "brist": "brister", "paminnelse": "påminnelser", "marke": "märken", "notis": "notiser",
    "overlamning": "överlämningar", "dokument": "utfärdade dokument", "ersattningsrad": "ersättning till anordnaren",
    "ejutbetald": "ersättning som inte har betalats",
}  # fmt: skip
"""What the rows of a table are called."""


def tabell_ord(tabell: str) -> str:
    return TABELLORD.get(tabell, tabell)


def omfattning_ord(omfattning: dict[str, int]) -> str:
    """ "2 insatser, 5 anteckningar": the parts of a case that people know, and the rest as a number of rows."""
    kanda = ("insats", "anteckning", "dokument", "bilaga", "inlamning")
    delar = [f"{omfattning[t]} {tabell_ord(t)}" for t in kanda if omfattning.get(t)]
    rest = sum(n for t, n in omfattning.items() if t not in kanda and t not in ("kund", "kundidentitet"))
    return ", ".join([*delar, *([antal(rest, "rad till", "rader till")] if rest else [])])
