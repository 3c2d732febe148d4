"""RPi.GPIO on virtual wires: numbering, levels, cleanup, and the sentences that textbooks show."""

import warnings

import pytest

from sim.time.clock import BOOT_S
from sim.virtual_pi import VirtualPi


def test_the_first_program_of_every_book_blinks(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    seen: list[tuple[float, float | None]] = []
    pi.pins[18].on_change(lambda: seen.append((round(pi.clock.monotonic() - BOOT_S, 4), pi.pins[18].duty)))
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(18, GPIO.OUT)
    for _ in range(2):
        GPIO.output(18, GPIO.HIGH)
        pi.clock.sleep(0.5)
        GPIO.output(18, GPIO.LOW)
        pi.clock.sleep(0.5)
    GPIO.cleanup()
    assert seen == [(0, 0.0), (0, 1.0), (0.5, 0.0), (1.0, 1.0), (1.5, 0.0), (2.0, None)]


def test_board_numbers_are_the_places_on_the_header(pi: VirtualPi) -> None:
    from RPi import GPIO

    GPIO.setmode(GPIO.BOARD)
    assert GPIO.getmode() == GPIO.BOARD == 10
    GPIO.setup((11, 12), GPIO.OUT, initial=GPIO.HIGH)
    assert pi.pins[17].duty == pi.pins[18].duty == 1.0
    for power_or_ground in (1, 2, 6, 27, 41, 0):
        with pytest.raises(ValueError, match=r"^The channel sent is invalid on a Raspberry Pi$"):
            GPIO.setup(power_or_ground, GPIO.IN)


def test_the_numbering_comes_first_and_stays() -> None:
    with VirtualPi():
        import RPi.GPIO as GPIO

        assert GPIO.getmode() is None
        with pytest.raises(RuntimeError) as refused:
            GPIO.setup(18, GPIO.OUT)
        assert str(refused.value) == (
            "Please set pin numbering mode using GPIO.setmode(GPIO.BOARD) or GPIO.setmode(GPIO.BCM)"
        )
        with pytest.raises(ValueError, match=r"^An invalid mode was passed to setmode\(\)$"):
            GPIO.setmode(12)
        GPIO.setmode(GPIO.BCM)
        GPIO.setmode(GPIO.BCM)
        with pytest.raises(ValueError, match=r"^A different mode has already been set!$"):
            GPIO.setmode(GPIO.BOARD)
    with VirtualPi():
        assert GPIO.getmode() is None  # a new program on a fresh board
        with pytest.raises(RuntimeError, match=r"Please set pin numbering mode"):
            GPIO.input(18)


def test_lists_go_to_all_channels_or_one_value_to_each(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    leds = [17, 27, 22]
    GPIO.setup(leds, GPIO.OUT)
    GPIO.output(leds, GPIO.HIGH)
    assert [pi.pins[led].duty for led in leds] == [1.0, 1.0, 1.0]
    GPIO.output(leds, (GPIO.LOW, True, 0))
    assert [GPIO.input(led) for led in leds] == [0, 1, 0]
    GPIO.output(17, not GPIO.input(17))
    assert GPIO.input(17) == GPIO.HIGH
    with pytest.raises(RuntimeError, match=r"^Number of channels != number of values$"):
        GPIO.output(leds, (1, 0))
    with pytest.raises(ValueError, match=r"^Channel must be an integer or list/tuple of integers$"):
        GPIO.output("17", 1)
    with pytest.raises(ValueError, match=r"^Channel must be an integer$"):
        GPIO.setup([17, "27"], GPIO.OUT)
    with pytest.raises(ValueError, match=r"^Value must be an integer/boolean or a list/tuple of integers/booleans$"):
        GPIO.output(17, "on")


def test_a_button_to_ground_reads_low_with_the_pis_own_pull_up(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.setup(24, GPIO.IN, GPIO.PUD_DOWN)
    assert (GPIO.input(23), GPIO.input(24)) == (GPIO.HIGH, GPIO.LOW)
    pi.pins[23].drive(False)
    assert GPIO.input(23) == GPIO.LOW
    assert not GPIO.input(23)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"direction": 2}, "An invalid direction was passed to setup()"),
        ({"direction": 0, "pull_up_down": 22}, "pull_up_down parameter is not valid for outputs"),
        ({"direction": 1, "initial": 1}, "initial parameter is not valid for inputs"),
        (
            {"direction": 1, "pull_up_down": 5},
            "Invalid value for pull_up_down - should be either PUD_OFF, PUD_UP or PUD_DOWN",
        ),
    ],
)
def test_what_setup_refuses(pi: VirtualPi, arguments: dict[str, int], sentence: str) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the whole sentence is compared
        GPIO.setup(18, **arguments)
    assert str(refused.value) == sentence


