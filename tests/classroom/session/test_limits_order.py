"""A pupil who lifts the warning above the alarm is told so, though the law raises no error."""

import pytest

from classroom.session.limits_order import wrong_order


def limits(session_page, **values):
    found = session_page.ask("limits", values=values) if values else session_page.described
    return found["limits"]


def test_the_shipped_order_is_well_in_every_project(page):
    for project in ("gas_alarm", "solar_lamp", "water_filter"):
        described = page.begin(project)
        assert any(each["channel"] for each in described["limits"])
        assert wrong_order(described["limits"], "en") is None


def test_a_warning_above_the_alarm_is_told_in_the_pupils_words(gas):
    assert wrong_order(limits(gas, ALARM_PPM=1500.0), "en") is None
    answer = gas.ask("limits", values={"PREALARM_PPM": 1600.0})
    assert answer["warning"]["cause"] == "limits_order"
    assert "“Warning from” (1600)" in answer["warning"]["text"]
    told = wrong_order(answer["limits"], "vi")
    assert "“Cảnh báo từ” (1600) must lie below “Báo động từ” (1500)" in told.render()


@pytest.mark.parametrize("value", [10.0, 11.5])
def test_limits_of_other_channels_are_not_compared(value):
    line = {"words": {"en": "a"}, "value": value, "usual": 10.0, "channel": "a"}
    other = {"words": {"en": "b"}, "value": 11.0, "usual": 11.0, "channel": "b"}
    assert wrong_order([line, other], "en") is None
    told = wrong_order([line, {**other, "channel": "a"}], "en")
    assert (told is None) == (value == 10.0)
