"""Where a film of picamera2 goes."""

from __future__ import annotations

from typing import Any


class FileOutput:
    """A film in a file."""

    def __init__(self, file: Any = None, *_: Any, **__: Any) -> None:
        self.name = file
        self.fileoutput = file


class FfmpegOutput(FileOutput):
    """A film in a file, by ffmpeg."""


class CircularOutput(FileOutput):
    """The last seconds of a film."""
