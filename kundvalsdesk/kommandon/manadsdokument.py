"""manadsdokument: the documents of a whole month, each issued by itself, in the cases and in a folder."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from ..fel import Nekad
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.documents.massutfardande import Massval, urval, utfarda_alla
from ..services.dokumenttyper import Massvar
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, oppen, skriv_json


def manadsdokument(val: Val) -> int:
    """What one of them meets stops no other. Refused as a whole (1) only if none could be issued."""
    if val.ut is not None and not _ar_mapp(val.ut):
        raise Nekad("mapp", f"Mappen {val.ut} finns inte. Skapa den först.")
    with oppen(val) as (db, aktor):

        @contextmanager
        def ny_enhet() -> Iterator[Arbetsenhet]:
            with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
                yield e

        with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
            rader = urval(e, Massval(val.del_, val.manad or "", val.for_vem or "intern", val.alla))
        with _stopp() as stoppad:
            svar = utfarda_alla(ny_enhet, val.del_, rader, val.ut, Framstegsrad(), stoppad)
    for x in svar:
        if x.utfall == "inte":
            sag(f"{x.insats}: {x.mening}")
    if len(svar) < len(rader):
        sag(f"Avbrutet. {len(svar)} av {len(rader)} är gjorda; kör igen för att fortsätta med resten.")
    antal = Counter(x.utfall for x in svar)
    skriv_json(
        {
            "manad": val.manad,
            "antal": {"utfardat": antal["utfardat"], "fanns": antal["fanns"], "inte": antal["inte"]},
            "dokument": [_post(x) for x in svar],
        }
    )
    return 1 if svar and antal["inte"] == len(svar) else 0


def _ar_mapp(plats: Path) -> bool:
    try:
        return plats.is_dir()
    except OSError:  # a name that no folder can have
        return False


def _post(x: Massvar) -> dict[str, str]:
    return {"insats": x.insats, "utfall": x.utfall, "dokument": x.nummer, "mening": x.mening}


@contextmanager
def _stopp() -> Iterator[Callable[[], bool]]:
    """Ctrl+C ends it after the document that is being issued: what is done has been done, and is told."""
    har = Event()

    def stoppa(_: int, __: FrameType | None) -> None:
        har.set()

    forut = signal.signal(signal.SIGINT, stoppa)
    try:
        yield har.is_set
    finally:
        signal.signal(signal.SIGINT, forut)
