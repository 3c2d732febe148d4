"""`highland step` and `highland new --from`: how a law grew, and a pupil's own copy of it, which no board takes."""

import importlib.util
import sys
import tomllib

import pytest

from devices import HighlandError
from firmware.project import Project, find, names, steps_of
from flash.bundle.contents import project_files
from highland._bundling import checked_project
from highland._ladder import code_lines, difference, ladder_of, law_files
from tests.flash.conftest import boot_partition
from tests.highland.conftest import stop_after

FIRST = '''"""Step 1."""

from devices import Message

LIMIT = 1.0  # a number
DRY = Message("dry", "Dry.")


def law(sensed, before):
    """What it does."""

    # and why
    return 1, 2, DRY
'''
SECOND = FIRST.replace(
    'DRY = Message("dry", "Dry.")', 'DRY = Message("dry", "Dry.")\nWET = Message("wet", "Wet.")'
).replace("    return", "    if sensed.x:\n        return 1, 3, WET\n    return")
LADDERS = [name for name in names() if steps_of(find(name))]


@pytest.fixture
def ladder(tmp_path):
    for number, text in enumerate((FIRST, SECOND), start=1):
        folder = tmp_path / "tiny" / "steps" / f"step_{number}"
        folder.mkdir(parents=True)
        words = f'{{ en = "Title {number}", vi = "Tên {number}" }}'
        (folder / "project.toml").write_text(f'from = "tiny"\ntitle = {words}\nnew = {words}\n', encoding="utf-8")
        (folder / "control.py").write_text(text, encoding="utf-8")
    return ladder_of(Project("tiny", tmp_path / "tiny", "tiny"))


def test_the_lines_of_a_law_are_those_that_do_something(ladder):
    assert [step.law_lines() for step in ladder] == [2, 4]
    assert code_lines('"""Words."""\n\n# a comment\nx = (\n    1\n)\n') == 3


def test_a_difference_shows_law_and_sentences_only(ladder):
    first, second = ladder
    assert difference(second, first) == [
        " LIMIT = 1.0  # a number",
        ' DRY = Message("dry", "Dry.")',
        '+WET = Message("wet", "Wet.")',
        "...",
        "     # and why",
        "+    if sensed.x:",
        "+        return 1, 3, WET",
        "     return 1, 2, DRY",
    ]
    whole = difference(first, None)
    assert whole[0] == "+LIMIT = 1.0  # a number"
    assert not any("import" in line or "Step 1." in line for line in whole)


@pytest.mark.examples(1)
@pytest.mark.parametrize("name", LADDERS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_table_and_a_step_are_shown_in_both_languages(highland, name, lang):
    ladder = ladder_of(find(name))
    table = highland("step", name, "--lang", lang)
    assert table.code == 0
    for step in (ladder[0], ladder[1], ladder[-1]):
        said = highland("step", name, step.number, "--lang", lang)
        assert said.code == 0
        assert step.says.title[lang] in said.out
        assert step.says.new[lang] in said.out
        assert f"highland sim {step.project.name}" in said.out
        assert step.is_shipped_law or f"--from {name} --step {step.number}" in said.out


def test_a_number_that_is_not_there_and_a_project_without_steps(highland):
    said = highland("step", "gas_alarm", "99")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("gas_alarm has no step 99. Give a whole number from 1 to ")
    with pytest.raises(HighlandError, match="has no steps"):
        ladder_of(Project("none", find("gas_alarm").folder / "law", "none"))


@pytest.fixture
def mine(highland, tmp_path):
    def made(*words):
        assert highland("new", "my_alarm", "--in", tmp_path, "--from", "gas_alarm", *words).code == 0
        return tmp_path / "my_alarm"

    return made


def test_a_step_of_ones_own_runs_and_says_what_it_is_for(highland, mine):
    folder = mine("--step", "1", "--lang", "vi")
    assert {file.name for file in folder.iterdir()} == {"README.md", "control.py", "messages.vi.toml", "project.toml"}
    assert tomllib.loads((folder / "project.toml").read_text(encoding="utf-8")) == {"from": "gas_alarm"}
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "Không nối van gas" in readme
    assert ladder_of(find("gas_alarm"))[1].says.new["vi"] in readme
    assert "$" not in readme
    assert highland("sim", folder, "--for", "5m", "--speed", "max").code == 0


@pytest.mark.proof
def test_the_whole_law_of_ones_own_does_what_the_shipped_one_does(highland, mine):
    folder = mine()
    own = highland("sim", folder, "--for", "15m", "--json", "--fault", "gas=off@8m").out
    shipped = highland("sim", "gas_alarm", "--for", "15m", "--json", "--fault", "gas=off@8m").out
    sha = '"trace_sha256": "'
    assert own.partition(sha)[2][:64] == shipped.partition(sha)[2][:64] != ""
    assert find(str(folder)).law().module.__file__ == str(folder / "control.py")


def test_the_files_of_a_law_are_all_that_it_imports_from_its_folder():
    folder = find("gas_alarm").folder
    files = {file.relative_to(folder).as_posix() for file in law_files(folder)}
    assert {"control.py", "model.py", "limits.py", "reasons.py", "law/states.py", "law/__init__.py"} <= files
    assert not files & {"plant.py", "summary.py", "invariants.py", "world/metrics.py"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--step", "1"), "--step needs --from."),
        (("--from", "./x", "--step", "1"), "--from needs a project of Highland, not ./x. There are: gas_alarm"),
        (("--from", "gas_alarm", "--step", "99"), "gas_alarm has no step 99."),
    ],
)
def test_a_wrong_beginning_writes_nothing(highland, tmp_path, words, sentence):
    said = highland("new", "my_alarm", "--in", tmp_path, *words)
    assert said.code == 2
    assert said.err.startswith(sentence)
    assert not (tmp_path / "my_alarm").exists()


