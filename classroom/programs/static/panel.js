/** The panel of a program of one's own: its parts, what it prints, what it asks, and how it ended.
 *
 *  const panel = mountPanel(box, { send(order), onLine(line) });
 *  panel.hear(message)   every message of the board: kinds "program", "panel", "printed"; others are left alone
 *  panel.clear()         a new program begins
 *
 *  Style: programs/panel.css. Words: classroom/programs/words.py. `onLine`: somebody wants to see that line of the text.
 */

import { h, theirs } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { lightOn, partOf, put } from "./part.js";

const MOST_LETTERS = 50_000; // of what is printed
const NONE = { leds: {}, hertz: {}, pulse_ms: {}, displays: {}, pictures: {}, felt: {} };

export function mountPanel(box, { send, onLine = () => {} }) {
  const state = h("p", { class: "program-state", role: "status" });
  const time = h("span", { class: "program-time" });
  const parts = h("ul", { class: "parts" });
  const empty = h("p", { class: "parts-none" }, say("program.no_parts"));
  const printed = h("pre", { class: "printed", role: "log", tabindex: "0", "aria-label": say("program.printed") });
  const answer = h("input", { type: "text", autocomplete: "off", "aria-label": say("program.answer"), maxlength: 1000 });
  const ask = h("form", { class: "ask", hidden: true }, answer, h("button", { type: "submit" }, say("program.send")));
  const ending = h("div", { class: "ending", role: "alert" });
  box.replaceChildren(
    h("div", { class: "program-head" }, state, time),
    h("section", { "aria-label": say("program.parts") }, empty, parts),
    h("h3", null, say("program.printed")),
    printed,
    ask,
    ending,
  );

  const shown = new Map(); // key -> {node, see}
  let last = NONE;

  ask.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ do: "say", text: `${answer.value}\n` });
    answer.value = "";
  });

  function add(key, part) {
    shown.set(key, part);
    parts.append(part.node);
    part.see(last);
    empty.hidden = true;
  }

  function describe(list) {
    for (const part of list) {
      const pin = `pin ${part.gpio}`;
      if (shown.has(part.name)) continue;
      shown.get(pin)?.node.remove(); // the light on a pin is known now
      shown.delete(pin);
      add(part.name, partOf(part, send));
    }
  }

  function see(panel) {
    last = panel;
    put(time, say("program.time", { seconds: panel.t_s.toFixed(1) }));
    const known = new Set([...shown.values()].map((each) => each.gpio));
    for (const gpio of Object.keys(panel.leds)) {
      const isShown = shown.has(`pin ${gpio}`) || [...shown.keys()].some((name) => name.endsWith(`_gpio${gpio}`));
      if (!isShown && !known.has(Number(gpio)) && !known.has(gpio)) add(`pin ${gpio}`, lightOn(gpio));
    }
    for (const each of shown.values()) each.see(panel);
  }

  function print(text) {
    const isAtEnd = printed.scrollHeight - printed.scrollTop - printed.clientHeight < 40;
    printed.append(document.createTextNode(text)); // only the new text: a log is read out as it grows
    while (printed.textContent.length > MOST_LETTERS && printed.childNodes.length > 1) printed.firstChild.remove();
    if (isAtEnd) printed.scrollTop = printed.scrollHeight;
  }

  function program(message) {
    if (message.parts) describe(message.parts);
    const isAsking = message.state === "asking";
    if (ask.hidden === isAsking) ask.hidden = !isAsking;
    if (isAsking) answer.focus();
    if (message.state === "running") put(state, say("program.running"));
    if (isAsking) put(state, say("program.asking"));
    if (message.ended) end(message);
  }

  function end({ text, error, findings = [], t_s }) {
    put(state, text ?? "");
    if (typeof t_s === "number") put(time, say("program.time", { seconds: t_s.toFixed(1) }));
    const found = [];
    if (error) {
      const title = error.line ? say("program.error_at", { line: error.line }) : say("program.error");
      const go = error.line ? h("button", { type: "button", class: "line", click: () => onLine(error.line) }, title) : h("strong", null, title);
      found.push(h("div", { class: "program-error" }, go, error.source ? h("pre", null, error.source) : null, h("p", null, theirs(error.text))));
    }
    if (findings.length) {
      const list = findings.map((each) => h("li", null, theirs(each.text)));
      found.push(h("div", { class: "findings" }, h("h3", null, say("program.seen")), h("ul", null, ...list)));
    }
    ending.replaceChildren(...found);
  }

  function clear() {
    shown.clear();
    last = NONE;
    parts.replaceChildren();
    printed.replaceChildren();
    ending.replaceChildren();
    put(time, "");
    put(state, "");
    ask.hidden = true;
    empty.hidden = false;
  }

  return {
    clear,
    hear(message) {
      if (message.kind === "program") program(message);
      else if (message.kind === "panel") see(message);
      else if (message.kind === "printed") print(message.text);
    },
  };
}
