"""Loads the program's own typeface, so that the window looks the same everywhere and holds every letter of a name."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from kundvalsdesk.resurser import resurs
from kundvalsdesk.ui import tokens

FILER = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf")


def ladda() -> str:
    """Family to use: ours if its files are there, else the system's."""
    familj = ""
    for fil in FILER:
        try:
            vag = resurs("fonts", fil)
        except FileNotFoundError:
            break
        if not vag.is_file():
            continue
        nummer = QFontDatabase.addApplicationFont(str(vag))
        namn = QFontDatabase.applicationFontFamilies(nummer) if nummer >= 0 else []
        # The semi-bold cut may call itself a family of its own; the regular one names the family.
        if namn and fil == FILER[0]:
            familj = namn[0]
    return familj or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def systemfaktor() -> float:
    """How much larger than usual the system's own text is (accessibility settings): 1.0 to 2.0."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    storlek = QFontInfo(system).pixelSize()
    # Desktops use 12 to 15 px as their normal size; only what lies above that is a wish for larger text.
    return min(2.0, max(1.0, storlek / 15)) if storlek > 0 else 1.0


def grundfont(familj: str, faktor: float) -> QFont:
    font = QFont(familj)
    font.setPixelSize(round(tokens.TEXT * faktor))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
