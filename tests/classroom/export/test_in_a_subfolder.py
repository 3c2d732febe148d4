"""The exported pages on any web server: in a folder of it, beside other pages, in both languages, on a phone."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.long, pytest.mark.minutes]
TREE = Path(__file__).parents[3]
FOLDER = "clubs/boards"
BOOT_MS = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where Python's own web server shows the folder, which lies two folders deep."""
    home = tmp_path_factory.mktemp("web")
    (home / "clubs").mkdir()
    words = ["classroom", "--export", str(home / FOLDER), "--project", "gas_alarm"]
    environment = {**os.environ, "PYTHONPATH": str(TREE), "PYTHONUNBUFFERED": "1"}
    subprocess.run([sys.executable, "-P", "-m", "highland", *words], env=environment, check=True, capture_output=True)
    serve = [sys.executable, "-I", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(home)]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as web:
        port = re.search(r"port (\d+)", web.stdout.readline())[1]
        yield f"http://127.0.0.1:{port}/"
        web.terminate()


@pytest.mark.parametrize(("lang", "hour"), [("vi", "1 giờ 00 phút"), ("en", "1 h 00 min")])
def test_a_board_boots_and_runs_an_hour_and_asks_nobody_else(chromium, address, lang, hour):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale={"vi": "vi-VN", "en": "en-US"}[lang])
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: answer.status >= 400 and complaints.append(answer.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(f"{address}{FOLDER}/")
    page.wait_for_url(f"**/{FOLDER}/{lang}.html")  # by the browser's language
    page.click(f"a[href='gas_alarm.{lang}.html']")
    page.wait_for_selector("#boot", state="hidden", timeout=BOOT_MS)
    page.click("button[data-way=view]")
    page.click("[data-run-for='3600']")
    page.wait_for_function("hour => document.getElementById('clock').textContent.startsWith(hour)", arg=hour)
    page.wait_for_selector("#plot canvas, #plot svg")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
    assert complaints == []
    places = {urlsplit(each)._replace(path="").geturl() for each in asked if not each.startswith(("data:", "blob:"))}
    assert places == {address.rstrip("/")}
    paths = {urlsplit(each).path for each in asked if each.startswith("http")}
    assert all(path.startswith(f"/{FOLDER}/") for path in paths)
    assert not any("/api/" in path for path in paths)
