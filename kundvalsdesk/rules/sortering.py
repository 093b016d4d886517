"""Swedish sorting and searching of names by plain bytes, the same on every engine and without a locale.

A database sorts `sortnyckel` by its bytes and gets å, ä, ö last, v and w apart, accents of other languages
after the letter without. `sokform` is what search compares: letters without accents, except that å, ä and ö
are letters of their own in Swedish only when somebody sorts, not when somebody searches.
"""

from __future__ import annotations

import unicodedata

# Letters that do not fall apart into a base letter and an accent.
_SARSKILDA = {
    "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ŋ": "n", "ĸ": "k", "ŧ": "t", "ƒ": "f", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
}  # fmt: skip
# Letters with a place of their own in Swedish: the last three as the bytes that follow "z" in ASCII.
_EGEN_PLATS = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ő": "}", "ü": "y"}


class _Vikning(dict[int, str]):
    """What each letter becomes, found out once: whole reports are folded for the index of search."""

    def __missing__(self, nummer: int) -> str:
        t = chr(nummer)
        ut = self[nummer] = "" if unicodedata.combining(t) else _SARSKILDA.get(t, t)
        return ut


_VIKNING = _Vikning()


def sokform(text: str) -> str:
    """Folded for search: lower case, no accents, single spaces. "Åsa  Öberg" and "asa oberg" are the same."""
    utan = unicodedata.normalize("NFKD", text.casefold()).translate(_VIKNING)
    return " ".join(utan.casefold().split())


class _Bokstavsvikning(dict[int, str]):
    def __missing__(self, nummer: int) -> str:
        t = chr(nummer)
        ut = self[nummer] = sokform(t) if t.isalnum() else t  # what parts words goes on parting them
        return ut


_BOKSTAVSVIKNING = _Bokstavsvikning()


def _en_byte() -> tuple[bytes, bytes]:
    """For text of Latin-1, which Swedish is: what each byte becomes, and those that do not become one byte."""
    vikta = [_BOKSTAVSVIKNING[n] for n in range(256)]
    andra = bytes(n for n, v in enumerate(vikta) if len(v) != 1 or ord(v) > 255)
    return bytes(0 if n in andra else ord(v) for n, v in enumerate(vikta)), andra


_LATIN, _UTANFOR = _en_byte()


def sokform_pa_plats(text: str) -> str | None:
    """`sokform` with every letter where it stood; None where one becomes several, or none."""
    try:
        snabbt = text.encode("latin-1").translate(_LATIN, _UTANFOR)
    except UnicodeEncodeError:
        pass
    else:
        if len(snabbt) == len(text):
            return snabbt.decode("latin-1")
    ut = text.translate(_BOKSTAVSVIKNING)
    return ut if len(ut) == len(text) else None


def sortnyckel(text: str) -> str:
    """A key whose bytes sort as Swedish does; ties between accents and case are settled by the text
    itself."""
    ut: list[str] = []
    for t in unicodedata.normalize("NFC", text.casefold()):
        if t in _EGEN_PLATS:
            ut.append(_EGEN_PLATS[t])
        elif t.isalnum():
            ut.append(sokform(t))
        elif t.isspace() and ut and ut[-1] != " ":
            ut.append(" ")
    return "".join(ut).strip() + "\x01" + unicodedata.normalize("NFC", text)


def kundens_sortnyckel(fornamn: str | None, efternamn: str | None) -> str:
    """How a kund is sorted: by surname, then first name."""
    return sortnyckel(f"{efternamn or ''} {fornamn or ''}")


def kundens_soktext(fornamn: str | None, efternamn: str | None) -> str:
    """What a search for a kund by name looks in."""
    return sokform(f"{fornamn or ''} {efternamn or ''}")
