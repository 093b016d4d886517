"""The tab of meetings and messages."""

from __future__ import annotations

from kundvalsdesk.ui.postflik import Postflik


class Motesflik(Postflik):
    KOD = "moten"
    LISTNAMN = "Möten och meddelanden, det senaste först"
    TOMT = (
        "Inga möten eller meddelanden ännu",
        "Planera ett möte och spara kallelsen som kalenderfil, registrera ett möte som har hållits, eller skriv ner "
        "vad du och anordnaren har sagt till varandra.",
    )
