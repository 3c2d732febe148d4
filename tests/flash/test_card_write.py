"""Power cut, card pulled out, disk full: after a stop at any moment the card boots the old way or the new."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware.project import find
from flash.bundle.pack import Bundle
from flash.card.cmdline import without_first_boot
from flash.card.disk import Disk
from flash.card.partition import CardError, recognize
from flash.card.plan import Plan, plan
from flash.card.settings import Settings, wifi_psk
from flash.card.write import NEW, mend, write
from tests.flash.conftest import STOCK_CONFIG

WISHES = Settings(hostname="gas-1", ssid="School", psk=wifi_psk("School", "correct horse"), hub_url="mqtt://a:b@hub")
PACKED = b"bundle" * 500


class Stopped(BaseException):
    """The power is gone: no line of the program runs any more that could change the card."""


class DyingDisk(Disk):
    """A card in a reader that dies at a given moment, if ever: half of what it writes then has arrived."""

    def __init__(self, moments: int = -1) -> None:
        self.left = moments
        self.dead = False

    def _moment(self) -> None:
        if self.dead or self.left == 0:
            self.dead = True
            raise Stopped
        self.left -= 1

    def make_folder(self, folder: Path) -> None:
        self._moment()
        super().make_folder(folder)

    def write(self, file: Path, found: bytes) -> None:
        for end in (0, len(found) // 2, len(found)):
            try:
                self._moment()
            except Stopped:
                if not file.exists() or end:
                    file.write_bytes(found[: end // 2])
                raise
        file.write_bytes(found)  # without waiting for a real disk

    def overwrite(self, file: Path, offset: int, found: bytes) -> None:
        self._moment()
        there = file.read_bytes()
        whole = there[:offset] + found + there[offset + len(found) :]
        file.write_bytes(whole[: len(there)])  # the bytes are there, the length is not
        self._moment()
        file.write_bytes(whole)
        self._moment()

    def remove(self, path: Path) -> None:
        if path.exists():
            self._moment()
            if path.is_dir():
                for each in sorted(path.rglob("*"), reverse=True):
                    self._moment()
                    each.rmdir() if each.is_dir() else each.unlink()
            super().remove(path)

    def sync_folder(self, folder: Path) -> None:
        self._moment()


def planned(boot: Path, bundle: Bundle, packed: bytes = PACKED, project: str = "gas_alarm") -> Plan:
    return plan(recognize(boot), WISHES, find(project).wiring(), bundle.manifest, packed)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def boots(folder: Path, before: dict[str, bytes], wanted: Plan) -> str:
    """How this card starts: 'old', 'new', or 'without' an earlier flash's words; anything else fails."""
    now = snapshot(folder)
    for name, found in before.items():
        if name not in ("config.txt", "cmdline.txt") and not name.startswith("highland-"):
            assert now[name] == found, name
    config, cmdline = now["config.txt"], now["cmdline.txt"]
    lines = {line for each in (before["config.txt"], wanted.config) for line in each.splitlines()} | {b""}
    assert config.startswith(STOCK_CONFIG)
    assert b"\0" not in config + cmdline
    assert set(config.splitlines()) <= lines
    if cmdline == wanted.cmdline:
        assert config == wanted.config
        inside = {name.partition("/")[2]: found for name, found in now.items() if name.startswith(f"{wanted.folder}/")}
        assert inside == dict(wanted.files)
        return "new"
    if cmdline == before["cmdline.txt"]:
        for name, found in before.items():  # what the old line names is whole
            assert name == "config.txt" or now[name] == found, name
        return "old"
    assert cmdline.rstrip() == without_first_boot(wanted.cmdline).rstrip()
    return "without"


def stops(boot: Path, wanted: Plan) -> Iterator[int]:
    """The number of moments after which each run stopped, until one comes to its end."""
    for moments in range(1000):
        try:
            write(boot, wanted, DyingDisk(moments))
        except Stopped:
            yield moments
        else:
            return


def restore(folder: Path, before: dict[str, bytes]) -> None:
    Disk().remove(folder)
    for name, found in before.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(found)


