"""All texts of the club's page. The page's script gets them as JSON, in the reader's language."""

from __future__ import annotations

from devices import Message
from hub.intake.alerts import BY_CLOCK, CARD_NOTED, CLOCK_NOTED, NOTED
from hub.page import told

TITLE = Message("page.title", "Our club's devices")
SKIP = Message("page.skip", "Skip to content")
NAV = Message("page.nav", "Pages")
NAV_NODES = Message("page.nav.nodes", "Devices")
NAV_EVENTS = Message("page.nav.events", "Events")
LOG_OUT = Message("page.log_out", "Log out")
NAV_COMPARE = Message("page.nav.compare", "Compare")
NAV_SUMMARY = Message("page.nav.summary", "The last day")
DATE_UNSURE = Message("page.date_unsure", "The clock of this hub is not set: dates on this page may be wrong.")
DATE_SET = Message("page.date_set", "Set it")
CHOOSE_LANGUAGE = Message("page.language", "Language")

SIM = Message("badge.sim", "simulated")
REAL = Message("badge.real", "real device")
NO_BADGE = Message("badge.none", "not known whether real")
SIM_LONG = Message("badge.sim.long", "This is a simulation. There is no such device; these values were computed.")

REAL_NODES = Message("page.real_nodes", "Real devices")
SIM_NODES = Message("page.sim_nodes", "Simulated devices")
OTHER_NODES = Message("page.other_nodes", "Nothing received yet")
NO_REAL_NODES = Message("page.no_real_nodes", "No real device has reported yet.")

DANGER = Message("level.danger", "DANGER")
TROUBLE = Message("level.trouble", "Needs repair")
SILENT = Message("level.silent", "Unknown: no data")
UNSURE = Message("level.unsure", "Some values are unknown")
NONE = Message("level.none", "No alarm")

ONLINE = Message("link.online", "online")
LATE = Message("link.late", "late")
OFFLINE = Message("link.offline", "offline")
NEVER = Message("link.never", "nothing received yet")

NEEDS_YOU = Message("page.needs_you", "Look here first")
ALL_CALM = Message("page.all_calm", "No device that is online reports an alarm.")
NOT_CERTIFIED = Message(
    "page.not_certified", "Made by pupils for learning. This page does not replace a certified alarm."
)
LOST_HUB = Message("page.lost_hub", "No connection to the hub for {age}. These values are old.")
STREAM_FULL = Message("stream.503", "All places for live pages are taken. Trying again every ten seconds.")
STREAM_SHARE = Message(
    "stream.429",
    "Too many live pages are open from this network. Close some. This page tries again every ten seconds.",
)
LAST_KNOWN = Message("page.last_known", "Last known:")
NEWS_AGO = Message("page.news_ago", "updated {age} ago")
BACKLOG = Message("page.backlog", "{count} records still wait on the device")
SECONDS = Message("age.s", "{count} s")
MINUTES = Message("age.min", "{count} min")
HOURS = Message("age.h", "{count} h")
DAYS = Message("age.d", "{count} d")

NODE = Message("head.node", "Device")
KIND = Message("head.kind", "Kind")
PROJECT = Message("head.project", "Project")
STATE = Message("head.state", "State")
WHY = Message("head.why", "Why")
NEWS = Message("head.news", "News")
VALUE = Message("head.value", "Value")
CHANNEL_HEAD = Message("head.channel", "Measured")
QUALITY = Message("head.quality", "Quality")
WHEN = Message("head.when", "When")
WHAT = Message("head.what", "What happened")
DEVICES = Message("head.devices", "Devices")
LOWEST = Message("head.lowest", "Lowest")
MEAN = Message("head.mean", "Mean")
HIGHEST = Message("head.highest", "Highest")
VALUES = Message("head.values", "Values")

YES = Message("value.yes", "yes")
NO = Message("value.no", "no")
ON = Message("value.on", "on")
OFF = Message("value.off", "off")
OPEN = Message("value.open", "open")
SHUT = Message("value.shut", "shut")
LITERS_A_MINUTE = Message("unit.L/min", "L/min")
UNKNOWN_VALUE = Message("value.unknown", "not known")
GOOD = Message("quality.good", "good")
WARMING = Message("quality.warming", "still warming up")
STALE = Message("quality.stale", "too old to believe")
UNKNOWN = Message("quality.unknown", "sensor gives no value")
FLAGGED = Message("quality.flagged", "cannot be true")
RANGE_FLAG = Message("flag.range", "outside the possible range")

