"""A picture of a run as SVG text that can stand inside a page: no outside address, names of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import sim.results.plot
from devices import Message
from sim.results.samples import Samples
from sim.scenarios.scenario import ONLY, Run, Scenario

NOT_OURS = (  # what stands around a drawing in a file of its own, and addresses that only name a standard
    r"<\?xml.*?\?>",
    r"<!DOCTYPE.*?>",
    r"<metadata>.*?</metadata>",
    r'\sxmlns(:\w+)?="[^"]*"',
)


def can_draw() -> bool:
    """Whether matplotlib is there; it is an extra."""
    return find_spec("matplotlib") is not None


def sentences() -> list[str]:
    """The English sentences in a picture, for those who must bring a translation along."""
    return [each.text for each in vars(sim.results.plot).values() if isinstance(each, Message)]


def picture_of(
    samples: Samples, scenario: Scenario, run: Run, seed: int, for_s: float, words: Mapping[str, str]
) -> str:
    """The run as SVG text; nothing when there is nothing to draw."""
    if len(samples.kept) < 2:
        return ""
    title = scenario.name if run.name == ONLY else f"{scenario.name} ({run.name})"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.svg"
        sim.results.plot.draw(
            samples, file, project=title, seed=seed, for_s=for_s, translate=lambda text: words.get(text, text)
        )
        return inline(file.read_text(encoding="utf-8"), f"{name_in_page(scenario)}-{run.name}")


def name_in_page(scenario: Scenario) -> str:
    """What a page calls the scenario in its own addresses."""
    return _plain(f"{scenario.project}-{scenario.name}")


def _plain(name: str) -> str:
    return re.sub(r"[^\w-]", "_", name)


def inline(svg: str, prefix: str) -> str:
    """A whole SVG file as an element of a page; every name in it begins with `prefix`, so that two never meet."""
    prefix = _plain(prefix)
    for pattern in NOT_OURS:
        svg = re.sub(pattern, "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    return svg.strip()
