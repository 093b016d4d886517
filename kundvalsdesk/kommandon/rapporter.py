"""The sub-commands for forms: made for an anordnare, and read when they come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..fel import Nekad
from ..services import inkorg, mottagning, rapportmall
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.arendelage import krav_arenderatt
from ..services.granskningstyper import Mottaget
from ..services.rapportfiler.las import las_fil
from ..services.rapportfiler.skriv import skriv_mall
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, enhet_for, oppen, skriv_fil, skriv_json

SLAG = {typ: slag for slag, typ in mottagning.TYP.items()}


def formular(val: Val) -> int:
    """rapportmall manadsrapport | genomforandeplan | slutrapport: the form of a case, filled in with what is known."""
    assert val.ut is not None  # noqa: S101 - the parser demands it
    slag = SLAG[val.del_]
    if val.manad is not None and slag != "rapport":
        raise Nekad("manad", "--manad hör bara till månadsrapporten.")
    with enhet_for(val) as e:
        u = rapportmall.underlag(e, slag, val.insats, val.manad)
        skriv_fil(val.ut, skriv_mall(u))
    skriv_json(
        {
            "insats": u.insats, "typ": val.del_, "avser": u.avser, "rubrik": u.rubrik_klar,
            "formular": u.formular.namn, "fil": str(val.ut),
        }
    )  # fmt: skip
    return 0


def rapport(val: Val) -> int:
    """rapport kontrollera | ta-emot."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    if val.del_ == "kontrollera":
        data = _las(val.plats)
        with enhet_for(val) as e:
            skriv_json(mottagning.prova(e, data))
        return 0
    return _ta_emot_mapp(val, val.plats) if _ar_mapp(val.plats) else _ta_emot(val, val.plats)


def _ar_mapp(plats: Path) -> bool:
    try:
        return plats.is_dir()
    except OSError:  # a name that no file can have: reading it tells
        return False


def _las(fil: Path) -> bytes:
    try:
        return inkorg.las_bytes(fil)
    except OSError:
        raise Nekad("fil", f"Filen {fil} går inte att läsa. Kontrollera att den finns.") from None


def _ta_emot(val: Val, fil: Path) -> int:
    data = _las(fil)
    with enhet_for(val, skriv=True) as e:
        krav_arenderatt(e)
        last = las_fil(data)
        # Before it is taken in: what it is compared with is what came before it.
        mottagning.krav_ny(e, last)
        beskrivning = mottagning.beskriv(e, last)
        svar = mottagning.ta_emot_last(e, last)
        if svar.utfall == "avvisad":
            raise Nekad(svar.kod, svar.mening)
    if svar.utfall == "parkerad":
        sag(svar.mening)
        beskrivning["hinder"] = svar.mening  # what has been done, rather than what would be
    skriv_json(beskrivning | {"utfall": svar.utfall})
    return 0


def _post(m: Mottaget) -> dict[str, Any]:
    return {
        "fil": m.fil, "utfall": m.utfall, "kod": m.kod, "mening": m.mening, "insats": m.insats,
        "typ": mottagning.TYP.get(m.slag, ""), "avser": m.avser,
    }  # fmt: skip


def _ta_emot_mapp(val: Val, mapp: Path) -> int:
    """Each file by itself: the refused ones stop no other. Refused as a whole (1) only if none could be received."""
    with oppen(val) as (db, aktor):

        @contextmanager
        def ny_enhet() -> Iterator[Arbetsenhet]:
            with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
                yield e

        svar = inkorg.ta_emot_mapp(ny_enhet, mapp, Framstegsrad())
    for m in svar:
        if m.utfall != "intagen":
            sag(f"{m.fil}: {m.mening}")
    antal = Counter(m.utfall for m in svar)
    skriv_json({"antal": {u: antal[u] for u in ("intagen", "parkerad", "avvisad")}, "filer": [_post(m) for m in svar]})
    return 1 if svar and antal["avvisad"] == len(svar) else 0