@pytest.mark.examples(1)
@pytest.mark.parametrize("is_second", [False, True], ids=["a fresh card", "a card with an older project"])
def test_a_stop_at_any_moment_leaves_the_old_or_the_new(trixie: Path, bundle: Bundle, is_second: bool) -> None:
    if is_second:
        write(trixie, planned(trixie, bundle, b"older", "water_filter"), DyingDisk())
    before, wanted = snapshot(trixie), planned(trixie, bundle)
    seen = []
    for moments in range(1000):
        restore(trixie, before)
        try:
            write(trixie, wanted, DyingDisk(moments))
        except Stopped:
            seen.append(boots(trixie, before, wanted))
            mend(trixie, DyingDisk())  # a second flash repairs it
            write(trixie, planned(trixie, bundle), DyingDisk())
        else:
            break
        assert boots(trixie, before, wanted) == "new"
        assert {name.partition("/")[0] for name in snapshot(trixie) if "highland" in name} == {wanted.folder}
    assert len(seen) >= 50
    assert seen == sorted(seen, key=["old", "without", "new"].index)  # once new, never back
    assert {"old", "new"} <= set(seen)


def test_lines_behind_an_older_block_are_never_lost(trixie: Path, bundle: Bundle) -> None:
    """They are blanked with the block for a moment; a copy waits, and the next flash goes on from it."""
    write(trixie, planned(trixie, bundle, project="water_filter"), DyingDisk())
    with (trixie / "config.txt").open("ab") as opened:
        opened.write(b"dtoverlay=i2c-rtc,ds3231\n")
    before, cut = snapshot(trixie), 0
    wanted = planned(trixie, bundle)
    for _ in stops(trixie, wanted):
        cut += b"ds3231" not in (trixie / "config.txt").read_bytes()
        mend(trixie, DyingDisk())
        assert b"ds3231" in (trixie / "config.txt").read_bytes()
        write(trixie, planned(trixie, bundle), DyingDisk())
        assert (trixie / "config.txt").read_bytes() == wanted.config
        restore(trixie, before)
    assert cut >= 2


def test_a_copy_that_was_cut_off_is_never_taken(trixie: Path, bundle: Bundle) -> None:
    (trixie / f"cmdline.txt.0123456789ab{NEW}").write_bytes((trixie / "cmdline.txt").read_bytes() + b"half")
    before = (trixie / "cmdline.txt").read_bytes()
    mend(trixie, DyingDisk())
    assert (trixie / "cmdline.txt").read_bytes() == before


def test_every_byte_that_is_not_ours_stays(trixie: Path, bundle: Bundle) -> None:
    before = snapshot(trixie)
    wanted = planned(trixie, bundle)
    write(trixie, wanted, Disk())
    after = snapshot(trixie)
    assert {name for name in before if after[name] != before[name]} == {"config.txt", "cmdline.txt"}
    assert {name for name in after if name not in before} == {f"{wanted.folder}/{path}" for path in wanted.files}


def test_the_same_flash_twice_writes_nothing(trixie: Path, bundle: Bundle) -> None:
    write(trixie, planned(trixie, bundle), Disk())
    times = {each: each.stat().st_mtime_ns for each in trixie.rglob("*") if each.is_file()}
    write(trixie, planned(trixie, bundle), Disk())
    assert {each: each.stat().st_mtime_ns for each in trixie.rglob("*") if each.is_file()} == times


def test_a_damaged_folder_is_not_named_while_it_is_mended(trixie: Path, bundle: Bundle) -> None:
    """A stop then must not leave a line that starts a script that is not there."""
    wanted = planned(trixie, bundle)
    write(trixie, wanted, Disk())
    (trixie / wanted.folder / "bundle.tar.gz").write_bytes(b"damaged")
    damaged = snapshot(trixie)
    for _ in stops(trixie, wanted):
        if wanted.folder.encode() in (trixie / "cmdline.txt").read_bytes():
            whole = hashlib.sha256((trixie / wanted.folder / "first-boot.sh").read_bytes()).digest()
            assert whole == hashlib.sha256(wanted.files["first-boot.sh"]).digest()
        restore(trixie, damaged)
    assert (trixie / wanted.folder / "bundle.tar.gz").read_bytes() == PACKED


def test_a_full_card_is_refused_before_anything_is_written(
    trixie: Path, bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, wanted = snapshot(trixie), planned(trixie, bundle)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1_000_000}))
    with pytest.raises(CardError, match="1 MB free"):
        write(trixie, wanted, Disk())
    assert snapshot(trixie) == before
