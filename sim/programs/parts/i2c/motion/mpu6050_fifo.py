"""What an MPU6050 keeps until it is fetched: measurements in its FIFO, or packets of its own motion processor.

Register map RM-MPU-6000A-00, sections 4.2 to 4.8 and 4.29 to 4.31. The motion processor's program is InvenSense's; what
libraries load into it is kept and given back, but not run: the packets are computed from what the sensor feels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import atan2, cos, hypot, radians, sin
from struct import pack

from sim.programs.parts.registers import signed

SIZE = 1024  # bytes; when it is full, the oldest ones go
# The packet of 42 bytes of the program that i2cdevlib loads ("MotionApps 2.0"): turn, turning, acceleration, two bytes.
ONE = 1 << 14  # 1.0 of its turn, in the upper half of four bytes
G, DPS = 8192.0, 16.4  # counts of its acceleration and turning
FAST_HZ, FILTERED_HZ = 8000.0, 1000.0  # section 4.2: without the low-pass filter, and with it
UNFILTERED = (0, 7)


class Fifo:
    """The bytes that wait, filled up to now whenever somebody looks."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.has_overflowed = False
        self._since_s: float | None = None

    def clear(self) -> None:
        """Forget what is in it."""
        self.bytes.clear()

    def stop(self) -> None:
        """Nothing comes any more."""
        self._since_s = None

    def fill(self, now_s: float, rate_hz: float, one: Callable[[], bytes]) -> int:
        """Put in what has come since the last time; how many."""
        if self._since_s is None:
            self._since_s = now_s
        count = int((now_s - self._since_s) * rate_hz)
        if count:
            self._since_s += count / rate_hz
            packet = one()
            self.bytes += packet * min(count, SIZE // max(len(packet), 1) + 1)
            if len(self.bytes) > SIZE:
                del self.bytes[:-SIZE]
                self.has_overflowed = True
        return count

    def take(self) -> int:
        """The oldest byte; 0xFF when there is none."""
        return self.bytes.pop(0) if self.bytes else 0xFF


def rate_hz(config: int, divider: int) -> float:
    """How often it measures, by the registers CONFIG and SMPLRT_DIV."""
    return (FAST_HZ if config & 7 in UNFILTERED else FILTERED_HZ) / (1 + divider)


def packet(acceleration_g: Sequence[float], turning_dps: Sequence[float], yaw_deg: float) -> bytes:
    """A packet of the motion processor: how it is turned as a quaternion, and what it feels."""
    x, y, z = acceleration_g
    roll, pitch, yaw = atan2(y, z), atan2(-x, hypot(y, z)), radians(yaw_deg)
    numbers = [share * ONE for share in quaternion(roll, pitch, yaw)]
    numbers += [each * DPS for each in turning_dps]
    numbers += [each * G for each in acceleration_g]
    return b"".join(pack(">HH", signed(number), 0) for number in numbers) + bytes(2)


def quaternion(roll: float, pitch: float, yaw: float) -> tuple[float, float, float, float]:
    """Turned by yaw, then pitch, then roll, in radians: w, x, y, z."""
    cr, sr, cp, sp = cos(roll / 2), sin(roll / 2), cos(pitch / 2), sin(pitch / 2)
    cy, sy = cos(yaw / 2), sin(yaw / 2)
    return (
        cr * cp * cy + sr * sp * sy,
        sr * cp * cy - cr * sp * sy,
        cr * sp * cy + sr * cp * sy,
        cr * cp * sy - sr * sp * cy,
    )
