"""What cloud-init reads at the first boot of Trixie: `user-data`, `network-config` and `meta-data`.

Sources: cloud-init's reference (modules "Set Hostname", "Users and Groups", "Timezone"; NoCloud) and netplan's.
Strings are written as JSON, which YAML 1.2 contains.
"""

from __future__ import annotations

import json

from flash.card.settings import Settings

# The groups that Raspberry Pi Imager gives the first user; `highland` would not exist yet.
GROUPS = "users,adm,dialout,audio,netdev,video,plugdev,cdrom,games,input,gpio,spi,i2c,render,sudo"


def files(settings: Settings, instance: str) -> dict[str, str]:
    """Name -> text. `instance` makes cloud-init read them anew on a card that has started before."""
    return {
        "user-data": user_data(settings),
        "network-config": network_config(settings),
        "network-config.after": network_config(Settings()),
        "meta-data": f"dsmode: local\ninstance_id: {instance}\ninstance-id: {instance}\n",
    }


def user_data(settings: Settings) -> str:
    """Name of the board, time zone, user with a key; nothing secret."""
    lines = ["#cloud-config", "# Written by highland flash.", f"timezone: {_quoted(settings.timezone)}"]
    if settings.hostname is not None:
        lines += [f"hostname: {_quoted(settings.hostname)}", "manage_etc_hosts: true"]
    if settings.user is not None:
        lines += [
            "users:",
            f"  - name: {_quoted(settings.user)}",
            f"    groups: {_quoted(GROUPS)}",
            "    shell: /bin/bash",
            "    lock_passwd: true",
            '    sudo: "ALL=(ALL) NOPASSWD:ALL"',
            "    ssh_authorized_keys:",
            f"      - {_quoted(settings.ssh_key or '')}",
            "ssh_pwauth: false",
            "runcmd:",
            "  - [systemctl, enable, --now, ssh]",
        ]
    return "\n".join([*lines, ""])


def network_config(settings: Settings) -> str:
    """The wire always, the Wi-Fi if there is one; neither may hold up the start of the board."""
    lines = ["network:", "  version: 2", "  ethernets:", "    eth0:", "      dhcp4: true", "      optional: true"]
    if settings.ssid is not None:
        lines += [
            "  wifis:",
            "    wlan0:",
            "      dhcp4: true",
            "      optional: true",
            f"      regulatory-domain: {_quoted(settings.country)}",
            "      access-points:",
            f"        {_quoted(settings.ssid)}:",
            f"          password: {_quoted(settings.psk)}" if settings.psk else "          {}",
        ]
    return "\n".join([*lines, ""])


def _quoted(value: str | None) -> str:
    return json.dumps(value, ensure_ascii=False)
