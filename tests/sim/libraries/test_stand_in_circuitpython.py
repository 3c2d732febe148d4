"""board, digitalio, busio, pwmio, analogio: CircuitPython programs as they are written for a Pi."""

import pytest

from sim.time.clock import BOOT_S, WaitsForever
from sim.virtual_pi import VirtualPi


def test_a_button_lights_a_lamp(pi: VirtualPi) -> None:
    import board
    from digitalio import DigitalInOut, Direction, Pull

    led = DigitalInOut(board.D17)
    led.direction = Direction.OUTPUT
    button = DigitalInOut(board.D22)
    button.direction = Direction.INPUT
    button.pull = Pull.UP
    pi.clock.at(BOOT_S + 1, lambda: pi.pins[22].drive(False))
    seen = []
    for _ in range(3):
        led.value = not button.value
        seen.append(pi.pins[17].duty)
        pi.clock.sleep(0.6)
    assert seen == [0.0, 0.0, 1.0]
    assert (led.direction, button.direction, button.pull) == (Direction.OUTPUT, Direction.INPUT, Pull.UP)


def test_a_pin_is_given_back_after_with(pi: VirtualPi) -> None:
    import board
    import digitalio

    with digitalio.DigitalInOut(board.D5) as pin:
        pin.switch_to_output(value=True)
        assert pi.pins[5].duty == 1.0
        assert pin.drive_mode is digitalio.DriveMode.PUSH_PULL
        with pytest.raises(OSError, match="GPIO5 is busy"):
            digitalio.DigitalInOut(board.D5)
        pin.switch_to_input(pull=digitalio.Pull.DOWN)
        assert pin.pull is digitalio.Pull.DOWN
    assert pi.pins[5].duty is None
    digitalio.DigitalInOut(board.D5).deinit()


def test_what_a_pin_refuses(pi: VirtualPi) -> None:
    import board
    import digitalio

    pin = digitalio.DigitalInOut(board.D5)
    with pytest.raises(AttributeError, match="Not an output"):
        pin.value = True
    with pytest.raises(AttributeError, match="Not a Direction"):
        pin.direction = "out"
    with pytest.raises(AttributeError, match="Not a Pull"):
        pin.pull = True
    with pytest.raises(AttributeError, match="Not an output"):
        pin.drive_mode = digitalio.DriveMode.PUSH_PULL
    with pytest.raises(RuntimeError, match="OPEN_DRAIN"):
        pin.switch_to_output(drive_mode=digitalio.DriveMode.OPEN_DRAIN)
    pin.switch_to_output()
    with pytest.raises(AttributeError, match="Not an input"):
        pin.pull = digitalio.Pull.UP


def test_a_loop_that_only_looks_at_a_pin_sees_it_change(pi: VirtualPi) -> None:
    import board
    import digitalio

    echo = digitalio.DigitalInOut(board.D24)
    pi.pins[24].drive(False)
    pi.clock.at(BOOT_S + 60, lambda: pi.pins[24].drive(True))
    while not echo.value:
        pass
    assert pi.clock.monotonic() == pytest.approx(BOOT_S + 60, abs=1e-5)


def test_the_names_of_the_header(pi: VirtualPi) -> None:
    import board

    assert [pin.id for pin in (board.SDA, board.SCL, board.MOSI, board.MISO, board.SCLK, board.SCK)] == [
        2, 3, 10, 9, 11, 11,
    ]  # fmt: skip
    assert [pin.id for pin in (board.CE0, board.CE1, board.TX, board.RX, board.D26)] == [8, 7, 14, 15, 26]
    assert board.board_id == "RASPBERRY_PI_4B"


def test_an_i2c_bus_is_scanned_behind_its_lock(pi: VirtualPi) -> None:
    import board
    import busio

    class Deaf:
        def write(self, data: bytes) -> None: ...

        def read(self, count: int) -> bytes:
            return bytes(count)

    pi.i2c.attach(0x44, Deaf())
    with busio.I2C(board.SCL, board.SDA, frequency=400_000) as i2c:
        while not i2c.try_lock():
            pass
        assert [hex(address) for address in i2c.scan()] == ["0x44"]
        assert i2c.try_lock() is False
        i2c.unlock()
        with pytest.raises(ValueError, match="Not locked"):
            i2c.unlock()
    assert board.I2C().try_lock()
    with pytest.raises(ValueError, match="No hardware I2C"):
        busio.I2C(board.D5, board.D6)


