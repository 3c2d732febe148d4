"""A small project as pictures know it, and a run of it with all that can happen."""

import pytest

from firmware.names import Name, Names
from sim.plots.about import About, KnownLimit
from sim.results.curve import Curve, Switch
from sim.results.record import Recording


def name(en, vi, **more):
    return Name(en, vi, more.pop("en_long", en), more.pop("vi_long", vi), **more)


NAMES = Names(
    name("Gas alarm", "Máy báo gas"),
    parts={
        "gas": name("Gas sensor", "Cảm biến gas", en_long="Gas sensor (MQ-6)", vi_long="Cảm biến khí gas (MQ-6)"),
        "siren": name("Siren", "Còi hú", color="red"),
        "reset": name("Reset button", "Nút reset"),
    },
    channels={
        "gas_ppm": name("Gas", "Khí gas"),
        "battery_v": name("Battery voltage", "Áp ắc quy"),
        "mains_closed": name("Mains", "Điện lưới", en_long="Mains: on / off", vi_long="Điện lưới: có điện / mất điện"),
    },
    outputs={
        "valve": name(
            "Gas valve", "Van gas", en_long="Gas valve: open / shut", vi_long="Van gas: mở / đóng", color="green"
        )
    },
    states={
        "NORMAL": name("Normal", "Bình thường", meaning="work"),
        "WARN": name("Warning", "Cảnh báo", meaning="caution"),
    },
)
WARN = name("Warning from", "Cảnh báo từ", channel="gas_ppm", meaning="caution")


@pytest.fixture
def about():
    return About(
        "gas_alarm", NAMES, (KnownLimit("WARN_PPM", 700.0, WARN),), {"gas_ppm": 9.0},
        safe={"valve": False, "siren": False}, sounds=frozenset({"siren"}),
    )  # fmt: skip


@pytest.fixture
def recording():
    """Two hours: gas rises, the siren beeps every 5 s from 20 min on, at 30 min the sensor is unplugged for 15 min."""
    found = Recording(
        end_s=7200.0,
        curves={"gas_ppm": Curve(silence_s=1e9), "battery_v": Curve(silence_s=1e9)},
        contacts={"mains_closed": Switch(), "reset_pressed": Switch()},
        outputs={"valve": Switch(), "siren": Switch()},
    )
    gas = found.curves["gas_ppm"]
    for t_s in range(0, 7201, 60):
        unplugged = 1800 <= t_s < 2700
        gas.note(float(t_s), None if unplugged and t_s > 1850 else min(t_s, 1800) / 2.0, unplugged)
        found.curves["battery_v"].note(float(t_s), 13.8)
    found.outputs["valve"].note(0.0, True)
    found.outputs["valve"].note(1849.0, False)
    for number in range((7200 - 1200) // 5):
        found.outputs["siren"].note(1200.0 + 5 * number, True)
        found.outputs["siren"].note(1201.0 + 5 * number, False)
    found.contacts["mains_closed"].note(0.0, True)
    found.note_state(0.0, "NORMAL")
    found.note_state(1200.0, "WARN")
    found.begin_fault(1800.0, "gas=off")
    found.end_fault(2700.0, "gas=off")
    found.presses.append((5000.0, "reset"))
    return found
