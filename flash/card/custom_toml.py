"""`custom.toml`, which the first boot of Bookworm applies with `init_config` of the package raspberrypi-sys-mods.

Its keys, as that program takes them from each table: KEYS. It warns of any other and ignores it.
"""

from __future__ import annotations

import json

from flash.card.settings import Settings

KEYS = {
    "system": {"hostname"},
    "user": {"name", "password", "password_encrypted"},
    "ssh": {"ssh_import_id", "enabled", "password_authentication", "authorized_keys"},
    "wlan": {"ssid", "password", "password_encrypted", "hidden", "country"},
    "locale": {"keymap", "timezone"},
}


def custom_toml(settings: Settings) -> str:
    """The text; a Wi-Fi's password stands there as its key only."""
    tables: dict[str, dict[str, object]] = {"locale": {"timezone": settings.timezone}}
    if settings.hostname is not None:
        tables["system"] = {"hostname": settings.hostname}
    if settings.user is not None:
        tables["user"] = {"name": settings.user}
        tables["ssh"] = {"enabled": True, "password_authentication": False, "authorized_keys": [settings.ssh_key]}
    if settings.ssid is not None:
        wlan: dict[str, object] = {"ssid": settings.ssid, "country": settings.country}
        if settings.psk:
            wlan |= {"password": settings.psk, "password_encrypted": True}
        tables["wlan"] = wlan
    lines = ["config_version = 1"]
    for name in KEYS:
        if name in tables:
            lines += ["", f"[{name}]"]
            lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in tables[name].items()]
    return "\n".join([*lines, ""])
