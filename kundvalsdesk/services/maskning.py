"""How a kund is named where many may read: protected persons never by name (regelverk §9)."""

from __future__ import annotations

import re


def visningsnamn(fornamn: str | None, efternamn: str | None, skydd: str | None, nummer: str) -> str:
    """As Efternamn, Förnamn; for a protected person, or one without a name, what `nummer` says of it."""
    if skydd:
        return f"{nummer} · skyddad"
    return ", ".join(n for n in (efternamn, fornamn) if n) or nummer


def initialer(fornamn: str | None, efternamn: str | None) -> str:
    """As A.L. of Anna Lund; "" without a name."""
    return "".join(f"{n.strip()[0].upper()}." for n in (fornamn or "", efternamn or "") if n.strip())


_PERSONNUMMER = re.compile(r"(?<!\d)(?:19|20)?\d{2}[01]\d[0-9]\d[-+ ]?\d{4}(?!\d)")
_KORTAST = 3
"""A shorter part of a name alone is too often a common word (Bo, My); together with the rest it is still found."""


def utan_namn(text: str, fornamn: str, efternamn: str, *, skyddad: bool) -> str:
    """What somebody has written about a kund, without their personnummer and with initials for their name.

    Word for word, so that a comparison of two texts finds what it found before. Of a protected person not even the
    initials: N. for each part of the name.
    """
    text = _PERSONNUMMER.sub("[personnummer]", text)
    fore, efter = fornamn.strip(), efternamn.strip()
    delar = {n for helt in (fore, efter) for n in (helt, *re.split(r"[\s-]+", helt)) if len(n) >= _KORTAST}
    if fore and efter:
        delar |= {f"{fore} {efter}", f"{efter}, {fore}", f"{efter} {fore}"}
    if not delar:
        return text
    namn = "|".join(re.escape(d) for d in sorted(delar, key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)({namn})s?(?!\w)",
        lambda m: re.sub(r"[^\s,-]+", lambda o: "N." if skyddad else f"{o[0][0].upper()}.", m[1]),
        text,
    )
