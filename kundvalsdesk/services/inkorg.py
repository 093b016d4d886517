"""A folder of forms: each file its own unit of work, with progress; and the inbox, which is emptied as it is read.

Files that somebody drags in, chooses, or names on the command line are left where they are. Those of the watched
inbox go away when they are safely in the database, and to "Avvisade" when they are refused.
"""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from sqlalchemy import select

from ..fel import Databasfel, Konflikt, Nekad
from ..models import Inlamning
from .arbetsenhet import Arbetsenhet
from .granskningstyper import Mottaget
from .mottagning import ta_emot
from .rapportfiler.paket import STORSTA_FIL
from .typer import Framsteg

NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]
"""Opens a new unit of work that writes."""
Visa = Callable[[Framsteg], None]
Stopp = Callable[[], bool]

AVVISADE = "Avvisade"
VILA = 3.0
"""Seconds that a file of the inbox must have been left alone: one that is still being copied is not read."""
_SKRAP = frozenset(("thumbs.db", "desktop.ini"))


def _olaslig(fil: Path) -> Mottaget:
    return Mottaget(
        "avvisad", "olaslig", "Filen går inte att läsa. Stäng den i andra program och försök igen.", fil=fil.name
    )


def ar_tillfallig(namn: str) -> bool:
    """Files that spreadsheets and file managers keep beside others, or that are being written."""
    litet = namn.lower()
    return namn.startswith((".", "~")) or litet.endswith((".tmp", ".part", ".crdownload")) or litet in _SKRAP


def filer_i(mapp: Path) -> list[Path]:
    """The files of a folder in order of name, without temporary ones. Raises Nekad if it cannot be read."""
    try:
        return sorted(f for f in mapp.iterdir() if not ar_tillfallig(f.name) and f.is_file() and not f.is_symlink())
    except OSError:
        raise Nekad("mapp", "Mappen går inte att läsa. Kontrollera att den finns och att du får öppna den.") from None


def las_bytes(fil: Path) -> bytes:
    """A file, or as much of one that is too big as tells that it is. Raises OSError, also for what is no file: a pipe
    would be waited for."""
    if not stat.S_ISREG(fil.stat().st_mode):
        raise OSError("not a file")
    with fil.open("rb") as strom:
        return strom.read(STORSTA_FIL + 1)


def ta_emot_fil(ny_enhet: NyEnhet, fil: Path, las: Callable[[Path], bytes] = las_bytes) -> Mottaget:
    """One file in a unit of its own. What it meets is its answer; only a database that is out of reach is raised."""
    try:
        data = las(fil)
    except OSError:
        return _olaslig(fil)
    try:
        with ny_enhet() as e:
            return ta_emot(e, data, fil.name)
    except Konflikt as k:
        return Mottaget("avvisad", "konflikt", k.mening, fil=fil.name)


def ta_emot_filer(
    ny_enhet: NyEnhet, filer: Sequence[Path], framsteg: Visa | None = None, stopp: Stopp | None = None,
    en: Callable[[NyEnhet, Path], Mottaget | None] = ta_emot_fil,
) -> list[Mottaget]:  # fmt: skip
    """Files one by one, in their order. What has been taken in stays, also when the rest is stopped.

    When the database cannot be reached the rest is not tried: each gets that for an answer. Raises Nekad for a role
    that may not work with cases.
    """
    ut: list[Mottaget] = []
    for n, fil in enumerate(filer):
        if stopp is not None and stopp():
            break
        if framsteg is not None:
            framsteg(Framsteg(n, len(filer), f"Tar emot {n + 1} av {len(filer)}"))
        try:
            svar = en(ny_enhet, fil)
        except Databasfel as fel:
            ut += [Mottaget("avvisad", fel.kod, fel.mening, fil=f.name) for f in filer[n:]]
            break
        if svar is not None:
            ut.append(svar)
    if framsteg is not None:
        framsteg(Framsteg(len(filer), len(filer), "Tar emot formulär"))
    return ut


def ta_emot_mapp(
    ny_enhet: NyEnhet, mapp: Path, framsteg: Visa | None = None, stopp: Stopp | None = None
) -> list[Mottaget]:
    """All files of a folder, which are left where they are."""
    return ta_emot_filer(ny_enhet, filer_i(mapp), framsteg, stopp)


# --- The watched inbox -------------------------------------------------------------------------------------------


def vilande_filer(mapp: Path, nu: float | None = None) -> list[Path]:
    """Files of the inbox that nobody is still writing. Raises Nekad if the folder cannot be read."""
    nu = time.time() if nu is None else nu
    ut = []
    for fil in filer_i(mapp):
        with suppress(OSError):
            if abs(nu - fil.stat().st_mtime) >= VILA:
                ut.append(fil)
    return ut


def tom_inkorg(
    ny_enhet: NyEnhet, mapp: Path, framsteg: Visa | None = None, stopp: Stopp | None = None
) -> list[Mottaget]:
    """Takes in what lies in the inbox, and clears it away. What cannot be read yet is left for the next time."""
    return ta_emot_filer(ny_enhet, vilande_filer(mapp), framsteg, stopp, _ur_inkorgen)


def _ur_inkorgen(ny_enhet: NyEnhet, fil: Path) -> Mottaget | None:
    try:
        data = las_bytes(fil)
        storlek = fil.stat().st_size
    except OSError:
        return None  # another program holds it
    if storlek != len(data) and len(data) <= STORSTA_FIL:
        return None  # it has grown meanwhile
    svar = ta_emot_fil(ny_enhet, fil, lambda _: data)
    if svar.kod == "konflikt":
        return None  # somebody else was at the same case: tried again the next time
    if svar.utfall == "avvisad":
        _till_avvisade(fil)
    elif _finns_i_databasen(ny_enhet, data):
        with suppress(OSError):
            if las_bytes(fil) == data:  # not a newer one that has come under the same name
                fil.unlink()
    return svar


def _finns_i_databasen(ny_enhet: NyEnhet, data: bytes) -> bool:
    """Whether exactly these bytes are kept, read back after the commit."""
    sha256 = hashlib.sha256(data).hexdigest()
    with ny_enhet() as e:
        kvar = e.session.scalar(select(Inlamning.original).where(Inlamning.sha256 == sha256))
    return kvar is not None and bytes(kvar) == data


def _till_avvisade(fil: Path) -> None:
    """Moves a file aside, never over another. Where that is not allowed it stays."""
    mapp = fil.parent / AVVISADE
    with suppress(OSError):
        mapp.mkdir(exist_ok=True)
        for n in range(1, 1000):
            mal = mapp / (fil.name if n == 1 else f"{fil.stem} ({n}){fil.suffix}")
            try:
                mal.open("xb").close()  # the name is ours from here on
            except FileExistsError:
                continue
            try:
                fil.replace(mal)
            except OSError:
                mal.unlink()
                raise
            return
