"""A season without wires is the same law on the same world: it comes to what the whole board comes to."""

from dataclasses import replace

import pytest

from firmware.project import find
from sim.scenarios.play import play
from sim.scenarios.read import read_scenario
from sim.scenarios.table import ScenarioError

MORNING_S = 6 * 3600.0


@pytest.mark.long
def test_the_season_without_wires_comes_to_what_the_board_comes_to():
    """Sensors have noise and periods, so not to the last digit; the heat that is spent agrees within a tenth."""
    lamp = find("solar_lamp")
    season = read_scenario(lamp, "season_90d_box")
    morning = replace(season.run("panel_50_wp"), for_s=MORNING_S)
    assert not morning.wires
    without, with_wires = (play(lamp, season, replace(morning, wires=wires), seed=0) for wires in (False, True))
    assert without.failure is None
    assert without.metrics["heater_wh"] > 1.0
    assert without.metrics["heater_wh"] == pytest.approx(with_wires.metrics["heater_wh"], rel=0.1)


def test_faults_need_wires(understand):
    text = 'title = {en="a", vi="b"}\nstory = {en="a", vi="b"}\nfor = "1h"\nwires = false\nfaults = ["rack=off"]\n'
    with pytest.raises(ScenarioError) as refused:
        understand(text)
    assert refused.value.message.key == "scenario.needs_wires"
