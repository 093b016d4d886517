"""The kvalitetsrapport as a file: shown as it will be printed, or saved to be edited on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kundvalsdesk.services.typer import Framsteg
from kundvalsdesk.ui import kvalitetsrapporttjanster as tjanst
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.ui.kvalitetsrapport_dialog import Rapportdialog

Filtjanst = Callable[["Arbetsenhet", int, Callable[[Framsteg], None]], tuple[str, bytes]]


def visa_pdf(d: Rapportdialog, s: Sammanhang) -> None:
    def visa(fil: tuple[str, bytes]) -> None:
        from kundvalsdesk.ui.dokument_dialog import DokumentDialog

        d.dokument = DokumentDialog(d, s, d.rapport.rad.titel if d.rapport is not None else "", fil[1], fil[0])
        d.dokument.finished.connect(d.dokument.deleteLater)
        d.dokument.open()

    d.gor_fil("Ritar rapporten", tjanst.papper, visa)


def spara_for_word(d: Rapportdialog, s: Sammanhang) -> None:
    def valj(fil: tuple[str, bytes]) -> None:
        vag = valj_plats(d, "Spara för Word", fil[0], "Word (*.docx)")
        if vag is not None:
            spara(s.arbetare, d, vag, fil[1], lambda: d.sagt(f"Sparat som {vag.name}."), d.fel)

    d.gor_fil("Skriver rapporten", tjanst.word, valj)
