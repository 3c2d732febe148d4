"""What a person wants of this board: name, user, key, Wi-Fi, hub, language. All checked before anything is written."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from devices import HighlandError, Message

HOSTNAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")  # RFC 1123, one label
USER = re.compile(r"[a-z][a-z0-9_-]{0,30}")
COUNTRY = re.compile(r"[A-Z]{2}")
TIMEZONE = re.compile(r"UTC|[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}")
KEY_TYPES = ("ssh-ed25519", "ssh-rsa", "ecdsa-sha2-", "sk-ssh-ed25519", "sk-ecdsa-sha2-")
KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,3}(?: [^\x00-\x1f\x7f]*)?")
PSK = re.compile(r"[0-9a-f]{64}")
MAX_SSID_BYTES = 32  # IEEE 802.11
PSK_ROUNDS = 4096  # WPA2: PBKDF2 with HMAC-SHA1, IEEE 802.11 annex J.4
PSK_BYTES = 32
TAKEN_USERS = {"root", "highland", "nobody", "daemon"}

BAD = Message("card.bad_setting", "{option} cannot be {value}. Nothing was written.")
BAD_HOSTNAME = Message(
    "card.bad_hostname", "A host name has small letters without accents, digits and -, such as gas-1."
)
BAD_USER = Message(
    "card.bad_user", "A user name has small letters without accents, digits, - and _; not root, not highland."
)
BAD_KEY = Message("card.bad_key", "{file} holds no public key of ssh. Nothing was written.")
BAD_KEY_HINT = Message(
    "card.bad_key.hint", "Give the file that ends in .pub, such as ~/.ssh/id_ed25519.pub. `ssh-keygen` makes one."
)
PRIVATE_KEY = Message(
    "card.private_key", "{file} is the private key: it must never leave this computer. Nothing was written."
)
USER_WITHOUT_KEY = Message("card.user_without_key", "--user and --ssh-key go together: nobody could log in otherwise.")
BAD_SSID = Message("card.bad_ssid", "The name of a Wi-Fi has 1 to 32 bytes, and no control characters.")
BAD_PASSWORD = Message("card.bad_wifi_password", "The password of {ssid} is not one of a Wi-Fi. Nothing was written.")
BAD_PASSWORD_HINT = Message("card.bad_wifi_password.hint", "It has 8 to 63 characters, without accents.")
BAD_COUNTRY = Message("card.bad_country", "Give the two letters of the country, such as VN: they decide the channels.")
BAD_TIMEZONE = Message("card.bad_timezone", "Give a time zone such as Asia/Ho_Chi_Minh.")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for; None is left as the card has it. `repr` shows no secret."""

    hostname: str | None = None
    user: str | None = None
    ssh_key: str | None = None
    ssid: str | None = None
    psk: str | None = field(default=None, repr=False)
    country: str = "VN"
    timezone: str = "Asia/Ho_Chi_Minh"
    lang: str = "en"
    hub_url: str | None = field(default=None, repr=False)

    @property
    def is_for_the_system(self) -> bool:
        """Whether the release's own first boot has something to do."""
        return any(each is not None for each in (self.hostname, self.user, self.ssid))


def checked(settings: Settings) -> Settings:
    """The same settings. Raises HighlandError for the first that no board could use."""
    rules = (
        ("--hostname", settings.hostname, HOSTNAME.fullmatch, BAD_HOSTNAME),
        ("--user", settings.user, lambda name: USER.fullmatch(name) and name not in TAKEN_USERS, BAD_USER),
        ("--wifi", settings.ssid, _is_ssid, BAD_SSID),
        ("--country", settings.country, COUNTRY.fullmatch, BAD_COUNTRY),
        ("--timezone", settings.timezone, TIMEZONE.fullmatch, BAD_TIMEZONE),
    )
    for option, value, is_right, hint in rules:
        if value is not None and not is_right(value):
            raise HighlandError(BAD(option=option, value=ascii(value)), hint)
    if (settings.user is None) != (settings.ssh_key is None):
        raise HighlandError(USER_WITHOUT_KEY)
    return settings


def public_key(text: str, file: object) -> str:
    """The one public key in a file. Raises HighlandError for a private key, several keys or none."""
    if "PRIVATE KEY" in text:
        raise HighlandError(PRIVATE_KEY(file=file), BAD_KEY_HINT)
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1 or not lines[0].startswith(KEY_TYPES) or KEY.fullmatch(lines[0]) is None:
        raise HighlandError(BAD_KEY(file=file), BAD_KEY_HINT)
    return lines[0]


def wifi_psk(ssid: str, password: str) -> str:
    """The key of a WPA2 network, 64 hexadecimal digits: on the card it stands instead of the password.

    It opens this network as the password does; but the password, which people use elsewhere too, cannot be found from
    it quickly. Raises HighlandError for a password that no such network has.
    """
    if PSK.fullmatch(password):
        return password
    if not 8 <= len(password) <= 63 or not password.isascii() or not password.isprintable():
        raise HighlandError(BAD_PASSWORD(ssid=ssid), BAD_PASSWORD_HINT)
    return hashlib.pbkdf2_hmac("sha1", password.encode(), ssid.encode(), PSK_ROUNDS, PSK_BYTES).hex()


def _is_ssid(ssid: str) -> bool:
    return 1 <= len(ssid.encode()) <= MAX_SSID_BYTES and ssid.isprintable()
