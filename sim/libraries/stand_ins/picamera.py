"""Stand-in for `picamera`, the library of older Raspberry Pi cameras: every picture is the test picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.libraries import camera
from sim.libraries.closing import Closes
from sim.wires import switched_on

RESOLUTIONS = {"VGA": (640, 480), "HD": (1280, 720), "FHD": (1920, 1080)}


class Color:
    """A color by its name."""

    def __init__(self, name: str) -> None:
        self.name = name


class PiCamera(Closes):
    """The camera. Brightness, effects and the like are kept and change nothing."""

    MAX_RESOLUTION = (2592, 1944)

    def __init__(self, camera_num: int = 0, resolution: Any = (720, 480), framerate: float = 30, **_: Any) -> None:
        self.resolution = resolution
        self.framerate = framerate
        self.recording = False
        self.closed = False
        self._output: Any = None

    def _size(self) -> tuple[int, int]:
        size: Any = self.resolution
        if isinstance(size, str):
            width, _, height = size.partition("x")
            return RESOLUTIONS.get(size) or (int(width), int(height))
        return int(size[0]), int(size[1])

    def start_preview(self, **_: Any) -> None:
        """Nobody sees it."""

    stop_preview = start_preview

    def capture(self, output: Any, format: str | None = None, *_: Any, **__: Any) -> None:
        """Take a picture."""
        camera.take(output, self._size(), format)

    def capture_continuous(self, output: Any, format: str | None = None, *_: Any, **__: Any) -> Iterator[Any]:
        """Take pictures, one after the other."""
        counter = 0
        while True:
            counter += 1
            name = (
                output.format(counter=counter, timestamp=switched_on.board().clock.now())
                if isinstance(output, str)
                else output
            )
            self.capture(name, format)
            yield name

    def start_recording(self, output: Any, format: str | None = None, **_: Any) -> None:
        """Begin a film."""
        self.recording = True
        camera.film(output, 0.0)

    def wait_recording(self, timeout: float = 0, **_: Any) -> None:
        """Let the film go on."""
        switched_on.board().clock.sleep(timeout)

    def stop_recording(self, **_: Any) -> None:
        """End it."""
        self.recording = False

    def close(self) -> None:
        """Give the camera back."""
        self.closed = True
