"""The commands for a hub's page: names of nodes, password, links, alerts. `highland hub COMMAND`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from devices import Message
from highland._hub_commands import BAD_SPAN, BAD_SPAN_HINT, NOBODY, WHICH, Command, add_folder, add_store, opened
from messages import Say
from messages.arguments import NOT_TOGETHER, TRY_HELP, Parser, UsageError

NAME = Message("cli.hub.name", "call a node by a name and a place of your own, on the page only")
TEXT = Message("cli.hub.name.text", 'what people call it, such as "Lamp of the workshop"; no person\'s name')
PLACE = Message("cli.hub.place", "where in the school it stands, such as Lab; no address")
TAKE_AWAY = Message("cli.hub.name.remove", "take name and place away")
NAMES = Message("cli.hub.names", "list the words that names of nodes are made of, and some that are free")
PASSWORD = Message("cli.hub.password", "give the page a password (it is asked for)")
OPEN = Message("cli.hub.password.remove", "let everybody see the page again who can reach it")
LINK = Message("cli.hub.link", "give a class a link to a page that has a password; without a name, list the links")
LINK_NAME = Message("cli.hub.link.name", "name of the link, such as class-9a, by which it can be taken back")
LINK_SPAN = Message("cli.hub.link.for", "how long it holds, such as 2h or 30d (default: until it is taken back)")
LINK_END = Message("cli.hub.link.remove", "take the link back: it ends at once")
PAGE_PORT = Message("cli.hub.link.port", "port of the page in the link that is printed (8080)")
ALERTS = Message("cli.hub.alerts", "say which web address is called when a node is in danger or silent")
ALERTS_SET = Message("cli.hub.alerts.set", "call another address (it is asked for)")
ALERTS_OFF = Message("cli.hub.alerts.off", "call no address")
ALERTS_TRY = Message("cli.hub.alerts.try", "call it once now")

OF_NAME, GIVEN = "highland hub name", "NAME, --place"
LONGEST = 40  # letters of a name or a place
PAGE = 8080
FREE_NAMES = 5
PASSWORD_VARIABLE, URL_VARIABLE = "HIGHLAND_PAGE_PASSWORD", "HIGHLAND_ALERTS_URL"

BAD_LABEL = Message("cli.hub.name.bad", "A name or place has 1 to {letters} letters in one line.")
NAMED = Message("cli.hub.named", "{node} is called: {name}. It is shown on this hub's page and goes nowhere else.")
UNNAMED = Message("cli.hub.unnamed", "{node} has no name or place of its own any more.")
NO_CHILD = Message("cli.hub.no_child", "Make sure that it names no child and no family, and gives no address.")
WORDS = Message("cli.hub.words", "A name is a first word, a hyphen and a second word; a number may follow.")
FREE_NOW = Message("cli.hub.free_now", "Free now: {names}")
ASK_NEW = Message("cli.hub.password.ask", "New password of the page:")
ASK_AGAIN = Message("cli.hub.password.again", "The same again:")
NOT_THE_SAME = Message("cli.hub.password.differs", "The two are not the same. Nothing was changed.")
NO_TERMINAL = Message(
    "cli.hub.no_terminal",
    "It is asked for at a terminal, or taken from the variable {variable}: every user can read a command line.",
)
HAS_PASSWORD = Message("cli.hub.has_password", "The page has a password now. Whoever was logged in must log in again.")
IS_OPEN = Message("cli.hub.is_open", "The page has no password: it shows everything to everybody who can reach it.")
LINKED = Message("cli.hub.linked", "Whoever has this link sees the page and can change nothing. It is shown only now:")
LINK_GONE = Message("cli.hub.link_gone", "The link {name} has ended.")
LINK_UNTIL = Message("cli.hub.link_until", "{name}: until {until}")
LINK_ALWAYS = Message("cli.hub.link_always", "{name}: until it is taken back")
NO_LINKS = Message("cli.hub.no_links", "There are no links.")
ASK_URL = Message("cli.hub.alerts.ask", "Web address to call (https://...):")
CALLS = Message("cli.hub.calls", "{host} is called when a node is in danger or silent.")
CALLS_NOBODY = Message(
    "cli.hub.calls_nobody", "No web address is called. The broker has all alerts under highland/v1/NODE/alert."
)
TRIED = Message("cli.hub.tried", "{host} took the call.")
NOT_TAKEN = Message("cli.hub.not_taken", "The call failed: {error}.")
TEST_TEXT = Message("cli.hub.test_text", "A test of this hub's alerts. Nothing has happened.")


def _name_arguments(parser: Parser) -> None:
    parser.add_argument("node", metavar="NODE", help=WHICH)
    parser.add_argument("text", metavar="NAME", nargs="?", help=TEXT)
    parser.add_argument("--place", metavar="PLACE", help=PLACE)
    parser.add_argument("--remove", action="store_true", help=TAKE_AWAY)
    add_store(parser)


def _password_arguments(parser: Parser) -> None:
    parser.add_argument("--remove", action="store_true", help=OPEN)
    add_folder(parser)


def _link_arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help=LINK_NAME)
    parser.add_argument("--for", metavar="SPAN", dest="span", help=LINK_SPAN)
    parser.add_argument("--remove", action="store_true", help=LINK_END)
    parser.add_argument("--page-port", metavar="PORT", type=int, default=argparse.SUPPRESS, help=PAGE_PORT)
    add_folder(parser)


def _alerts_arguments(parser: Parser) -> None:
    for name, about in (("--set", ALERTS_SET), ("--off", ALERTS_OFF), ("--try", ALERTS_TRY)):
        parser.add_argument(name, action="store_true", help=about)
    add_folder(parser)


def _name(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.store.interface import Label

    node, hint = arguments.node, TRY_HELP(program=OF_NAME)
    given = [each for each in (arguments.text, arguments.place) if each is not None]
    if arguments.remove and given:
        raise UsageError(NOT_TOGETHER(name="--remove", other=GIVEN), hint)
    if not arguments.remove and (not given or not all(_is_label(each) for each in given)):
        raise UsageError(BAD_LABEL(letters=LONGEST), hint)
    with opened(arguments, folder) as store:
        known = {row.node: row.label for row in store.nodes()}
        if node not in known:
            say(NOBODY, name=node)
            return 1
        old = known[node]
        text = old.name if arguments.text is None else arguments.text.strip()
        place = old.place if arguments.place is None else arguments.place.strip()
        store.label(node, Label() if arguments.remove else Label(text, place))
    if arguments.remove:
        say(UNNAMED, node=node)
    else:
        say(NAMED, node=node, name=", ".join(each for each in (text, place) if each))
        say.aside(NO_CHILD)
    return 0


def _is_label(text: str) -> bool:
    return text.isprintable() and 0 < len(text.strip()) <= LONGEST


def _names(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    import random
    from textwrap import fill

    from hub.access.accounts import accounts
    from telemetry.home import FIRST, SECOND, choose_name

    taken = set(accounts(folder))
    say(WORDS)
    for words in (FIRST, SECOND):
        print(fill(" ".join(words), 78, initial_indent="  ", subsequent_indent="  "))
    free: list[str] = []
    while len(free) < FREE_NAMES:
        free.append(choose_name(random.choice, taken | set(free), simulated=False))
    say(FREE_NOW, names=", ".join(free))
    return 0


def _password(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.page_access import remove_password, set_password

    if arguments.remove:
        remove_password(folder)
        say(IS_OPEN)
        return 0
    password = os.environ.get(PASSWORD_VARIABLE) or _asked(ASK_NEW, PASSWORD_VARIABLE, say, hidden=True)
    if PASSWORD_VARIABLE not in os.environ and password != _asked(ASK_AGAIN, PASSWORD_VARIABLE, say, hidden=True):
        say.aside(NOT_THE_SAME)
        return 1
    set_password(folder, password)
    say(HAS_PASSWORD)
    return 0


def _asked(question: Message, variable: str, say: Say, hidden: bool) -> str:
    """What a person types; a secret is not shown. Raises UsageError without a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(NO_TERMINAL(variable=variable))
    if not hidden:
        return input(f"{say.text(question)} ")
    import getpass

    return getpass.getpass(f"{say.text(question)} ")


