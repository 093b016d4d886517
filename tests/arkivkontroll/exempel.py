"""A document of every part that there is, for tests of what the base draws."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from kundvalsdesk.services.documents import mall
from kundvalsdesk.services.documents.text import Fet

TEXT = (
    "Kunden har från start haft en tydlig yrkesinriktning och har gått från spontanansökningar till riktad matchning. "
    "Närvaron har varit god och arbetsmarknadskunskapen har ökat påtagligt under egenförsörjningsperioden. "
)
KUND = "Viktor Bergström"
HUVUD = mall.Dokumenthuvud(
    "Slutrapport",
    "SLR 2024-0088-1",
    date(2024, 9, 11),
    (("Dokument", "SLR 2024-0088-1"), ("Datum", "2024-09-11"), ("Ärende", "2024-0088")),
    "AMI 1, vägledning · Arbetslinjen",
    forhandsgranskning=True,
)


def logga() -> bytes:
    """A PNG with a channel of alpha."""
    ut = BytesIO()
    Image.new("RGBA", (60, 20), (11, 95, 165, 128)).save(ut, "PNG")
    return ut.getvalue()


AVSANDARE = mall.Avsandare(
    "Exempelkommun", "Arbets- och etableringsenheten", "arbete@exempelkommun.se", logga(), "#7A1FA2"
)


def delar(ganger: int = 1) -> list[Any]:
    """Every part there is; from 12 times up no part but the signatures has room on one page."""
    return mall.underskrivet(
        [
            *mall.framhavd(("Insatsen ", Fet("AMI 2"), " avslutas. ", TEXT * ganger)),
            *mall.rubrik("Insatsen"),
            *mall.etiketter([("Kund", KUND), ("Tom", ""), ("Dag", (Fet("13 september 2024"),)), ("L", TEXT * ganger)]),
            *mall.rubrik("Mål och resultat"),
            *mall.tabell(
                [("Mål", 0.3), ("Resultat", 0.5), ("Datum", 0.2)],
                [("Arbete", "Anställd", "2024-09-11"), ("", TEXT * ganger, ""), ("Körkort", TEXT, "nej")] * 2,
            ),
            *mall.rubrik("Progression"),
            *mall.lopande(f"{TEXT * ganger}\n\n\n{TEXT}"),
            *mall.punkter([TEXT, "", (Fet("Kort"), " punkt"), TEXT * ganger]),
            *mall.lopande(TEXT),
        ],
        [("Moa Ceder", "jobbexpert"), ("Anna Lundin", "karriärvägledare")],
    )


@cache
def bra() -> bytes:
    return mall.bygg(HUVUD, AVSANDARE, delar())


def sparad(pdf: Any, **mer: Any) -> bytes:
    ut = BytesIO()
    if not mer:
        mer = {"stream_decode_level": pikepdf.StreamDecodeLevel.none}
    tabell = pikepdf.ObjectStreamMode.disable
    pdf.save(ut, compress_streams=False, object_stream_mode=tabell, fix_metadata_version=False, **mer)
    return ut.getvalue()
