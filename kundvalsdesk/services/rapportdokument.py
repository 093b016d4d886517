"""A report that is being read, as a document for the house: the issued one where it still says the same."""

from __future__ import annotations

from typing import NamedTuple

from .arbetsenhet import Arbetsenhet
from .arendelage import oppna_arende
from .documents import bestallning, utfardande
from .mottagning import TYP


class Rapportdokument(NamedTuple):
    """`nummer` and `filnamn` are "" in a preview; `sedd_version` is that of the case, and goes back with issuing."""

    nummer: str
    innehall: bytes
    filnamn: str
    sedd_version: int


def visa(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Rapportdokument:
    """Raises Nekad for a report that has not come in, or a role without cases."""
    i = oppna_arende(e, insats)
    star = bestallning.utfardat(e, insats, TYP[slag], {"avser": avser})
    if star is not None:
        return _lagrat(e, star.id, i.version)
    return Rapportdokument("", bestallning.forhandsgranska(e, insats, TYP[slag], {"avser": avser}), "", i.version)


def utfarda(e: Arbetsenhet, insats: str, slag: str, avser: str, sedd_version: int) -> Rapportdokument:
    """Raises Nekad, Konflikt as bestallning.utfarda."""
    ut = bestallning.utfarda(e, insats, TYP[slag], {"avser": avser}, sedd_version)
    return _lagrat(e, ut.dokument_id, sedd_version)


def _lagrat(e: Arbetsenhet, dokument_id: int, version: int) -> Rapportdokument:
    nummer, innehall = utfardande.las_dokument(e, dokument_id)
    return Rapportdokument(nummer, innehall, utfardande.filnamn(nummer), version)
