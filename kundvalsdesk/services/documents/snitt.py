"""ReportLab's TrueType font with a table to Unicode as the standards have it. Loads ReportLab: see `teckensnitt`."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_PER_BLOCK = 100
"""The most lines in a block of a CMap (Adobe Technical Note 5014)."""


class Snitt(TTFont):  # type: ignore[misc]
    """One cut. ReportLab's own table says U+0000 of codes that are never used (against ISO 14289-1 §7.21.7)."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        mangder = [[*m] for m in self.state[doc].subsets]
        super().addObjects(doc)
        for nr, mangd in enumerate(mangder):
            namn = (SUBSETN(nr) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            rader = [
                f"<{kod:02X}> <{chr(tecken).encode('utf-16-be').hex().upper()}>"
                for kod, tecken in enumerate(mangd)
                if tecken in self.face.charToGlyph
            ]
            doc.idToObject[f"toUnicodeCMap:{namn}"].content = _karta(namn, rader)


def _karta(namn: str, rader: list[str]) -> str:
    block = [rader[n : n + _PER_BLOCK] for n in range(0, len(rader), _PER_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({namn}) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{namn} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(rad for b in block for rad in (f"{len(b)} beginbfchar", *b, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
