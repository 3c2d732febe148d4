"""Stand-in for `hx711`: the three libraries of that name that lessons with a load cell use. Data sheet HX711 (Avia).

One is the file of the kits (`get_weight`, `tare`), one the package of that name (`get_raw_data`), one its successor
(`get_weight_mean`, `zero`). The parts of their names that two of them share mean the same.
"""

from __future__ import annotations

from statistics import mean, median

from sim.libraries.modules import sleep
from sim.libraries.stand_ins.RPi import GPIO

BITS = 24
PULSES = {128: 1, 64: 3, 32: 2}  # after the bits, for the next conversion: channel A, A, and B (table 3)
POLL_S = 5e-3  # chosen: a twentieth of a conversion
READY_WITHIN_S = 1.0  # chosen: ten conversions
OFF_S = 100e-6  # a clock that is high for 60 us switches it off


class HX711:
    """One converter: its data wire, its clock wire, and how much channel A is amplified."""

    def __init__(
        self, dout: int | None = None, pd_sck: int | None = None, gain: int = 128, channel: str = "A", *,
        dout_pin: int | None = None, pd_sck_pin: int | None = None, gain_channel_A: int | None = None,
        select_channel: str | None = None,
    ) -> None:  # fmt: skip
        data, clock = dout if dout_pin is None else dout_pin, pd_sck if pd_sck_pin is None else pd_sck_pin
        if data is None or clock is None:
            raise TypeError("HX711 needs the pins dout and pd_sck")
        self.DOUT, self.PD_SCK = data, clock
        if GPIO.getmode() is None:
            GPIO.setmode(GPIO.BCM)
        GPIO.setup(clock, GPIO.OUT)
        GPIO.setup(data, GPIO.IN)
        self._offset, self._unit = {"A": 0.0, "B": 0.0}, {"A": 1.0, "B": 1.0}
        self._bytes_first, self._bits_first = "MSB", "MSB"
        self._gain_a = gain if gain_channel_A is None else gain_channel_A
        self._channel = (select_channel or channel).upper()
        self.set_gain(32 if self._channel == "B" else self._gain_a)

    def is_ready(self) -> bool:
        """Whether a conversion is over."""
        return GPIO.input(self.DOUT) == 0

    def set_gain(self, gain: int = 128) -> None:
        """Choose what the next conversions are of. Raises ValueError for a gain that it does not have."""
        if gain not in PULSES:
            raise ValueError(f"gain must be 128, 64 or 32, not {gain}")
        self._pulses, self._channel = PULSES[gain], "B" if gain == 32 else "A"
        GPIO.output(self.PD_SCK, False)
        self.read_long()

    set_channel_A_gain = set_gain

    def select_channel(self, channel: str) -> None:
        """Choose channel A or B."""
        self.set_gain(32 if channel.upper() == "B" else self._gain_a)

    def read_long(self) -> int:
        """Wait for a conversion and return it, -8388608 to 8388607. Raises RuntimeError when none comes in a second."""
        waited_s = 0.0
        while not self.is_ready():
            sleep(POLL_S)
            waited_s += POLL_S
            if waited_s > READY_WITHIN_S:
                raise RuntimeError(f"nothing on GPIO{self.DOUT} is ready: check DT, SCK and the power of the HX711")
        bits = [self._bit() for _ in range(BITS)]
        for _ in range(self._pulses):
            self._bit()
        return self._number(bits)

    def _bit(self) -> int:
        GPIO.output(self.PD_SCK, True)
        GPIO.output(self.PD_SCK, False)
        return GPIO.input(self.DOUT)

    def _number(self, bits: list[int]) -> int:
        parts = [bits[at : at + 8] for at in range(0, BITS, 8)]
        parts = parts if self._bytes_first == "MSB" else parts[::-1]
        parts = parts if self._bits_first == "MSB" else [each[::-1] for each in parts]
        code = int("".join(str(bit) for each in parts for bit in each), 2)
        return code - (1 << BITS) if code >> BITS - 1 else code

    def set_reading_format(self, byte_format: str = "LSB", bit_format: str = "MSB") -> None:
        """Say in which order bytes and bits come; a HX711 sends the highest first."""
        self._bytes_first, self._bits_first = byte_format, bit_format

    def read_average(self, times: int = 3) -> float:
        """The mean of so many conversions."""
        return mean(self.read_long() for _ in range(times))

    def read_median(self, times: int = 3) -> float:
        """The one in the middle of so many conversions."""
        return median(self.read_long() for _ in range(times))

    def get_value(self, times: int = 3) -> float:
        """What is above the tare."""
        return self.read_average(times) - self._offset[self._channel]

    def get_weight(self, times: int = 3) -> float:
        """The same in the units of the reference."""
        return self.get_value(times) / self._unit[self._channel]

    get_value_A, get_weight_A, get_data_mean, get_weight_mean = get_value, get_weight, get_value, get_weight

    def tare(self, times: int = 15) -> float:
        """Take what is on the scale for nothing."""
        self._offset[self._channel] = self.read_average(times)
        return self._offset[self._channel]

    tare_A = tare

    def zero(self, readings: int = 30) -> bool:
        """The same; True would be an error."""
        self.tare(readings)
        return False

    def get_raw_data(self, times: int = 5) -> list[int]:
        """So many conversions."""
        return [self.read_long() for _ in range(times)]

    def get_raw_data_mean(self, readings: int = 30) -> float:
        """The mean of so many conversions."""
        return self.read_average(readings)

    def set_reference_unit(self, reference_unit: float) -> None:
        """How many steps make one unit. Raises ValueError for 0."""
        if reference_unit == 0:
            raise ValueError("a reference unit of 0 would divide by nothing")
        self._unit[self._channel] = reference_unit

    set_reference_unit_A, set_scale_ratio = set_reference_unit, set_reference_unit

    def get_reference_unit(self) -> float:
        """How many steps make one unit."""
        return self._unit[self._channel]

    def set_offset(self, offset: float) -> None:
        """Set the tare."""
        self._offset[self._channel] = offset

    set_offset_A = set_offset

    def get_offset(self) -> float:
        """The tare."""
        return self._offset[self._channel]

    def power_down(self) -> None:
        """Switch it off: its clock stays high."""
        GPIO.output(self.PD_SCK, False)
        GPIO.output(self.PD_SCK, True)
        sleep(OFF_S)

    def power_up(self) -> None:
        """Switch it on."""
        GPIO.output(self.PD_SCK, False)
        sleep(OFF_S)

    def reset(self) -> bool:
        """Switch it off and on; True: it is ready again."""
        self.power_down()
        self.power_up()
        return True
