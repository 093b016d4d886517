"""A form that was sent in, as it came: its bytes, held against the sum that was taken of them then."""

from __future__ import annotations

import hashlib

from ..fel import Databasfel


def oforandrat(original: bytes, sha256: str) -> bytes:
    """The bytes. Raises Databasfel "skadat_original" if they are not what the sum, in hex, was taken of."""
    data = bytes(original)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Databasfel(
            "skadat_original", "Den sparade filen stämmer inte med sin kontrollsumma. Meddela systemspecialisten."
        )
    return data
