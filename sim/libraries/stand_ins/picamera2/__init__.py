"""Stand-in for `picamera2`: every picture is the test picture, a film is an empty file."""

from __future__ import annotations

import io
from enum import Enum
from types import SimpleNamespace
from typing import Any

from sim.libraries import camera
from sim.libraries.closing import Closes
from sim.libraries.stand_ins.picamera2 import encoders, outputs
from sim.wires import switched_on
from sim.wires.cameras import png, row

__all__ = ["Picamera2", "Preview", "encoders", "outputs"]
SIZE = (640, 480)
STILL = (1920, 1080)  # chosen: what a lesson's picture needs


class Preview(Enum):
    """Where a preview is shown."""

    NULL = 0
    DRM = 1
    QT = 2
    QTGL = 3


class _Configuration(dict[str, Any]):
    """One configuration: a dictionary, and `.main.size`."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(main={"size": size, "format": "RGB888"}, controls={}, transform=None)
        self.main = SimpleNamespace(size=size, format="RGB888")
        self.controls = SimpleNamespace()

    def size(self) -> tuple[int, int]:
        """The size that was chosen last, in either way."""
        width, height = self.main.size if self.main.size != self["main"]["size"] else self["main"]["size"]
        return int(width), int(height)

    def align(self) -> None:
        """Every size is all right here."""


class Picamera2(Closes):
    """The camera."""

    def __init__(self, camera_num: int = 0, **_: Any) -> None:
        self.preview_configuration = _Configuration(SIZE)
        self.still_configuration = _Configuration(STILL)
        self.video_configuration = _Configuration((1280, 720))
        self.options: dict[str, Any] = {}
        self.controls = SimpleNamespace()
        self.started = False
        self._now = self.preview_configuration

    sensor_resolution = (4608, 2592)
    camera_properties: dict[str, Any] = {"Model": "test picture"}  # noqa: RUF012  # picamera2 has it on the class too

    @staticmethod
    def global_camera_info() -> list[dict[str, Any]]:
        """The cameras that are there."""
        return [{"Model": "test picture", "Num": 0}]

    def create_preview_configuration(self, main: Any = None, **_: Any) -> _Configuration:
        """A configuration for looking."""
        return _Configuration(tuple((main or {}).get("size", SIZE)))

    def create_still_configuration(self, main: Any = None, **_: Any) -> _Configuration:
        """A configuration for pictures."""
        return _Configuration(tuple((main or {}).get("size", STILL)))

    def create_video_configuration(self, main: Any = None, **_: Any) -> _Configuration:
        """A configuration for films."""
        return _Configuration(tuple((main or {}).get("size", (1280, 720))))

    def configure(self, camera_config: Any = "preview") -> None:
        """Choose a configuration, by itself or by its name."""
        self._now = getattr(self, f"{camera_config}_configuration") if isinstance(camera_config, str) else camera_config

    def switch_mode(self, camera_config: Any, **_: Any) -> None:
        """Choose another one."""
        self.configure(camera_config)

    def set_controls(self, controls: Any) -> None:
        """They change nothing here."""

    def start_preview(self, *_: Any, **__: Any) -> None:
        """Nobody sees it."""

    stop_preview = start_preview

    def start(self, *_: Any, **__: Any) -> None:
        """Begin."""
        self.started = True

    def stop(self) -> None:
        """End."""
        self.started = False

    close = stop

    def capture_file(self, file_output: Any, name: str = "main", format: str | None = None, **_: Any) -> dict[str, Any]:
        """Take a picture."""
        camera.take(file_output, self._now.size(), format)
        return self.capture_metadata()

    def switch_mode_and_capture_file(self, camera_config: Any, file_output: Any, *_: Any, **__: Any) -> None:
        """Take a picture in another configuration."""
        camera.take(file_output, camera_config.size())

    def start_and_capture_file(self, name: str = "image.jpg", delay: float = 1, **_: Any) -> None:
        """Wait, and take a picture."""
        switched_on.board().clock.sleep(delay)
        camera.take(name, self.still_configuration.size())

    def start_and_capture_files(
        self, name: str = "image{:03d}.jpg", initial_delay: float = 1, num_files: int = 1, delay: float = 1, **_: Any
    ) -> None:
        """Take several pictures."""
        for number in range(num_files):
            switched_on.board().clock.sleep(delay if number else initial_delay)
            camera.take(name.format(number), self.still_configuration.size())

    def start_and_record_video(self, output: Any, encoder: Any = None, duration: float = 0, **_: Any) -> None:
        """Take a film."""
        camera.film(getattr(output, "name", output), duration)

    def start_recording(self, encoder: Any, output: Any, **_: Any) -> None:
        """Begin a film."""
        camera.film(getattr(output, "name", output), 0.0)

    def stop_recording(self) -> None:
        """End it."""

    def capture_metadata(self) -> dict[str, Any]:
        """How the picture was taken."""
        return {"ExposureTime": 20000, "AnalogueGain": 1.0, "Lux": 300.0, "ColourTemperature": 4500}

    def capture_image(self, name: str = "main") -> Any:
        """The picture for Pillow."""
        from PIL import Image

        return Image.open(io.BytesIO(png(*self._now.size())))

    def capture_array(self, name: str = "main") -> Any:
        """The picture for numpy."""
        import numpy

        width, height = self._now.size()
        switched_on.board().clock.sleep(1 / 30)
        return numpy.frombuffer(row(width) * height, dtype="uint8").reshape(height, width, 3).copy()
