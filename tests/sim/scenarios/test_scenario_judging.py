"""From answers to verdicts, points and words."""

from math import inf, nan

import pytest

from sim.scenarios.judge import judge, limit_words, points, value_words, within
from sim.scenarios.play import Played
from sim.scenarios.report import lines_of, worst
from sim.scenarios.scenario import Expectation, Limit, Question, Run, Scenario, Score

WORDS = {"en": "Off in time", "vi": "Tắt kịp"}
ASKED = Question("last_on_s", "only", {"actuator": "fan"})
SCENARIO = Scenario(
    "rack",
    "late",
    {"en": "Late", "vi": "Muộn"},
    {},
    (Run("only", 60.0),),
    (Expectation(WORDS, ASKED, Limit(high=15.0)),),
    Score(ASKED, zero_at=20.0, full_at=10.0),
    limits={"en": "13 s were asked for", "vi": "yêu cầu 13 giây"},
)


def judgment(value, seed=0, **extra):
    return judge(SCENARIO, seed, [Played("only", seed, 60.0, (value, value), {"x": inf}, **extra)])


@pytest.mark.parametrize(
    ("limit", "good", "bad"),
    [
        (Limit(high=15.0), [15.0, 0.0, -inf], [15.001, inf, nan, "x"]),
        (Limit(low=15.0), [15.0, inf], [14.999, nan, "x"]),
        (Limit(1.0, 2.0), [1.0, 2.0], [0.99, 2.01, nan]),
        (Limit(exactly="FAULT"), ["FAULT"], ["OK", 1.0]),
        (Limit(exactly=0), [0.0, False], [1.0, nan]),
        (Limit(exactly=True), [True, 1.0], [False]),
    ],
)
def test_a_limit_holds_at_its_ends_and_never_for_what_is_not_known(limit, good, bad):
    assert all(within(limit, value) for value in good)
    assert not any(within(limit, value) for value in bad)


@pytest.mark.parametrize(
    ("value", "score"),
    [(10.0, 100.0), (20.0, 0.0), (15.0, 50.0), (3.0, 100.0), (inf, 0.0), (nan, 0.0), (None, 0.0), ("x", 0.0)],
)
def test_points_are_linear_and_clipped(value, score):
    assert points(SCENARIO.score, value) == score
    other_way = Score(ASKED, zero_at=10.0, full_at=20.0)
    assert points(other_way, 12.5) == 25.0
    assert points(other_way, inf) == 100.0
    assert [str(points(SCENARIO.score, value)) for value in (20.0, 21.0)] == ["0.0", "0.0"], "no pupil has -0"


def test_an_outcome_as_json_has_no_infinity():
    found = judgment(inf).as_json()
    (expected,) = found["expectations"]
    assert (expected["value"], expected["happened"], expected["at_least"], expected["at_most"]) == (
        None,
        True,
        None,
        15.0,
    )
    assert found["metrics"] == {"only": {"x": None}}
    assert (found["passed"], found["score"], found["seed"]) == (False, 0.0, 0)


def test_without_a_score_it_is_all_or_nothing():
    from dataclasses import replace

    plain = replace(SCENARIO, score=None)
    for value, score in ((3.0, 100.0), (30.0, 0.0)):
        assert judge(plain, 0, [Played("only", 0, 60.0, (value,))]).score == score


def test_the_worst_seed_is_a_failed_one_then_the_poorest():
    good, poor, failed = judgment(10.0, 1), judgment(14.0, 2), judgment(16.0, 3)
    assert worst([good, failed, poor]) is failed
    assert worst([good, poor]) is poor


def test_lines_say_the_number_the_limit_and_what_failed():
    lines = lines_of([judgment(10.0, 1), judgment(15.0004, 2)], "en", str)
    assert lines[0].split() == ["FAIL", "50", "late", "Late"]
    assert "1 of 2 seeds pass; the worst is seed 2:" in lines[1]
    assert lines[2].split(maxsplit=1) == ["NOT", "Off in time: 15.0004 s (at most 15)"]
    assert "Honest limit: 13 s were asked for" in lines[3]
    (_, line, _) = lines_of([judgment(10.0)], "vi", str)
    assert line.split(maxsplit=1) == ["ok", "Tắt kịp: 10 s (at most 15)"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (inf, "never"), (nan, "not known"), (None, "it never came to that"), (True, "yes"), ("FAULT", "FAULT"),
        (12345.6, "12346"), (0.123456, "0.1235"), (7.0, "7"),
    ],
)  # fmt: skip
def test_values_in_words(value, words):
    found = value_words(value)
    assert (found if isinstance(found, str) else found.render()) == words


def test_limits_in_words():
    limits = [Limit(high=15.0), Limit(low=0.5), Limit(1.0, 2.5), Limit(exactly=False)]
    assert [limit_words(each).render() for each in limits] == ["at most 15", "at least 0.5", "1 to 2.5", "exactly no"]
