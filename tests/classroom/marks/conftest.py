"""A law of the gas alarm with some lines of a pupil's."""

import pytest

from firmware.project import find

CONTROL = (find("gas_alarm").folder / "control.py").read_text(encoding="utf-8")


@pytest.fixture
def control():
    """The file control.py of the gas alarm with other lines at its end, or with others in the place of some."""

    def changed(more="", **places):
        text = CONTROL
        for old, new in places.items():
            assert old in text
            text = text.replace(old, new)
        return {"control.py": f"{text}\n{more}\n"}

    return changed
