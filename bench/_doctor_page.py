"""The page docs/how-to/doctor.md and its twin: made from the table of checks and from the planted faults.

`python3 run.py bench doctor --pages` writes both; a test compares them with what would be written.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from bench._boards import Board
from bench._plant import UNIT
from bench._planted_faults import FAULTS
from highland.doctor import tell
from messages import Say
from workshop.doctor.examine import examine
from workshop.doctor.finding import Finding, Kind
from workshop.doctor.table import CHECKS

FILES = {"en": "docs/how-to/doctor.md", "vi": "docs/how-to/doctor.vi.md"}
SHOWN = ("helper_orphaned", "under_voltage_since", "calibration_old")  # what the example's board has
THEMES = {  # a module of checks, and what it is called on the page
    "computer": {"en": "The computer", "vi": "Máy tính"},
    "libraries": {"en": "Libraries", "vi": "Thư viện"},
    "rights": {"en": "Permissions", "vi": "Quyền"},
    "pins": {"en": "Pins", "vi": "Các chân"},
    "buses": {"en": "I2C and SPI", "vi": "I2C và SPI"},
    "power": {"en": "Power supply", "vi": "Nguồn"},
    "clock": {"en": "The clock", "vi": "Đồng hồ"},
    "card": {"en": "The card", "vi": "Thẻ nhớ"},
    "state": {"en": "What outlives a power cut", "vi": "Những gì giữ qua lần mất điện"},
    "club": {"en": "The way to the hub", "vi": "Đường đến trạm"},
    "service": {"en": "The service", "vi": "Dịch vụ"},
    "release": {"en": "The installed release", "vi": "Bản đã cài"},
    "parts": {"en": "The project and its parts", "vi": "Dự án và linh kiện"},
}
HEAD = {
    "en": """\
# What is wrong with this board?

[Tiếng Việt](doctor.vi.md)

`highland doctor` looks at a board, says what is wrong, why it matters, the one command that mends it, and what to do
without internet. It changes nothing, asks for nothing, and ends within 20 seconds, whatever hangs.

```
highland doctor
highland doctor gas_alarm
highland doctor gas_alarm --lang vi
highland doctor gas_alarm --json
```

Without a project it looks at the one that is installed as a service. On a computer that is no Raspberry Pi it does what
can be done there: Python, libraries, the wiring list, the way to the hub. With `sudo` in front it sees more, such as
the kernel's log.

| exit code | meaning |
| --- | --- |
| `0` | nothing was found |
| `1` | something is worth knowing, or could not be looked at |
| `2` | something is wrong |

A check that could not be made is named with its reason and never counted as sound. While a project runs, the doctor
never touches its buses; it reads what the project itself says of its parts.

## An example

A board with an orphaned DHT reader, a weak power supply and an old calibration:

""",
    "vi": """\
# Bo mạch này hỏng gì?

[English](doctor.md)

`highland doctor` xem một bo mạch, nói điều gì hỏng, vì sao quan trọng, một lệnh để sửa, và phải làm gì
khi không có mạng. Nó không thay đổi gì, không hỏi gì, và kết thúc trong 20 giây dù có gì bị treo.

```
highland doctor
highland doctor gas_alarm
highland doctor gas_alarm --lang vi
highland doctor gas_alarm --json
```

Nếu không nêu dự án, nó xem dự án đã cài làm dịch vụ. Trên máy không phải Raspberry Pi, nó làm những gì làm được
ở đó: Python, thư viện, danh sách nối dây, đường đến trạm. Thêm `sudo` ở đầu thì nó thấy nhiều hơn, như nhật ký của
nhân hệ điều hành.

| mã kết thúc | nghĩa |
| --- | --- |
| `0` | không thấy gì |
| `1` | có điều nên biết, hoặc có điều chưa xem được |
| `2` | có điều bị hỏng |

Phép kiểm tra không làm được thì được nêu tên cùng lý do, và không bao giờ tính là ổn. Khi một dự án đang chạy, nó không
động đến các bus; nó đọc những gì chính dự án nói về linh kiện của mình.

