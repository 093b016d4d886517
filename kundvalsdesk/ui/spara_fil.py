"""A file to save: where, never over another one unasked; written whole or not at all, not in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.ui import dokumenttjanster
from kundvalsdesk.ui.arbetare import Arbetare
from kundvalsdesk.ui.fraga import fraga


def valj_plats(vem: QWidget, rubrik: str, namn: str, slag: str, *andra: str) -> Path | None:
    """Where, with the ending of the suggested name or one of `andra`.

    The system's dialog asks before a file is replaced, but only about the name as it was typed: where the ending is
    added here, it is asked here.
    """
    vald, _ = QFileDialog.getSaveFileName(vem, rubrik, namn, slag)
    if not vald:
        return None
    vag, slut = Path(vald), Path(namn).suffix
    if not slut or vag.name.lower().endswith((slut.lower(), *andra)):
        return vag
    vag = vag.with_name(vag.name + slut)
    mening = f"Det finns redan en fil som heter {vag.name} i mappen."
    if vag.exists() and not fraga(vem, "Ersätta filen?", mening, "Ersätt"):
        return None
    return vag


def spara(
    arbetare: Arbetare, vem: QObject, vag: Path, innehall: bytes, klar: Callable[[], None],
    fel: Callable[[KundvalsdeskFel], None],
) -> None:  # fmt: skip
    """Written by the worker. `vem`: who is told how it went, if still there by then."""

    def sedan(_: None) -> None:
        if isValid(vem):
            klar()

    def gick_inte(x: KundvalsdeskFel) -> None:
        if isValid(vem):
            fel(x)

    arbetare.kor_fritt(lambda _: dokumenttjanster.spara_fil(vag, innehall), sedan, gick_inte)