def test_who_waits_for_the_lock_lets_its_holder_work(pi: VirtualPi) -> None:
    import board

    i2c = board.I2C()
    assert i2c.try_lock()
    pi.clock.at(BOOT_S + 0.5, i2c.unlock)
    while not i2c.try_lock():
        pass
    assert pi.clock.monotonic() == pytest.approx(BOOT_S + 0.5, abs=0.001)


def test_a_forgotten_unlock_is_an_error_not_a_hang(pi: VirtualPi, monkeypatch: pytest.MonkeyPatch) -> None:
    import board
    import busio

    monkeypatch.setattr(busio, "PATIENCE", 100)
    i2c = board.I2C()
    assert i2c.try_lock()
    for _ in range(100):
        assert not i2c.try_lock()
    with pytest.raises(WaitsForever, match=r"unlock\(\) is missing"):
        i2c.try_lock()


def test_spi_is_configured_behind_its_lock_and_moves_bytes(pi: VirtualPi) -> None:
    import board
    import digitalio

    class Chip:
        def transfer(self, data: list[int]) -> list[int]:
            return [value + 1 & 0xFF for value in data]

    pi.spi.attach(0, 0, Chip())
    spi = board.SPI()
    select = digitalio.DigitalInOut(board.CE0)
    select.switch_to_output(value=True)
    with pytest.raises(RuntimeError, match="try_lock"):
        spi.configure(baudrate=5_000_000)
    assert spi.try_lock()
    spi.configure(baudrate=5_000_000, polarity=0, phase=0)
    assert spi.frequency == 5_000_000
    answer = bytearray(3)
    spi.readinto(answer, write_value=7)
    assert answer == bytes(3)  # nobody is selected: the line stays low
    select.value = False
    spi.write(b"\x01")
    spi.readinto(answer, start=1, write_value=7)
    assert answer == b"\x00\x08\x08"
    spi.write_readinto(b"\x10\x20\x30", answer)
    assert answer == b"\x11\x21\x31"
    with pytest.raises(ValueError, match="equal length"):
        spi.write_readinto(b"\x10", answer)


def test_pwmio_beats(pi: VirtualPi) -> None:
    import board
    import pwmio

    with pwmio.PWMOut(board.D18, frequency=50, duty_cycle=2**15) as pwm:
        assert (pi.pins[18].frequency_hz, pi.pins[18].duty) == (50, pytest.approx(0.5, abs=1e-4))
        pwm.duty_cycle = 65535
        pwm.frequency = 1000
        assert (pi.pins[18].frequency_hz, pi.pins[18].duty) == (1000, 1.0)
        assert (pwm.duty_cycle, pwm.frequency, pwm.period) == (65535, 1000, 0.001)
        pwm.enabled = False
        assert (pi.pins[18].frequency_hz, pi.pins[18].duty) == (None, 0.0)
        for wrong in (-1, 65536):
            with pytest.raises(ValueError, match="between 0 and 65535"):
                pwm.duty_cycle = wrong
        with pytest.raises(ValueError, match="above 0 Hz"):
            pwm.frequency = 0
        with pytest.raises(OSError, match="GPIO18 is busy: pwmio uses it"):
            pwmio.PWMOut(board.D18)
    assert pi.pins[18].duty is None


def test_what_a_pi_has_not_is_told_in_one_sentence(pi: VirtualPi) -> None:
    import analogio
    import board
    import busio

    with pytest.raises(NotImplementedError, match="no analog pins: put an ADS1115"):
        analogio.AnalogIn(board.D4)
    with pytest.raises(RuntimeError, match="pyserial"):
        busio.UART(board.TX, board.RX, baudrate=9600)
