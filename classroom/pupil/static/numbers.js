// The numbers of the world and the limits of the law: a slider each, with value and unit, the original marked on it, and a
// way back to it once it has changed. What is only yes or no is a box to tick.
import { h, replace } from "../shared/dom.js";
import { has, lang, say } from "../shared/words.js";

const FEW = 4; // are shown at once; the others lie behind "more numbers"
const form = new Intl.NumberFormat(lang, { maximumSignificantDigits: 5, useGrouping: false });
const called = (words) => (typeof words === "string" ? words : words[lang]);
const inWords = (unit) => (has(`pupil.unit.${unit}`) ? say(`pupil.unit.${unit}`) : unit);
const text = (value, unit) => (typeof value === "boolean" ? say(value ? "pupil.yes" : "pupil.no") : [form.format(value), inWords(unit)].filter(Boolean).join(" "));

function slider(each, original, change) {
  const id = `number-${each.name}`;
  const { low, high, step, unit, value } = each;
  const shown = h("output", { for: id }, text(value, unit));
  const input = h("input", {
    type: "range", id, min: low, max: high, step, value, "aria-valuetext": text(value, unit),
    input: () => {
      shown.textContent = text(Number(input.value), unit);
      input.setAttribute("aria-valuetext", shown.textContent);
    },
    change: () => change(each.name, Number(input.value)),
  });
  input.value = value;
  const share = high > low ? Math.min(1, Math.max(0, (original - low) / (high - low))) : 0;
  const mark = h("i", { class: "mark", "aria-hidden": "true" });
  mark.style.setProperty("--share", share);
  return h("div", { class: "number" }, h("label", { for: id }, called(each.words)), shown, h("span", { class: "track" }, mark, input), back(each, original, change));
}

function box(each, original, change) {
  const id = `number-${each.name}`;
  const input = h("input", { type: "checkbox", id, checked: each.value, change: () => change(each.name, input.checked) });
  return h("div", { class: "number" }, h("label", { for: id, class: "tick" }, input, called(each.words)), back(each, original, change));
}

function back(each, original, change) {
  if (each.value === original) return null;
  const words = say("pupil.original", { value: text(original, each.unit) });
  const name = say("pupil.back_of", { name: called(each.words) });
  return h("small", null, words, " ", h("button", { type: "button", class: "small", "aria-label": name, click: () => change(each.name, original) }, say("pupil.back")));
}

// `first`: names that come before all others; `original`: what a number was, where that is not its `usual` one.
export function numbers(where, change, first, original = {}) {
  let last = where;
  let open = false;
  return (found) => {
    const rank = (each) => (first(each) ? 0 : 1);
    const sorted = [...found].sort((one, other) => rank(one) - rank(other));
    const rows = sorted.map((each) => (typeof each.value === "boolean" ? box : slider)(each, original[each.name] ?? each.usual ?? each.value, change));
    const few = Math.max(FEW, found.filter(first).length);
    const rest = rows.slice(few);
    const more = rest.length ? h("details", { open, toggle: (event) => (open = event.target.open) }, h("summary", null, say("pupil.more_numbers")), ...rest) : null;
    const focused = document.activeElement?.id;
    const fresh = h("div", { id: where.id, class: "numbers" }, ...rows.slice(0, few), more);
    replace(last, fresh);
    if (fresh.isConnected) last = fresh;
    if (focused?.startsWith("number-")) document.getElementById(focused)?.focus({ preventScroll: true });
  };
}
