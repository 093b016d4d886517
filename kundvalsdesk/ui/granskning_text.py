"""A report as it is read: one document with the flags where they belong, made ready before it is asked for.

The document is written with a cursor, as plain text in formats: nothing that people have written is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QTextEdit

from kundvalsdesk.rules.rapporttyper import FRANVAROTYPER, LAGEN, SATT, Innehall
from kundvalsdesk.services.granskningstyper import Anmarkningsvy, Avsnittsvy, Bit, Granskningsvy
from kundvalsdesk.texter.datum import datum_kort
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.former import rita_form
from kundvalsdesk.ui.tema import Tema

FLAGGA = QTextFormat.Property.UserProperty + 1
"""Property of the blocks that are painted as a flag: a yellow box with ▲."""
BREDAST = 900
"""No line of text is longer than this: longer ones are hard to follow."""
TABELLER = ("delmal", "kontakter", "franvaro")


class Textformat(NamedTuple):
    """The formats of one theme, made once per document."""

    rubrik: QTextCharFormat
    brod: QTextCharFormat
    dampad: QTextCharFormat
    flagga: QTextCharFormat
    tabellhuvud: QTextCharFormat
    nytt: QTextCharFormat
    borta: QTextCharFormat


def textformat(tema: Tema, font: QFont) -> Textformat:
    def tecken(farg: str, storlek: int = tokens.TEXT, *, fet: bool = False) -> QTextCharFormat:
        f = QTextCharFormat()
        f.setForeground(tema.farg(farg))
        liten = QFont(font)
        liten.setPixelSize(tema.px(storlek))
        if fet:
            liten.setWeight(QFont.Weight.DemiBold)
        f.setFont(liten)
        return f

    nytt, borta = tecken("text"), tecken("rod")
    nytt.setBackground(tema.farg("gron_bg"))
    nytt.setFontUnderline(True)
    nytt.setUnderlineColor(tema.farg("gron"))
    nytt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    borta.setBackground(tema.farg("rod_bg"))
    borta.setFontStrikeOut(True)
    return Textformat(
        tecken("text", fet=True), tecken("text"), tecken("dampad"), tecken("text", tokens.LITEN),
        tecken("dampad", tokens.MINST, fet=True), nytt, borta,
    )  # fmt: skip


def _block(over: float = 0, under: float = 0, vanster: float = 0, *, flagga: bool = False) -> QTextBlockFormat:
    f = QTextBlockFormat()
    f.setTopMargin(over)
    f.setBottomMargin(under)
    f.setLeftMargin(vanster)
    if flagga:
        f.setRightMargin(10)
        f.setProperty(FLAGGA, True)
    return f


class Rapportdokument:
    """Writes the document of one report. `skillnader`: by section, the words against the report before."""

    def __init__(self, tema: Tema, font: QFont) -> None:
        self._tema = tema
        self._f = textformat(tema, font)
        px = tema.px
        self._rubrikblock = _block(px(15), px(2))
        self._forsta = _block(0, px(2))
        self._stycke = _block(0, px(2))
        self._flaggblock = _block(px(9), px(9), px(30), flagga=True)
        self.dokument = QTextDocument()
        self.dokument.setUndoRedoEnabled(False)
        self.dokument.setDocumentMargin(0)
        self.dokument.setDefaultFont(font)
        rot = self.dokument.rootFrame().frameFormat()
        rot.setTopMargin(px(8))  # room for the box of a flag that stands first
        rot.setBottomMargin(px(10))
        self.dokument.rootFrame().setFrameFormat(rot)
        self._c = QTextCursor(self.dokument)
        self._c.beginEditBlock()
        self._tom = True

    def fardig(self) -> QTextDocument:
        self._c.endEditBlock()
        return self.dokument

    def rapport(self, vy: Granskningsvy, skillnader: dict[str, tuple[Bit, ...]] | None = None) -> QTextDocument:
        if not vy.har_text:
            self._rubrik("Ingen text har kommit in")
            self._text(
                "Bara dagen är registrerad. Läs rapporten där den finns, eller lägg in den här: dra in filen, välj Ta "
                "emot filer, eller Skriv in rapport under Mer.",
                self._f.dampad,
            )
            return self.fardig()
        if skillnader is not None:
            self._text(f"Jämfört med {vy.foregaende_ord.lower() or 'det förra'}: ", self._f.dampad)
            self._c.insertText("nytt är understruket", self._f.nytt)
            self._c.insertText(", ", self._f.dampad)
            self._c.insertText("borttaget är överstruket", self._f.borta)
            self._c.insertText(".", self._f.dampad)
        self._flaggor(vy.anmarkningar)
        for a in vy.avsnitt:
            self._rubrik(a.rubrik)
            bitar = skillnader.get(a.kod) if skillnader else None
            if bitar and any(b.slag != "lika" for b in bitar):
                self._skillnad(bitar)
            elif not self._tabell(a, vy.innehall):
                self._avsnittstext(a)
            self._flaggor(a.anmarkningar)
        return self.fardig()

    def avsnitt(self, delar: Iterable[Avsnittsvy]) -> QTextDocument:
        """Sections alone, as last month's report stands beside this one."""
        for a in delar:
            self._rubrik(a.rubrik)
            self._avsnittstext(a)
        return self.fardig()

    # --- pieces -----------------------------------------------------------------------------------------------------

    def _nytt_block(self, block: QTextBlockFormat, tecken: QTextCharFormat) -> None:
        if self._tom:
            self._c.setBlockFormat(block)
            self._c.setBlockCharFormat(tecken)
            self._tom = False
        else:
            self._c.insertBlock(block, tecken)

    def _rubrik(self, ord_: str) -> None:
        self._nytt_block(self._forsta if self._tom else self._rubrikblock, self._f.rubrik)
        self._c.insertText(ord_, self._f.rubrik)

    def _text(self, ord_: str, tecken: QTextCharFormat) -> None:
        self._nytt_block(self._stycke, tecken)
        self._c.insertText(ord_, tecken)

    def _avsnittstext(self, a: Avsnittsvy) -> None:
        if not a.text.strip():
            self._text("Inte ifyllt", self._f.dampad)
        else:
            self._text(a.text.strip(), self._f.dampad if a.ej_aktuellt else self._f.brod)

    def _flaggor(self, flaggor: Sequence[Anmarkningsvy]) -> None:
        for x in flaggor:
            self._nytt_block(self._flaggblock, self._f.flagga)
            self._c.insertText(f"{x.text} ({x.kalla_ord})" if x.kalla_ord else x.text, self._f.flagga)

    def _skillnad(self, bitar: Sequence[Bit]) -> None:
        tecken = {"nytt": self._f.nytt, "borta": self._f.borta}
        self._nytt_block(self._stycke, self._f.brod)
        fore = Bit("lika", " ")
        for b in bitar:
            if not b.text:
                continue
            # What went away and what came instead stand side by side, and are no one word.
            bytt = "lika" not in (fore.slag, b.slag) and fore.slag != b.slag
            if bytt and not fore.text[-1].isspace() and not b.text[0].isspace():
                self._c.insertText(" ", self._f.brod)
            self._c.insertText(b.text, tecken.get(b.slag, self._f.brod))
            fore = b

    # --- tables -----------------------------------------------------------------------------------------------------

    def _tabell(self, a: Avsnittsvy, i: Innehall | None) -> bool:
        """The section as a table, if it is one and has rows."""
        if i is None or a.kod not in TABELLER:
            return False
        huvud, rader, bredd = tabellrader(a.kod, i)
        if not rader:
            return False
        px = self._tema.px
        f = QTextTableFormat()
        f.setBorder(0)
        f.setCellPadding(px(4))
        f.setCellSpacing(0)
        f.setTopMargin(px(4))
        f.setBottomMargin(px(2))
        f.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        f.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, b) for b in bredd])
        f.setBorderCollapse(True)
        f.setHeaderRowCount(1)
        tabell = self._c.insertTable(len(rader) + 1, len(huvud), f)
        markta = {x.rad for x in a.anmarkningar if x.rad >= 0}
        linje = self._tema.farg("linje")
        for nr, rad in enumerate((huvud, *rader)):
            tecken = self._f.tabellhuvud if nr == 0 else self._f.brod
            for spalt, ord_ in enumerate(rad):
                cell = tabell.cellAt(nr, spalt)
                cf = cell.format().toTableCellFormat()
                cf.setBottomBorder(1)
                cf.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                cf.setBottomBorderBrush(linje)
                if spalt == 0:
                    cf.setLeftPadding(0 if nr - 1 not in markta else px(4))
                if nr - 1 in markta:
                    cf.setBackground(self._tema.farg("gul_bg"))
                cell.setFormat(cf)
                if ord_:
                    cell.firstCursorPosition().insertText(ord_, tecken)
        self._c.movePosition(QTextCursor.MoveOperation.End)
        # After a table there is always an empty block: it is made small, and the next thing begins in it.
        smal = QTextCharFormat()
        smal.setFontPointSize(1)
        self._c.setBlockFormat(_block())
        self._c.setBlockCharFormat(smal)
        return True


