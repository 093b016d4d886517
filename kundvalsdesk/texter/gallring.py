"""Words of gallring: states, kinds of rows, and how much there is of them."""

from __future__ import annotations

import re

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
    "ejutbetald": "ersättning som inte har betalats", "enkatutskick": "plats på utskickslistor",
    "stickprovsarende": "granskning i stickprov",
}  # fmt: skip
"""What the rows of a table are called."""


def tabell_ord(tabell: str) -> str:
    return TABELLORD.get(tabell, tabell)


_KANDA = {
    "insats": ("insats", "insatser"), "anteckning": ("anteckning", "anteckningar"),
    "dokument": ("utfärdat dokument", "utfärdade dokument"), "bilaga": ("bilaga", "bilagor"),
    "inlamning": ("formulärfil", "formulärfiler"),
}  # fmt: skip


def omfattning_ord(omfattning: dict[str, int]) -> str:
    """ "2 insatser, 5 anteckningar": the parts of a case that people know, and the rest as a number of rows."""
    delar = [f"{n} {ord_[n != 1]}" for t, ord_ in _KANDA.items() if (n := omfattning.get(t, 0))]
    rest = sum(n for t, n in omfattning.items() if t not in _KANDA and t not in ("kund", "kundidentitet"))
    return ", ".join([*delar, *([f"{rest} {'rad' if rest == 1 else 'rader'} till"] if rest else [])])


UTFALLSORD = {
    "vantar": "väntar", "undantagen": ("undantagen", "undantagna"), "gallrad": ("gallrad", "gallrade"),
    "kvar": ("behållen", "behållna"),
}  # fmt: skip


def rader_ord(per_lage: dict[str, int]) -> str:
    """ "3 väntar, 1 undantagen, 10 gallrade": the rows of a list by what has become of them."""
    ut = []
    for lage, ord_ in UTFALLSORD.items():
        if n := per_lage.get(lage, 0):
            ut.append(f"{n} {ord_}" if isinstance(ord_, str) else antal(n, *ord_))
    return ", ".join(ut)


def utfall_ord(gallrade: int, behallna: int) -> str:
    """What was done just now."""
    delar = [antal(gallrade, "rad är gallrad", "rader är gallrade").capitalize() if gallrade else "Inget är gallrat"]
    if behallna:
        delar.append(f"{antal(behallna, 'behålls', 'behålls').capitalize()}: något har hänt med kunden sedan dess")
    return ". ".join(delar) + "."


_INGENTING = re.compile(r"\s*Ingenting har sparats\b[^.]*\.")


def avbrott_ord(mening: str, gallrade: int, behallna: int, kvar: int) -> str:
    """Of a list that was broken off by an error: what it was, what is gone, and that the rest can be carried on."""
    vantar = antal(kvar, "rad väntar", "rader väntar").capitalize() if kvar else "Inget mer väntar"
    fortsatt = "Gallra samma lista igen för att fortsätta." if kvar else "Gallra samma lista igen för att avsluta den."
    return f"{_INGENTING.sub('', mening)} {utfall_ord(gallrade, behallna)} {vantar}. {fortsatt}"
