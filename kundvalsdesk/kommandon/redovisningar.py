"""The parts of the sub-command for uppföljning that are about kvalitetsredovisningar: forms, and what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..fel import Nekad
from ..services import inkorg, redovisningsmottagning
from ..services import redovisningar as tjanst
from ..services import uppfoljning as planer
from ..services.anordnarregister import anordnare_med_namn
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.redovisningstyper import Anordnarens, Redovisningslista
from ..services.regelverk import las_regelverk
from ..val import Val, sag
from .grund import Framstegsrad, dagens, enhet_for, oppen, skriv_fil, skriv_json


def gor(val: Val) -> int:
    return {"formular": _formular, "ta-emot": _ta_emot, "redovisningar": _lista}[val.del_](val)


def _formular(val: Val) -> int:
    """The forms of all that are to answer, or of one, into a folder. No file is written over another one."""
    assert val.ut is not None  # noqa: S101 - the parser demands it
    with enhet_for(val) as e:
        vem = anordnare_med_namn(e, val.anordnare).id if val.anordnare else 0
        filer = tjanst.formular(e, planer.hitta(e, val.ar, val.kundval, val.namnd), vem)
    if not val.ut.is_dir():
        raise Nekad("mapp", f"Mappen {val.ut} finns inte. Skapa den först.")
    if finns := [n for n, _ in filer if (val.ut / n).exists()]:
        raise Nekad("finns", f"{finns[0]} finns redan i mappen. Välj en tom mapp.")
    for namn, data in filer:
        skriv_fil(val.ut / namn, data)
    skriv_json({"formular": [n for n, _ in filer]})
    return 0


def _ta_emot(val: Val) -> int:
    """A file, or each file of a folder by itself: the refused ones stop no other."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    with oppen(val) as (db, aktor):

        @contextmanager
        def ny_enhet() -> Iterator[Arbetsenhet]:
            with enhet(db, aktor, las_regelverk(), dagens(val), skriv=True) as e:
                yield e

        filer = inkorg.filer_i(val.plats) if val.plats.is_dir() else [val.plats]
        svar = inkorg.ta_emot_filer(ny_enhet, filer, Framstegsrad(), en=redovisningsmottagning.ta_emot_fil)
    for m in svar:
        if m.utfall != "intagen":
            sag(f"{m.fil}: {m.mening}")
    antal = Counter(m.utfall for m in svar)
    skriv_json({
        "antal": {u: antal[u] for u in ("intagen", "parkerad", "avvisad")},
        "filer": [{"fil": m.fil, "utfall": m.utfall, "kod": m.kod, "mening": m.mening} for m in svar],
    })  # fmt: skip
    return 1 if svar and antal["avvisad"] == len(svar) else 0


def _lista(val: Val) -> int:
    """Who is to answer and who has, with the answers that count."""
    with enhet_for(val) as e:
        lista = tjanst.hamta(e, planer.hitta(e, val.ar, val.kundval, val.namnd))
        skriv_json(_data(e, lista, val.anordnare))
    return 0


def _data(e: Arbetsenhet, x: Redovisningslista, anordnare: str) -> dict[str, Any]:
    return {
        "ar": x.ar, "kundval": x.kundval, "version": x.version,
        "svar_senast": str(x.svar_senast) if x.svar_senast else None,
        "anordnare": [_rad(e, r, visa=bool(anordnare)) for r in x.rader if anordnare in ("", r.anordnare)],
    }  # fmt: skip


def _rad(e: Arbetsenhet, r: Anordnarens, *, visa: bool) -> dict[str, Any]:
    ut: dict[str, Any] = {
        "anordnare": r.anordnare, "fragor": r.fragor, "besvarade": r.besvarade, "sen": r.sen,
        "inkomna": [
            {"nummer": i.id, "version": i.nummer, "lage": i.lage, "varfor": i.mening or None,
             "mottagen": i.mottagen.isoformat(timespec="minutes")}
            for i in r.inkomna
        ],
    }  # fmt: skip
    if visa and r.galler is not None:
        hel = tjanst.las(e, r.galler.id)
        ut["uppgifter"] = dict(hel.uppgifter)
        ut["svar"] = [
            {"nummer": s.nummer, "punkt": s.punkt.punkt, "uppfyllt": s.svar.uppfyllt or None, "svar": s.svar.svar,
             "underlag": s.svar.bevis}
            for s in hel.svar
        ]  # fmt: skip
    return ut
