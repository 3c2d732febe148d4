"""The shunt of an INA219 is the one that the program's text speaks of."""

import ast

import pytest

from sim.programs.parts.i2c.ina219 import shunt_in


@pytest.mark.parametrize(
    ("text", "ohm"),
    [
        ("SHUNT_OHMS = 0.1", 0.1),
        ("ina = INA219(0.01, 2.0)", 0.01),
        ("ina = INA219(shunt_ohms=0.05)", 0.05),
        ("ina = INA219(1, 0x45)", None),
        ("shunt_voltage = 0.0", None),
        ("shunt_mv = 40.0", None),
        ("from DFRobot_INA219 import INA219\nina = INA219(1, 0x45)", 0.01),
        ("from DFRobot_INA219 import INA219\nSHUNT = 0.1", 0.1),
        ("import adafruit_ina219", None),
    ],
)
def test_the_text_tells_the_shunt(text, ohm):
    assert shunt_in([ast.parse(text)]).get("told_ohm") == ohm
