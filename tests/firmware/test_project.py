"""A project folder of one's own works whatever it is called and wherever it lies."""

import re
from pathlib import Path

import pytest

from devices import WiringError
from firmware import project as finding
from firmware.project import find


def folder(home, name, says="own"):
    made = home / name
    made.mkdir(parents=True)
    (made / "reasons.py").write_text(f"SAYS = {says!r}\n", encoding="utf-8")
    (made / "control.py").write_text("from .reasons import SAYS\n", encoding="utf-8")
    return made


@pytest.mark.parametrize("name", ["rack", "my.rack", "2nd rack", "giàn-phơi", "class", "v1.0.2"])
def test_a_folder_may_have_any_name(tmp_path, name):
    project = find(str(folder(tmp_path, name)))
    assert project.name == name
    assert project.module("control").SAYS == "own"


def test_two_folders_of_the_same_name_are_two_projects(tmp_path):
    first, second = folder(tmp_path / "an", "rack", "an"), folder(tmp_path / "binh", "rack", "binh")
    assert find(str(first)).module("control").SAYS == "an"
    assert find(str(second)).module("control").SAYS == "binh"
    assert find(str(first)).module("control").SAYS == "an"


def test_two_folders_of_the_same_name_share_no_file(tmp_path):
    first, second = find(str(folder(tmp_path / "an", "rack"))), find(str(folder(tmp_path / "binh", "rack")))
    assert first.unique_name.startswith("rack-")
    assert first.unique_name != second.unique_name
    assert first.unique_name == find(str(tmp_path / "an" / "rack")).unique_name


def test_a_project_of_the_tree_keeps_its_plain_name_by_name_and_by_path():
    assert find("gas_alarm").unique_name == "gas_alarm"
    assert find(str(finding.HOME / "gas_alarm")).unique_name == "gas_alarm"


def test_a_name_with_a_dot_in_the_tree_works_by_its_path(tmp_path, monkeypatch):
    monkeypatch.setattr(finding, "HOME", tmp_path)
    made = folder(tmp_path, "my.rack")
    assert finding.names() == []
    assert find(str(made)).module("control").SAYS == "own"


@pytest.mark.parametrize(
    "line", ["from projects.loop import Loop", "import science.clouds", "from science.gas import NEVER_HEARD_OF"]
)
def test_what_an_older_version_had_elsewhere_is_refused_with_the_page_that_says_where_it_is(tmp_path, line):
    made = folder(tmp_path, "rack")
    (made / "plant.py").write_text(line, encoding="utf-8")
    with pytest.raises(WiringError) as refused:
        find(str(made)).module("plant")
    assert refused.value.message.key == "project.code_fails"
    assert refused.value.hint.key == "project.moved.hint"
    page = re.search(r"docs/\S+\.md", str(refused.value))
    assert (Path(finding.__file__).parents[1] / page[0]).is_file()


def test_another_module_that_is_missing_points_at_its_line(tmp_path):
    made = folder(tmp_path, "rack")
    (made / "plant.py").write_text("import nobody_has_this", encoding="utf-8")
    with pytest.raises(WiringError) as refused:
        find(str(made)).module("plant")
    assert refused.value.hint.key == "project.code_fails.hint"
