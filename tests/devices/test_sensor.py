"""A value that is old, implausible or still warming up must never reach a control law as if it were good."""

from datetime import date

import pytest

from devices import Calibration, Channel, Median, Message, Quality, ReadError, Sensor, SensorPart, WarmingUp


class Script(SensorPart):
    """A part that plays a list: numbers are values, exceptions are raised."""

    channels = (Channel("temperature_c", "C", -40.0, 80.0),)

    def __init__(self, *plays):
        self.plays = list(plays)
        self.restarts = 0

    def read(self):
        play = self.plays.pop(0)
        if isinstance(play, Exception):
            raise play
        return play if isinstance(play, dict) else {"temperature_c": play}

    def restart(self):
        self.restarts += 1


LOST = ReadError(Message("test.lost", "lost"), Message("test.hint", "check"))


def sensor(*plays, **options):
    defaults = {"start_s": 1000.0, "sample_s": 1.0, "max_age_s": 3.0}
    return Sensor("probe", Script(*plays), **defaults | options)


def test_a_value_is_none_before_the_first_read():
    probe = sensor()
    assert probe.value("temperature_c", 1000.0) is None
    assert probe.reading("temperature_c", 1000.0).quality is Quality.UNKNOWN


def test_a_failed_read_lets_the_value_age_and_then_it_is_none():
    probe = sensor(20.0, LOST, LOST, LOST, LOST)
    for now_s in (1000.0, 1001.0, 1002.0, 1003.0):
        probe.sample(now_s)
    assert probe.value("temperature_c", 1003.0) == 20.0
    probe.sample(1004.0)
    assert probe.value("temperature_c", 1003.01) is None
    assert probe.reading("temperature_c", 1004.0).quality is Quality.STALE
    assert (probe.reads, probe.failures, probe.error) == (5, 4, LOST)


@pytest.mark.parametrize("wrong", [80.1, -40.1, float("nan"), float("inf")])
def test_a_value_that_cannot_be_true_counts_as_a_failed_read(wrong):
    probe = sensor(wrong)
    probe.sample(1000.0)
    assert probe.value("temperature_c", 1000.0) is None
    assert probe.error.message.key == "read.implausible"


def test_a_bug_in_a_driver_is_not_mistaken_for_a_flaky_sensor():
    with pytest.raises(ZeroDivisionError):
        sensor(ZeroDivisionError()).sample(1000.0)


def test_nothing_new_is_not_a_failure_and_not_a_fresh_value():
    probe = sensor(20.0, {})
    probe.sample(1000.0)
    probe.sample(1002.0)
    assert probe.failures == 0
    assert probe.reading("temperature_c", 1002.0).age_s == 2.0


def test_warming_up_is_told_apart_from_failed():
    probe = sensor(WarmingUp(Message("test.warm", "warm")), 20.0, warm_up_s=180.0)
    assert probe.due_s == 1180.0
    assert probe.warming
    probe.sample(1180.0)
    assert probe.warming
    assert probe.reading("temperature_c", 1180.0).quality is Quality.WARMING
    probe.sample(1181.0)
    assert not probe.warming
    assert probe.value("temperature_c", 1181.0) == 20.0


def test_it_warms_up_until_the_filters_have_a_first_value():
    probe = sensor(20.0, 21.0, 22.0, warm_up_s=180.0, filters={"temperature_c": [Median(3)]})
    seen = []
    for now_s in (1180.0, 1181.0, 1182.0):
        probe.sample(now_s)
        seen.append((probe.warming, probe.value("temperature_c", now_s)))
    assert seen == [(True, None), (True, None), (False, 21.0)]  # never silent and hot at once: that would be a fault


def test_the_period_is_kept_and_missed_times_are_not_made_up_for():
    probe = sensor(20.0, 20.0, 20.0)
    probe.sample(1000.0)
    assert probe.due_s == 1001.0
    probe.sample(1001.3)
    assert probe.due_s == 1002.0
    probe.sample(1009.0)
    assert probe.due_s == 1010.0


def test_a_silent_part_is_restarted_once_halfway_to_its_age_limit():
    probe = sensor(20.0, *[LOST] * 10, 20.0, max_age_s=8.0)
    for step in range(11):
        probe.sample(1000.0 + step)
    assert probe.part.restarts == 1


def test_calibration_comes_before_the_filters():
    probe = sensor(
        20.0,
        calibrations={"temperature_c": Calibration(date(2026, 9, 1), ((0.0, 1.0),))},
        filters={"temperature_c": [Median(1)]},
    )
    probe.sample(1000.0)
    assert probe.value("temperature_c", 1000.0) == 21.0


