"""The walk through the pages: what a reader of Vietnamese sees of the club's pages, without a script, is Vietnamese."""

import pytest

from telemetry.fields import Value
from tests.messages.english_words import english_words
from tests.messages.page_text import shown

SAID = {"en": "Gas warning.", "vi": "Cảnh báo có khí gas."}
NAMES = {"red", "heron", "blue", "otter", "sim", "nobody", "highland", "english"}  # of nodes, of us, of a language


@pytest.fixture
def nodes(club):
    club.state("red-heron", "real", readings={"gas_lpg_ppm": Value(None, "ppm"), "battery_voltage_v": Value(12.1, "V")})
    club.state(
        "sim-blue-otter", "sim", alarm="danger", state="PREALARM", said=SAID, project="water_filter",
        readings={"filter_flow_lpm": Value(1.2, "L/min")}, commanded={"product_valve_open": True, "pump": False},
    )  # fmt: skip
    club.event("red-heron", "real", SAID, urgent=True)
    return club


@pytest.mark.parametrize(
    "path", ["/", "/node/red-heron", "/node/sim-blue-otter", "/events", "/summary", "/compare", "/node/nobody"]
)
def test_no_english_is_left_on_a_page(nodes, path):
    body = nodes.get(f"{path}?lang=vi")[2]
    texts = shown(body.decode() if isinstance(body, bytes) else body)
    assert len(texts) > 5
    found = {
        text: words for text in texts if (words := [word for word in english_words(text) if word.lower() not in NAMES])
    }
    assert not found


def test_a_valve_is_open_or_shut_and_a_flow_has_its_unit(nodes):
    body = nodes.get("/node/sim-blue-otter?lang=vi")[2]
    texts = shown(body.decode() if isinstance(body, bytes) else body)
    assert "mở" in texts
    assert "1,2 L/phút" in texts
    assert "tắt" in texts  # the pump
