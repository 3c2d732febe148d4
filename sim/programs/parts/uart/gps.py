"""NEO-6M: where it is, by satellites. Messages as in the u-blox 6 protocol specification (GPS.G6-SW-10018), chapter 20.

It sends once a second. With fewer than four satellites it has no position, and sends empty fields.
"""

from __future__ import annotations

from datetime import UTC, datetime

from devices import Message
from sim.programs.parts.kind import UART, PartKind, Talk
from sim.programs.parts.quantities import number
from sim.programs.parts.uart._line import Talker

MODEMS = frozenset(
    ("sim800", "sim800l", "sim808", "sim900", "sim7600", "a7670", "gsm", "sms")
)  # they know the place too, but are asked for it
ENOUGH = 4  # satellites for a position
GEOID_M = -28.0  # between the ellipsoid and the sea in the north of Vietnam (EGM96), rounded
KNOTS_A_KMH = 1 / 1.852
DILUTION = "1.01"  # chosen
WORDS = frozenset(("gps", "nmea", "pynmea2", "gpgga", "gprmc", "gpgll", "neo", "neo6m", "ublox", "gnss", "micropygps"))


def checked(text: str) -> bytes:
    """A message with its checksum: all its letters together, exclusive or (section 20.1)."""
    total = 0
    for letter in text.encode():
        total ^= letter
    return f"${text}*{total:02X}\r\n".encode()


def _angle(degrees: float, digits: int, marks: str) -> str:
    """Degrees and minutes in one number, and the side of the world."""
    minutes = round(abs(degrees) * 60, 5)
    return f"{int(minutes // 60):0{digits}d}{minutes % 60:08.5f},{marks[degrees < 0]}"


class GpsChip(Talker):
    """One receiver."""

    feels = ("latitude_deg", "longitude_deg", "altitude_m", "speed_km_h", "satellites")

    def report(self) -> bytes:
        """The messages of one second."""
        now = datetime.fromtimestamp(self.pi.clock.time(), UTC)
        time, date = f"{now:%H%M%S}.{now.microsecond // 10000:02d}", f"{now:%d%m%y}"
        count = int(self.feel("satellites"))
        if count < ENOUGH:
            used = ",".join([""] * 12)
            return b"".join(
                map(checked, (
                    f"GPRMC,{time},V,,,,,,,{date},,,N",
                    "GPVTG,,,,,,,,,N",
                    f"GPGGA,{time},,,,,0,{count:02d},99.99,,,,,,",
                    f"GPGSA,A,1,{used},99.99,99.99,99.99",
                    f"GPGSV,1,1,{count:02d}",
                    f"GPGLL,,,,,{time},V,N",
                ))
            )  # fmt: skip
        where = f"{_angle(self.feel('latitude_deg'), 2, 'NS')},{_angle(self.feel('longitude_deg'), 3, 'EW')}"
        km_h, height_m = self.feel("speed_km_h"), self.feel("altitude_m")
        used = ",".join([f"{each:02d}" for each in range(2, 2 + min(count, 12))] + [""] * (12 - min(count, 12)))
        seen = "".join(
            f",{each:02d},{20 + 7 * each % 60:02d},{40 * each % 360:03d},{28 + each:02d}" for each in range(2, 6)
        )
        return b"".join(
            map(checked, (
                f"GPRMC,{time},A,{where},{km_h * KNOTS_A_KMH:.3f},,{date},,,A",
                f"GPVTG,,T,,M,{km_h * KNOTS_A_KMH:.3f},N,{km_h:.3f},K,A",
                f"GPGGA,{time},{where},1,{min(count, 12):02d},{DILUTION},{height_m:.1f},M,{GEOID_M:.1f},M,,",
                f"GPGSA,A,3,{used},1.97,{DILUTION},1.69",
                f"GPGSV,1,1,04{seen}",
                f"GPGLL,{where},{time},A,A",
            ))
        )  # fmt: skip


def _fits(talk: Talk) -> float:
    return 0.9 if talk.words & WORDS and not talk.words & MODEMS else 0.0


QUANTITIES = (
    # chosen: Hà Giang
    number("latitude_deg", 22.8233, Message("program.quantity.latitude", "latitude"), -90.0, 90.0, 0.01, "°", "21.03"),
    number(
        "longitude_deg",
        104.9836,
        Message("program.quantity.longitude", "longitude"),
        -180.0,
        180.0,
        0.01,
        "°",
        "105.85",
    ),
    number("altitude_m", 105.0, Message("program.quantity.altitude", "altitude"), -10.0, 3200.0, 5.0, "m", "900"),
    number("speed_km_h", 0.0, Message("program.quantity.speed", "speed"), 0.0, 100.0, 1.0, "km/h", "15"),
    number("satellites", 8.0, Message("program.quantity.satellites", "satellites"), 0.0, 12.0, 1.0, "", "0"),
)
KINDS = (
    PartKind(
        "gps", GpsChip, Message("script.kind.gps", "GPS receiver (NEO-6M)"), UART, ("latitude_deg", "longitude_deg"),
        fits=_fits,
    ),
)  # fmt: skip
