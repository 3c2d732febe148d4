"""A span of time in a sentence is in the reader's language; in a narrow column it is as it is typed."""

import pytest

from messages import translator
from sim.time.durations import said, span


@pytest.mark.parametrize(
    ("duration_s", "narrow", "english", "vietnamese"),
    [
        (0.0, "0s", "0 s", "0 giây"),
        (235.0, "3m55s", "3 min 55 s", "3 phút 55 giây"),
        (9000.0, "2h30m", "2 h 30 min", "2 giờ 30 phút"),
        (2 * 86_400.0, "2d", "2 d", "2 ngày"),
    ],
)
def test_a_span(duration_s, narrow, english, vietnamese):
    assert span(duration_s) == narrow
    assert said(duration_s).render() == english
    assert said(duration_s).render(translator("vi")) == vietnamese
