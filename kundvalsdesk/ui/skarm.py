"""Is there a screen, and can Qt reach it? Asked before QApplication is made, which would abort the process.

Standard library only at import: on a machine without Qt's system libraries this must still run.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

PAKET = (
    "libgl1 libegl1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon-x11-0 libx11-xcb1 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xfixes0 libxcb-xkb1 libxcb-util1"
)
INSTALLERA = f"Installera dem, på Debian och Ubuntu med: apt-get install {PAKET}"
INGEN_SKARM = (
    "Kundvalsdesk behöver en skärm, men här finns ingen (DISPLAY och WAYLAND_DISPLAY saknas). Starta programmet i en "
    "skrivbordsmiljö, eller använd kommandona som inte behöver fönster: kundvalsdesk --help"
)
_BIBLIOTEK = re.compile(r"(lib[\w.+-]+\.so[\d.]*)")


def hinder() -> str | None:
    """One Swedish sentence that says why the window cannot be shown and what to do; None when it can."""
    linux = sys.platform.startswith("linux")
    vald = os.environ.get("QT_QPA_PLATFORM", "")
    if linux and not vald and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return INGEN_SKARM
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as fel:
        return _saknas(str(fel))
    if linux and (vald.startswith("xcb") or (not vald and not os.environ.get("WAYLAND_DISPLAY"))):
        return _xcb_hinder()
    return None


def _saknas(fel: str) -> str:
    vad = _BIBLIOTEK.search(fel)
    namn = f" ({vad[1]})" if vad else ""
    return f"Fönstret kan inte visas, för systemet saknar bibliotek som Qt behöver{namn}. {INSTALLERA}"


def _xcb_hinder() -> str | None:
    """Qt's xcb plugin ends the process when a library of it is missing or the display does not answer: try first."""
    import ctypes

    import PySide6

    insticket = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    if insticket.is_file():
        try:
            ctypes.CDLL(str(insticket))
        except OSError as fel:
            return _saknas(str(fel))
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as fel:
        return _saknas(str(fel))
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    forbindelse = xcb.xcb_connect(None, None)
    fel_ = xcb.xcb_connection_has_error(forbindelse)
    xcb.xcb_disconnect(forbindelse)
    if fel_:
        skarm = os.environ.get("DISPLAY", "")
        return f"Skärmen {skarm} svarar inte. Kontrollera att skrivbordet är igång och att du får använda det."
    return None
