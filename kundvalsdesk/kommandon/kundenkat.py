"""The sub-command for kundenkäter: set up, sent out, answered, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..fel import Nekad
from ..services import kundenkat as tjanst
from ..services import kundenkatfiler as filer
from ..services.kundenkattyper import Enkatrad
from ..texter.datum import antal
from ..val import Val, sag
from .grund import Framstegsrad, enhet_for, i_format, krav_plats, skriv_fil, skriv_json, skriv_svar

_STORST_FRAGOR = 1 << 20


def kundenkat(val: Val) -> int:
    vilken = f"{val.ar}:{val.kundval}"
    if val.del_ == "lista":
        with enhet_for(val) as e:
            skriv_json([_data(x) for x in tjanst.lista(e)])
        return 0
    return {"skapa": _skapa, "utskick": _utskick, "mall": _mall, "las-in": _las_in, "resultat": _resultat}[val.del_](
        val, vilken
    )


def _data(x: Enkatrad) -> dict[str, Any]:
    return {
        "ar": x.ar, "kundval": x.kundval, "namn": x.namn, "fran": str(x.fran), "till": str(x.till),
        "fragor": [f._asdict() for f in x.fragor], "skapad": str(x.skapad),
        "utskick": str(x.utskick) if x.utskick else None, "stangd": str(x.stangd) if x.stangd else None,
        "tillfragade": x.tillfragade,
    }  # fmt: skip


def _skapa(val: Val, vilken: str) -> int:
    fragor = _las(val.plats) if val.plats is not None else tjanst.skrivna(tjanst.forslag())
    with enhet_for(val, skriv=True) as e:
        steg = tjanst.formular(e, vilken)
        if val.plats is None and steg.sedd_version:
            fragor = tjanst.skrivna(tjanst.hamta(e, vilken).fragor)
        namn = val.namn or steg.falt[0].varde
        tjanst.spara(e, vilken, steg.sedd_version, namn, val.fran, val.till, fragor)
        x = tjanst.hamta(e, vilken)
    skriv_json(_data(x))
    return 0


def _las(fil: Path) -> str:
    try:
        with fil.open("rb") as f:
            return f.read(_STORST_FRAGOR).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Nekad(
            "fil", "Filen med frågor kan inte läsas. Den ska vara text (UTF-8), en fråga på varje rad."
        ) from None


def _utskick(val: Val, vilken: str) -> int:
    """Draws the list where that is not done; with a file, its names too."""
    with enhet_for(val, skriv=True) as e:
        x = tjanst.hamta(e, vilken)
        if x.utskick is None:
            tjanst.dra(e, vilken, x.version)
            x = tjanst.hamta(e, vilken)
    if val.ut is not None:
        with enhet_for(val, skriv=True) as e:
            alla = tjanst.ta_ut(e, vilken)
            skriv_fil(val.ut, filer.utskick(alla, val.ut.suffix.lower()))
        sag(f"{antal(len(alla), 'kund', 'kunder').capitalize()} i filen.")
    skriv_json(_data(x))
    return 0


def _mall(val: Val, vilken: str) -> int:
    assert val.ut is not None  # noqa: S101 - the parser demands it
    with enhet_for(val) as e:
        x = tjanst.hamta(e, vilken)
    skriv_fil(val.ut, filer.svarsmall(x, val.ut.suffix.lower()))
    return 0


def _las_in(val: Val, vilken: str) -> int:
    assert val.plats is not None  # noqa: S101 - the parser demands it
    from ..services.kundenkatsvar import hamta_bytes

    data = hamta_bytes(val.plats)
    rad = Framstegsrad()
    with enhet_for(val, skriv=True) as e:
        x = tjanst.hamta(e, vilken)
        tjanst.las_in(e, vilken, x.version, data, rad)
        skriv_json(_data(tjanst.hamta(e, vilken)))
    if x.stangd is not None:
        sag("Svaren ur den förra filen är ersatta.")
    return 0


def _resultat(val: Val, vilken: str) -> int:
    krav_plats(val)
    with enhet_for(val) as e:
        svar = tjanst.resultat(e, vilken)
    hur = {
        "json": lambda: filer.som_data(svar), "csv": lambda: filer.som_csv(svar), "xlsx": lambda: filer.som_bok(svar),
    }  # fmt: skip
    skriv_svar(val, i_format(val.format, hur))
    return 0
