"""How a kund is named where many may read: protected persons never by name (regelverk §9)."""

from __future__ import annotations

import re
import unicodedata

from ..rules.sortering import sokform, sokform_pa_plats


def visningsnamn(fornamn: str | None, efternamn: str | None, skydd: str | None, nummer: str) -> str:
    """As Efternamn, Förnamn; for a protected person, or one without a name, what `nummer` says of it."""
    if skydd:
        return f"{nummer} · skyddad"
    if efternamn and fornamn:
        return f"{efternamn}, {fornamn}"
    return efternamn or fornamn or nummer


def initialer(fornamn: str | None, efternamn: str | None) -> str:
    """As A.L. of Anna Lund; "" without a name."""
    return "".join(f"{n.strip()[0].upper()}." for n in (fornamn or "", efternamn or "") if n.strip())


_PERSONNUMMER = re.compile(r"(?<!\d)(?:19|20)?\d{2}[01]\d[0-9]\d\s?[-+\u2010-\u2015\u2212]?\s?\d{4}(?!\d)")
_OSYNLIGA = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Signs that show nothing and come along when text is pasted: a document drops them, and the name would be whole."""
_KORTAST = 3
"""A shorter part of a name alone is too often a common word (Bo, My); together with the rest it is still found."""


def utan_namn(text: str, fornamn: str, efternamn: str, *, skyddad: bool) -> str:
    """What somebody has written about a kund, without their personnummer and with initials for their name.

    Word for word, so that a comparison of two texts finds what it found before. Of a protected person not even the
    initials: N. for each part of the name. Written without accents or in capitals it is the name as well; a part of
    it in small letters is a common word (sten, lund), the whole is not.
    """
    if (synligt := _OSYNLIGA.sub("", text)) != text:
        utan = utan_namn(synligt, fornamn, efternamn, skyddad=skyddad)
        return text if utan == synligt else utan
    text = _PERSONNUMMER.sub("[personnummer]", text)
    fore, efter = sokform(fornamn), sokform(efternamn)
    delar = {n for helt in (fore, efter) for n in (helt, *re.split(r"[\s-]+", helt)) if len(n) >= _KORTAST}
    hela = {f"{fore} {efter}", f"{efter}, {fore}", f"{efter} {fore}"} if fore and efter else set[str]()
    if not (delar or hela):
        return text
    vikt, plats = _vikt_pa_plats(text)
    namn = "|".join(re.escape(d).replace(r"\ ", r"\s+") for d in sorted(delar | hela, key=len, reverse=True))
    ut, till = [], 0
    for m in re.finditer(rf"(?<!\w)({namn})s?(?!\w)", vikt):
        fran, slut, sist = (plats[n] if plats else n for n in (m.start(), m.end(1), m.end()))
        helt = " ".join(m[1].split()) in hela
        if not text[fran].islower() or helt or text[fran:slut] in f"{fornamn} {efternamn}".split():
            ut += [text[till:fran], _initialer_i(text[fran:slut], skyddad=skyddad)]
            till = sist
    return "".join(ut) + text[till:]


def _initialer_i(namn: str, *, skyddad: bool) -> str:
    return re.sub(r"[^\s,-]+", lambda o: "N." if skyddad else f"{o[0][0].upper()}.", namn)


def _vikt_pa_plats(text: str) -> tuple[str, list[int] | None]:
    """The text folded, and where each of its letters stands in the text, with the end; None: where it stood."""
    if unicodedata.is_normalized("NFC", text) and (vikt := sokform_pa_plats(text)) is not None:
        return vikt, None
    ut, plats = [], []
    for n, t in enumerate(text):
        folj = sokform(t) if t.isalnum() else "" if unicodedata.combining(t) else t
        ut.append(folj)
        plats += [n] * len(folj)
    return "".join(ut), [*plats, len(text)]
