"""The header table against what every pupil's pinout card says."""

from __future__ import annotations

import pytest

from devices.header import PINS, gpio_of, physical_pin

CARD = {4: 7, 17: 11, 27: 13, 22: 15, 10: 19, 9: 21, 11: 23, 8: 24, 7: 26, 2: 3, 3: 5, 18: 12, 21: 40, 26: 37, 12: 32}


def test_the_header_has_forty_pins_and_gpio_0_to_27_once_each() -> None:
    assert [pin.physical for pin in PINS] == list(range(1, 41))
    assert sorted(pin.gpio for pin in PINS if pin.gpio is not None) == list(range(28))


@pytest.mark.parametrize(("gpio", "physical"), CARD.items())
def test_known_pins_are_where_the_card_says(gpio: int, physical: int) -> None:
    assert physical_pin(gpio) == physical
    assert gpio_of(physical) == gpio


def test_power_and_ground_are_where_the_card_says() -> None:
    assert [pin.physical for pin in PINS if pin.kind == "ground"] == [6, 9, 14, 20, 25, 30, 34, 39]
    assert [pin.physical for pin in PINS if pin.name == "3V3"] == [1, 17]
    assert [pin.physical for pin in PINS if pin.name == "5V"] == [2, 4]
    assert [pin.physical for pin in PINS if pin.kind == "id"] == [27, 28]
    assert gpio_of(6) is None


def test_pins_that_do_not_exist_are_refused() -> None:
    with pytest.raises(KeyError):
        physical_pin(28)
    with pytest.raises(KeyError):
        gpio_of(0)
