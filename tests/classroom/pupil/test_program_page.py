"""The page of own programs with a real board: what is written runs, shows, stops, and a mistake is at its line."""

import pytest

from tests.classroom.pupil.test_in_browser import AXE, FAULTS

pytestmark = [pytest.mark.long, pytest.mark.minutes]


def test_a_program_of_ones_own_is_written_run_stopped_and_explained(opened):
    page = opened("program.vi.html")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector(".editor .panel")
    page.click(".run")  # the board may still be on its way
    page.wait_for_selector(".parts .part")
    page.wait_for_function("() => document.querySelector('.printed').textContent.startsWith('1')")
    page.click("#stop")
    page.wait_for_selector("#stop[disabled]")
    page.locator(".panel .cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("prnt(1)\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".editor .failed:not([hidden])")
    assert "blink.py, dòng 1:" in page.inner_text(".editor .failed")
    assert "Có phải bạn muốn viết print không?" in page.inner_text(".editor .failed")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    assert page.complaints == []


OLED = """\
import time
from smbus import SMBus
bus = SMBus(1)
bus.write_i2c_block_data(0x3C, 0x00, [0x8D, 0x14, 0xA1, 0xC8, 0xAF])
for column in range(128):
    bus.write_byte_data(0x3C, 0x40, 0xF0)
time.sleep(1)
"""


def test_the_picture_of_an_oled_display_is_on_the_page_and_stays_when_the_program_is_over(opened):
    page = opened("program.vi.html")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector(".editor .panel")
    page.locator(".panel .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(OLED)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#stop[disabled]")
    page.wait_for_function("() => document.querySelector('.parts .pixels')?.naturalWidth === 128")
    lit = page.evaluate(
        """() => {
          const canvas = document.createElement("canvas"), image = document.querySelector(".parts .pixels");
          canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(0, 0, 128, 64).data].filter((value, at) => at % 4 === 0 && value).length;
        }"""
    )
    assert lit == 128 * 4
    assert "SSD1306" in page.inner_text(".parts")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    assert page.complaints == []


READS = """\
import time
import RPi.GPIO as GPIO
GPIO.setmode(GPIO.BCM)
GPIO.setup(4, GPIO.IN)
for _ in range(20):
    GPIO.input(4)
    time.sleep(0.1)
"""


def test_a_part_is_chosen_by_hand_kept_with_its_program_and_pulled_out(opened):
    page = opened("program.vi.html")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_selector(".editor .panel")
    page.locator(".panel .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(READS)
    page.click("#plugs summary")
    page.select_option("#plugs select >> nth=0", "pir")
    page.select_option("#plugs select >> nth=1", "gpio4")
    page.dblclick("#plugs .row > button:text-is('Cắm vào')")
    assert page.locator("#plugs li code").all_inner_texts() == ["gpio4=pir"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.click(".run")
    page.wait_for_selector(".parts .part:has-text('cảm biến chuyển động')")
    assert page.locator(".parts .guess").count() == 0
    page.wait_for_selector("#stop[disabled]")
    page.reload()
    page.wait_for_selector("#plugs summary:text-is('Linh kiện tự chọn: 1')")
    page.click("#plugs summary")
    page.click("#plugs li button")
    assert page.locator("#plugs li").count() == 0
    assert page.complaints == []


def test_every_part_is_offered_also_those_on_serial_ports(opened):
    page = opened("program.vi.html")
    page.wait_for_selector(".editor .panel")
    page.click("#plugs summary")
    offered = page.evaluate("JSON.parse(document.documentElement.dataset.parts).parts.map((each) => each.part)")
    listed = page.evaluate("[...document.querySelectorAll('#plugs select')[0].options].map((each) => each.value)")
    assert sorted(listed) == sorted(offered)
    for part, port in (("gps", "uart"), ("mhz19", "uart"), ("sds011", "usb0"), ("pms5003", "acm1")):
        page.select_option("#plugs select >> nth=0", part)
        page.select_option("#plugs select >> nth=1", port)
        page.click("#plugs .row > button:text-is('Cắm vào')")
        assert f"{port}={part}" in page.locator("#plugs li code").all_inner_texts()
    assert page.complaints == []