## Ví dụ

Một bo mạch có bộ đọc DHT còn sót lại, nguồn yếu và số hiệu chuẩn cũ:

""",
}
TABLE = {
    "en": "## What it finds\n\nEvery finding, as it reads on a board with that fault.",
    "vi": "## Những gì nó tìm được\n\nMọi điều có thể báo, đúng như trên một bo mạch có lỗi đó.",
}
COLUMNS = {
    "en": "| what it says | why it matters | what mends it | without internet |",
    "vi": "| nó nói gì | vì sao quan trọng | cách sửa | khi không có mạng |",
}
TAIL = {
    "en": """\
## What is not proven

No physical board was available. Every fault was planted in a folder tree that stands for a board;
`python3 run.py bench doctor` plants them again, and looks at sound boards too, where the doctor must say nothing.
""",
    "vi": """\
## Những gì chưa được chứng minh

Không có bo mạch thật nào. Mỗi lỗi được gài trong một cây thư mục thay cho bo mạch; `python3 run.py bench doctor`
gài lại các lỗi đó, và xem cả các bo mạch tốt, nơi nó phải không báo gì.
""",
}


def pages() -> dict[str, str]:
    """Both pages, by their files."""
    found = dict(all_findings())
    return {FILES[lang]: "".join(_page(lang, found)) for lang in ("en", "vi")}


def all_findings() -> Iterator[tuple[str, Finding]]:
    """Each kind, as the first fault that shows it makes it."""
    seen: set[str] = set()
    for fault in FAULTS:
        if fault.finds in seen:
            continue
        seen.add(fault.finds)
        with TemporaryDirectory() as folder:
            board = Board(Path(folder), fault.model, fault.system)
            fault.plant(board)
            if fault.stopped:
                board.units[UNIT].update(ActiveState="inactive", SubState="dead")
                report = examine(board.machine())
            else:
                with board.running(fault.held):
                    report = examine(board.machine())
        finding = next(each for each in report.findings if each.kind.key == fault.finds)
        if finding.values.get("pid") == os.getpid():
            finding.values["pid"] = 1411
        yield fault.finds, finding


def _page(lang: str, found: dict[str, Finding]) -> Iterator[str]:
    yield HEAD[lang]
    yield re.sub(r"^(?=.)", "    ", example(lang), flags=re.MULTILINE)  # indented, for its words are the reader's
    yield f"\n{TABLE[lang]}\n"
    for theme, module in _modules().items():
        yield f"\n### {THEMES[theme][lang]}\n\n{COLUMNS[lang]}\n| --- | --- | --- | --- |\n"
        kinds = [thing for thing in vars(module).values() if isinstance(thing, Kind)]
        for kind in kinds:
            yield _row(found[kind.key], lang)
    yield f"\n{TAIL[lang]}"


def _row(finding: Finding, lang: str) -> str:
    say = Say(lang)
    offline = say.text(finding.offline)
    cells = [
        f"{say.text(finding.kind.level.value)}: {say.text(finding.seen)}",
        say.text(finding.why),
        f"`{finding.command}`" if finding.command else offline,
        offline if finding.command else "-",
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def example(lang: str) -> str:
    """What the command prints, for a board with three faults."""
    with TemporaryDirectory() as folder:
        board = Board(Path(folder))
        for fault in FAULTS:
            if fault.finds in SHOWN:
                fault.plant(board)
        said = io.StringIO()
        with board.running(), redirect_stdout(said):
            machine = board.machine()
            tell(examine(machine), machine, Say(lang))
    return said.getvalue()


def themes_are_complete() -> bool:
    """Whether every module of checks has its title on the page, and every title its checks."""
    return _modules().keys() == THEMES.keys()


def _modules() -> dict[str, ModuleType]:
    """The modules of the checks, by their names, in the order of the table."""
    modules = [sys.modules[check.look.__module__] for check in CHECKS]
    return {module.__name__.rpartition(".")[2]: module for module in modules}