def _link(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.access.page_access import has_password, new_link, remove_link

    if arguments.name is None:
        return _list_links(folder, say)
    if arguments.remove:
        remove_link(folder, arguments.name)
        say(LINK_GONE, name=arguments.name)
        return 0
    token = new_link(folder, arguments.name, _until(arguments.span, folder))
    say(LINKED)
    from web.this_computer import addresses

    for host in addresses() or ["localhost"]:
        print(f"  http://{host}:{getattr(arguments, 'page_port', None) or PAGE}/with/{token}")
    if not has_password(folder):
        say.aside(IS_OPEN)
    return 0


def _until(span: str | None, folder: Path) -> float:
    from hub.serve import clock_of
    from sim.time.durations import seconds

    try:
        return 0.0 if span is None else clock_of(folder).wall() + seconds(span)
    except ValueError:
        raise UsageError(BAD_SPAN(value=span), BAD_SPAN_HINT) from None


def _list_links(folder: Path, say: Say) -> int:
    from datetime import datetime

    from hub.access.page_access import links

    known = links(folder)
    if not known:
        say(NO_LINKS)
    for each in known:
        if each.until:
            say(LINK_UNTIL, name=each.name, until=datetime.fromtimestamp(each.until).strftime("%d/%m/%Y %H:%M"))
        else:
            say(LINK_ALWAYS, name=each.name)
    return 0


def _alerts(arguments: argparse.Namespace, folder: Path, say: Say) -> int:
    from hub.alerts.hook import FILE, CannotCall, call, keep_hook, kept_hook

    if arguments.off:
        (folder / FILE).unlink(missing_ok=True)
    if arguments.set:
        keep_hook(folder, os.environ.get(URL_VARIABLE) or _asked(ASK_URL, URL_VARIABLE, say, hidden=False))
    hook = kept_hook(folder)
    if hook is None:
        say(CALLS_NOBODY)
        return 0
    say(CALLS, host=hook.host)
    if getattr(arguments, "try"):
        try:
            call(hook, {"text": say.text(TEST_TEXT)})
        except CannotCall as error:
            say.aside(NOT_TAKEN, error=error)
            return 1
        say(TRIED, host=hook.host)
    return 0


COMMANDS = {
    "name": Command(NAME, 'highland hub name red-heron "Workshop lamp" --place Lab\n', _name_arguments, _name),
    "names": Command(NAMES, "highland hub names\n", add_folder, _names),
    "password": Command(PASSWORD, "highland hub password\n", _password_arguments, _password),
    "link": Command(LINK, "highland hub link class-9a --for 30d\n", _link_arguments, _link),
    "alerts": Command(ALERTS, "highland hub alerts --set\n", _alerts_arguments, _alerts),
}
