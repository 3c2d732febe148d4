"""A bundle: the same from the same, whole or refused, and nothing of it outside its folder."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from devices import HighlandError
from firmware.project import find
from flash.bundle.contents import project_name
from flash.bundle.manifest import MANIFEST, BundleError, read_manifest
from flash.bundle.pack import TOP, Bundle, make
from flash.bundle.read import unpack
from flash.bundle.target import Target, targets
from flash.bundle.wheels import chosen
from messages import Say
from tests.flash.conftest import NATIVE, Packages, never


def copy_of_gas_alarm(folder: Path) -> Path:
    """A pupil's own project."""
    folder.mkdir()
    for file in find("gas_alarm").folder.glob("*.*"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.proof
def test_the_same_input_gives_the_same_bytes(packages: Packages, whole: Bundle) -> None:
    again = make(find("gas_alarm"), targets("3.13,3.11", "aarch64"), packages.folder, "0.1.0", never, packages.lock)
    assert again.packed() == whole.packed()


def test_one_changed_file_is_another_release(packages: Packages, tmp_path: Path) -> None:
    folder = copy_of_gas_alarm(tmp_path / "rack")

    def made() -> Bundle:
        return make(find(str(folder)), [Target("3.11", "aarch64")], packages.folder, "0.1.0", never, packages.lock)

    before = made()
    with (folder / "wiring.toml").open("a") as opened:
        opened.write("# one more line\n")
    assert made().manifest.release != before.manifest.release


def test_a_bundle_is_read_as_it_was_written(bundle: Bundle, tmp_path: Path) -> None:
    bundle.write(tmp_path / "b.tar.gz")
    folder = tmp_path / "out"
    folder.mkdir()
    assert unpack(tmp_path / "b.tar.gz", folder) == bundle.manifest
    there = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    assert there == {MANIFEST, "SHA256SUMS", *bundle.files}
    assert (folder / "code/projects/gas_alarm/wiring.toml").read_bytes() == bundle.files[
        "code/projects/gas_alarm/wiring.toml"
    ]


def test_each_python_gets_its_own_wheel_and_hash(whole: Bundle) -> None:
    listed = {python: whole.files[f"requirements/{python}.txt"].decode() for python in ("3.11", "3.13")}
    for python, text in listed.items():
        name = NATIVE.format(py=python.replace(".", ""), machine="aarch64")
        assert f"sysv-ipc==1.2.0 --hash=sha256:{whole.manifest.files[f'wheels/{name}']}" in text
        assert text.count("--hash") == 2
    assert not any("x86_64" in path for path in whole.files)


def test_a_wheel_of_another_name_or_content_is_never_chosen(packages: Packages) -> None:
    """An index, or who filled the folder, cannot slip in another file: the hash decides."""
    from flash.bundle.wheels import hashes_in

    gpiozero = packages.folder / "gpiozero-2.0.1.post3-py3-none-any.whl"
    gpiozero.write_bytes(gpiozero.read_bytes() + b"x")
    found = chosen(packages.lock, Target("3.11", "aarch64"), hashes_in(packages.folder))
    assert found.keys() == {"sysv-ipc"}


@pytest.mark.parametrize(
    ("platform", "runs_on_bookworm"), [("manylinux_2_36_aarch64", True), ("manylinux_2_39_aarch64", False)]
)
def test_a_wheel_for_a_newer_system_is_not_chosen(tmp_path: Path, platform: str, runs_on_bookworm: bool) -> None:
    from flash.bundle.lock import Locked
    from tests.flash.conftest import wheel

    sha256 = wheel(tmp_path, f"a-1-cp311-cp311-{platform}.whl")
    lock = [Locked("a", "1", "", frozenset({sha256}))]
    found = chosen(lock, Target("3.11", "aarch64"), {sha256: tmp_path / f"a-1-cp311-cp311-{platform}.whl"})
    assert bool(found) is runs_on_bookworm


def test_a_project_of_ones_own_comes_along_under_a_name_for_python(packages: Packages, tmp_path: Path) -> None:
    folder = copy_of_gas_alarm(tmp_path / "My Rack-2")
    (folder / ".git").mkdir()
    (folder / "__pycache__").mkdir()
    own = make(find(str(folder)), [Target("3.11", "aarch64")], packages.folder, "0.1.0", never, packages.lock)
    assert (own.manifest.project, own.manifest.brought) == ("my_rack_2", True)
    assert "code/projects/my_rack_2/brought.txt" in own.files
    assert not any("pycache" in path or ".git" in path for path in own.files)


@pytest.mark.parametrize(("name", "called"), [("gas_alarm", "gas_alarm"), ("2nd rack", "_2nd_rack"), ("…", "_")])
def test_names_on_the_board(tmp_path: Path, name: str, called: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "control.py").touch()
    assert project_name(find(str(tmp_path / name))) == called


def test_a_link_in_a_project_is_refused(packages: Packages, tmp_path: Path) -> None:
    """It could bring any file of this computer to every board."""
    folder = tmp_path / "rack"
    folder.mkdir()
    (folder / "control.py").touch()
    try:
        (folder / "secret.toml").symlink_to(Path.home())
    except OSError:
        pytest.skip("this user may not make links here")
    with pytest.raises(HighlandError, match="is a link"):
        make(find(str(folder)), [Target("3.11", "aarch64")], packages.folder, "0.1.0", never, packages.lock)


# What a hostile or damaged file may hold.


def entry(name: str, found: bytes = b"x", **other: object) -> tuple[tarfile.TarInfo, bytes]:
    member = tarfile.TarInfo(name)
    member.size = len(found)
    for key, value in other.items():
        setattr(member, key, value)
    return member, found


def packed(bundle: Bundle, changed: Callable[[list[tuple[tarfile.TarInfo, bytes]]], None], to: Path) -> Path:
    """The bundle with its members changed."""
    with tarfile.open(fileobj=io.BytesIO(bundle.packed())) as tar:
        members = [(each, tar.extractfile(each).read()) for each in tar]  # type: ignore[union-attr]
    changed(members)
    with tarfile.open(to, "w:gz") as tar:
        for member, found in members:
            tar.addfile(member, io.BytesIO(found))
    return to


def swap_a_byte(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    member, found = members[-1]
    members[-1] = (member, found[:-1] + bytes([found[-1] ^ 1]))


HOSTILE: dict[str, Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]] = {
    "a step up": lambda members: members.append(entry(f"{TOP}/../../evil.sh")),
    "an absolute path": lambda members: members.append(entry("/etc/evil")),
    "a file no list names": lambda members: members.append(entry(f"{TOP}/code/evil.py")),
    "a link": lambda members: members.append(
        entry(f"{TOP}/install.sh", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")
    ),
    "a device": lambda members: members.append(entry(f"{TOP}/wheels/x", b"", type=tarfile.CHRTYPE)),
    "the same twice": lambda members: members.append(members[-1]),
    "a changed byte": swap_a_byte,
    "a missing file": lambda members: members.pop(),
    "no manifest first": lambda members: members.reverse(),
    "nothing": lambda members: members.clear(),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_bundle_is_refused(bundle: Bundle, tmp_path: Path, change: Callable[..., None]) -> None:
    file = packed(bundle, change, tmp_path / "b.tar.gz")
    folder = tmp_path / "deep" / "out"
    folder.mkdir(parents=True)
    with pytest.raises(BundleError):
        unpack(file, folder)
    assert [each.name for each in tmp_path.iterdir() if each.name not in ("b.tar.gz", "wheels", "deep")] == []
    assert list((tmp_path / "deep").iterdir()) == [folder]


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_bundle_cut_off_on_the_stick_is_refused(bundle: Bundle, tmp_path: Path, part: float) -> None:
    whole = bundle.packed()
    (tmp_path / "b.tar.gz").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(BundleError, match="is not a whole bundle"):
        unpack(tmp_path / "b.tar.gz", tmp_path)


def test_a_bomb_is_refused_before_it_fills_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header of a tar may claim any size; what it unzips to is counted."""
    monkeypatch.setattr("flash.bundle.read.MAX_UNZIPPED_BYTES", 100_000)
    member = tarfile.TarInfo("x" * 90)
    member.type, member.size = tarfile.XHDTYPE, 1 << 33
    bomb = gzip.compress(member.tobuf() + b"\0" * 10_000_000)
    (tmp_path / "b.tar.gz").write_bytes(bomb)
    with pytest.raises(BundleError):
        unpack(tmp_path / "b.tar.gz", tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"project": "../evil"},
        {"project": "Gas"},
        {"files": {"../evil": "0" * 64}},
        {"files": {"code/.hidden": "0" * 64}},
        {"files": {"install.sh": "short"}},
        {"pythons": []},
        {"missing": {"3.11": "all"}},
        {"release": "0" * 16},
        {"more": 1},
        {"machine": None},
    ],
    ids=str,
)
def test_a_manifest_that_says_something_else_is_refused(bundle: Bundle, change: dict[str, object]) -> None:
    values = json.loads(bundle.manifest.as_json()) | change
    with pytest.raises(BundleError, match="no bundle that this version"):
        read_manifest(json.dumps(values).encode())
    assert read_manifest(bundle.manifest.as_json()) == bundle.manifest


def test_a_bundle_speaks_of_what_is_wrong_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"no bundle")
    with pytest.raises(BundleError) as refused:
        unpack(tmp_path / "b.tar.gz", tmp_path)
    assert "Chưa cài gì" in Say("vi").text(refused.value.hint)
