"""What the log keeps of a changed row: said once for the services, which write it in a local file, and for the
triggers of a shared database."""

from __future__ import annotations

OLOGGADE = frozenset({
    "frist", "handling", "logg", "loggslut", "paminnelse", "marke", "sparat_filter", "notis", "granskningsutkast",
    "gallringspost", "gallringsstatistik", "ersattningsrad", "ejutbetald", "enkatgrupp", "enkatutskick", "enkatsvar",
    "uppfoljningssvar", "bedomningsversion",
})  # fmt: skip
"""Tables of what follows from other rows, and of what is one's own and nobody else's to read, in the log either; and
of what is a record itself; of a run of payments its sum and the SHA-256 of its rows are logged. Of a kundenkät neither
who is on the list nor any answer: a row of the log has a number and a time.
What is answered in a kvalitetsredovisning is kept with it, whose SHA-256 is logged; what a bedömning has been, with
the bedömning, whose changes are."""

TYST = frozenset({"id", "version", "sortnyckel", "soktext", "losenord_givet"})
"""Columns that follow from others: not logged. That somebody was given a password is, by the database itself."""

LANGA = frozenset({"innehall", "text", "rubrik"})
"""Columns with what is kept as it was written, or is nobody else's yet: the log tells their length only."""

LANGD_I_LOGGEN = LANGA | {"underlag"}
"""And the snapshot of a document, which holds all that is printed; the day that a faktureringsunderlag came in is no
text, and stands."""

DIREKT = "direkt_sql"
"""The action of what was changed in a shared database by anything but the program."""

SKYDDAT = "(visas inte)"
"""What stands in place of a value about a protected person when the log is read."""
