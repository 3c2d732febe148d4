"""One wire: who wins when the Pi, the chip and the resistors disagree."""

import pytest

from sim.wires.pins import Net, Pins


def test_at_boot_the_soc_pulls_gpio_0_to_8_up_and_the_others_down() -> None:
    # BCM2835 ARM Peripherals, table 6-31, "Pull" column
    assert [gpio for gpio, net in Pins().items() if net.level] == list(range(9))


def test_the_module_resistor_beats_the_pi_and_the_chip_beats_both() -> None:
    net = Net(17)
    net.pi_listens(False)
    net.pull(True)
    assert net.level is True
    net.drive(False)
    assert net.level is False
    net.release()
    assert net.level is True
    net.pull(None)
    assert net.level is False


def test_a_wire_that_nobody_holds_keeps_its_level() -> None:
    net = Net(17)
    net.pi_listens(None)
    net.drive(True)
    net.release()
    assert net.level is True


def test_the_i2c_pins_have_their_resistors_on_the_board() -> None:
    pins = Pins()
    for gpio in (2, 3):
        pins[gpio].pi_listens(None)
        assert pins[gpio].level is True


def test_the_chip_hears_of_each_change_by_the_pi_once() -> None:
    net = Net(17)
    seen: list[tuple[float | None, bool]] = []
    net.on_change(lambda: seen.append((net.duty, net.level)))
    net.pi_writes(1.0)
    net.pi_writes(1.0)
    net.pi_writes(0.3)
    net.drive(True)
    net.pi_listens(None)
    assert seen == [(1.0, True), (0.3, False), (None, True)]


def test_two_outputs_on_one_wire_are_seen_as_a_short_circuit() -> None:
    net = Net(17)
    net.drive(True)
    assert net.contention is False
    net.pi_writes(0.0)
    assert net.contention is True
    assert net.level is False
    net.pi_writes(1.0)
    assert net.contention is False


def test_a_pin_that_the_header_does_not_have_is_named() -> None:
    with pytest.raises(KeyError, match="GPIO28 is not on the header"):
        Pins()[28]


def test_after_a_power_cycle_each_pin_is_pulled_as_at_boot() -> None:
    pins = Pins()
    for net in pins.values():
        net.pi_listens(None)
        net.pi_writes(1.0)
    pins.reset()
    assert [gpio for gpio, net in pins.items() if net.pi_pull] == list(range(9))
    assert {net.pi_pull for net in pins.values()} == {True, False}


def test_a_killed_process_leaves_every_pin_as_it_was() -> None:
    pins = Pins()
    pins.freeze()
    for net in pins.values():
        net.pi_writes(1.0)
    assert {net.duty for net in pins.values()} == {None}
    pins.thaw()
    for net in pins.values():
        net.pi_writes(1.0)
    assert {net.duty for net in pins.values()} == {1.0}
