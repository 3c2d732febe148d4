"""DHT11 and DHT22, as projects have them too."""

from __future__ import annotations

from sim.chips.dht11 import Dht11Chip
from sim.chips.dht22 import Dht22Chip
from sim.programs.parts.kind import CLIMATE, GPIO, PartKind

KINDS = (
    PartKind("dht22", Dht22Chip, CLIMATE(name="DHT22"), GPIO, ("temperature_c", "humidity_pct")),
    PartKind("dht11", Dht11Chip, CLIMATE(name="DHT11"), GPIO, ("temperature_c", "humidity_pct")),
)
