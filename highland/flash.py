"""`highland flash PROJECT --boot DIR`: a card from Raspberry Pi Imager that starts a project without internet."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from devices import HighlandError, Message
from devices.os_errors import cause
from highland._bundling import add_target_arguments, bundle_of, checked_project
from highland._passwords import OPEN_FILE, OTHERS
from messages import Say
from messages.arguments import Parser

if TYPE_CHECKING:
    from flash.card.partition import BootPartition
    from flash.card.plan import Plan
    from flash.card.settings import Settings

HELP = Message("cli.flash", "make a card from Raspberry Pi Imager ready: it then starts a project without internet")
EXAMPLE = """\
highland flash gas_alarm --boot /media/me/bootfs --dry-run
highland flash gas_alarm --boot /media/me/bootfs --hostname gas-1 --user lan --ssh-key ~/.ssh/id_ed25519.pub
highland flash gas_alarm --image raspios-trixie-arm64-lite.img --hostname gas-1 --user lan --ssh-key lan.pub
highland flash ./my_rack --boot E:\\ --wifi School --hub hub.local --account red-heron.txt --lang vi
"""
PROJECT = Message("cli.flash.project", "name of a project, or the path of a project folder")
BOOT = Message("cli.flash.boot", "folder of the card's boot partition (bootfs)")
IMAGE = Message("cli.flash.image", "instead of a card: an unpacked image of Raspberry Pi OS; a new one is made of it")
OUTPUT = Message("cli.flash.output", "with --image: the new image (beside the old one, with the board's name)")
HOSTNAME = Message("cli.flash.hostname", "name of the board in the network, such as gas-1")
USER = Message("cli.flash.user", "name of the person who may log in; needs --ssh-key")
SSH_KEY = Message("cli.flash.ssh_key", "file with this person's public key, such as ~/.ssh/id_ed25519.pub")
WIFI = Message("cli.flash.wifi", "name of the Wi-Fi; its password is asked for, or comes from --wifi-password")
WIFI_PASSWORD = Message("cli.flash.wifi_password", "file with the password of the Wi-Fi in its first line")
COUNTRY = Message("cli.flash.country", "country, for the channels of the Wi-Fi (VN)")
HUB = Message("cli.flash.hub", "address of the club's hub, such as hub.local or mqtts://hub.local")
ACCOUNT = Message(
    "cli.flash.account", "file with one line: the node's name and its password, as `highland hub invite` gave them"
)
TIMEZONE = Message("cli.flash.timezone", "time zone of the board (Asia/Ho_Chi_Minh)")
DRY_RUN = Message("cli.flash.dry_run", "change nothing on the card: only list what would be written, without secrets")

FOUND = Message("card.found", "{folder}: {system}.")
WRITING = Message("card.writing", "Writing {megabytes:.1f} MB. Do not pull the card out ...")
READY = Message(
    "card.ready",
    "The card is ready: {project}, release {release}. Eject it, put it into the board and switch it on. The board "
    "starts two or three times and needs five minutes or more; what it did then stands on the card in {log}.",
)
SECRETS = Message(
    "card.secrets",
    "The card holds the key of the Wi-Fi or the node's password until the first start: whoever has it can read them.",
)
UNPROVEN = Message("card.unproven", "No physical board has proven this yet: look at {log} after the first start.")
WOULD_WRITE = Message("card.would_write", "Would be written into {folder}, {megabytes:.1f} MB:")
HIDDEN = Message("card.hidden", "may hold a secret, not shown")
WOULD_CHANGE = Message("card.would_change", "{file} would get this, and nothing else in it would change:")
UNCHANGED = Message("card.unchanged", "Nothing was written.")
ASK_WIFI = Message("card.ask_wifi", "Password of the Wi-Fi {ssid}:")
NO_WIFI_PASSWORD = Message("card.no_wifi_password", "The password of the Wi-Fi {ssid} is missing. Nothing was written.")
NO_WIFI_PASSWORD_HINT = Message(
    "card.no_wifi_password.hint", "Give it at the prompt of a terminal, or in a file: --wifi-password FILE."
)
BAD_ACCOUNT = Message("card.bad_account", "{file} holds no account of a node. Nothing was written.")
BAD_ACCOUNT_HINT = Message(
    "card.bad_account.hint", "It has one line: the name, a space, the password, such as `red-heron k7Qm...`."
)
IMAGE_READY = Message(
    "card.image_ready",
    "The new image is ready: {file} with {project}, release {release}. Write it onto a card with Raspberry Pi Imager, "
    "and answer No when it offers to customize it. What the first start did then stands on the card in {log}.",
)
IMAGE_SECRETS = Message(
    "card.image_secrets",
    "The image holds the key of the Wi-Fi or the node's password: whoever has it can read them. Delete it after use.",
)
COPYING = Message("card.copying", "Making {file}, as large as the old one ...")
DELETED = Message("card.unfinished_deleted", "{file} was left by a run that was broken off. It was deleted.")
LEFT = Message(
    "card.unfinished_left",
    "{file} was left by a run that was broken off, or another run writes it now. It may hold secrets: delete it when "
    "no other run is at work.",
)
ONE_OF = Message("card.one_of", "Give a card with `--boot FOLDER`, or an image with `--image FILE`.")
IMAGE_STOPPED = Message("card.image_stopped", "The new image could not be written: {reason}. There is none.")
NEEDS = Message("card.needs", "{option} needs {other}.")
CANNOT_READ = Message("card.cannot_read", "{file} cannot be read: {reason}. Nothing was written.")
STOPPED_HALFWAY = Message(
    "card.stopped",
    "The card could not be written to its end: {reason}. It still starts. Mend this, and run it again.",
)

LOG = "highland-first-boot.txt"
MEGABYTE = 1_000_000


def add_arguments(parser: Parser) -> None:
    """What `highland flash` understands."""
    parser.add_argument("project", metavar="PROJECT", help=PROJECT)
    parser.add_argument("--boot", metavar="FOLDER", help=BOOT)
    parser.add_argument("--image", metavar="FILE", help=IMAGE)
    parser.add_argument("-o", "--output", metavar="FILE", help=OUTPUT)
    parser.add_argument("--hostname", metavar="NAME", help=HOSTNAME)
    parser.add_argument("--user", metavar="NAME", help=USER)
    parser.add_argument("--ssh-key", metavar="FILE", help=SSH_KEY)
    parser.add_argument("--wifi", metavar="NAME", help=WIFI)
    parser.add_argument("--wifi-password", metavar="FILE", help=WIFI_PASSWORD)
    parser.add_argument("--country", metavar="VN", default="VN", help=COUNTRY)
    parser.add_argument("--hub", metavar="ADDRESS", help=HUB)
    parser.add_argument("--account", metavar="FILE", help=ACCOUNT)
    parser.add_argument("--timezone", metavar="NAME", default="Asia/Ho_Chi_Minh", help=TIMEZONE)
    add_target_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help=DRY_RUN)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Prepare a card or an image. Raises HighlandError when it is none, or for a wish that no board could fulfill."""
    from flash.card.plan import plan

    if bool(arguments.boot) is bool(arguments.image):
        raise HighlandError(ONE_OF)
    if arguments.output and not arguments.image:
        raise HighlandError(NEEDS(option="--output", other="--image"))
    boot = _recognized(arguments)
    say.aside(FOUND, folder=arguments.boot or arguments.image, system=boot.title)
    project = checked_project(arguments.project)
    settings = _settings(arguments, say)
    bundle = bundle_of(arguments, project, say)
    planned = plan(boot, settings, project.wiring(), bundle.manifest, bundle.packed())
    if arguments.dry_run:
        _list(boot, planned, say)
        return 0
    holds_secrets = bool(settings.psk or settings.hub_url)
    if arguments.image:
        to = _new_image(arguments)
        _write_image(Path(arguments.image), planned, to, say)
        if holds_secrets:
            say.aside(IMAGE_SECRETS)
        say(IMAGE_READY, file=to, project=bundle.manifest.project, release=bundle.manifest.release, log=LOG)
    else:
        _write_card(Path(arguments.boot), planned, say)
        if holds_secrets:
            say.aside(SECRETS)
        say(READY, project=bundle.manifest.project, release=bundle.manifest.release, log=LOG)
    say(UNPROVEN, log=LOG)
    return 0


