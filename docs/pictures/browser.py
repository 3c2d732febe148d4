"""Pages as pictures: Chromium draws them, Pillow (of the extra `plot`) makes the files small."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = "/usr/bin/chromium"
COLORS = 128


@contextmanager
def browser() -> Iterator[Callable[[str, int, int], Any]]:
    """What opens an address in a window of that width and height."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def opened(address: str, width: int, height: int) -> Any:
            size: Any = {"width": width, "height": height}
            page = chromium.new_page(viewport=size, reduced_motion="reduce")
            page.goto(address)
            return page

        yield opened
        chromium.close()


def keep(shot: bytes, file: Path) -> None:
    """Write a picture with few colors."""
    from PIL import Image

    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLORS).save(file, optimize=True)
