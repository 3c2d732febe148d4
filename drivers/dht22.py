"""DHT22 (AM2302, Aosong): air temperature and humidity over one wire.

+-2 % RH typical, +-5 % at worst and above 90 %; +-0.5 C. Data sheet AM2302, and Adafruit's adafruit_dht.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Channel, Message
from drivers._dht import DhtPart


class Dht22(DhtPart):
    """Air temperature and humidity, -40 to 80 C. An all-zero frame passes the checksum, so 0 % is rejected."""

    title = Message("driver.dht22", "DHT22 temperature and humidity sensor")
    model: ClassVar[str] = "DHT22"
    channels = (
        Channel("temperature_c", "C", low=-40.0, high=80.0),
        Channel("humidity_pct", "%", low=1.0, high=100.0),
    )
