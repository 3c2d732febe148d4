"""Pages of HTML as a PDF, printed by the Chromium, Chrome or Edge that is on this computer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from devices import HighlandError, Message
from firmware.whole_file import whole_file

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
TIMEOUT_S = 120.0  # a slow laptop with a thick guide

NO_BROWSER = Message("pdf.no_browser", "A PDF needs Chromium, Chrome or Edge, and none was found on this computer.")
NO_BROWSER_HINT = Message(
    "pdf.no_browser.hint", "Write a page in place of it (a file that ends in `.html`), and print that from any browser."
)
NOT_PRINTED = Message("pdf.not_printed", "{browser} printed no PDF.")


def print_pdf(html: str, file: Path) -> None:
    """Print a page to `file`, whole or not at all. Raises HighlandError without a browser, and OSError."""
    browser = find_browser()
    if browser is None:
        raise HighlandError(NO_BROWSER, NO_BROWSER_HINT)
    with TemporaryDirectory(prefix="highland-") as folder, whole_file(file) as part:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            str(browser), "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}", *_as_root(), page.as_uri(),
        ]  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, timeout=TIMEOUT_S, capture_output=True, check=False)
        if not printed.is_file() or printed.stat().st_size == 0:
            raise HighlandError(NOT_PRINTED(browser=browser.name), NO_BROWSER_HINT)
        shutil.copyfile(printed, part)


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The first browser that can print, or None."""
    return next((each for each in _places(environment) if each.is_file()), None)


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            yield Path(found)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if environment.get(variable):
            yield from (Path(environment[variable]) / each for each in ON_WINDOWS)
    if sys.platform == "darwin":
        yield from map(Path, ON_MACOS)


def _as_root() -> list[str]:
    """Chromium refuses its sandbox to root, as in a container."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
