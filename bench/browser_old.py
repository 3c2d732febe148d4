"""Do the exported pages run in a browser of some years ago? They boot, run an hour, and ask nobody else.

Run it: python bench/browser_old.py CHROMIUM

CHROMIUM is the program of any Chromium that Playwright can drive, such as the headless one of 109, the last for Windows
7. Ends with 1 if a test of tests/classroom/export fails there.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PAGES = "tests/classroom/export/test_in_a_subfolder.py"


def main() -> int:
    """Print which browser it is, and what the tests say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chromium", type=Path)
    file = parser.parse_args().chromium.resolve()
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(executable_path=file, args=["--no-sandbox"])
        except Error as error:
            print(f"SKIPPED: {file} does not start: {str(error).splitlines()[0]}")
            return 0
        print(f"Chromium {browser.version}", flush=True)
        browser.close()
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "long", PAGES]
    environment = os.environ | {"PYTHONPATH": str(HOME), "HIGHLAND_CHROMIUM": str(file)}
    return subprocess.run(words, cwd=HOME, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
