"""A real Home Assistant sees our devices: every value, a button press, and a killed node that becomes unavailable.

python3.13 -m venv FOLDER
FOLDER/bin/pip install homeassistant==2025.4.4 home-assistant-frontend==20250411.0 paho-mqtt==2.1.0
Run it: python bench/home_assistant.py --home FOLDER/bin/python [--broker both]

Home Assistant runs in its own Python, with its MQTT integration connected to our hub as `viewer_ha`, the embedded
broker and mosquitto in turn. Simulated nodes of all three projects run at wall speed. It checks: does each device have
all its entities, with the values that the hub has too; does a pressed button reach the control; are all of a node's
entities unavailable after kill -9, and back when it is. Exit 1 when one of these is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from bench._club import BROKERS, Club  # noqa: E402  # the path comes first
from hub.access.accounts import invite  # noqa: E402
from hub.store import open_store  # noqa: E402
from telemetry.address import PASSWORD_VARIABLE  # noqa: E402

NODES = {"sim-red-heron": "gas_alarm", "sim-blue-otter": "solar_lamp", "sim-gold-tea": "water_filter"}
EVERY_S = 2.0
TIMEOUT_S = 60.0


class HomeAssistant:
    """Home Assistant in a process of its own; see `_home_assistant.py`."""

    def __init__(self, python: str, folder: Path, port: int, password: str) -> None:
        folder.mkdir()
        (folder / "configuration.yaml").write_text("homeassistant:\n  name: club\n", encoding="utf-8")
        words = [python, str(HOME / "bench" / "_home_assistant.py"), str(folder), "127.0.0.1", str(port)]
        self._log = (folder / "said.log").open("w")
        self.process = subprocess.Popen(
            [*words, "viewer_ha", password], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        self.connected = self._hear()

    def show(self, order: str = "show") -> dict[str, Any]:
        """Devices and states, after the order."""
        assert self.process.stdin is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self._hear()

    def complaints(self) -> list[str]:
        """Warnings and errors in its log that come from what MQTT brings."""
        said = Path(self._log.name).read_text(encoding="utf-8").splitlines()
        return [
            line for line in said if re.search(r"(WARNING|ERROR).*components\.(mqtt|sensor|binary_sensor|button)", line)
        ]

    def close(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60.0)
        self._log.close()

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            said = Path(self._log.name).read_text(encoding="utf-8")
            raise SystemExit(f"Home Assistant ended: {said[-2000:]}")
        found: dict[str, Any] = json.loads(line)
        return found


def start(club: Club, name: str, password: str) -> subprocess.Popen[bytes]:
    """A simulated node at wall speed."""
    url = f"mqtt://{name}@127.0.0.1:{club.port}"
    words = ["sim", NODES[name], "--mqtt", url, "--mqtt-every", f"{EVERY_S:g}", "--hours", "1", "--speed", "1"]
    return subprocess.Popen(
        [sys.executable, "-m", "highland", *words],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {PASSWORD_VARIABLE: password},
    )


def of_node(found: dict[str, Any], name: str) -> dict[str, str]:
    """The states of a node's entities, by entity; without its buttons, whose state is when they were pressed."""
    states = {entity: state for entity, (state, _) in found["states"].items() if f".highland_{name}_" in entity}
    return {entity: state for entity, state in states.items() if not entity.startswith("button.")}


def until(ask: Callable[[], bool]) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + TIMEOUT_S
    while time.monotonic() < end:
        if ask():
            return True
        time.sleep(0.5)
    return False