@pytest.mark.parametrize("command", ["bundle", "flash"])
def test_no_law_of_a_lesson_goes_onto_a_board(highland, mine, tmp_path, command):
    out = (
        ("-o", tmp_path / "x.tar.gz", "--dry-run")
        if command == "bundle"
        else ("--boot", boot_partition(tmp_path / "boot"), "--dry-run")
    )
    for project in ("gas_alarm_step_1", mine("--step", "2")):
        said = highland(command, project, *out)
        assert said.code == 2
        assert f"{project} has the law of a lesson, which misses dangers." in said.err
        assert "Take gas_alarm" in said.err


def test_a_folder_that_lacks_files_goes_into_no_bundle(highland, mine, tmp_path):
    said = highland("bundle", mine(), "-o", tmp_path / "x.tar.gz", "--dry-run")
    assert said.code == 2
    assert "is made from gas_alarm and has not all files that a board needs" in said.err


def test_on_wires_with_leds_only_a_small_law_is_no_danger(highland, mine, tmp_path):
    folder = mine("--step", "1")
    text = find("gas_alarm").file("wiring.toml").read_text(encoding="utf-8")
    for driver in ("valve", "fan"):
        text = text.replace(f'driver = "{driver}"', 'driver = "lamp"')
    (folder / "wiring.toml").write_text(text.replace("diode = true", "diode = false"), encoding="utf-8")
    assert not find(str(folder)).is_lesson
    said = highland("bundle", folder, "-o", tmp_path / "x.tar.gz", "--dry-run")
    assert "is made from gas_alarm and has not all files" in said.err


def test_a_class_version_goes_onto_a_board_with_the_project_around_it():
    version = checked_project("gas_alarm_class")
    assert not version.is_lesson  # LEDs and a buzzer
    assert {"code/projects/gas_alarm/class_version/control.py"} <= set(project_files(version))
    assert {"code/projects/gas_alarm/control.py", "code/projects/gas_alarm/limits.py"} <= set(project_files(version))


def test_no_bundle_holds_a_step():
    assert not [path for path in project_files(find("gas_alarm")) if "/steps/" in path]


def test_check_says_that_it_is_a_lesson(highland):
    assert highland("run", "gas_alarm_step_1", "--check").out.startswith("LESSON LAW: gas_alarm_step_1 misses dangers.")
    assert "LESSON LAW" not in highland("run", "gas_alarm", "--check").out


def test_run_starts_a_lesson_law_only_when_told_and_says_each_time_that_it_is_one(
    highland, tiny, tmp_path, board, monkeypatch
):
    (tmp_path / "control.py").write_text(
        "from devices import Message\n"
        'DARK = Message("dark", "It is dark.")\n'
        "def law(sensed, before):\n"
        "    return before.state, type(before.on_s)(lamp=False), DARK\n",
        encoding="utf-8",
    )
    base = find(tiny)
    monkeypatch.setattr("firmware.ladder.small_law.HARMLESS", ())
    spec = importlib.util.spec_from_loader("lesson", loader=None, is_package=True)
    lesson = importlib.util.module_from_spec(spec)
    lesson.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "lesson", lesson)
    monkeypatch.setattr("firmware.project.find", lambda _: Project("lesson", tmp_path, "lesson", base))
    for _ in range(2):
        stop_after(board, 3)
        said = highland("run", "lesson", "--lesson", "--state", tmp_path / "latches.json")
        assert (said.code, "LESSON LAW: lesson misses dangers. Connect LEDs only" in said.out) == (0, True)
    stop_after(board, 3)
    refused = highland("run", "lesson", "--state", tmp_path / "never.json")
    assert (refused.code, "Nothing was started" in refused.err, "lesson --lesson" in refused.err) == (2, True, True)
    assert not (tmp_path / "never.json").exists()
