"""The programs that a pupil begins with run as they are, and use the parts that they show."""

import pytest

from classroom.pupil.examples import EXAMPLES

ENDS = {"blink.py": "end"}  # the others go on until they are stopped


@pytest.mark.proof
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs_and_nothing_is_found_wrong_with_it(desk, name):
    press = {3.0: {"do": "push", "part": "gpio2", "down": True}, 5.0: {"do": "push", "part": "gpio2", "down": False}}
    end = desk.run(EXAMPLES[name], press if name == "button.py" else None, name=name, for_s=12.0)
    assert (end["ended"], end["error"]) == (ENDS.get(name, "limit"), None)
    lights = {gpio for panel in desk.all("panel") for gpio, light in panel["leds"].items() if light == 1.0}
    assert lights == ({"17", "22", "27"} if name == "traffic_light.py" else {"17"})
    assert end["findings"] == []