def trial(broker: str, python: str) -> bool:
    """One broker: print each question and its answer."""
    good: list[bool] = []

    def tell(question: str, answer: bool, detail: object = "") -> None:
        good.append(answer)
        print(f"  {'yes' if answer else 'NO '}  {question} {detail}", flush=True)

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="home-")))
        club = Club(broker, folder / "hub")
        viewer = invite(club.folder, "viewer_ha")
        accounts = {name: invite(club.folder, name) for name in NODES}
        stack.enter_context(club)
        nodes = {name: start(club, name, accounts[name]) for name in NODES}
        stack.callback(lambda: [each.kill() for each in nodes.values()])
        home = HomeAssistant(python, folder / "home", club.port, viewer)
        stack.callback(home.close)
        tell("it connects to the broker", home.connected["connected"], home.connected["errors"] or "")
        tell(
            "every entity of every device is there and has a state",
            until(lambda: all(_is_whole(club, home.show(), name) for name in NODES)),
            {name: len(of_node(home.show(), name)) for name in NODES},
        )
        devices = {each[0]: each[1:] for each in home.show()["devices"]}
        tell(
            "the devices say that they are simulated",
            all("(simulated)" in devices.get(f"{name} (SIM)", ["?"])[0] for name in NODES),
            {name: devices.get(f"{name} (SIM)", ["?"])[0] for name in NODES},
        )
        tell("its values are those of the hub", until(lambda: all(_agree(club, home.show(), name) for name in NODES)))
        home.show("press button.highland_sim-red-heron_press_test")
        tell("a button pressed there reaches the control", until(lambda: _was_pressed(club, "sim-red-heron")))
        nodes["sim-blue-otter"].send_signal(signal.SIGKILL)
        tell(
            "after kill -9 of a node nothing of it is shown as if it were now",
            until(lambda: set(of_node(home.show(), "sim-blue-otter").values()) == {"unavailable"}),
        )
        tell("and the others still are", "unavailable" not in of_node(home.show(), "sim-red-heron").values())
        nodes["sim-blue-otter"] = start(club, "sim-blue-otter", accounts["sim-blue-otter"])
        tell("when it is back, so are its values", until(lambda: _is_whole(club, home.show(), "sim-blue-otter")))
        complaints = home.complaints()
        tell("it has nothing to complain of in what we send", not complaints, complaints[:3])
    return all(good)


def _snapshot(club: Club, name: str) -> dict[str, Any]:
    with closing(open_store(club.store)) as store:
        rows = {node.node: dict(node.snapshot) for node in store.nodes()}
    return rows.get(name, {})


def _is_whole(club: Club, found: dict[str, Any], name: str) -> bool:
    state, entities = _snapshot(club, name), of_node(found, name)
    if not state:
        return False
    facts = 5 if any(unit == "ppm" and "tds" not in key for key, (_, unit, *_) in state["readings"].items()) else 4
    expected = len(state["readings"]) + len(state["commanded"]) + facts
    return len(entities) == expected and "unavailable" not in entities.values()


def _agree(club: Club, found: dict[str, Any], name: str) -> bool:
    """Every reading of the hub's snapshot is the state of its entity; the plant moves, so ask again."""
    state, entities = _snapshot(club, name), of_node(found, name)
    for key, (value, *_) in state["readings"].items():
        shown = "unknown" if value is None else str(value)
        if isinstance(value, bool):
            shown = "on" if value else "off"
        named = [each for entity, each in entities.items() if entity.endswith(f".highland_{name}_{key}")]
        if not any(_same(shown, each) for each in named):
            return False
    return True


def _same(ours: str, theirs: str) -> bool:
    try:
        return float(ours) == float(theirs)
    except ValueError:
        return ours == theirs


def _was_pressed(club: Club, name: str) -> bool:
    with closing(open_store(club.store)) as store:
        return any(each.event == "command" and each.command.get("accepted") for each in store.events(node=name))


def main() -> int:
    """Check with both brokers; 1 when a check fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True, help="the Python in which Home Assistant is installed")
    parser.add_argument("--broker", choices=(*BROKERS, "both"), default="both")
    asked = parser.parse_args()
    good = True
    for broker in BROKERS if asked.broker == "both" else (asked.broker,):
        print(f"{broker}:", flush=True)
        good = trial(broker, asked.home) and good
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
