"""Run by Home Assistant's own Python: a real Home Assistant with only its MQTT integration, driven by commands.

python _home_assistant.py CONFIG_FOLDER HOST PORT USER PASSWORD

It answers each line of standard input with one line of JSON: `show` gives its devices and states, `press ID` presses
a button. An entity is called DOMAIN.UNIQUE_ID, as we announced it: what people call it, they may change. It ends with
its input. Nothing of Highland is imported here.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from homeassistant import bootstrap, runner
from homeassistant.helpers import device_registry, entity_registry


async def main() -> None:
    """Start, connect to the broker as a user would in the settings, and execute commands."""
    folder, host, port, user, password = sys.argv[1:6]
    home = await bootstrap.async_setup_hass(runner.RuntimeConfig(config_dir=folder, skip_pip=True, safe_mode=False))
    if home is None:
        raise SystemExit("Home Assistant did not start")
    await home.async_start()
    flow = await home.config_entries.flow.async_init("mqtt", context={"source": "user"})
    broker = {"broker": host, "port": int(port), "username": user, "password": password}
    made = await home.config_entries.flow.async_configure(flow["flow_id"], broker)
    answer({"connected": made["type"] == "create_entry", "errors": made.get("errors")})
    while line := await asyncio.to_thread(sys.stdin.readline):
        what, _, wanted = line.strip().partition(" ")
        if what == "press":
            entity = next(entity for entity, own in own_names(home).items() if own == wanted)
            await home.services.async_call("button", "press", {"entity_id": entity}, blocking=True)
        answer(shown(home))
    await home.async_stop()


def shown(home: Any) -> dict[str, Any]:
    """Its devices, and each entity's state."""
    devices = device_registry.async_get(home).devices.values()
    own = own_names(home)
    return {
        "devices": [[each.name, each.model, each.manufacturer, each.sw_version] for each in devices],
        "states": {own.get(each.entity_id, each.entity_id): [each.state, dict(each.attributes)]
                   for each in home.states.async_all()},
    }  # fmt: skip


def own_names(home: Any) -> dict[str, str]:
    """DOMAIN.UNIQUE_ID of each entity that has one, by its entity_id."""
    entities = entity_registry.async_get(home).entities.values()
    return {each.entity_id: f"{each.domain}.{each.unique_id}" for each in entities}


def answer(found: dict[str, Any]) -> None:
    """Print one line; the log goes to standard error."""
    print(json.dumps(found, default=str), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
