"""The encoders of picamera2: here nothing is encoded."""

from __future__ import annotations

from enum import Enum
from typing import Any


class Quality(Enum):
    """How good a film is."""

    VERY_LOW, LOW, MEDIUM, HIGH, VERY_HIGH = range(5)


class Encoder:
    """Any encoder."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.output: Any = None


H264Encoder = MJPEGEncoder = JpegEncoder = LibavH264Encoder = Encoder