def tabellrader(kod: str, i: Innehall) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[int, ...]]:
    """Heading, rows and widths in percent of a table of a form."""
    if kod == "kontakter":
        return (
            ("Dag", "Sätt", "Kommentar"),
            [(datum_kort(k.datum) if k.datum else "–", SATT.get(k.satt, k.satt), k.kommentar) for k in i.kontakter],
            (14, 26, 60),
        )
    if kod == "franvaro":
        intyg = {True: "finns", False: "saknas", None: "–"}
        return (
            ("Från", "Till", "Frånvaro", "Orsak", "Intyg"),
            [
                (
                    datum_kort(r.fran) if r.fran else "–",
                    datum_kort(r.till) if r.till else "pågår",
                    FRANVAROTYPER.get(r.typ, r.typ),
                    r.orsak,
                    intyg[r.intyg],
                )
                for r in i.franvaro
            ],
            (13, 13, 24, 36, 14),
        )
    if any(d.lage or d.kommentar for d in i.delmal):
        return (
            ("Nr", "Delmål", "Läge", "Kommentar"),
            [(str(d.nr), d.text, LAGEN.get(d.lage, d.lage) or "–", d.kommentar) for d in i.delmal],
            (7, 35, 18, 40),
        )
    return (
        ("Nr", "Delmål", "Aktivitet", "Klart senast"),
        [(str(d.nr), d.text, d.aktivitet, datum_kort(d.klart_senast) if d.klart_senast else "–") for d in i.delmal],
        (7, 38, 37, 18),
    )


