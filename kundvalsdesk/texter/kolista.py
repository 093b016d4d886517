"""Words of the queue: its groups, and what a filter shows."""

from __future__ import annotations

GRUPPORD = {
    "forsenat": "Försenat",
    "idag": "I dag",
    "vecka": "Denna vecka",
    "senare": "Senare",
    "vilande": "Väntar på någon annan",
}
LJUSORD = {"rod": "röda", "gul": "gula", "gron": "gröna", "vilande": "som väntar"}
SLAGORD = {
    "nytt": "nya ärenden",
    "plan": "planer",
    "rapport": "rapporter",
    "franvaro": "frånvaro",
    "avslut": "avslut",
    "mote": "möten",
    "brist": "brister hos anordnare",
    "ovrigt": "övrigt",
}
