"""Text from people on its way to a document: checked, made one form, and escaped. The only place that makes markup.

ReportLab's Paragraph reads its text as markup, with tags that fetch files and set attributes. So nothing that a
person wrote reaches it but through `markup`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape

from ...fel import Nekad
from .teckensnitt import FET, registrera

_RADBYTEN = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Signs that show nothing and only come along when text is pasted: soft hyphen, zero-width ones, byte order mark.
_OSYNLIGA = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_MELLANRUM = re.compile(r"^ +| {2,}", re.MULTILINE)
_RIKTNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


FET_FARG = "#1B2430"


class Fet(str):
    """A part of a text that is printed in bold, in the colour of text also where what surrounds it is muted."""

    __slots__ = ()


Delar = str | Iterable[str]
"""A text, or its parts in order, some of them Fet."""


def rensa(text: str, falt: str) -> str:
    """The text as it will be printed: composed letters (NFC), `\\n` as the only line break, no invisible signs.

    Idempotent. Raises Nekad("tecken") for what cannot be printed; the sentence names the sign and the field, and
    repeats nothing else of the text.
    """
    text = unicodedata.normalize("NFC", _OSYNLIGA.sub("", _RADBYTEN.sub("\n", text).replace("\t", "    ")))
    finns = registrera()
    for tecken in dict.fromkeys(text):
        if tecken == "\n":
            continue
        # Direction signs can make a sentence read as another one: refused like control characters.
        if unicodedata.category(tecken) in ("Cc", "Cs") or tecken in _RIKTNING:
            raise Nekad(
                "tecken",
                f"{falt} innehåller ett styrtecken (U+{ord(tecken):04X}) som inte kan skrivas ut. "
                "Ta bort det och försök igen.",
                falt,
            )
        if ord(tecken) not in finns:
            raise Nekad(
                "tecken",
                f"{falt} innehåller tecknet {tecken} (U+{ord(tecken):04X}) som inte kan skrivas ut. "
                "Ta bort det eller skriv det på annat sätt.",
                falt,
            )
    return text


def utskrivbart(text: str) -> str:
    """The text with the code of each sign that cannot be printed in its place, as [U+1F600]: for what is locked, so
    that nobody can do what `rensa` would ask for."""
    finns = registrera()

    def skrivs(tecken: str) -> bool:
        if unicodedata.category(tecken) in ("Cc", "Cs") or tecken in _RIKTNING:
            return bool(_RADBYTEN.match(tecken)) or tecken in "\n\t"
        return ord(tecken) in finns or bool(_OSYNLIGA.match(tecken))

    text = unicodedata.normalize("NFC", text)
    return "".join(t if skrivs(t) else f"[U+{ord(t):04X}]" for t in text)


def som_tryckt(text: str) -> str:
    """`utskrivbart` as it comes out of ReportLab: `\\n` as the only line break, and nothing that shows nothing. For
    what is not drawn but written into a file, where no control character may stand."""
    return _OSYNLIGA.sub("", _RADBYTEN.sub("\n", utskrivbart(text)).replace("\t", "    "))


def markup(delar: Delar) -> str:
    """Paragraph markup of a text: everything in it is printed as it stands, line breaks and runs of spaces kept."""
    if isinstance(delar, str):
        delar = (delar,)
    return "".join(
        f'<font name="{FET}" color="{FET_FARG}">{_skyddad(d)}</font>' if isinstance(d, Fet) else _skyddad(d)
        for d in delar
    )


def _skyddad(text: str) -> str:
    text = _MELLANRUM.sub(lambda m: "\u00a0" * (len(m[0]) - 1) + ("\u00a0" if m.start() == 0 else " "), text)
    return escape(text).replace("\n", "<br/>")
