"""The I2C bus: Adafruit's drivers, unmodified, and the ways in which a real bus fails."""

import pytest

from sim.time.clock import WaitsForever
from sim.virtual_pi import VirtualPi
from sim.wires.i2c import Nack, Registers16, StuckBus


class Memory16(Registers16):
    """Registers that keep what was written."""

    def __init__(self, **values: int) -> None:
        self.values = {int(name[1:], 16): value for name, value in values.items()}
        self.failure: Exception | None = None

    def acknowledge(self) -> None:
        if self.failure is not None:
            raise self.failure

    def get(self, register: int) -> int:
        self.acknowledge()
        return self.values.get(register, 0)

    def set(self, register: int, value: int) -> None:
        self.acknowledge()
        self.values[register] = value


class Bytes:
    """A chip without registers that remembers the last command."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def read(self, count: int) -> bytes:
        return bytes(range(count))


def test_ina219_reads_its_registers(pi: VirtualPi) -> None:
    import adafruit_ina219
    import board

    # INA219 data sheet SBOS448G: bus voltage is register 2, 4 mV per bit above bit 3; current is register 4, signed
    chip = Memory16(r2=(3200 << 3), r4=0x10000 - 1500)
    pi.i2c.attach(0x40, chip)
    ina = adafruit_ina219.INA219(board.I2C())
    assert chip.values[5] == 4096  # register 5, calibration: the driver's choice for 32 V and 2 A
    assert ina.bus_voltage == pytest.approx(12.8)
    assert ina.current == pytest.approx(-150.0)


def test_ads1115_reads_a_channel_single_shot(pi: VirtualPi) -> None:
    import adafruit_ads1x15.ads1115 as ads1115
    import board
    from adafruit_ads1x15.analog_in import AnalogIn

    chip = Memory16(r0=16384, r1=0x8583)
    pi.i2c.attach(0x48, chip)
    ads = ads1115.ADS1115(board.I2C(), gain=1)
    assert AnalogIn(ads, 2).voltage == pytest.approx(2.048)  # half of the +-4.096 V range, ADS1115 data sheet table 8-3
    assert chip.values[1] >> 12 & 7 == 6  # MUX 110: AIN2 against ground, ADS1115 data sheet table 8-3


def test_sht31d_sleeps_in_virtual_time(pi: VirtualPi) -> None:
    import adafruit_sht31d
    import board

    class Sht31(Bytes):
        def read(self, count: int) -> bytes:
            # 0xBEEF has the CRC 0x92: SHT3x data sheet, section 4.12
            return (b"\xbe\xef\x92" * 2)[:count]

    pi.i2c.attach(0x44, Sht31())
    sensor = adafruit_sht31d.SHT31D(board.I2C())
    before_s = pi.clock.monotonic()
    assert sensor.temperature == pytest.approx(-45 + 175 * 0xBEEF / 65535)  # SHT3x data sheet, section 4.13
    assert pi.clock.monotonic() - before_s == pytest.approx(0.0155)


def test_an_absent_chip_is_a_value_error_of_the_driver(pi: VirtualPi) -> None:
    import adafruit_ina219
    import board

    i2c = board.I2C()
    with pytest.raises(ValueError, match="No I2C device at address: 0x40"):
        adafruit_ina219.INA219(i2c)
    assert i2c.try_lock()


def test_a_nack_is_oserror_121_and_the_bus_is_unlocked(pi: VirtualPi) -> None:
    import adafruit_ina219
    import board

    chip = Memory16()
    pi.i2c.attach(0x40, chip)
    i2c = board.I2C()
    ina = adafruit_ina219.INA219(i2c)
    chip.failure = Nack()
    with pytest.raises(OSError, match="Remote I/O error") as raised:
        _ = ina.bus_voltage
    assert raised.value.errno == 121
    assert pi.i2c.traffic(0x40).nacks == 1
    chip.failure = None
    assert ina.bus_voltage == 0.0


def test_a_chip_that_is_pulled_out_does_not_acknowledge(pi: VirtualPi) -> None:
    import adafruit_ina219
    import board

    pi.i2c.attach(0x40, Memory16())
    ina = adafruit_ina219.INA219(board.I2C())
    chip = pi.i2c.detach(0x40)
    with pytest.raises(OSError, match="Remote I/O"):
        _ = ina.bus_voltage
    pi.i2c.attach(0x40, chip)
    assert ina.bus_voltage == 0.0


@pytest.mark.parametrize("whole_bus", [True, False])
def test_a_stuck_bus_is_oserror_110_after_linuxs_second(pi: VirtualPi, whole_bus: bool) -> None:
    import adafruit_ina219
    import board

    chip = Memory16()
    pi.i2c.attach(0x40, chip)
    ina = adafruit_ina219.INA219(board.I2C())
    before_s = pi.clock.monotonic()
    if whole_bus:
        pi.i2c.stuck = True
    else:
        chip.failure = StuckBus()
    with pytest.raises(OSError, match="timed out") as raised:
        _ = ina.bus_voltage
    assert raised.value.errno == 110
    assert pi.clock.monotonic() - before_s == 1.0
    assert pi.i2c.traffic(0x40).timeouts == 1
    pi.i2c.stuck, chip.failure = False, None
    assert ina.bus_voltage == 0.0


def test_scan_finds_who_acknowledges(pi: VirtualPi) -> None:
    import board

    pi.i2c.attach(0x48, Memory16())
    pi.i2c.attach(0x40, Bytes())
    off = Memory16()
    off.failure = Nack()
    pi.i2c.attach(0x41, off)
    assert board.I2C().scan() == [0x40, 0x48]


def test_slices_and_plain_chips_get_exactly_their_bytes(pi: VirtualPi) -> None:
    import board

    chip = Bytes()
    pi.i2c.attach(0x20, chip)
    i2c = board.I2C()
    i2c.writeto(0x20, b"abcdef", start=1, end=4)
    filled = bytearray(b"......")
    i2c.readfrom_into(0x20, filled, start=2, end=5)
    i2c.writeto_then_readfrom(0x20, b"xyz", filled, out_start=2, in_end=1)
    assert chip.written == [b"bcd", b"z"]
    assert filled == b"\x00.\x00\x01\x02."
    assert pi.i2c.traffic(0x20).transactions == pi.i2c.transactions == 3


def test_registers_answer_alike_in_words_and_in_bytes() -> None:
    chip = Memory16(r7=0x10000 - 2)
    chip.write(b"\x07")
    assert chip.read(2) == b"\xff\xfe"
    assert chip.read(3) == b"\xff\xfe\xff"
    chip.write(b"\x03\x12\x34")
    assert chip.values[3] == 0x1234


def test_a_chip_with_its_own_write_is_never_passed_by(pi: VirtualPi) -> None:
    import board

    class Deaf(Memory16):
        def write(self, data: bytes) -> None:
            raise Nack

    pi.i2c.attach(0x40, Deaf())
    with pytest.raises(OSError, match="Remote I/O"):
        board.I2C().writeto(0x40, b"\x00\x12\x34")


def test_two_chips_at_one_address_and_impossible_addresses_are_refused(pi: VirtualPi) -> None:
    pi.i2c.attach(0x40, Bytes())
    with pytest.raises(ValueError, match="share the I2C address 0x40"):
        pi.i2c.attach(0x40, Bytes())
    with pytest.raises(ValueError, match="0x80 is no I2C address"):
        pi.i2c.attach(0x80, Bytes())


def test_a_driver_that_polls_for_ever_is_stopped(pi: VirtualPi, monkeypatch: pytest.MonkeyPatch) -> None:
    import adafruit_ads1x15.ads1115 as ads1115
    import board
    from adafruit_ads1x15.analog_in import AnalogIn

    class NeverReady(Memory16):
        def get(self, register: int) -> int:
            return 0  # bit 15 of register 1 stays 0: converting, ADS1115 data sheet table 8-3

    monkeypatch.setattr("sim.wires.i2c.PATIENCE", 1000)
    pi.i2c.attach(0x48, NeverReady())
    pi.i2c.traffic(0x48).check_at = 1000
    ads = ads1115.ADS1115(board.I2C())
    with pytest.raises(WaitsForever, match="polls for something"):
        _ = AnalogIn(ads, 0).voltage


def test_a_bus_that_nobody_unlocks_is_an_error_not_a_hang(pi: VirtualPi, monkeypatch: pytest.MonkeyPatch) -> None:
    import board
    from adafruit_bus_device.i2c_device import I2CDevice

    monkeypatch.setattr("sim.libraries.stand_ins.busio.PATIENCE", 1000)
    pi.i2c.attach(0x40, Bytes())
    i2c = board.I2C()
    assert i2c.try_lock()
    with pytest.raises(WaitsForever, match="nobody unlocks it"):
        I2CDevice(i2c, 0x40)


def test_wrong_pins_for_the_bus_are_named(pi: VirtualPi) -> None:
    import board
    import busio

    with pytest.raises(ValueError, match="GPIO17"):
        busio.I2C(board.D17, board.D27)
