"""What is being typed into a form, kept on this computer as it is typed, so that no crash takes it.

An encrypted file of the user's own beside their other data, whatever database the case is in: a lost connection
must not take the text with it. Without a keyring and without a key nothing is kept, and nothing else suffers.
Read and written by the thread that opened it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..fel import Databasfel

if TYPE_CHECKING:
    from ..models.motor import Adress

DAGAR = 30
"""So long a draft is kept."""
FILER = 3
"""A file that cannot be opened, with another key or damaged, is passed over for the next until it is too old."""

_TABELL = """CREATE TABLE IF NOT EXISTS utkast (
    ruta TEXT PRIMARY KEY, databas TEXT NOT NULL, anvandare TEXT NOT NULL, insats TEXT NOT NULL, kod TEXT NOT NULL,
    mal TEXT NOT NULL, falt TEXT NOT NULL, rubrik TEXT NOT NULL, flik TEXT NOT NULL, varden TEXT NOT NULL,
    nar TEXT NOT NULL)"""
_KOLUMNER = "databas, anvandare, insats, kod, mal, falt, ruta, rubrik, flik, varden, nar"


class Utkastplats(NamedTuple):
    """Where drafts of an open database are kept. `nyckel` None: from the keyring or KUNDVALSDESK_NYCKEL."""

    databas: str
    mapp: Path
    nyckel: str | None = None


class Utkastnyckel(NamedTuple):
    """Which form, of which case, of whom. `falt` names the set of its fields: another set takes no old values."""

    databas: str
    anvandare: str
    insats: str
    kod: str
    mal: str
    falt: str


class Utkast(NamedTuple):
    """`ruta` names the very form that was on the screen: two windows never write over each other's draft."""

    nyckel: Utkastnyckel
    ruta: str
    rubrik: str
    flik: str
    varden: dict[str, str]
    nar: datetime


def plats_for(adress: Adress) -> Utkastplats:
    """Beside the user's other data, and apart from other databases' by a name that tells nothing of this one."""
    from platformdirs import user_data_dir

    vad = os.path.normcase(str(adress.fil)) if adress.fil is not None else adress.visning
    databas = hashlib.sha256(vad.encode(errors="replace")).hexdigest()
    return Utkastplats(databas, Path(user_data_dir("kundvalsdesk", appauthor=False)))


def finns(plats: Utkastplats) -> bool:
    """Whether any drafts can be kept there already: else no key has to be asked for."""
    try:
        return any(f.exists() for f in _filer(plats))
    except OSError:
        return False


def _filer(plats: Utkastplats) -> list[Path]:
    return [plats.mapp / f"utkast{n or ''}.db" for n in range(FILER)]


def faltens_namn(falt: Iterable[tuple[str, str]]) -> str:
    """One short name of a set of fields, given as (name, type)."""
    return hashlib.sha256(json.dumps(sorted(falt)).encode()).hexdigest()[:16]


class Utkastfil:
    def __init__(self, anslutning: Any) -> None:
        self._a = anslutning

    @classmethod
    def oppna(cls, plats: Utkastplats) -> Utkastfil | None:
        """The file of drafts, made if there is none; None when none can be kept here."""
        filer = _filer(plats)
        try:
            nyckel = plats.nyckel or _nyckel(filer[0])
            plats.mapp.mkdir(parents=True, exist_ok=True, mode=0o700)
        except (Databasfel, OSError):
            return None
        for fil in filer:
            try:
                _bort_om_gammal(fil)
                return cls(_anslut(fil, nyckel))
            except (Databasfel, OSError, _drivrutinsfel()):
                continue
        return None

    def spara(self, u: Utkast) -> None:
        varden = json.dumps(u.varden, ensure_ascii=False)
        self._a.execute(
            f"INSERT OR REPLACE INTO utkast ({_KOLUMNER}) VALUES ({', '.join('?' * 11)})",  # noqa: S608
            (*u.nyckel, u.ruta, u.rubrik, u.flik, varden, u.nar.isoformat()),
        )

    def hamta(self, n: Utkastnyckel) -> list[Utkast]:
        """Of one form, the newest first."""
        return self._las("databas = ? AND anvandare = ? AND insats = ? AND kod = ? AND mal = ? AND falt = ?", n)

    def alla(self, databas: str, anvandare: str) -> list[Utkast]:
        return self._las("databas = ? AND anvandare = ?", (databas, anvandare))

    def glom(self, rutor: Sequence[str]) -> None:
        self._a.executemany("DELETE FROM utkast WHERE ruta = ?", [(r,) for r in rutor])

    def rensa(self, nu: datetime) -> None:
        """Takes away what is older than it is kept."""
        self._a.execute("DELETE FROM utkast WHERE nar < ?", ((nu - timedelta(days=DAGAR)).isoformat(),))

    def stang(self) -> None:
        self._a.close()

    def _las(self, villkor: str, varden: Sequence[str]) -> list[Utkast]:
        rader = self._a.execute(
            f"SELECT {_KOLUMNER} FROM utkast WHERE {villkor} ORDER BY nar DESC",  # noqa: S608
            tuple(varden),
        )
        return [
            Utkast(Utkastnyckel(*r[:6]), r[6], r[7], r[8], json.loads(r[9]), datetime.fromisoformat(r[10]))
            for r in rader
        ]


def utkastfel() -> tuple[type[BaseException], ...]:
    """What reading or writing drafts may end in, when the disk is full or the file is gone."""
    return (_drivrutinsfel(), OSError, ValueError)


def _drivrutinsfel() -> type[BaseException]:
    from sqlcipher3 import dbapi2

    fel: type[BaseException] = dbapi2.Error
    return fel


def _nyckel(fil: Path) -> str:
    from ..models.motor import Adress
    from .nycklar import hamta_nyckel

    return hamta_nyckel(Adress("sqlite", "sqlite://", fil), skapa=True)


def _bort_om_gammal(fil: Path) -> None:
    """A file that nobody has written to for so long holds nothing that would still be kept."""
    if fil.exists() and datetime.now().timestamp() - fil.stat().st_mtime > DAGAR * 86_400:
        for andelse in ("", "-wal", "-shm"):
            fil.with_name(fil.name + andelse).unlink(missing_ok=True)


def _anslut(fil: Path, nyckel: str) -> Any:
    from ..models.motor import anslut_fil

    anslutning = anslut_fil(fil, nyckel)
    try:
        anslutning.execute(_TABELL)
        anslutning.execute("PRAGMA secure_delete = ON").fetchone()
        anslutning.execute(f"SELECT {_KOLUMNER} FROM utkast LIMIT 1").fetchone()  # noqa: S608
    except BaseException:
        anslutning.close()
        raise
    return anslutning