class Rapporttext(QTextEdit):
    """Shows a document; arrows and page keys scroll it, here and (by `rulla`) from the list."""

    def __init__(self, tema: Tema, namn: str) -> None:
        super().__init__()
        self._tema = tema
        self._dok: QTextDocument | None = None
        self.setProperty("roll", "rapport")
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # files are dropped on the room
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(namn)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def visa(self, dokument: QTextDocument) -> None:
        """From its beginning. The document is kept alive here: Qt does not own it."""
        forut, self._dok = self._dok, dokument
        self.setDocument(dokument)
        del forut  # not before the new one has taken its place
        self.verticalScrollBar().setValue(0)

    @property
    def visat(self) -> QTextDocument | None:
        return self._dok

    def rulla(self, tangent: int) -> bool:
        """Scrolls by a page or to an end; True if the key meant that."""
        rulle = self.verticalScrollBar()
        sida = max(20, rulle.pageStep() - self._tema.px(40))
        mal = {
            int(Qt.Key.Key_PageDown): rulle.value() + sida,
            int(Qt.Key.Key_PageUp): rulle.value() - sida,
            int(Qt.Key.Key_Space): rulle.value() + sida,
        }.get(tangent)
        if mal is None:
            return False
        rulle.setValue(mal)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rulle = self.verticalScrollBar()
        steg = self._tema.px(48)
        mal = {
            Qt.Key.Key_Down: rulle.value() + steg,
            Qt.Key.Key_Up: rulle.value() - steg,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: rulle.maximum(),
        }.get(Qt.Key(event.key()))
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not ctrl and mal is not None:
            rulle.setValue(mal)
            event.accept()
        elif not ctrl and self.rulla(event.key()):
            event.accept()
        elif ctrl and event.key() in (Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_Insert):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        bredast = self._tema.px(BREDAST)
        over = max(0, self.width() - bredast)
        if self.viewportMargins().right() != over:
            self.setViewportMargins(0, 0, over, 0)
        if event.oldSize().width() != event.size().width():
            super().resizeEvent(event)
            return
        # Only higher or lower, because the buttons below are others: QTextEdit would lay the whole text out anew.
        QAbstractScrollArea.resizeEvent(self, event)
        rulle, hojd = self.verticalScrollBar(), self.viewport().height()
        rulle.setPageStep(hojd)
        rulle.setRange(0, max(0, round(self.document().size().height()) - hojd))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The boxes of the flags lie under their words."""
        p = QPainter(self.viewport())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        lag = self.document().documentLayout()
        rullat = self.verticalScrollBar().value()
        hojd = self.viewport().height()
        block = self.document().begin()
        while block.isValid():
            ruta = lag.blockBoundingRect(block)
            if ruta.top() - rullat > hojd:
                break
            if ruta.bottom() - rullat > -20 and block.blockFormat().hasProperty(FLAGGA):
                self._rita_flagga(p, ruta.translated(0, -rullat))
            block = block.next()
        p.end()
        super().paintEvent(event)

    def _rita_flagga(self, p: QPainter, ruta: QRectF) -> None:
        tema = self._tema
        luft = tema.px(6)
        yta = QRectF(0, ruta.top() - luft, self.viewport().width() - 1.0, ruta.height() + 2 * luft)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(tema.farg("gul_bg"))
        p.drawRoundedRect(yta, 4, 4)
        p.fillRect(QRectF(0, yta.top(), 3, yta.height()), tema.farg("gul"))
        sida = tema.px(10)
        rad = tema.px(tokens.LITEN) * 1.36
        form = QRectF(tema.px(13), ruta.top() + (rad - sida) / 2, sida, sida)
        rita_form(p, form, "gul", tema.farg("gul"))
