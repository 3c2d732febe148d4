"""A mistake in wiring.toml is told in one sentence, before any pin is opened."""

from pathlib import Path

import pytest

from devices import WiringError
from projects.wiring import read_wiring


def wiring(tmp_path: Path, text: str):
    file = tmp_path / "wiring.toml"
    file.write_text(text, encoding="utf-8")
    return read_wiring(file)


def test_parts_keep_their_order_and_their_options(tmp_path):
    found = wiring(
        tmp_path,
        """
        [parts.box]
        driver = "dht22"
        pin = 4
        sampling = { sample_s = 2.5, median = 5 }
        [parts.heater]
        driver = "relay"
        pin = 17
        active_high = false
        switching = { min_on_s = 600 }
        electrical = { current_ma = 2 }
        """,
    )
    assert [part.name for part in found.parts] == ["box", "heater"]
    assert found.part("box").options == {"pin": 4}
    assert found.part("box").sampling == {"sample_s": 2.5, "median": 5}
    assert found.part("heater").options == {"pin": 17, "active_high": False}
    assert found.part("heater").sampling == {"min_on_s": 600}
    assert found.part("heater").electrical == {"current_ma": 2}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "wiring.no_parts"),
        ("[parts]", "wiring.no_parts"),
        ("[parts.box]\npin = 4", "wiring.no_driver"),
        ("[parts]\nbox = 4", "wiring.no_driver"),
        ('[parts.box]\ndriver = "dht22"\nsampling = { sample = 2 }', "wiring.unknown_key"),
        ('[parts.box\ndriver = "dht22"', "wiring.not_toml"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path, text, key):
    with pytest.raises(WiringError) as refused:
        wiring(tmp_path, text)
    assert refused.value.message.key == key


def test_a_missing_list_is_named(tmp_path):
    with pytest.raises(WiringError, match=r"no wiring list.*nowhere\.toml"):
        read_wiring(tmp_path / "nowhere.toml")