def test_a_failed_read_is_repeated_sooner_and_a_good_one_is_not():
    probe = sensor(20.0, LOST, LOST, 20.0, sample_s=10.0, retry_s=2.5, max_age_s=120.0)
    dues = []
    for _ in range(4):
        probe.sample(probe.due_s)
        dues.append(probe.due_s)
    assert dues == [1010.0, 1012.5, 1015.0, 1025.0]


def test_a_part_with_a_rhythm_of_its_own_is_read_when_it_asks():
    probe = sensor(20.0, LOST, 20.0)
    for next_s in (1060.0, 1150.0, None):
        probe.part.next_read_s = next_s
        probe.sample(probe.due_s)
        assert probe.due_s == (next_s or 1151.0)


def test_a_filter_is_filled_at_the_faster_period():
    probe = sensor(20.0, 20.0, 20.0, 20.0, sample_s=10.0, retry_s=2.5, filters={"temperature_c": [Median(3)]})
    dues = []
    for _ in range(4):
        probe.sample(probe.due_s)
        dues.append(probe.due_s)
    assert dues == [1002.5, 1005.0, 1015.0, 1025.0]


def test_after_a_long_silence_no_sample_from_before_it_is_shown_as_new():
    probe = sensor(20.0, 20.0, 20.0, 70.0, 70.0, 70.0, max_age_s=50.0, filters={"temperature_c": [Median(3)]})
    for now_s in (1000.0, 1001.0, 1002.0):
        probe.sample(now_s)
    shown = []
    for now_s in (4600.0, 4601.0, 4602.0):
        probe.sample(now_s)
        shown.append(probe.value("temperature_c", now_s))
    assert shown == [None, None, 70.0]


def test_half_of_a_damaged_frame_is_not_believed():
    class Air(Script):
        channels = (Channel("temperature_c", "C", -40.0, 80.0), Channel("humidity_pct", "%", 0.0, 100.0))

    probe = Sensor(
        "air", Air({"temperature_c": 45.6, "humidity_pct": 163.8}), start_s=1000.0, sample_s=1.0, max_age_s=3.0
    )
    probe.sample(1000.0)
    assert probe.value("temperature_c", 1000.0) is None
    assert probe.failures == 1


def test_a_calibration_carries_no_value_past_the_end_of_its_range():
    """Old: such a read failed, and a DHT22 in wet air was lost; now the value is held at the end."""
    probe = sensor(79.0, calibrations={"temperature_c": Calibration(date(2026, 9, 1), ((0.0, 2.0),))})
    probe.sample(1000.0)
    assert probe.value("temperature_c", 1000.0) == 80.0
    probe = sensor(81.0, calibrations={"temperature_c": Calibration(date(2026, 9, 1), ((0.0, -2.0),))})
    probe.sample(1000.0)
    assert probe.value("temperature_c", 1000.0) is None


def test_a_part_that_says_nothing_between_failures_is_restarted_all_the_same():
    probe = sensor(20.0, *[LOST, {}] * 5, max_age_s=8.0)
    for step in range(11):
        probe.sample(1000.0 + step)
    assert probe.part.restarts == 1
    assert probe.error is LOST


def test_a_part_that_dies_while_warming_is_no_longer_warming():
    probe = sensor(WarmingUp(Message("test.warm", "warm")), LOST)
    probe.sample(1000.0)
    assert probe.warming
    probe.sample(1001.0)
    assert not probe.warming


def test_a_part_that_comes_back_from_a_long_silence_warms_up_again():
    probe = sensor(20.0, LOST, 79.0, 21.0, warm_up_s=180.0, max_age_s=50.0)
    probe.sample(1180.0)
    probe.sample(1240.0)
    probe.sample(1241.0)
    assert probe.warming
    assert probe.due_s == 1421.0
    assert probe.value("temperature_c", 1300.0) is None
    probe.sample(1421.0)
    assert not probe.warming
    assert probe.value("temperature_c", 1421.0) == 21.0


def test_a_value_has_nine_digits_so_that_a_seed_gives_one_trace_on_every_processor():
    from devices.sensor import nine_digits

    assert nine_digits(1800.1234567890123) == nine_digits(1800.1234567890125) == 1800.12346
    assert nine_digits(-0.00012345678949) == -0.000123456789
    assert nine_digits(True) is True
