"""A span of time has one form in every text, in the reader's language."""

import pytest

from devices import Message, duration
from messages import translator


@pytest.mark.parametrize(
    ("duration_s", "english", "vietnamese"),
    [
        (0.0, "0 s", "0 giây"),
        (59.6, "1 min", "1 phút"),
        (235.0, "3 min 55 s", "3 phút 55 giây"),
        (245.0, "4 min 05 s", "4 phút 05 giây"),
        (3605.0, "1 h", "1 giờ"),
        (7500.0, "2 h 05 min", "2 giờ 05 phút"),
        (2 * 86_400.0, "2 d", "2 ngày"),
        (-3.0, "0 s", "0 giây"),
    ],
)
def test_a_span(duration_s, english, vietnamese):
    assert duration(duration_s).render() == english
    assert duration(duration_s).render(translator("vi")) == vietnamese


@pytest.mark.parametrize(("duration_s", "text"), [(59.0, "59 s"), (235.0, "3 min"), (9000.0, "2 h"), (1e6, "11 d")])
def test_a_narrow_column_has_the_largest_unit_alone(duration_s, text):
    assert duration(duration_s, units=1).render() == text


@pytest.mark.parametrize(
    ("duration_s", "text"), [(3605.0, "1 h 00 min 05 s"), (235.0, "3 min 55 s"), (90_061.0, "1 d 01 h 01 min")]
)
def test_a_moment_of_a_long_run_has_three_units(duration_s, text):
    assert duration(duration_s, units=3).render() == text


def test_a_field_of_a_sentence_can_be_a_span():
    late = Message("test.late", "It came {after_s:span} late.")
    assert late(after_s=235.0).render() == "It came 3 min 55 s late."
    assert late(after_s=60).render(translator("vi")) == "It came 1 phút late."
    assert str(late(after_s=235.0)) == "test.late(after_s=235)", "a trace keeps the number"
