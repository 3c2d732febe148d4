"""A law that loops without an end is interrupted in its loop, and says until then that it is alive."""

import pytest

from classroom.browser.law_watch import JUMPS, LOOK_EVERY, LawWatch

CODE = (lambda: None).__code__


def test_a_loop_without_an_end_gives_signs_of_life_until_it_is_interrupted_and_none_after():
    now_s, signs = 0.0, []
    watch = LawWatch(lambda: signs.append(now_s), lambda: now_s)
    watch.begins()

    def loop_for(seconds):
        nonlocal now_s
        for _ in range(round(seconds * 10)):
            now_s += 0.1
            for _ in range(JUMPS // 5 // LOOK_EVERY * LOOK_EVERY):
                watch._jumped(CODE, 20, 10)

    with pytest.raises(KeyboardInterrupt):
        loop_for(5.0)
    assert now_s == pytest.approx(1.6, abs=0.11)
    assert signs == pytest.approx([0.6, 1.2])
    with pytest.raises(KeyboardInterrupt):  # a law that caught it
        loop_for(1.0)
    assert len(signs) == 2