NOW = Message("node.now", "Now")
OUTPUTS = Message("node.outputs", "Switched by the device")
CURVES = Message("node.curves", "Curves")
QUARTER = Message("range.quarter", "15 minutes")
HOUR = Message("range.hour", "1 hour")
DAY = Message("range.day", "24 hours")
MONTH = Message("range.month", "30 days")
WHOLE = Message("range.all", "Everything")
RANGE = Message("range", "Time span")
EARLIER = Message("range.earlier", "Earlier")
LATER = Message("range.later", "Later")
OWN = Message("range.own", "Choose from and to")
FROM = Message("range.from", "From")
TILL = Message("range.to", "To")
SHOW = Message("range.show", "Show")
SHOWN = Message("range.shown", "Shown: {since} to {until}")
KEEP_CSV = Message("keep.csv", "Save as CSV")
KEEP_PICTURE = Message("keep.picture", "Save as a picture")
TOO_MUCH = Message("keep.too_much", "Too many values for one file. Choose a shorter time span.")
BUSY = Message("keep.busy", "The hub could not make the file just now. Try again.")
COMPARE_LINK = Message("compare.link", "Compare")
READING = Message("node.reading", "The curves are being read...")
NO_CURVE = Message("node.no_curve", "No data in this period.")
SWITCHES = Message("node.switches", "Contacts and outputs")
BAND = Message("node.band", "The line is the mean; the pale band spans the lowest to the highest value.")
FLAG_NOTE = Message("node.flag_note", "Crosses mark values that cannot be true: {count}.")
EVENTS = Message("node.events", "Events")
NO_EVENTS = Message("node.no_events", "No events yet.")
COUNTS = Message("node.counts", "Records")
RECORDS = Message("count.records", "kept")
WAITING = Message("count.backlog", "still waiting on the device")
REFUSED = Message("count.refused", "rejected as invalid")
SKIPPED = Message("count.skipped", "dropped by the device while it was offline")
SIM_DATE = Message("node.sim_date", "Date in the simulated world")
SIM_SPEED = Message("node.sim_speed", "it runs {times} times as fast as a clock")
ALSO = Message("node.also", "This device has also sent other data:")
NO_NODE = Message("node.none", "There is no device {node} here.")
NO_STORE = Message("page.no_store", "The hub cannot read its store at the moment. Try again in a minute.")
BACK = Message("node.back", "All devices")

SUMMARY_REAL = Message("summary.real", "Real devices, last 24 hours")
SUMMARY_SIM = Message("summary.sim", "Simulated devices, last 24 hours")
SUMMARY_NOTE = Message(
    "summary.note", "The two tables are separate: no simulated value is included in the figures of real devices."
)
NOTHING_REAL = Message("summary.none", "Nothing in the last 24 hours.")
LEFT_OUT = Message("summary.left_out", "{count} values that cannot be true are left out")

EVENT_START = Message("event.start", "started")
EVENT_STATE = Message("event.state", "changed")
EVENT_FAULT = Message("event.fault", "fault")
EVENT_PRESS = Message("event.press", "pressed")
EVENT_END = Message("event.end", "ended")
EVENT_COMMAND = Message("event.command", "command")
ACCEPTED = Message("command.accepted", "carried out: {part}")
DENIED = Message("command.denied", "refused: {part}")

LEVEL = {"danger": DANGER, "trouble": TROUBLE, "silent": SILENT, "unsure": UNSURE, "none": NONE}
LINK = {"online": ONLINE, "late": LATE, "offline": OFFLINE, "never": NEVER}
QUALITIES = {"good": GOOD, "warming": WARMING, "stale": STALE, "unknown": UNKNOWN}
BADGE = {"sim": SIM, "real": REAL, "": NO_BADGE}
EVENT = {
    "start": EVENT_START, "state": EVENT_STATE, "fault": EVENT_FAULT, "press": EVENT_PRESS, "end": EVENT_END,
    "command": EVENT_COMMAND,
}  # fmt: skip

NOTES = (*NOTED.values(), CARD_NOTED, *BY_CLOCK.values(), CLOCK_NOTED)
ALL = (*(each for each in tuple(globals().values()) if isinstance(each, Message)), *NOTED.values(), *told.MESSAGES)
