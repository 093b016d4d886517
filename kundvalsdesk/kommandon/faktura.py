"""The sub-command for invoices: one held against the run of a month, as data, as a file, or as a letter."""

from __future__ import annotations

from ..services import fakturakontroll as tjanst
from ..services.arbetsenhet import Arbetsenhet, enhet
from ..services.fakturafiler.las import hamta_bytes
from ..services.fakturakontrollfiler import som_bok, som_csv, som_data
from ..services.fakturatyper import Kontrollsvar
from ..services.regelverk import las_regelverk
from ..texter.datum import antal, manad_ar
from ..val import Val, sag
from .grund import Framstegsrad, dagens, i_format, krav_plats, oppen, skriv_svar


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
            ut = i_format(
                val.format, {
                    "json": lambda: som_data(svar), "csv": lambda: som_csv(svar), "xlsx": lambda: som_bok(svar),
                    "pdf": lambda: _svaret(e, svar, brev=False), "eml": lambda: _svaret(e, svar, brev=True),
                },
            )  # fmt: skip
        skriv_svar(val, ut)
    avviker = len(svar.avvikande) + len(svar.fynd)
    if avviker:
        sag(f"{antal(avviker, 'avvikelse', 'avvikelser').capitalize()} mot {manad_ar(svar.manad)}, {svar.anordnare}.")
    else:
        sag(f"Allt stämmer med {manad_ar(svar.manad)}, {svar.anordnare}.")
    return 0


def _svaret(e: Arbetsenhet, svar: Kontrollsvar, *, brev: bool) -> bytes:
    from ..services.documents import fakturasvar

    return fakturasvar.brev(e, svar) if brev else fakturasvar.fil(e, svar)
