"""The node's lock: what a board gets, neither more nor less, and never a version of its own."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from flash.bundle.lock import LOCK, missing_for, packages_for, read_lock
from flash.bundle.pack import Bundle
from flash.bundle.target import SYSTEMS, Target

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOT_ON_A_NODE = {"rich"}  # draws the live picture of the simulator


def locked_versions(file: Path) -> dict[str, str]:
    return {each.name: each.version for each in read_lock(file)}


def test_a_node_has_every_package_of_the_base_but_the_live_picture() -> None:
    lines = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["node"]]
    wanted = {Requirement(line).name.lower().replace("_", "-") for line in lines}
    assert wanted - locked_versions(LOCK).keys() == NOT_ON_A_NODE


def test_no_hub_no_plots_no_tests_on_a_node() -> None:
    extras = PROJECT["optional-dependencies"]
    others = {Requirement(line).name for extra in ("hub", "plot", "test", "lab") for line in extras[extra]}
    assert locked_versions(LOCK).keys() & (others | NOT_ON_A_NODE) == set()


def test_the_board_runs_what_the_class_has_tested() -> None:
    base = locked_versions(ROOT / "requirements.lock")
    node = locked_versions(LOCK)
    assert {name: version for name, version in node.items() if name in base and base[name] != version} == {}
    assert node.keys() - base.keys() == {"gpiod"}


def test_every_package_has_its_hashes_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert len(read_lock()) == len(re.findall("^[a-z].*==", text, re.MULTILINE)) > 20
    assert all(each.hashes for each in read_lock())
    assert "://" not in text
    assert "--index" not in text


def test_pins_of_a_pi_5_need_gpiozero_post3() -> None:
    """2.0.1.post1 and post2 find no pins there."""
    assert locked_versions(LOCK)["gpiozero"] == "2.0.1.post3"


@pytest.mark.parametrize("python", SYSTEMS)
def test_a_64_bit_board_lacks_nothing(python: str) -> None:
    target = Target(python, "aarch64")
    assert missing_for(target, read_lock()) == []
    assert len(packages_for(target, read_lock())) == len(read_lock())


def test_a_32_bit_board_lacks_what_would_have_to_be_compiled() -> None:
    assert missing_for(Target("3.13", "armv7l"), read_lock()) == ["gpiod", "sysv-ipc"]


IMPORTS = """
import sys
class OnlyTheNode:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root in sys.argv[1].split(","):
            raise ImportError(name)
sys.meta_path.insert(0, OnlyTheNode())
sys.path.insert(0, sys.argv[2])
from highland.__main__ import command_names, main
assert main(["--help", "--lang", "vi"]) == 0
for name in command_names():
    assert main([name, "--help"]) == 0, name
assert main(["run", "gas_alarm", "--check"]) == 0
assert main(["wiring", "gas_alarm", "--svg", sys.argv[3]]) == 0
"""


@pytest.mark.proof
def test_the_code_of_a_bundle_works_without_simulator_hub_and_rich(tmp_path: Path, whole: Bundle) -> None:
    """Every command that a board has shows its help there, and a project can be checked."""
    for path, found in whole.files.items():
        if path.startswith("code/"):
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(found)
    absent = "sim,classroom,hub,web,rich,matplotlib,numpy,amqtt,starlette,uvicorn"
    words = [sys.executable, "-P", "-B", "-c", IMPORTS, absent, str(tmp_path / "code"), str(tmp_path / "gas.svg")]
    ended = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert not (tmp_path / "code" / "sim").exists()
