"""gpiozero's output devices, unmodified, on virtual wires."""

import pytest

from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi


def test_an_active_low_relay_does_not_click_when_it_is_opened(pi: VirtualPi) -> None:
    from gpiozero import OutputDevice

    net = pi.pins[17]
    net.pull(True)  # a relay module pulls its input up
    seen: list[float | None] = []
    net.on_change(lambda: seen.append(net.duty))
    with OutputDevice(17, active_high=False) as relay:
        relay.on()
        relay.off()
    assert seen == [None, 1.0, 0.0, 1.0, None]  # taken as an input, then: off, on, off, let go
    assert net.level is True


def test_an_active_high_output_starts_low_and_reads_back(pi: VirtualPi) -> None:
    from gpiozero import OutputDevice

    relay = OutputDevice(27)
    assert (pi.pins[27].duty, relay.value) == (0.0, 0)
    relay.toggle()
    assert (pi.pins[27].duty, relay.value) == (1.0, 1)


def test_close_releases_the_pin_to_an_input_that_can_be_used_again(pi: VirtualPi) -> None:
    from gpiozero import LED, Button

    led = LED(17)
    led.on()
    led.close()
    assert pi.pins[17].duty is None
    pi.pins[17].drive(False)
    assert Button(17).is_pressed


def test_a_pin_cannot_be_used_twice(pi: VirtualPi) -> None:
    import gpiozero

    led = gpiozero.LED(17)
    with pytest.raises(gpiozero.GPIOPinInUse, match="GPIO17"):
        gpiozero.Button(17)
    led.close()
    gpiozero.Button(17).close()


def test_gpiozero_and_circuitpython_cannot_share_a_pin(pi: VirtualPi) -> None:
    import board
    import digitalio
    from gpiozero import LED

    led = LED(17)
    with pytest.raises(OSError, match="GPIO17 is busy: gpiozero uses it") as raised:
        digitalio.DigitalInOut(board.D17)
    assert raised.value.errno == 16
    led.close()
    with digitalio.DigitalInOut(board.D17), pytest.raises(OSError, match="digitalio uses it"):
        LED(17)


def test_pwm_duty_and_frequency_arrive_on_the_wire(pi: VirtualPi) -> None:
    from gpiozero import PWMOutputDevice

    net = pi.pins[18]
    pump = PWMOutputDevice(18, frequency=1000)
    pump.value = 0.3
    assert (net.duty, net.frequency_hz, net.level) == (0.3, 1000, False)
    assert pump.value == 0.3
    pump.close()
    assert (net.duty, net.frequency_hz) == (None, None)


def test_blink_runs_in_a_virtual_thread_with_exact_times(pi: VirtualPi) -> None:
    from gpiozero import LED

    net = pi.pins[17]
    led = LED(17)
    seen: list[tuple[float, float | None]] = []
    net.on_change(lambda: seen.append((round(pi.clock.monotonic() - BOOT_S, 9), net.duty)))
    led.blink(on_time=0.2, off_time=0.3, n=2)
    pi.clock.sleep(5)
    assert seen == [(0.0, 1.0), (0.2, 0.0), (0.5, 1.0), (0.7, 0.0)]


def test_off_stops_a_blink_at_once_even_from_a_button(pi: VirtualPi) -> None:
    from gpiozero import LED, Button

    led = LED(17)
    led.blink(10, 10)
    stop = Button(22)
    stop.when_pressed = led.off
    pi.clock.at(BOOT_S + 3, lambda: pi.pins[22].drive(False))
    pi.clock.sleep(2)
    assert led.is_lit
    pi.clock.sleep(2)
    assert not led.is_lit
    assert pi.clock.monotonic() == BOOT_S + 4


def test_blink_in_the_foreground_takes_virtual_time(pi: VirtualPi) -> None:
    from gpiozero import LED

    LED(17).blink(1, 1, n=3, background=False)
    assert pi.clock.monotonic() == BOOT_S + 6


def test_buzzer_beeps_and_tonal_buzzer_plays_its_note(pi: VirtualPi) -> None:
    from gpiozero import Buzzer, TonalBuzzer

    buzzer = Buzzer(23)
    buzzer.beep(0.1, 0.1, n=1)
    pi.clock.sleep(0.05)
    assert pi.pins[23].duty == 1.0
    tonal = TonalBuzzer(24)
    tonal.play("A4")
    assert pi.pins[24].frequency_hz == pytest.approx(440.0)  # A4 is 440 Hz, ISO 16
    assert pi.pins[24].duty == 0.5
    tonal.stop()
    assert (pi.pins[24].duty, pi.pins[24].frequency_hz) == (0.0, None)


def test_a_source_feeds_an_output_from_an_input(pi: VirtualPi) -> None:
    from gpiozero import LED, Button

    led, button = LED(17), Button(22)
    led.source = button
    pi.clock.sleep(0.1)
    assert not led.is_lit
    pi.pins[22].drive(False)
    pi.clock.sleep(0.1)
    assert led.is_lit


def test_gpiozeros_own_waits_take_virtual_time(pi: VirtualPi) -> None:
    from gpiozero.tools import post_delayed

    values = post_delayed(iter((1, 2)), 5)
    assert list(values) == [1, 2]
    assert pi.clock.monotonic() == BOOT_S + 10
