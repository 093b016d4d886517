"""How a kund is named where many may read: protected persons never by name (regelverk §9)."""

from __future__ import annotations


def visningsnamn(fornamn: str | None, efternamn: str | None, skydd: str | None, nummer: str) -> str:
    """As Efternamn, Förnamn; for a protected person, or one without a name, what `nummer` says of it."""
    if skydd:
        return f"{nummer} · skyddad"
    return ", ".join(n for n in (efternamn, fornamn) if n) or nummer
