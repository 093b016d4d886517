"""The style sheet of the whole window, written once from the tokens. Views set a `roll`, never colours."""

from __future__ import annotations

from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.tokens import Farger, Matt

MALL = """
* {{ font-family: "{familj}"; font-size: {p14}px; color: {text}; outline: none; }}
QWidget#fonster, QDialog, QWidget[roll="bg"] {{ background: {bg}; }}
QWidget[roll="yta"] {{ background: {yta}; }}
QFrame[roll="topp"] {{ background: {yta}; border: 0; border-bottom: 1px solid {linje}; }}
QFrame[roll="status"] {{ background: {yta}; border: 0; border-top: 1px solid {linje}; }}
QFrame[roll="dialogfot"] {{ background: {yta}; border: 0; border-top: 1px solid {linje}; }}
QFrame[roll="status"] QLabel {{ color: {dampad}; font-size: {p12}px; }}
QFrame[roll="rail"] {{ background: {rail}; border: 0; border-right: 1px solid {linje}; }}
QFrame[roll="panel"] {{ background: {yta}; border: 0; border-left: 1px solid {linje}; }}
QFrame[roll="kort"] {{ background: {yta}; border: 1px solid {linje}; border-radius: 8px; }}
QFrame[roll="ruta"] {{ background: {svav}; border: 0; border-radius: 8px; }}
QFrame[roll="varning"] {{ background: {gul_bg}; border: 0; border-left: 3px solid {gul}; border-radius: 6px; }}
QFrame[roll="fel"] {{ background: {rod_bg}; border: 0; border-left: 3px solid {rod}; border-radius: 6px; }}
QFrame[roll="klart"] {{ background: {gron_bg}; border: 0; border-left: 3px solid {gron}; border-radius: 6px; }}
QFrame[roll="linje"] {{ background: {linje}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[roll="rad"] {{ border: 0; border-bottom: 1px solid {linje}; }}
QLabel {{ background: transparent; }}
QLabel[roll="produkt"] {{ font-weight: 700; font-size: {p15}px; }}
QLabel[roll="stor"] {{ font-weight: 700; font-size: {p22}px; }}
QLabel[roll="rubrik"] {{ font-weight: 600; font-size: {p16}px; }}
QLabel[roll="fet"] {{ font-weight: 600; }}
QLabel[roll="dampad"] {{ color: {dampad}; }}
QLabel[roll="liten"] {{ font-size: {p13}px; }}
QLabel[roll="litenfet"] {{ font-size: {p13}px; font-weight: 600; }}
QLabel[roll="litendampad"] {{ font-size: {p13}px; color: {dampad}; }}
QLabel[roll="felrad"] {{ font-size: {p13}px; color: {rod}; }}
QLabel[roll="etikett"] {{ border: 1px solid {linje}; border-radius: {p11}px; padding: 2px 11px; background: {yta}; }}
QLabel[roll="markering"] {{ border-radius: 6px; padding: 3px 9px; background: {gul_bg}; color: {gul};
  font-weight: 600; }}
QLabel[roll="tangent"] {{ border: 1px solid {linje}; border-radius: 4px; padding: 0 5px; color: {dampad};
  font-size: {p12}px; background: {yta}; }}
QToolTip {{ background: {text}; color: {yta}; border: 0; padding: 5px 8px; font-size: {p13}px; }}

QPushButton {{ background: {yta}; border: 1px solid {linje}; border-radius: 6px; padding: 0 {p14}px;
  min-height: {h34}px; font-weight: 600; }}
QPushButton:hover {{ background: {svav}; border-color: {falt}; }}
QPushButton:pressed {{ background: {ton}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0 {p13}px; }}
QPushButton:disabled {{ color: {dampad}; background: {svav}; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[roll="primar"] {{ background: {accent}; border: 1px solid {accent}; color: {pa_accent}; }}
QPushButton[roll="primar"]:hover {{ background: {accent_svav}; }}
QPushButton[roll="primar"]:focus {{ border: 2px solid {text}; }}
QPushButton[roll="primar"]:disabled {{ background: {vilande_bg}; color: {vilande}; border-color: {vilande_bg}; }}
QLabel[roll="iknapp"] {{ color: {pa_accent}; font-weight: 600; }}
QLabel[roll="iknapptangent"] {{ color: {pa_accent}; font-size: {p13}px; }}
QLabel[roll="iknapp"]:disabled, QLabel[roll="iknapptangent"]:disabled {{ color: {vilande}; }}
QPushButton[roll="diskret"] {{ background: transparent; border: 1px solid transparent; font-weight: 400;
  color: {accent}; padding: 0 {p6}px; min-height: {h26}px; }}
QPushButton[roll="lank"] {{ background: transparent; border: 1px solid transparent; font-weight: 400; color: {accent};
  padding: 0 2px; min-height: {h26}px; text-align: left; }}
QPushButton[roll="lank"]:hover {{ background: {ton}; }}
QPushButton[roll="lank"]:focus {{ border: 2px solid {accent}; padding: 0 1px; }}
QPushButton[roll="diskret"]:hover {{ background: {ton}; }}
QPushButton[roll="diskret"]:focus {{ border: 2px solid {accent}; padding: 0 {p5}px; }}
QPushButton[roll="status"] {{ background: transparent; border: 1px solid transparent; font-weight: 400;
  color: {dampad};
  font-size: {p12}px; padding: 0 {p6}px; min-height: {h22}px; border-radius: 4px; }}
QPushButton[roll="status"]:hover {{ background: {svav}; }}
QPushButton[roll="status"]:focus {{ border: 2px solid {accent}; padding: 0 {p5}px; }}
QPushButton[roll="chip"] {{ border-radius: {rchip}px; min-height: {h28}px; padding: 0 {p12}px; font-weight: 400; }}
QPushButton[roll="chip"]:focus {{ border: 2px solid {accent}; padding: 0 {p11}px; }}
QPushButton[roll="chip"]:checked {{ background: {ton}; border-color: {accent}; color: {accent}; font-weight: 600; }}

QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox {{ background: {yta}; border: 1px solid {falt};
  border-radius: 6px; padding: 0 9px; min-height: {h34}px; selection-background-color: {accent};
  selection-color: {pa_accent}; }}
QPlainTextEdit, QTextEdit {{ padding: 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus {{ border: 2px solid {accent};
  padding: 0 8px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 5px; }}
QLineEdit[fel="true"], QPlainTextEdit[fel="true"], QComboBox[fel="true"] {{ border: 2px solid {rod};
  padding: 0 8px; }}
QPlainTextEdit[fel="true"] {{ padding: 5px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {svav}; color: {dampad}; }}
QLineEdit[roll="sok"] {{ background: {bg}; border-color: {linje}; }}
QLineEdit[roll="sok"]:focus {{ background: {yta}; border-color: {accent}; }}

QTextEdit[roll="rapport"] {{ background: transparent; border: 2px solid transparent; padding: 0 0 0 6px;
  min-height: 0; }}
QTextEdit[roll="rapport"]:focus {{ border: 2px solid {accent}; padding: 0 0 0 6px; }}
QFrame[roll="retur"] {{ background: {svav}; border: 0; border-top: 1px solid {linje}; }}
QFrame[roll="beslut"] {{ background: transparent; border: 0; border-top: 1px solid {linje}; }}
QTabBar {{ background: transparent; border: 0; }}
QTabBar::tab {{ background: transparent; border: 0; border-bottom: 2px solid transparent; padding: 4px 3px 7px 3px;
  margin-right: {p14}px; color: {dampad}; }}
QTabBar::tab:selected {{ color: {accent}; border-bottom-color: {accent}; font-weight: 600; }}
QTabBar::tab:hover:!selected {{ color: {text}; }}
QListView::indicator {{ width: {p16}px; height: {p16}px; border: 1px solid {falt}; background: {yta};
  border-radius: 4px; }}
QListView::indicator:checked {{ background: {accent}; border-color: {accent};
  image: url("{ikoner}/bock-{tema}.svg"); }}
QListView[roll="fraser"] {{ border: 1px solid {falt}; border-radius: 6px; padding: 3px; }}
QListView[roll="fraser"]:focus {{ border: 2px solid {accent}; padding: 2px; }}

QComboBox {{ background: {yta}; border: 1px solid {falt}; border-radius: 6px; padding: 0 9px; min-height: {h34}px; }}
QComboBox:hover {{ background: {svav}; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 0 8px; }}
QComboBox::drop-down {{ border: 0; width: {p28}px; subcontrol-position: center right; }}
QComboBox::down-arrow {{ image: url("{ikoner}/chevron-ned-{tema}.svg"); width: {p16}px; height: {p16}px; }}
QComboBox[roll="chip"] {{ border-radius: {rchip}px; min-height: {h28}px; padding: 0 4px 0 {p12}px;
  border-color: {linje}; }}
QComboBox[roll="chip"]:focus {{ border: 2px solid {accent}; padding: 0 3px 0 {p11}px; }}
QComboBox[roll="chip"][satt="true"] {{ background: {ton}; border-color: {accent}; color: {accent}; }}
QComboBox QAbstractItemView {{ background: {yta}; border: 1px solid {falt}; padding: 4px; outline: none;
  selection-background-color: {ton}; selection-color: {text}; }}
QComboBox QAbstractItemView::item {{ min-height: {h30}px; padding: 0 8px; border-radius: 4px; color: {text}; }}
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {{ background: {ton}; }}

QCheckBox, QRadioButton {{ spacing: 8px; min-height: {h22}px; background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 0 6px 0 2px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {p16}px; height: {p16}px; border: 1px solid {falt};
  background: {yta}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {rradio}px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent};
  image: url("{ikoner}/bock-{tema}.svg"); }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; width: {rinre}px; height: {rinre}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}

QMenu {{ background: {yta}; border: 1px solid {falt}; padding: 5px; }}
QMenu::item {{ padding: 7px {p28}px 7px {p12}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {ton}; }}
QMenu::item:disabled {{ color: {dampad}; }}
QMenu::separator {{ height: 1px; background: {linje}; margin: 5px 8px; }}
QMenu::indicator {{ width: {p16}px; height: {p16}px; left: 6px; }}
QMenu::indicator:checked {{ image: url("{ikoner}/bock2-{tema}.svg"); }}

QScrollArea, QScrollArea > QWidget > QWidget[roll="innehall"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {rullist}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {falt}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QTableView, QListView {{ background: {yta}; border: 0; gridline-color: transparent; outline: none;
  selection-background-color: {ton}; selection-color: {text}; }}
QTableView[roll="tabell"] {{ gridline-color: {linje}; }}
QTableView[roll="tabell"]::item {{ padding: 0 {p11}px; }}
QTableView[roll="tabell"]::item:selected {{ background: {ton}; color: {text}; }}
QTableCornerButton::section {{ background: {yta}; border: 0; }}
QHeaderView {{ background: {yta}; border: 0; }}
QHeaderView::section {{ background: {yta}; color: {dampad}; border: 0; border-bottom: 1px solid {linje};
  padding: 0 {p12}px; font-size: {p12}px; font-weight: 600; }}
QHeaderView::section:hover {{ color: {text}; background: {svav}; }}
QHeaderView::up-arrow {{ image: url("{ikoner}/chevron-upp-{tema}.svg"); width: {p12}px; height: {p12}px;
  subcontrol-position: center right; right: 4px; }}
QHeaderView::down-arrow {{ image: url("{ikoner}/chevron-ned-{tema}.svg"); width: {p12}px; height: {p12}px;
  subcontrol-position: center right; right: 4px; }}
QListView[roll="lista"] {{ border: 1px solid {linje}; border-radius: 6px; padding: 4px; }}
QListView[roll="lista"]:focus {{ border: 2px solid {accent}; padding: 3px; }}
QListView[roll="lista"]::item {{ min-height: {h34}px; padding: 0 8px; border-radius: 4px; }}
QListView[roll="lista"]::item:selected {{ background: {ton}; color: {text}; }}

QCalendarWidget QWidget {{ background: {yta}; alternate-background-color: {yta}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {yta}; min-height: {h40}px; }}
QCalendarWidget QToolButton {{ background: transparent; border: 0; border-radius: 4px; padding: 4px 8px;
  font-weight: 600;
  color: {text}; }}
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus {{ background: {ton}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QToolButton#qt_calendar_prevmonth {{ qproperty-icon: url("{ikoner}/chevron-vanster-{tema}.svg"); }}
QCalendarWidget QToolButton#qt_calendar_nextmonth {{ qproperty-icon: url("{ikoner}/chevron-hoger-{tema}.svg"); }}
QCalendarWidget QSpinBox {{ min-height: {h26}px; padding: 0 4px; }}
QCalendarWidget QAbstractItemView {{ background: {yta}; color: {text}; selection-background-color: {accent};
  selection-color: {pa_accent}; border: 0; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {dampad}; }}

QProgressBar {{ background: {vilande_bg}; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px;
  color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSplitter::handle {{ background: transparent; }}
QPushButton[roll="rail"] {{ background: transparent; border: 0; border-left: 3px solid transparent;
  border-radius: 6px;
  text-align: left; padding: 0 {p12}px 0 9px; min-height: {h36}px; font-weight: 400; }}
QPushButton[roll="rail"]:hover {{ background: {rail_svav}; }}
QPushButton[roll="rail"]:checked {{ background: {ton}; border-left-color: {accent}; color: {accent};
  font-weight: 600; }}
QPushButton[roll="rail"]:focus {{ border: 2px solid {accent}; padding-left: 10px; }}
QPdfView {{ background: {rail}; border: 0; }}
"""


def stilmall(f: Farger, matt: Matt, familj: str, ikoner: str, mork: bool) -> str:
    """Fills the template: `pNN` is a text or box size, `hNN` a height, both scaled with the system's text size."""
    varden: dict[str, str | int] = {namn: getattr(f, namn) for namn in tokens.FARGNAMN}
    varden.update({f"p{n}": matt.px(n) for n in (5, 6, 8, 11, 12, 13, 14, 15, 16, 22, 28)})
    varden.update({f"h{n}": matt.px(n) for n in (22, 26, 28, 30, 34, 36, 40)})
    varden.update(
        familj=familj,
        ikoner=ikoner,
        tema="mork" if mork else "ljus",
        rchip=(matt.px(28) + 2) // 2,  # more than half the height, and Qt draws square corners
        rradio=(matt.px(16) + 2) // 2,
        rinre=matt.px(16) + 2 - 10,
    )
    return MALL.format(**varden)
