"""One command opens a class, and wrong use of it is one sentence."""

import http.client
import json
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]
WORK = {"highland_work": 1, "project": "gas_alarm", "files": {"limits.py": "ALARM_PPM = 1400.0\n"}}


@contextmanager
def running(folder, *words):
    """The real command; gives the process, and all that it printed until it was open."""
    command = [sys.executable, "-P", "-m", "highland", "classroom", "--data", str(folder), "--no-browser"]
    command += ["--lang", "en", *words]
    process = subprocess.Popen(command, cwd=TREE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        said = ""
        while "Wi-Fi" not in said and "no network" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield process, said
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(port, method, path, found=None, token=""):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"origin": f"http://127.0.0.1:{port}", "content-type": "application/json"}
    headers |= {"authorization": token} if token else {}
    line.request(method, path, None if found is None else json.dumps(found), headers)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, content


def mark_of(port, teacher):
    """The mark of the one work, as the teacher's page hears of it."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/api/teacher/stream", headers={"authorization": f"Teacher {teacher}"})
    answer, event = line.getresponse(), ""
    while True:
        text = answer.readline().decode()
        assert text, "the stream has ended"
        event = text[7:].strip() if text.startswith("event: ") else event
        found = json.loads(text[6:])["seats"] if event == "marks" and text.startswith("data: ") else []
        if found and found[0]["state"] != "waiting":
            answer.close()
            line.close()
            return found[0]


def port_in(said):
    return int(re.search(r"127\.0\.0\.1:(\d+)/teacher", said)[1])


@pytest.mark.long
@pytest.mark.minutes
def test_after_kill_9_the_class_goes_on_with_its_seats_and_works(tmp_path):
    with running(tmp_path, "--lesson", "gas_2", "--name", "8A", "--port", "0") as (process, said):
        port, word = port_in(said), re.search(r"Word of the class: (\S+)", said)[1]
        for path in ("/", "/vi.html", "/gas_alarm.vi.html", "/teacher.en.html", "/projector.vi.html"):
            assert ask(port, "GET", path)[0] == 200, path
        assert ask(port, "GET", "/teacher")[0] == 303
        joined = json.loads(ask(port, "POST", "/api/join", {"word": word, "name": "Lan"})[1])
        token = f"Seat {joined['token']}"
        receipt = json.loads(ask(port, "POST", "/api/seat/hand_in", WORK, token)[1])["receipt"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running(tmp_path, "--resume") as (process, again):
        assert "The class 8A is open" in again
        assert re.search(r"Word of the class: (\S+)", again)[1] == word
        assert re.search(r"PIN: (\d{6})", again)[1] == re.search(r"PIN: (\d{6})", said)[1]
        assert port_in(again) == port, "the same address, so that browsers still have their seats"
        back = json.loads(ask(port, "POST", "/api/rejoin", {}, token)[1])
        assert (back["seat"], back["name"], back["handed_in"]["receipt"]) == (joined["seat"], "Lan", receipt)
        pin = re.search(r"PIN: (\d{6})", again)[1]
        teacher = json.loads(ask(port, "POST", "/api/teacher/login", {"pin": pin})[1])["token"]
        assert mark_of(port, teacher)["state"] in ("done", "failed"), "marked again: failed where there is no sandbox"
        process.send_signal(signal.SIGINT)
        assert "--resume" in process.stdout.read()
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--seats", "0"), "--seats cannot be 0"),
        (("--seats", "5000"), "--seats cannot be 5000"),
        (("--lesson", "maths"), "There is no lesson called maths. The lessons are: gas_"),
        (("--project", "maths"), "There is no project called maths."),
        (("--project", "projects/_template/drying_rack"), "A class works on projects of Highland"),
        (("--project", "gas_alarm", "--lesson", "gas_alarm"), "--project and --lesson do not go together."),
        (("--resume", "--lesson", "gas_alarm"), "--lesson and --resume do not go together."),
        (("--resume",), "There is no class to resume"),
    ],
)
def test_wrong_use_is_one_sentence(highland, tmp_path, words, sentence, monkeypatch):
    monkeypatch.chdir(TREE)
    said = highland("classroom", "--data", tmp_path / "data", "--no-browser", *words)
    assert said.code == 2
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_a_class_that_is_damaged_is_told_and_left_alone(highland, tmp_path):
    folder = tmp_path / "8A"
    folder.mkdir()
    (folder / "class.json").write_text('{"highland_class": 1, "name": "8A"}', encoding="utf-8")
    said = highland("classroom", "--data", tmp_path, "--resume", "--no-browser")
    assert (said.code, "is damaged" in said.err) == (2, True)
    assert (folder / "class.json").is_file()


def test_the_pages_are_written_for_any_web_server(highland, tmp_path):
    folder = tmp_path / "boards"
    said = highland("classroom", "--export", folder, "--project", "gas_alarm")
    assert said.code == 0, said.err
    assert str(folder) in said.out
    assert {"index.html", "vi.html", "gas_alarm.en.html", "serve.py"} <= {file.name for file in folder.iterdir()}
    again = highland("classroom", "--export", folder)
    assert (again.code, "there already" in again.err) == (2, True)


@pytest.mark.proof
def test_a_laptop_without_a_sandbox_says_what_marks_changed_code(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))  # no bubblewrap here
    with running(tmp_path / "class", "--project", "gas_alarm", "--port", "0") as (_, said):
        assert "Work with changed code is marked by the teacher's page" in said
