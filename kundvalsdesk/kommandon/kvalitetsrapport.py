"""The sub-command for the kvalitetsrapport: listed, set up, shown with its figures filled in, printed, decided."""

from __future__ import annotations

from typing import Any

from ..fel import Nekad
from ..rules.kvalitetsrapport import fylld_text
from ..rules.sortering import sokform
from ..services import handlingar, uppfoljning
from ..services import kvalitetsrapport as tjanst
from ..services.arbetsenhet import Arbetsenhet
from ..services.kvalitetsrapporttyper import Rapport, Rapportrad
from ..val import Val
from .grund import Framstegsrad, dagens, enhet_for, skriv_fil, skriv_json


def kvalitetsrapport(val: Val) -> int:
    return {"lista": _lista, "skapa": _skapa, "visa": _visa, "pdf": _pdf, "docx": _docx, "besluta": _besluta}[
        val.del_
    ](val)


def _lista(val: Val) -> int:
    with enhet_for(val) as e:
        rader = [r for r in tjanst.lista(e) if val.ar in (0, r.ar)]
        if val.kundval:
            rader = [r for r in rader if sokform(r.kundval) == sokform(val.kundval)]
        skriv_json([_rad(r) for r in rader])
    return 0


def _rad(r: Rapportrad) -> dict[str, Any]:
    return {
        "ar": r.ar, "namnd": r.namnd, "kundval": r.kundval, "titel": r.titel, "lage": r.lage,
        "beslutad": str(r.beslutad) if r.beslutad else None, "paragraf": r.paragraf or None, "avsnitt": r.avsnitt,
        "obesvarade": r.oppna,
    }  # fmt: skip


def _planen(e: Arbetsenhet, val: Val) -> int:
    return uppfoljning.hitta(e, val.ar, val.kundval, val.namnd)


def _rapporten(e: Arbetsenhet, val: Val) -> int:
    nr = tjanst.av_planen(e, _planen(e, val))
    if nr is None:
        raise Nekad("ingen_rapport", f"{val.kundval} {val.ar} har ingen kvalitetsrapport. Skapa den först.")
    return nr


def _skapa(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        handlingar.utfor(e, "kvalitetsrapport_skapa", "", str(_planen(e, val)), 0, {})
        skriv_json(_data(tjanst.hamta(e, _rapporten(e, val))))
    return 0


def _visa(val: Val) -> int:
    with enhet_for(val) as e:
        skriv_json(_data(tjanst.hamta(e, _rapporten(e, val))))
    return 0


def _data(r: Rapport) -> dict[str, Any]:
    return {
        **_rad(r.rad), "fran": str(r.urval.fran), "till": str(r.urval.till),
        "avsnitt": [
            {"nummer": a.nummer, "rubrik": a.rubrik, "skrivet": a.text, "text": fylld_text(block),
             "kommentarer": [{"av": k.skriven_av, "text": k.text, "svar": k.svar or None} for k in a.kommentarer]}
            for a, block in zip(r.avsnitt, r.fyllt.avsnitt, strict=True)
        ],
        "tabeller_och_diagram": [{"slag": v.slag, "nummer": v.nummer, "ur": v.tabell} for v in r.visade],
        "hinder": list(r.hinder),
        "skrivna_tal": [{"avsnitt": a.nummer, "tal": b.text} for a, b in r.skrivna],
    }  # fmt: skip


def _pdf(val: Val) -> int:
    from ..services.documents import kvalitetsrapport as papper

    with enhet_for(val) as e:
        _, pdf = papper.fil(e, _rapporten(e, val), Framstegsrad())
    if val.ut is not None:
        skriv_fil(val.ut, pdf)
    return 0


def _docx(val: Val) -> int:
    from ..services.documents import kvalitetsrapport_word as word

    with enhet_for(val) as e:
        _, docx = word.fil(e, _rapporten(e, val), Framstegsrad())
    if val.ut is not None:
        skriv_fil(val.ut, docx)
    return 0


def _besluta(val: Val) -> int:
    with enhet_for(val, skriv=True) as e:
        nr = _rapporten(e, val)
        varden = {"datum": str(val.dag or dagens(val)), "paragraf": val.paragraf,
                  "last_talen": "ja" if val.last_talen else "nej"}  # fmt: skip
        handlingar.utfor(e, "kvalitetsrapport_besluta", "", str(nr), tjanst.rapporten(e, nr).version, varden)
        skriv_json(_data(tjanst.hamta(e, nr)))
    return 0
