"""The columns of a table on paper: heads are divided where their words may be, figures never."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.services.documents import statistik as papper
from kundvalsdesk.services.documents.stilar import BREDD
from kundvalsdesk.services.documents.tabellbredd import MATT, bredvid, stall

RUBRIKER = (
    "Avslutade", "Till FAI 1", "Egen försörjning", "Annan myndighet", "Ingen känd fortsättning", "Avbrott",
    "Utan att målet nåtts", "Framåt", "Åt sidan", "Bakåt", "Ledde vidare", "Arbetsdagar", "Återremitterade",
    "Förändring, median", "Kontrollpunkter", "Tillfredsställande men kan utvecklas",
)  # fmt: skip


def ritad(huvud: list[str], rader: list[list[str]]) -> Any:
    """As it is drawn."""
    matt, bredder = stall(huvud, rader, [35.0] * len(huvud), BREDD)
    assert sum(bredder) <= BREDD + 0.01 or matt is MATT[-1]
    t = papper._ritad(papper.Uppstalld(tuple(huvud), tuple((r[0], tuple(r[1:]), False) for r in rader), matt, bredder))
    t.wrap(BREDD, 1e6)
    return t


def rader_i(cell: Any) -> list[str]:
    rader = cell.blPara.lines
    return [" ".join(r[1]) if isinstance(r, tuple) else "".join(o.text for o in r.words) for r in rader]


def prova_delat(rubrik: str, rader: list[str]) -> None:
    """Each line ends where a word does, or with a hyphen in one."""
    kvar = rubrik
    for rad in rader:
        text = rad.strip()
        if not kvar.startswith(text):
            assert text.endswith("-") and kvar.startswith(text[:-1]), (rubrik, rader)
            kvar = kvar[len(text) - 1 :]
            continue
        kvar = kvar[len(text) :]
        assert not kvar or kvar[0] == " " or text.endswith("-"), (rubrik, rader)
        kvar = kvar.lstrip(" ")
    assert not kvar


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(RUBRIKER), min_size=2, max_size=13),
    st.integers(0, 3000), st.sampled_from(["Insats", "Anordnare"]),
)  # fmt: skip
def test_a_head_is_divided_only_with_a_hyphen_and_a_figure_never(rubriker: list[str], tal: int, forst: str) -> None:
    rader = [["AMI 2, ändring" if forst == "Insats" else "Kompetenskraft Öst AB", *(str(tal) for _ in rubriker)]]
    t = ritad([forst, *rubriker], rader)
    for rubrik, cell in zip([forst, *rubriker], t.huvud.celler, strict=True):
        prova_delat(rubrik, rader_i(cell))
    for cell in t.rader[0].celler[1:]:
        assert rader_i(cell) == [str(tal)]


def test_shares_stand_beside_their_numbers_where_there_is_room_and_else_under_them() -> None:
    bred = ritad(["Insats", "Totalt", "Avbrott"], [["AMI 2", "259/283\n92\u00a0%", "3\n5\u00a0%"]])
    assert [len(rader_i(c)) for c in bred.rader[0].celler] == [1, 1, 1]
    trang = ritad(["Insats", *["Avbrott"] * 11], [["AMI 2", *["259/283\n92\u00a0%"] * 11]])
    assert [len(rader_i(c)) for c in trang.rader[0].celler[1:]] == [2] * 11


@pytest.mark.parametrize(("cell", "bredd"), [("7", 0), ("7\n100\u00a0%", 2), ("7\n5\u00a0%", 6), ("7\n–", 10)])
def test_the_shares_of_a_column_end_under_each_other(cell: str, bredd: int) -> None:
    luft = bredvid(cell).count("\u00a0") - cell.count("\u00a0")
    assert abs(luft - bredd) <= 1 and bredvid(cell).startswith("7")
