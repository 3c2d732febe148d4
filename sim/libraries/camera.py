"""What both camera libraries and the camera's commands do: the test picture goes into a file or a stream."""

from __future__ import annotations

import io
import os
from typing import Any

from sim.wires import switched_on
from sim.wires.cameras import png

SHUTTER_S = 0.3  # chosen: what a Pi takes for one picture


def take(output: Any, size: tuple[int, int], format: str | None = None) -> None:
    """Take a picture into a file, or into something that can be written to; where Pillow is, as a JPEG too."""
    board = switched_on.board()
    board.clock.sleep(SHUTTER_S)
    is_file = isinstance(output, str | os.PathLike)
    name = os.fspath(output) if is_file else "picture"
    board.camera.take(os.path.basename(name))
    wanted = (format or os.path.splitext(name)[1].lstrip(".") or "jpeg").lower()
    data = _converted(png(*size), {"jpg": "jpeg"}.get(wanted, wanted))
    if is_file:
        with open(output, "wb") as file:
            file.write(data)
    else:
        output.write(data)


def film(output: Any, seconds: float) -> None:
    """Take a film: an empty file, after its time."""
    board = switched_on.board()
    name = os.fspath(output) if isinstance(output, str | os.PathLike) else ""
    board.camera.take(os.path.basename(name) or "film")
    if name:
        with open(name, "wb"):
            pass
    board.clock.sleep(seconds)


def _converted(data: bytes, format: str) -> bytes:
    if format == "png":
        return data
    try:
        from PIL import Image
    except ImportError:
        return data
    made = io.BytesIO()
    try:
        Image.open(io.BytesIO(data)).save(made, format.upper())
    except (KeyError, OSError):
        return data
    return made.getvalue()
