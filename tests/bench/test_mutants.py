"""The mistakes that the bench plants fit the code as it is; the plain law, under which some are planted, plays well."""

import pytest

from bench._short_plays import failed, scenarios_of
from bench._wrong_laws import SURVIVORS
from bench._wrong_machine import PLAIN
from bench.mutants import HOME, WRONG


def test_each_mistake_is_one_edit_of_the_code_as_it_is():
    code = {each.file: (HOME / each.file).read_text(encoding="utf-8") for each in WRONG}
    assert [each.mistake for each in WRONG if code[each.file].count(each.old) != 1] == []
    assert SURVIVORS.keys() <= {each.mistake for each in WRONG}


@pytest.mark.parametrize("scenario", scenarios_of(str(HOME / PLAIN), long=False), ids=lambda each: each.name)
def test_the_plain_law_passes(scenario):
    assert failed(str(HOME / PLAIN), scenario) == ""
