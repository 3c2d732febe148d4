"""A session runs in a browser: no threads' server, no colors of a terminal, no broker and no database come along."""

import subprocess
import sys

import pytest

TOO_MUCH = {  # gpiozero itself imports subprocess, which a browser has and never starts
    "starlette",
    "uvicorn",
    "rich",
    "paho",
    "sqlite3",
    "multiprocessing",
    "asyncio",
    "termios",
}
RUN = """
import sys
from classroom.session.session import Session
sent = []
session = Session(sent.append)
session.receive({"do": "begin", "project": "gas_alarm", "paused": True})
session.receive({"do": "run_for", "s": 60})
while session.go_on() == 0.0: pass
session.receive({"do": "picture"})
session.close()
assert sent[-1]["kind"] == "picture"
print(*sorted({each.partition(".")[0] for each in sys.modules}))
"""


@pytest.mark.proof
def test_what_a_browser_lacks_is_not_imported():
    found = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True).stdout.split()
    assert set(found) & TOO_MUCH == set()
    assert "gpiozero" in found