def _recognized(arguments: argparse.Namespace) -> BootPartition:
    """The boot partition of the card or of the image; what a stop has left on a card is finished first."""
    from flash.card.disk import Disk
    from flash.card.partition import recognize
    from flash.card.write import mend

    if arguments.image:
        from flash.image.flashed import recognized

        try:
            return recognized(Path(arguments.image))
        except OSError as error:
            raise HighlandError(CANNOT_READ(file=arguments.image, reason=cause(error))) from error
    folder = Path(arguments.boot)
    if folder.is_dir() and not arguments.dry_run:
        mend(folder, Disk())
    return recognize(folder)


def _write_card(folder: Path, planned: Plan, say: Say) -> None:
    from flash.card.disk import Disk
    from flash.card.write import write

    say.aside(WRITING, megabytes=planned.size / MEGABYTE)
    try:
        write(folder, planned, Disk())
    except OSError as error:
        raise HighlandError(STOPPED_HALFWAY(reason=cause(error))) from error


def _new_image(arguments: argparse.Namespace) -> Path:
    if arguments.output:
        return Path(arguments.output)
    image = Path(arguments.image)
    return image.with_name(f"{image.stem}-{arguments.hostname or Path(arguments.project).name}.img")


def _write_image(image: Path, planned: Plan, to: Path, say: Say) -> None:
    from flash.image.flashed import clear_unfinished, write

    try:
        deleted, left = clear_unfinished(to)
        for message, files in ((DELETED, deleted), (LEFT, left)):
            for file in files:
                say.aside(message, file=file)
        say.aside(COPYING, file=to)
        write(image, planned, to)
    except OSError as error:
        raise HighlandError(IMAGE_STOPPED(reason=cause(error))) from error


