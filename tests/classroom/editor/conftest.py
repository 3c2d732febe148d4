"""The editor on a page of its own, served under the content security policy of every page, in a real browser."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from classroom.editor import words
from look.tokens import FOLDER as LOOK
from web.files import SHARED, Assets
from web.html import Words
from web.server import Secured, serving

STATIC = Path(words.__file__).parent / "static"
FOLDERS = {"look": LOOK, "shared": SHARED / "shared", "editor": STATIC, "test": Path(__file__).parent / "static"}
LIMITS = "ALARM_PPM = 1400.0\nCLEAN_PPM = 420.0\n"
LAW = "\n".join(
    ["from .limits import ALARM_PPM", "", "", "def decide(sensed, memory, dt_s):", "    return sensed", ""]
    + [f"# {number}" for number in range(40)]
)
FILES = [
    {"path": "limits.py", "title": "limits.py", "text": LIMITS, "original": LIMITS},
    {"path": "control.py", "title": "control.py", "text": LAW, "original": LAW},
]
PAGE = """<!doctype html><html lang="{lang}" data-theme="{theme}" data-words="/words.json?lang={lang}"><head>
<meta charset="utf-8"><title>Editor</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="{at}/shared/icon.svg">
<link rel="stylesheet" href="{at}/look/tokens.css"><link rel="stylesheet" href="{at}/look/page.css">
<link rel="stylesheet" href="{at}/editor/editor.css"><script type="module" src="{at}/test/mount.js"></script></head>
<body><main><h1>Editor</h1><div id="box"></div><button type="button" id="elsewhere">elsewhere</button></main></body>
</html>"""


@pytest.fixture(scope="session")
def editor_address():
    """A page that mounts the editor: `?lang=vi&theme=dark`."""
    assets = Assets(FOLDERS)

    def page(request):
        asked = request.query_params
        at = f"/static/{assets.digest}"
        return HTMLResponse(PAGE.format(lang=asked.get("lang", "en"), theme=asked.get("theme", "light"), at=at))

    def catalog(request):
        return JSONResponse(Words(request.query_params["lang"]).catalog(words.FOR_SCRIPT))

    routes = [
        Route("/", page),
        Route("/words.json", catalog),
        Route("/files.json", lambda request: JSONResponse(FILES)),
        Route("/static/{digest}/{path:path}", assets.respond),
    ]
    with serving(Secured(Starlette(routes=routes))) as server:
        yield server.url


class Editor:
    """The page, as a pupil uses it. `complaints` are what the browser writes into its console."""

    def __init__(self, page):
        self.page, self.complaints = page, []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text))

    def code(self):
        """Where a pupil types in the file that is shown."""
        return self.page.locator(".panel:not([hidden]) :is(.cm-content, textarea)")

    def do(self, call):
        """Something of the editor's own interface, as JSON: `do('texts()')`."""
        return json.loads(self.page.evaluate(f"JSON.stringify(editor.{call} ?? null)"))

    def press(self, *keys):
        """On the keyboard, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)


@pytest.fixture
def editor(chromium, editor_address):
    """Open it: `editor("vi", 360, plain=True)`; plain is a browser that cannot load CodeMirror."""
    with ExitStack() as stack:

        def opened(lang="en", width=1000, theme="light", plain=False, more="", touch=False):
            context = chromium.new_context(viewport={"width": width, "height": 800}, has_touch=touch, is_mobile=touch)
            stack.callback(context.close)
            found = Editor(context.new_page())
            if plain:
                found.page.route("**/codemirror.min.js", lambda route: route.abort())
            found.page.goto(f"{editor_address}?lang={lang}&theme={theme}{more}")
            found.page.wait_for_selector("[data-ready]")
            return found

        yield opened
