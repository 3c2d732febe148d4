"""What is too dense for bars becomes a hatch, and nothing else does: a siren that stays on is a bar."""

from sim.plots.rows import dense_groups

BEEPS = [(5.0 * each, 5.0 * each + 1.0) for each in range(20)]


def test_beeps_are_one_group_and_the_alarm_after_them_is_a_bar():
    steady = (100.0, 400.0)
    assert dense_groups([*BEEPS, steady], 20.0) == ([BEEPS], [steady])
    assert dense_groups([steady, *[(from_s + 401.0, to_s + 401.0) for from_s, to_s in BEEPS]], 20.0)[1] == [steady]


def test_few_times_on_are_bars():
    assert dense_groups(BEEPS[:3], 20.0) == ([], BEEPS[:3])
