"""Money in words: one way everywhere."""

from __future__ import annotations

from decimal import Decimal


def kronor(belopp: Decimal) -> str:
    """As "3 876 kr"; ören only where there are any."""
    hela = f"{belopp:,.2f}".replace(",", "\u00a0").replace(".", ",").replace("-", "−").removesuffix(",00")
    return f"{hela}\u00a0kr"
