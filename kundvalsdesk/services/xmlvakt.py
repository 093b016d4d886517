"""The guard before XML that somebody else has written: which encodings are read, and no document type declaration.

A declaration can define entities that expand without end or fetch files. Nothing that has one is handed to a reader.
"""

from __future__ import annotations

from xml.parsers import expat

BIT = 1 << 16
"""Bytes of a part that are enough: a declaration stands before the first element."""
_KODNINGAR = frozenset(("utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "iso-8859-1"))


class OkandKodning(ValueError):
    """A part says that it is written in an encoding that two readers might understand differently."""


class _Nog(Exception):
    """What was looked for has been seen."""


def har_doctype(borjan: bytes) -> bool:
    """Whether a part that begins so (its first BIT bytes) is XML with a document type declaration, in whatever
    encoding and behind whatever comments. Raises OkandKodning."""
    fynd: list[bool] = []

    def doctype(*_: object) -> None:
        fynd.append(True)
        raise _Nog

    def element(*_: object) -> None:
        raise _Nog

    tolk = expat.ParserCreate()
    tolk.StartDoctypeDeclHandler = doctype
    tolk.XmlDeclHandler = krav_kand_kodning
    tolk.StartElementHandler = element
    try:
        tolk.Parse(borjan, False)
    except _Nog:
        return bool(fynd)
    except expat.ExpatError:
        # Not XML as far as it could be read; if it is one that is needed, reading it will tell.
        return b"<!DOCTYPE" in borjan.replace(b"\0", b"").upper()
    return len(borjan) == BIT  # no element within the first bytes: something is hidden behind a long comment


def krav_kand_kodning(_: str, kodning: str | None, __: int) -> None:
    """Handler of the XML declaration (expat). Raises OkandKodning."""
    if kodning is not None and kodning.lower() not in _KODNINGAR:
        raise OkandKodning
