"""DHT11 (Aosong): the cheaper, less accurate variant of the DHT22. +-5 % RH, +-2 C. Data sheet DHT11.

It cannot measure below 0 C, and 5 % is too coarse for a mold limit: prefer a DHT22 or an SHT31.
"""

from __future__ import annotations

from typing import ClassVar

from devices import Channel, Message
from drivers._dht import DhtPart


class Dht11(DhtPart):
    """Air temperature and humidity, 0 to 60 C and 5 to 95 %."""

    title = Message("driver.dht11", "DHT11 temperature and humidity sensor")
    model: ClassVar[str] = "DHT11"
    channels = (
        Channel("temperature_c", "C", low=0.0, high=60.0),
        Channel("humidity_pct", "%", low=1.0, high=100.0),
    )
