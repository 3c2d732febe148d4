"""`highland sim PROJECT --page`: what it refuses, and that it serves until it is told to stop."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "other", [["--json"], ["--trace", "a.csv"], ["--plot", "a.svg"], ["--control", "0"], ["--replay", "a.csv"]]
)
def test_what_belongs_to_one_run_does_not_go_with_a_page(highland, other):
    said = highland("sim", "gas_alarm", "--page", *other)
    assert said.code == 2
    assert "--page" in said.err
    assert other[0] in said.err


def test_a_project_without_a_picture_says_how_to_get_one(highland, tiny):
    said = highland("sim", tiny, "--page", "--no-browser")
    assert said.code == 2
    assert "scene.svg is missing" in said.err
    assert "highland new" in said.err


def test_a_drawing_that_asks_for_what_nobody_gives_is_told_before_the_page_is_there(highland, tmp_path):
    assert highland("new", "my_rack", "--in", tmp_path).code == 0
    scene = tmp_path / "my_rack" / "scene.svg"
    scene.write_text(
        scene.read_text(encoding="utf-8").replace('data-fade="fresh"', 'data-fade="froth"'), encoding="utf-8"
    )
    said = highland("sim", tmp_path / "my_rack", "--page", "--no-browser")
    assert (said.code, said.out) == (2, "")
    assert "froth" in said.err


def test_a_port_that_is_taken_is_told(highland):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = highland("sim", "gas_alarm", "--page", "--no-browser", "--port", taken.getsockname()[1])
    assert said.code == 2
    assert "cannot be served" in said.err


@pytest.mark.proof
def test_it_serves_on_this_computer_only_until_it_is_stopped():
    command = [sys.executable, "-m", "highland", "sim", "gas_alarm", "--page", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        [*command, "--lang", "vi"], cwd=TREE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        address = re.search(r"http://127\.0\.0\.1:\d+/\?lang=vi", process.stdout.readline())
        with urllib.request.urlopen(address[0], timeout=20) as answer:
            assert "MÔ PHỎNG" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
