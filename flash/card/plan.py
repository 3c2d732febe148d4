"""What a flash writes: one new folder, and the new texts of config.txt and cmdline.txt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from devices import Message, Wiring
from flash.bundle.contents import content
from flash.bundle.manifest import Manifest
from flash.card import cloud_init
from flash.card.cmdline import SCRIPT, with_first_boot, words_for
from flash.card.config_txt import lines_for, with_block
from flash.card.custom_toml import custom_toml
from flash.card.partition import BootPartition, CardError
from flash.card.settings import Settings

FIRST_BOOT = Path(__file__).with_name(SCRIPT)
FOLDER = "highland-"
SUMS = "SHA256SUMS"
ID_DIGITS = 12
SECRET = ("etc/", "seed/")

CUSTOMIZED = Message(
    "card.customized", "This card has settings of Raspberry Pi Imager, which would be lost. Nothing was written."
)
CUSTOMIZED_HINT = Message(
    "card.customized.hint",
    "Leave out --hostname, --user and --wifi. Or write the card again, answer No when Imager offers to customize it, "
    "and give them here.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a flash writes. `files` is path in the new folder -> bytes; `repr` shows no secret."""

    folder: str
    files: Mapping[str, bytes] = field(repr=False)
    config: bytes
    config_lines: list[str]
    cmdline: bytes

    @property
    def words(self) -> str:
        """What cmdline.txt gets."""
        return words_for(self.folder)

    @property
    def size(self) -> int:
        """How many bytes come onto the card."""
        return sum(map(len, self.files.values())) + len(self.config) + len(self.cmdline)


def plan(boot: BootPartition, settings: Settings, wiring: Wiring, manifest: Manifest, bundle: bytes) -> Plan:
    """The same plan for the same card and the same wishes.

    Raises CardError for a card with settings of Raspberry Pi Imager that these would replace.
    """
    if settings.is_for_the_system and boot.is_customized:
        raise CardError(CUSTOMIZED, CUSTOMIZED_HINT)
    files = {SCRIPT: content(FIRST_BOOT), "bundle.tar.gz": bundle, "settings": _settings(settings, manifest)}
    files |= {f"etc/{name}": text.encode() for name, text in _etc(settings, manifest).items()}
    if settings.is_for_the_system:
        files |= {f"seed/{name}": text.encode() for name, text in _seed(boot, settings, manifest).items()}
    files[SUMS] = "".join(f"{_sha256(found)}  {path}\n" for path, found in sorted(files.items())).encode()
    folder = f"{FOLDER}{_sha256(files[SUMS])[:ID_DIGITS]}"
    lines = lines_for(wiring)
    return Plan(folder, files, with_block(boot.config, lines), lines, with_first_boot(boot.cmdline, folder))


def is_secret(path: str) -> bool:
    """Whether a file of the folder may hold something secret, so that its text is never shown."""
    return path.startswith(SECRET)


def _settings(settings: Settings, manifest: Manifest) -> bytes:
    values = {
        "project": manifest.project,
        "release": manifest.release,
        "lang": settings.lang,
        "timezone": settings.timezone,
    }
    return "".join(f"{key}={value}\n" for key, value in values.items()).encode("ascii")


def _etc(settings: Settings, manifest: Manifest) -> dict[str, str]:
    """What goes to /etc/highland: the options of the service, and the hub with the node's account."""
    found = {f"{manifest.project}.env": f'HIGHLAND_OPTIONS="--lang {settings.lang}"\n'}
    if settings.hub_url is not None:
        found["node.toml"] = f"[mqtt]\nurl = {json.dumps(settings.hub_url)}\n"
    return found


def _seed(boot: BootPartition, settings: Settings, manifest: Manifest) -> dict[str, str]:
    if not boot.cloud_init:
        return {"custom.toml": custom_toml(settings)}
    wishes = json.dumps(asdict(settings), sort_keys=True) + manifest.release
    return cloud_init.files(settings, f"{FOLDER}{_sha256(wishes.encode())[:ID_DIGITS]}")


def _sha256(found: bytes) -> str:
    return hashlib.sha256(found).hexdigest()