def _settings(arguments: argparse.Namespace, say: Say) -> Settings:
    """What was asked for, with the secrets from their files. Raises HighlandError."""
    from flash.card.settings import Settings, checked, public_key, wifi_psk

    if arguments.account and not arguments.hub:
        raise HighlandError(NEEDS(option="--account", other="--hub"))
    if arguments.wifi_password and not arguments.wifi:
        raise HighlandError(NEEDS(option="--wifi-password", other="--wifi"))
    key = arguments.ssh_key
    wanted = checked(
        Settings(
            hostname=arguments.hostname,
            user=arguments.user,
            ssh_key=public_key(_text(Path(key).expanduser()), key) if key else None,
            ssid=arguments.wifi,
            country=arguments.country,
            timezone=arguments.timezone,
            lang=say.lang,
            hub_url=_hub_url(arguments, say),
        )
    )
    if wanted.ssid is None:
        return wanted
    from dataclasses import replace

    return replace(wanted, psk=wifi_psk(wanted.ssid, _wifi_password(arguments, say)))


def _wifi_password(arguments: argparse.Namespace, say: Say) -> str:
    if arguments.wifi_password:
        return _secret(Path(arguments.wifi_password), say).partition("\n")[0].rstrip("\r")
    if sys.stdin is None or not sys.stdin.isatty():
        raise HighlandError(NO_WIFI_PASSWORD(ssid=arguments.wifi), NO_WIFI_PASSWORD_HINT)
    import getpass

    return getpass.getpass(f"{say.text(ASK_WIFI, ssid=arguments.wifi)} ")


def _hub_url(arguments: argparse.Namespace, say: Say) -> str | None:
    from telemetry.address import address_of
    from telemetry.topics import is_node_name

    if not arguments.hub:
        return None
    url = str(address_of(arguments.hub))
    if not arguments.account:
        return url
    words = _secret(Path(arguments.account), say).split()
    if len(words) != 2 or not is_node_name(words[0]):
        raise HighlandError(BAD_ACCOUNT(file=arguments.account), BAD_ACCOUNT_HINT)
    scheme, _, host = url.partition("://")
    return f"{scheme}://{words[0]}:{quote(words[1], safe='')}@{host.rpartition('@')[2]}"


def _secret(file: Path, say: Say) -> str:
    """The text of a file that others should not be able to read; warns when they can."""
    text = _text(file)
    if os.name == "posix" and file.stat().st_mode & OTHERS:
        say.aside(OPEN_FILE, file=file)
    return text


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = cause(error) if isinstance(error, OSError) else error.reason
        raise HighlandError(CANNOT_READ(file=file, reason=reason)) from None


def _list(boot: BootPartition, planned: Plan, say: Say) -> None:
    """Everything that would be written, secrets hidden."""
    from flash.card.plan import is_secret

    say(WOULD_WRITE, folder=boot.folder / planned.folder, megabytes=planned.size / MEGABYTE)
    for path, found in planned.files.items():
        print(f"  {path}  {len(found)} B{'  ' + say.text(HIDDEN) if is_secret(path) else ''}")
    say(WOULD_CHANGE, file="config.txt")
    for line in planned.config_lines:
        print(f"  {line}")
    say(WOULD_CHANGE, file="cmdline.txt")
    print(f"  {planned.words}")
    say(UNCHANGED)
