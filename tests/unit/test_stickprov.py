"""The draw of a stickprov: the same for ever, whatever the order of what it is drawn from."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.stickprov import Fraga, dra, fingeravtryck, rakna

ARENDEN = [f"I{n:04}" for n in range(1, 41)]


def test_the_draw_is_what_it_was_when_the_method_was_written_down() -> None:
    assert dra("0" * 32, ARENDEN, 5) == ("I0015", "I0025", "I0011", "I0014", "I0029")
    assert fingeravtryck(ARENDEN) == sha256(("\n".join(ARENDEN) + "\n").encode()).hexdigest()


@settings(max_examples=30)
@given(st.permutations(ARENDEN), st.text("0123456789abcdef", min_size=32, max_size=32), st.integers(1, 50))
def test_order_and_repetition_change_nothing_and_who_has_gone_moves_no_other(
    alla: list[str], fro: str, antal: int
) -> None:
    draget = dra(fro, alla, antal)
    assert draget == dra(fro, [*ARENDEN, *alla], antal) and len(set(draget)) == min(antal, len(alla))
    assert fingeravtryck(alla) == fingeravtryck(ARENDEN)
    borta = draget[0]
    assert dra(fro, [x for x in alla if x != borta], antal)[: antal - 1] == draget[1:antal]


def test_answers_are_counted_question_by_question() -> None:
    a, b = Fraga("a", "A?", "K 1"), Fraga("b", "B?", "K 2")
    assert [(u.ja, u.nej, u.ej) for u in rakna((a, b), [{"a": "ja", "b": "ej"}, {"a": "nej", "b": "ja"}])] == [
        (1, 1, 0), (1, 0, 1)]  # fmt: skip
