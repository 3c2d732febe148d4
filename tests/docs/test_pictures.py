"""Pictures of README and docs: each is shown by a page, and each that a page shows is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
CODE = re.compile(r"`[^`\n]+`")  # how to write a picture is no picture


def test_each_picture_is_shown_and_each_that_is_shown_is_there():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", CODE.sub("", page.read_text(encoding="utf-8")))
    }
    assert shown == {file.resolve() for file in PICTURES.iterdir() if file.suffix in (".png", ".svg")}
