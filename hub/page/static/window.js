// The stretch of time that is shown: chosen by a person, fitted to the data. Never a day of emptiness for five minutes.
import { h } from "../shared/dom.js";
import { say, when } from "../shared/words.js";

const SPANS = { quarter: 900, hour: 3600, day: 86400, month: 30 * 86400, all: Infinity };
const SHORTEST = 20;

export class Window {
  // `changed` is called after every choice of a person.
  constructor(changed, first = "hour") {
    this.choice = first;
    this.own = null; // [since, until] of a person's own
    this.changed = changed;
    this.buttons = Object.keys(SPANS).map((name) => h("button", { type: "button", click: () => this.choose(name) }, say(`range.${name}`)));
    this.from = h("input", { type: "datetime-local", id: "w-from", step: 1 });
    this.to = h("input", { type: "datetime-local", id: "w-to", step: 1 });
    this.told = h("p", { class: "shown", role: "status" });
    this.shown = [0, 0];
    const shift = (parts) => () => this.move(parts);
    const form = h("form", { class: "own", submit: (event) => this.take(event) },
      h("label", { for: "w-from" }, say("range.from")), this.from, h("label", { for: "w-to" }, say("range.to")), this.to,
      h("button", { type: "submit" }, say("range.show")));
    this.box = h("div", { class: "window" },
      h("div", { class: "row", role: "group", "aria-label": say("range") }, ...this.buttons,
        h("button", { type: "button", "aria-label": say("range.earlier"), title: say("range.earlier"), click: shift(-0.5) }, "←"),
        h("button", { type: "button", "aria-label": say("range.later"), title: say("range.later"), click: shift(0.5) }, "→")),
      h("details", null, h("summary", null, say("range.own")), form),
      this.told);
    this.mark();
  }

  get isLive() {
    return this.choice !== "own";
  }

  choose(name) {
    this.choice = name;
    this.mark();
    this.changed();
  }

  move(parts) {
    const [since, until] = this.shown;
    const by = parts * (until - since);
    this.keep(since + by, until + by);
  }

  take(event) {
    event.preventDefault();
    const [since, until] = [this.from, this.to].map((each) => new Date(each.value).getTime() / 1000);
    if (since < until) this.keep(since, until);
  }

  keep(since, until) {
    this.own = [since, until];
    this.choose("own");
  }

  mark() {
    Object.keys(SPANS).forEach((name, index) => this.buttons[index].setAttribute("aria-pressed", String(name === this.choice)));
  }

  // From when to when: inside what there is, [first, last]; up to now while news come.
  bounds(extent, now, isOnline) {
    if (!this.isLive) return (this.shown = this.own);
    const [first, last] = extent || [now - SHORTEST, now];
    const until = isOnline ? Math.max(now, last) : last;
    const since = Math.max(until - SPANS[this.choice], Math.min(first, until - SHORTEST));
    return (this.shown = [since, until]);
  }

  // A little room at both ends, or the newest point would lie under the frame.
  padded() {
    const [since, until] = this.shown;
    const room = 0.02 * (until - since);
    return [since - room, until + room];
  }

  tell() {
    const [since, until] = this.shown;
    this.told.textContent = say("range.shown", { since: when(since), until: when(until) });
    if (document.activeElement !== this.from && document.activeElement !== this.to) {
      this.from.value = local(since);
      this.to.value = local(until);
    }
  }
}

const two = (number) => String(number).padStart(2, "0");
function local(ts) {
  const at = new Date(ts * 1000);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
