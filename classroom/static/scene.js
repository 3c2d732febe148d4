// A scene is one drawing. Values move it by a few rules, so a new project needs no program of its own for its picture:
//   data-on="v"       shown while v is true            data-off="v"   shown while v is known to be false
//   data-unknown="v"  shown while nobody knows v       data-fill="v"  as high as the share v, from its bottom
//   data-at="v"       moved up by the share v of data-rise            data-fade="v"  as clear as the share v
//   data-turn="v"     turned by the share v of data-sweep, the middle upright
//   data-text="v"     the number, with data-digits and data-unit      data-spin, data-flow="v"  moves while v is true
import { lang, say } from "../shared/words.js";

const forms = new Map();
function number(value, digits) {
  if (!forms.has(digits)) forms.set(digits, new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }));
  return forms.get(digits).format(value);
}

const RULES = {
  on: (e, v) => hide(e, "on", !v),
  off: (e, v) => hide(e, "off", v !== false && v !== 0),
  unknown: (e, v) => hide(e, "unknown", v !== null),
  fill: (e, v) => (e.style.transform = `scaleY(${v ?? 0})`),
  at: (e, v) => (e.style.transform = `translateY(${-(v ?? 0) * e.dataset.rise}px)`),
  turn: (e, v) => (e.style.transform = `rotate(${((v ?? 0) - 0.5) * e.dataset.sweep}deg)`),
  fade: (e, v) => (e.style.opacity = v ?? 0),
  spin: (e, v) => e.classList.toggle("runs", Boolean(v)),
  flow: (e, v) => e.classList.toggle("runs", Boolean(v)),
  text: (e, v) => {
    const known = typeof v === "number";
    e.textContent = known ? [number(v, Number(e.dataset.digits ?? 0)), e.dataset.unit].filter(Boolean).join(" ") : say("scene.not_known");
    e.classList.toggle("not-known", !known);
  },
};

// An element with two rules is shown only when both agree.
function hide(e, rule, isHidden) {
  e.toggleAttribute(`data-hides-${rule}`, isHidden);
  e.classList.toggle("hidden", ["on", "off", "unknown"].some((each) => e.hasAttribute(`data-hides-${each}`)));
}

// The function that shows values; what did not change is left alone.
export function scene(svg) {
  const moved = [];
  for (const [rule, apply] of Object.entries(RULES))
    for (const e of svg.querySelectorAll(`[data-${rule}]`)) moved.push([e.dataset[rule], apply, e]);
  const last = {};
  return (values) => {
    const isNew = (name) => !(name in last) || last[name] !== values[name];
    const fresh = moved.filter(([name]) => name in values && isNew(name));
    for (const [name, apply, e] of fresh) apply(e, values[name]);
    Object.assign(last, values);
  };
}
