"""The codes in the hidden first column of a form: what each row is, wherever it has been moved.

Neither cell addresses nor defined names survive every spreadsheet; text in a cell does.
"""

from __future__ import annotations

MARKE = "kundvalsdesk:"
"""Begins the code of the first row; then the name of the form, "rapport/AMI/1"."""
INSATS, AVSER, AVSNITT, DELMAL = "insats:", "avser:", "avsnitt:", "delmal:"
RUBRIK, KONTAKT, FRANVARO = "rubrik", "kontakt", "franvaro"
FAST = "text"
"""A row that nothing is read from. A row without a code has been put in by the anordnare, and is read."""

# Columns after that of the codes.
NR, DELMAL_TEXT, DELMAL_FRITT, DELMAL_VAL = 1, 2, 4, 5
KONTAKT_DATUM, KONTAKT_SATT, KONTAKT_TEXT = 1, 2, 4
FRANVARO_FRAN, FRANVARO_TILL, FRANVARO_TYP, FRANVARO_ORSAK, FRANVARO_INTYG = 1, 2, 3, 4, 5
