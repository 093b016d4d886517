"""The sub-command for invoices: one held against the run of a month, as data, as a file, or as a letter."""

from __future__ import annotations

import json

from ..services import fakturakontroll as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.fakturafiler.las import hamta_bytes
from ..services.fakturakontrollfiler import som_bok, som_csv, som_data
from ..services.fakturatyper import Kontrollsvar
from ..services.regelverk import las_regelverk
from ..texter.datum import antal, manad_ar
from ..val import Val, sag
from .grund import Framstegsrad, dagens, krav_plats, oppen, skriv_svar


def faktura(val: Val) -> int:
    """The check is logged before its answer is written: whoever has the answer has left their name."""
    assert val.plats is not None  # noqa: S101 - the parser demands it
    krav_plats(val)
    data = hamta_bytes(val.plats)
    with oppen(val) as (db, aktor):
        svar = tjanst.kontrollera_och_anteckna(
            lambda skriv, handling_id: enhet(
                db, aktor, las_regelverk(), dagens(val), skriv=skriv, handling_id=handling_id
            ),
            data, val.manad or "", val.anordnare, Framstegsrad(),
        )  # fmt: skip
        with enhet(db, aktor, las_regelverk(), dagens(val)) as e:
            ut = _innehall(e, val.format, svar)
        skriv_svar(val, ut)
    avviker = len(svar.avvikande) + len(svar.fynd)
    if avviker:
        sag(f"{antal(avviker, 'avvikelse', 'avvikelser').capitalize()} mot {manad_ar(svar.manad)}, {svar.anordnare}.")
    else:
        sag(f"Allt stämmer med {manad_ar(svar.manad)}, {svar.anordnare}.")
    return 0


def _innehall(e: Arbetsenhet, form: str, svar: Kontrollsvar) -> bytes:
    if form == "csv":
        return som_csv(svar).encode()
    if form == "xlsx":
        return som_bok(svar)
    if form in ("pdf", "eml"):
        from ..services.documents import fakturasvar

        return fakturasvar.fil(e, svar) if form == "pdf" else fakturasvar.brev(e, svar)
    return (json.dumps(som_data(svar), ensure_ascii=False, indent=1) + "\n").encode()
