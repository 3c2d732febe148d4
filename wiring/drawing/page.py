"""The sheet and all steps as one page of HTML that needs nothing else: to look at offline, and to print on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from html import escape

from devices import Wiring
from look.tokens import FONT, FONT_FILES, color
from wiring.drawing import words as w
from wiring.drawing.sheet import sheet
from wiring.drawing.steps import steps

Translate = Callable[[str], str]
WEIGHTS = (400, 600, 700)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: {color("paper")}; color: {color("ink")}; font: 16px/1.45 "{FONT}", sans-serif; }}
main {{ max-width: 1240px; margin: auto; padding: 16px; }}
h1 {{ font-size: 26px; margin: 8px 0; }}
ol, ul {{ list-style: none; margin: 0; padding: 0; }}
svg {{ display: block; width: 100%; height: auto; }}
.sheet, .step {{ background: #fff; border: 1px solid {color("line")}; border-radius: 10px; }}
.sheet, .step {{ margin: 0 0 16px; padding: 8px; }}
.step {{ display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 12px; align-items: center; }}
.step li {{ display: flex; gap: 10px; padding: 7px 0; border-bottom: 1px solid {color("line")}; }}
.step li::before {{ content: ""; flex: none; width: 20px; height: 20px; border: 2px solid; border-radius: 4px; }}
@media (max-width: 760px) {{ .step {{ display: block; }} }}
@page {{ size: A4 landscape; margin: 8mm; }}
@media print {{
  body {{ background: #fff; }} main {{ padding: 0; max-width: none; }} h1 {{ display: none; }}
  .sheet, .step {{ border: 0; margin: 0; padding: 0; }} .sheet {{ break-after: page; }}
  .step {{ break-inside: avoid; height: 96mm; grid-template-columns: 172mm minmax(0, 1fr); }}
  .step svg {{ max-height: 94mm; }} .step li {{ font-size: 15px; padding: 5px 0; }}
}}
"""


def page(title: str, wiring: Wiring, names: Mapping[str, str], lang: str, translate: Translate = str) -> str:
    """The whole page as text. Raises WiringError for an unknown driver and TooFull."""
    heading = escape(w.TITLE(project=title).render(translate))
    drawn = "".join(
        f'<li class="step">{step.picture}<ul>{"".join(f"<li>{escape(each)}</li>" for each in step.lines)}</ul></li>'
        for step in steps(wiring, names, translate)
    )
    return (
        f'<!doctype html>\n<html lang="{escape(lang)}"><head><meta charset="utf-8"><title>{heading}</title>'
        f'<meta http-equiv="content-security-policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_fonts()}{STYLE}</style></head><body><main><h1>{heading}</h1>"
        f'<div class="sheet">{sheet(title, wiring, names, translate)}</div><ol>{drawn}</ol></main></body></html>\n'
    )


def with_fonts(picture: str) -> str:
    """A picture that has its font inside, for a file that stands alone."""
    return picture.replace("</title>", f"</title><style>{_fonts()}</style>", 1)


def _fonts() -> str:
    return "".join(
        f'@font-face{{font-family:"{FONT}";font-weight:{weight};src:url(data:font/woff2;base64,'
        f'{b64encode(file.with_suffix(".woff2").read_bytes()).decode()}) format("woff2")}}'
        for weight, file in zip(WEIGHTS, FONT_FILES, strict=True)
    )
