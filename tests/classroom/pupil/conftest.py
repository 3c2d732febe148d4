"""The site of all projects, once for a class and once to export."""

import pytest

from classroom.pupil.site import site
from firmware.project import find, names


@pytest.fixture(scope="session")
def exported():
    return site([find(each) for each in names()], ("vi", "en"), in_class=False)


@pytest.fixture(scope="session")
def for_class():
    return site([find(each) for each in names()], ("vi", "en"), in_class=True)


@pytest.fixture(params=["exported", "for_class"])
def whole(request):
    return request.getfixturevalue(request.param)