def test_a_channel_is_set_up_before_it_is_used_and_in_the_right_direction(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    with pytest.raises(RuntimeError, match=r"^You must setup\(\) the GPIO channel first$"):
        GPIO.input(18)
    with pytest.raises(RuntimeError, match=r"^The GPIO channel has not been set up as an OUTPUT$"):
        GPIO.output(18, 1)
    GPIO.setup(18, GPIO.IN)
    with pytest.raises(RuntimeError, match=r"^The GPIO channel has not been set up as an OUTPUT$"):
        GPIO.output(18, 1)


def test_initial_comes_before_the_pin_drives_so_a_low_active_relay_does_not_click(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    seen: list[float | None] = []
    pi.pins[17].on_change(lambda: seen.append(pi.pins[17].duty))
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.OUT, initial=GPIO.HIGH)
    assert seen == [1.0]
    GPIO.setup(17, GPIO.IN)
    GPIO.setup(17, GPIO.OUT)  # an output comes back with the level it had
    assert seen == [1.0, None, 1.0]


def test_cleanup_lets_go_of_what_was_set_up_and_of_nothing_else(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    pi.pins[5].pi_writes(1.0)
    GPIO.setmode(GPIO.BCM)
    GPIO.setup([17, 27, 22], GPIO.OUT, initial=1)
    GPIO.cleanup(17)
    GPIO.cleanup((27,))
    assert [pi.pins[gpio].duty for gpio in (17, 27, 22, 5)] == [None, None, 1.0, 1.0]
    assert GPIO.getmode() == GPIO.BCM
    GPIO.cleanup()
    assert pi.pins[22].duty is None
    assert GPIO.getmode() is None
    assert pi.pins[5].duty == 1.0


def test_cleanup_of_nothing_warns_in_the_programs_own_line(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    with pytest.warns(RuntimeWarning, match=r"^No channels have been set up yet - nothing to clean up!  Try") as told:
        GPIO.cleanup()
    assert told[0].filename == __file__
    GPIO.setwarnings(False)
    GPIO.cleanup()


def test_pins_stay_as_they_were_when_a_program_forgets_cleanup(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.OUT, initial=1)
    GPIO.setup(17, GPIO.OUT)  # again in the same program: no warning
    pi.clock.sleep(60)
    assert pi.pins[17].duty == 1.0


def test_an_output_that_somebody_left_on_warns_with_the_known_sentence(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    pi.pins[17].pi_writes(1.0)  # an earlier program ended without cleanup
    GPIO.setmode(GPIO.BCM)
    with pytest.warns(RuntimeWarning) as told:
        GPIO.setup(17, GPIO.OUT)
    assert str(told[0].message) == (
        "This channel is already in use, continuing anyway.  Use GPIO.setwarnings(False) to disable warnings."
    )
    assert told[0].filename == __file__
    GPIO.setwarnings(False)
    pi.pins[27].pi_writes(1.0)
    GPIO.setup(27, GPIO.OUT)


def test_the_pins_of_the_buses_are_busy_and_have_their_resistors(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    GPIO.setmode(GPIO.BCM)
    assert [GPIO.gpio_function(gpio) for gpio in (2, 3, 9, 10, 11)] == [GPIO.I2C, GPIO.I2C, *[GPIO.SPI] * 3]
    with pytest.warns(RuntimeWarning) as told:
        GPIO.setup(2, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    assert [str(warning.message)[:33] for warning in told] == [
        "This channel is already in use, c",
        "A physical pull up resistor is fi",
    ]
    GPIO.setup(17, GPIO.OUT)
    assert [GPIO.gpio_function(gpio) for gpio in (2, 17, 18)] == [GPIO.IN, GPIO.OUT, GPIO.IN]


def test_gpiozero_and_rpi_gpio_cannot_hold_one_pin(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO
    from gpiozero import LED

    GPIO.setmode(GPIO.BCM)
    GPIO.setup(17, GPIO.OUT)
    with pytest.raises(OSError, match=r"GPIO17 is busy: RPi.GPIO uses it, so gpiozero cannot"):
        LED(17)
    led = LED(27)
    with pytest.raises(OSError, match=r"GPIO27 is busy: gpiozero uses it, so RPi.GPIO cannot"):
        GPIO.setup(27, GPIO.IN)
    led.close()
    GPIO.setup(27, GPIO.IN)
    GPIO.cleanup()
    LED(17).close()


def test_the_numbers_are_those_of_the_real_module(pi: VirtualPi) -> None:
    """Programs pass bare numbers: GPIO.setup(18, 0), GPIO.setmode(11). RPi.GPIO 0.7.1, printed on a board."""
    import RPi.GPIO as GPIO

    assert (GPIO.OUT, GPIO.IN, GPIO.LOW, GPIO.HIGH) == (0, 1, 0, 1)
    assert (GPIO.BOARD, GPIO.BCM, GPIO.UNKNOWN) == (10, 11, -1)
    assert (GPIO.PUD_OFF, GPIO.PUD_DOWN, GPIO.PUD_UP) == (20, 21, 22)
    assert (GPIO.RISING, GPIO.FALLING, GPIO.BOTH) == (31, 32, 33)
    assert (GPIO.SERIAL, GPIO.SPI, GPIO.I2C, GPIO.HARD_PWM) == (40, 41, 42, 43)
    assert GPIO.VERSION == "0.7.1"
    assert GPIO.RPI_REVISION == GPIO.RPI_INFO["P1_REVISION"] == 3


def test_no_warning_comes_where_the_real_library_gives_none(pi: VirtualPi) -> None:
    import RPi.GPIO as GPIO

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(17, GPIO.OUT)
        GPIO.cleanup()
        GPIO.setmode(GPIO.BOARD)
        GPIO.setup(11, GPIO.IN)
        GPIO.cleanup(11)
