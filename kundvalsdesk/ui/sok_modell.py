"""What the search panel lists: headings, finds, and the way to all cases. Painted by its delegate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kundvalsdesk.services.soktyper import Sokresultat, Traff
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.listgrund import Index, nasta_valbara
from kundvalsdesk.ui.radmalning import VANSTER, rita_kortat, rita_radgrund
from kundvalsdesk.ui.tema import Tema

_RUBRIK, _RAD, _UTDRAG = 30, 50, 20


@dataclass(frozen=True, slots=True)
class Rubrik:
    ord: str


@dataclass(frozen=True, slots=True)
class VisaAlla:
    """The last row of the cases: all of them, in the room Ärenden."""

    sokt: str


Post = Rubrik | Traff | VisaAlla


class Sokmodell(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._poster: list[Post] = []

    def satt(self, r: Sokresultat) -> None:
        self.beginResetModel()
        self._poster = []
        for g in r.grupper:
            self._poster += [Rubrik(g.rubrik), *g.traffar]
            if g.fler and g.kod == "arenden":
                self._poster.append(VisaAlla(r.text))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._poster)

    def post(self, plats: int) -> Post | None:
        return self._poster[plats] if 0 <= plats < len(self._poster) else None

    def valbar(self, plats: int) -> bool:
        post = self.post(plats)
        return post is not None and not isinstance(post, Rubrik)

    def nasta(self, fran: int, riktning: int) -> int:
        """The next row that can be chosen; -1 if there is none that way."""
        return nasta_valbara(fran, riktning, len(self._poster), self.valbar)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.valbar(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """In words, for a screen reader; the rest is painted."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        post = self.post(index.row())
        if isinstance(post, Traff):
            return ", ".join(x for x in (post.rubrik, post.under, post.utdrag) if x)
        if isinstance(post, VisaAlla):
            return "Visa alla i Ärenden"
        return post.ord if post is not None else None


class Sokdelegat(QStyledItemDelegate):
    """Two or three lines: what it is, where it stands, and the words around what was asked for, those marked."""

    def __init__(self, vy: QListView, modell: Sokmodell, tema: Tema) -> None:
        super().__init__(vy)
        self._modell, self._tema = modell, tema

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        post = self._modell.post(index.row())
        px = self._tema.px
        if isinstance(post, Traff):
            return QSize(80, px(_RAD + (_UTDRAG if post.har_text else 0)))
        return QSize(80, px(_RUBRIK if isinstance(post, Rubrik) else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        post = self._modell.post(index.row())
        ruta: QRect = option.rect
        tema, px = self._tema, self._tema.px
        painter.save()
        inre = ruta.adjusted(px(16), px(6), -px(14), -px(6))
        if isinstance(post, Rubrik):
            painter.fillRect(ruta, tema.farg("rail"))
            self._rad(painter, inre.adjusted(0, -px(6), 0, px(6)), post.ord, tokens.MINST, "dampad", fet=True)
        else:
            rita_radgrund(painter, option, tema, forst=True, fokus=True)
            if isinstance(post, VisaAlla):
                self._rad(painter, inre, "Visa alla i Ärenden", tokens.TEXT, "accent")
            elif post is not None:
                self._rita_traff(painter, inre, post)
        painter.restore()

    def _rita_traff(self, p: QPainter, ruta: QRect, t: Traff) -> None:
        px = self._tema.px
        hojd = px(_UTDRAG)
        rad = QRect(ruta.left(), ruta.top(), ruta.width(), hojd)
        self._rad(p, rad, t.rubrik, tokens.TEXT, "text", fet=True)
        rad.translate(0, hojd)
        if t.utdrag:
            self._rita_utdrag(p, rad, t)
            rad.translate(0, hojd)
        self._rad(p, rad, t.under, tokens.LITEN, "dampad")

    def _rad(self, p: QPainter, ruta: QRect, ord_: str, storlek: int, farg: str, *, fet: bool = False) -> None:
        p.setFont(self._tema.font(p.font(), storlek, fet=fet))
        p.setPen(self._tema.farg(farg))
        rita_kortat(p, ruta, ord_)

    def _rita_utdrag(self, p: QPainter, ruta: QRect, t: Traff) -> None:
        """Piece by piece: the words asked for are bold on a ground of their own. Cut where the room ends."""
        tema = self._tema
        vanlig, fet = tema.font(p.font(), tokens.LITEN), tema.font(p.font(), tokens.LITEN, fet=True)
        x, slut = ruta.left(), ruta.right()
        for bit, markerad in _bitar(t):
            font = fet if markerad else vanlig
            matt = QFontMetrics(font)
            visad = matt.elidedText(bit, Qt.TextElideMode.ElideRight, slut - x)
            bredd = matt.horizontalAdvance(visad)
            if markerad:
                mitt = ruta.center().y() - matt.height() // 2
                p.fillRect(QRect(x, mitt, bredd, matt.height()), tema.farg("gul_bg"))
            p.setFont(font)
            p.setPen(tema.farg("text"))
            p.drawText(QRect(x, ruta.top(), bredd + 2, ruta.height()), VANSTER, visad)
            x += bredd
            if visad != bit or x >= slut:
                return


def _bitar(t: Traff) -> list[tuple[str, bool]]:
    """The excerpt in pieces, with whether each was asked for."""
    ut, plats = [], 0
    for start, langd in t.markerade:
        ut += [(t.utdrag[plats:start], False), (t.utdrag[start : start + langd], True)]
        plats = start + langd
    return [b for b in (*ut, (t.utdrag[plats:], False)) if b[0]]
