"""The tab of the journal: signed notes, and one's own drafts."""

from __future__ import annotations

from kundvalsdesk.ui.postflik import Postflik


class Journalflik(Postflik):
    KOD = "journal"
    LISTNAMN = "Anteckningar, den senaste först"
    TOMT = (
        "Inga anteckningar ännu",
        "Skriv en anteckning. Som utkast ser bara du den; när du har signerat den är den låst och läses av dem som "
        "arbetar med ärendet.",
    )
