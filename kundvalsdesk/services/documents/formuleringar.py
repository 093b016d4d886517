"""The standing texts of the documents: where they come from, what may stand in them, how they are filled in.

Each kind has a file in resources/dokument with its named texts. A text has named places, as {sista_dag}, which the
document fills in; the unit may word it anew (services.dokumenttexter). What a text must hold is checked before it can
be used, and the snapshot of a document keeps the texts that it was printed with.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ...fel import Nekad
from ...resurser import resurs

_PLATS = re.compile(r"\{([a-zåäö_]+)\}")
_MARKE = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&#?[A-Za-z0-9]+;|\*\*|__+|\\n")
"""What people write who believe that it is read as markup."""
HOGST = 1000
HOGST_RADER = 12


@dataclass(frozen=True, slots=True)
class Formulering:
    """One text of a kind. `platser`: place → an example of what comes there; `kravs`: those it must hold.

    `hogst`: signs; `rader`: 1 for a text of one line. `tom`: it may be left out. `exempel`: what a preview of it takes
    instead of the example of the kind.
    """

    typ: str
    namn: str
    rubrik: str
    text: str
    platser: Mapping[str, str] = field(default_factory=dict)
    kravs: tuple[str, ...] = ()
    hogst: int = HOGST
    rader: int = 1
    tom: bool = False
    exempel: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tryckt:
    """A text as it was when the document was issued, its places open."""

    namn: str
    text: str


@dataclass(frozen=True, slots=True)
class Slag:
    """All texts of a kind, in the order of their file. `exempel`: made-up values for a preview."""

    typ: str
    titel: str
    formuleringar: Mapping[str, Formulering]
    exempel: Mapping[str, Any]


@cache
def typer() -> tuple[str, ...]:
    """Every kind that has texts of its own."""
    return tuple(sorted(f.stem for f in resurs("dokument").glob("*.toml")))


@cache
def slag(typ: str) -> Slag:
    data = tomllib.loads(resurs("dokument", f"{typ}.toml").read_text(encoding="utf-8"))
    texter = {
        namn: Formulering(typ, namn, **{**v, "kravs": tuple(v.get("kravs", ()))}) for namn, v in data["text"].items()
    }
    return Slag(typ, data["titel"], texter, data.get("exempel", {}))


def hamta(typ: str, namn: str) -> Formulering:
    """Raises Nekad("okand_text")."""
    if typ in typer() and (f := slag(typ).formuleringar.get(namn)) is not None:
        return f
    raise Nekad("okand_text", "Texten finns inte. Öppna listan på nytt.")


def prova(f: Formulering, text: str) -> str:
    """The text as it will be kept. Raises Nekad with one sentence, before it can be used, if it is broken."""
    from .text import rensa

    def nej(mening: str) -> Nekad:
        return Nekad("bruten_text", mening, "text")

    text = rensa(text, "Texten").strip()
    if not text:
        if f.tom:
            return ""
        raise nej("Texten är tom. Den måste säga något; gå annars tillbaka till programmets egen.")
    if len(text) > f.hogst:
        raise nej(f"Texten har {len(text)} tecken. Den får ha högst {f.hogst}.")
    if (antal := text.count("\n") + 1) > f.rader:
        raise nej(f"Texten har {antal} rader. Den får ha högst {f.rader}." if f.rader > 1 else "Skriv allt på en rad.")
    if (marke := _MARKE.search(text)) is not None:
        raise nej(f"Texten innehåller {marke[0]}, som skulle skrivas ut som det står. Ta bort det.")
    for namn in _PLATS.findall(text):
        if namn not in f.platser:
            raise nej(f"Platsen {{{namn}}} finns inte i den här texten. {_finns(f)}")
    if re.search("[{}]", _PLATS.sub("", text)):
        raise nej(f"En klammer är inte hel. En plats skrivs som {{namn}}. {_finns(f)}")
    if saknas := [p for p in f.kravs if p not in _PLATS.findall(text)]:
        raise nej(f"Texten saknar {{{saknas[0]}}}, som måste vara med.")
    if not _PLATS.sub("", text).strip(" .,;:!?–-\n") and not f.kravs:
        raise nej("Texten är bara platser. Den måste säga något.")
    return text


def _finns(f: Formulering) -> str:
    return f"De som finns är {', '.join(f'{{{p}}}' for p in f.platser)}." if f.platser else "Den har inga platser."


class Texter:
    """The texts of a kind, ready to be filled in: the given ones, else those that the program came with."""

    def __init__(self, typ: str, egna: Iterable[Tryckt] = ()) -> None:
        self._slag = slag(typ)
        self._egna = {t.namn: t.text for t in egna}

    def mall(self, namn: str) -> str:
        """A text with its places open."""
        return self._egna.get(namn, self._slag.formuleringar[namn].text)

    def delar(self, namn: str, **platser: str) -> list[str]:
        """The text in parts, so that what is filled in may be Fet."""
        ut = []
        for nr, bit in enumerate(_PLATS.split(self.mall(namn))):
            if nr % 2:
                ut.append(platser[bit])
            elif bit:
                ut.append(bit)
        return ut

    def __call__(self, namn: str, **platser: str) -> str:
        return "".join(self.delar(namn, **platser))

    def rader(self, namn: str) -> tuple[str, ...]:
        """A text that is a list, one point on each line."""
        return tuple(r.strip() for r in self.mall(namn).split("\n") if r.strip())

    def tryckta(self) -> tuple[Tryckt, ...]:
        """All of them, for a snapshot."""
        return tuple(Tryckt(namn, self.mall(namn)) for namn in self._slag.formuleringar)
