"""A curve that is kept loses no peak, no gap and no end, however long the run."""

from math import isnan

from sim.results.curve import MAX_POINTS, Curve, Switch, thinned


def noted(values, **how):
    curve = Curve(**how)
    for t_s, value in enumerate(values):
        curve.note(float(t_s), value)
    return curve.points()


def test_a_long_run_keeps_its_only_peak_its_only_gap_and_its_ends():
    values = [20.0 + t_s % 7 / 10.0 for t_s in range(40_000)]
    values[23_456] = 99.0
    values[5000:5003] = [None] * 3
    points = noted(values)
    assert len(points) <= MAX_POINTS
    assert max(point.value for point in points if point.known) == 99.0
    assert any(isnan(point.value) and 5000.0 <= point.t_s <= 5003.0 for point in points)
    assert (points[0].t_s, points[-1].t_s) == (0.0, 39_999.0)


def test_a_value_that_stays_is_two_points_and_a_jump_is_no_slope():
    points = noted([5.0] * 1000 + [9.0] * 1000)
    assert [(point.t_s, point.value) for point in points] == [(0.0, 5.0), (999.0, 5.0), (1000.0, 9.0), (1999.0, 9.0)]


def test_values_that_follow_each_other_are_joined_without_stairs():
    points = noted([1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 3.0])
    assert [(point.t_s, point.value) for point in points] == [(0.0, 1.0), (4.0, 2.0), (8.0, 3.0)]


def test_unknown_is_a_gap_between_the_last_and_the_next_known_value():
    points = noted([1.0, 1.0, None, None, 2.0])
    assert [point.t_s for point in points if not point.known] == [2.0, 3.0] or [2.0]
    assert [(point.t_s, point.value) for point in points if point.known] == [(0.0, 1.0), (1.0, 1.0), (4.0, 2.0)]


def test_a_silence_is_a_gap():
    curve = Curve(silence_s=10.0)
    for t_s, value in ((0.0, 1.0), (5.0, 2.0), (60.0, 3.0)):
        curve.note(t_s, value)
    assert [point.known for point in curve.points()] == [True, True, False, True]


def test_thinning_leaves_sparse_points_alone():
    points = noted([float(t_s) for t_s in range(3000)])
    sparse = noted([1.0, 2.0, 3.0])
    assert thinned(sparse, 10) == sparse
    assert len(thinned(points, 100)) <= 100


def test_a_switch_knows_on_off_and_unknown():
    switch = Switch()
    for t_s, on in ((0.0, False), (1.0, True), (2.0, True), (3.0, None), (4.0, False)):
        switch.note(t_s, on)
    assert list(switch.spans(True, 9.0)) == [(1.0, 3.0)]
    assert list(switch.spans(None, 9.0)) == [(3.0, 4.0)]
    assert [switch.at(t_s) for t_s in (0.5, 2.5, 3.5, 8.0)] == [False, True, None, False]
