"""A paragraph that knows what it is in the document's structure, also when it runs over pages."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Paragraph

from .avstavning import MJUKT
from .taggar import Element, tagg
from .text import Delar, markup

_LUFT = " \n\u00a0"


class _Lopande:
    """A paragraph's text as it was given, and how much of it has been drawn: its parts over pages share one."""

    __slots__ = ("plats", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plats = 0

    def drag(self, rad: str, nasta: str) -> str:
        """What the line, which is drawn next, shall end with instead of its last sign: "" to leave it.

        `nasta`: the line after it, "" where that one stands on another page.
        ReportLab does not say how it came to end a line: between words, at a break, within a word that it divided
        and gave a hyphen, or within one that it cut. The text says.
        """
        synligt = rad.strip(_LUFT)
        if not synligt:
            return ""
        self._forbi_luft()
        if self._ta(synligt):
            return rad[-1] + " " if self._saknar_luft(rad, nasta) else ""
        return MJUKT if synligt[-1] == "-" and self._ta(synligt[:-1]) else ""

    def _ta(self, bit: str) -> bool:
        """Whether `bit` comes next; then it is taken."""
        if self.text.startswith(bit, self.plats):
            self.plats += len(bit)
            return True
        # Seldom: ReportLab has made one space of two.
        plats = self.plats
        for ord_ in bit.split():
            self._forbi_luft()
            if not self.text.startswith(ord_, self.plats):
                self.plats = plats
                return False
            self.plats += len(ord_)
        return True

    def _saknar_luft(self, rad: str, nasta: str) -> bool:
        """Whether ReportLab left out a space or a break of the text where it ended the line."""
        luft = self.text[self.plats : self.plats + self._luft()]
        if self.plats + len(luft) == len(self.text):
            return False
        ritat = len(rad) - len(rad.rstrip(_LUFT)) + len(nasta) - len(nasta.lstrip(_LUFT))
        # What comes on the next page is not known here; but a space that binds is never left out.
        return ritat < len(luft) and (nasta != "" or luft.strip("\u00a0") != "")

    def _luft(self) -> int:
        """How many spaces and breaks come next."""
        slut = self.plats
        while slut < len(self.text) and self.text[slut] in _LUFT:
            slut += 1
        return slut - self.plats

    def _forbi_luft(self) -> None:
        self.plats += self._luft()


class Stycke(Paragraph):  # type: ignore[misc]
    """ReportLab's paragraph with an `Element`. Made by `stycke`; its parts over pages share the element."""

    element: Element
    lopande: _Lopande
    bokmarke: str = ""
    """The line of the document's table of bookmarks, if it has one."""

    def split(self, bredd: float, hojd: float) -> list[Any]:
        delar: list[Any] = super().split(bredd, hojd)
        for nr, del_ in enumerate(delar):
            if del_ is not self:
                del_.element = self.element
                del_.lopande = self.lopande
                del_.bokmarke = self.bokmarke if nr == 0 else ""
        return delar

    def draw(self) -> None:
        c = self.canv
        if self.bokmarke:
            c.bokmarke(self.bokmarke, self.height, niva={"H1": 0, "H2": 1}.get(self.element.typ, 2))
        if not self.frags:
            return
        self._satt_radslut()
        with tagg(c, self.element):
            super().draw()

    def _satt_radslut(self) -> None:
        """The mark of a divided word is a soft one, and a line that goes on ends with a space.

        Nobody sees the difference; a reader that speaks would otherwise say a hyphen, or two words as one.
        """
        rader = self.blPara.lines
        texter = [" ".join(r[1]) if isinstance(r, tuple) else "".join(o.text for o in r.words) for r in rader]
        for nr, (rad, text, nasta) in enumerate(zip(rader, texter, [*texter[1:], ""], strict=True)):
            slut = self.lopande.drag(text, nasta)
            if slut and isinstance(rad, tuple):
                rader[nr] = (rad[0], [text[:-1] + slut], *rad[2:])
            elif slut:
                sist = next(o for o in reversed(rad.words) if o.text)
                sist.text = sist.text[:-1] + slut

    def rita_igen(self, c: Any, x: float, y: float) -> None:
        """Once more, as part of an artefact: the head of a table on its next page."""
        c.saveState()
        c.translate(x, y)
        self.canv = c
        super().draw()
        del self.canv
        c.restoreState()


def stycke(delar: Delar, stil: Any, typ: str | Element = "P", *, bokmarke: str = "") -> Stycke:
    """`typ`: a structure type, or an element that already has its place among others (a cell)."""
    s = Stycke(markup(delar), stil)
    s.element = Element(typ) if isinstance(typ, str) else typ
    s.lopande = _Lopande("".join("\n" if getattr(f, "lineBreak", False) else f.text for f in s.frags))
    s.bokmarke = bokmarke
    return s
