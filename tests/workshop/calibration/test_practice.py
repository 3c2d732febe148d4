"""The virtual hand: what its instruments say is what was there, give or take their own errors."""

from statistics import fmean

import pytest

from devices import Message
from workshop.calibration.practice import BUCKET_WITHIN, FEVER_WITHIN_C, ICE_WITHIN_C, POURS_LPM, Hand
from workshop.calibration.steps import Ask, Scene

ANY = Message("test.any", "any")


class World:
    """What the hand holds true."""

    def __init__(self):
        self.felt = {}

    def hold(self, felt, value):
        self.felt[felt] = value

    def let_go(self, felt):
        del self.felt[felt]


class Now:
    """A clock that the test moves."""

    def __init__(self):
        self.now_s = 0.0

    def monotonic(self):
        return self.now_s


def said(hand, key):
    return hand.reads(Ask(key, ANY(), -1e9, 1e9))


def filled(seed):
    """Liters that flowed while somebody looked once a second, and what the hand read in the bucket."""
    world, clock = World(), Now()
    hand, flowed_l = Hand(world, clock, "filter", "", seed), 0.0
    hand.arrange(Scene.BUCKET)
    for _ in range(150):
        clock.now_s += 1.0
        flowed_l += world.felt["filter_flow_lpm"] / 60.0
        hand.tick()
    assert 0.0 < flowed_l < 150.0 * POURS_LPM / 60.0
    return flowed_l, said(hand, "liters")


def test_in_the_bucket_is_what_flowed_however_late_the_tap_shuts():
    """Half a second too much in each bucket would make every meter count 0.5 % too little."""
    shares = [read_l / flowed_l for flowed_l, read_l in map(filled, range(60))]
    assert all(abs(share - 1.0) < BUCKET_WITHIN + 0.002 for share in shares)
    assert fmean(shares) == pytest.approx(1.0, abs=0.0025)


def test_one_glass_thermometer_has_one_error_and_ice_shows_it():
    for seed in range(20):
        world = World()
        hand = Hand(world, Now(), "box", "", seed)
        hand.arrange(Scene.GLASS_IN_ICE)
        hand.arrange(Scene.GLASS_IN_WARM)
        off_c = said(hand, "glass_warm_c") - said(hand, "fever_c")
        hand.arrange(Scene.SALT_JAR)
        in_jar_c = said(hand, "thermometer_c") - world.felt["box_temperature_c"]
        tenths_c, marks_c = 0.1, 0.1
        assert abs(said(hand, "glass_in_ice_c") - in_jar_c) < ICE_WITHIN_C + tenths_c + marks_c
        assert abs(off_c - in_jar_c) < FEVER_WITHIN_C + 1.5 * tenths_c + marks_c


def test_the_thermometer_of_a_tds_probe_is_in_the_same_glass():
    world = World()
    hand = Hand(world, Now(), "water", "", 3, thermometer="bed")
    hand.arrange(Scene.BUFFER)
    assert world.felt["bed_temperature_c"] == world.felt["water_temperature_c"]
    hand.let_go()
    assert world.felt == {}
