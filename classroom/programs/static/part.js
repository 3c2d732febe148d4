/** One part on the board of a program, as a list item: a light, a sound, an arm, a button to hold, sliders, a display. */

import { h, theirs } from "../shared/dom.js";
import { number, say } from "../shared/words.js";

const SVG = "http://www.w3.org/2000/svg";
const MIDDLE_MS = 1.5; // a servo in the middle, and half a turn from 1 to 2 ms
const DEGREES_PER_MS = 180;
const KEYS = [" ", "Enter"];
const HALF = 0.5;

function drawn(name, attributes, ...children) {
  const found = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.append(...children);
  return found;
}

// Only where it changed: a screen reader then speaks once.
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const DRAW = {
  led(part) {
    const light = drawn("circle", { cx: 24, cy: 24, r: 18, class: "lit", opacity: 0 });
    const glow = drawn("circle", { cx: 24, cy: 24, r: 23, class: "glow", opacity: 0 });
    const picture = drawn("svg", { viewBox: "0 0 48 48", role: "img" }, glow, drawn("circle", { cx: 24, cy: 24, r: 18, class: "glass" }), light);
    const see = ({ leds }) => {
      const share = leds[part.gpio] ?? 0;
      light.setAttribute("opacity", share > 0 ? 0.25 + 0.75 * share : 0); // a faint light is seen, too
      glow.setAttribute("opacity", share * HALF);
      picture.setAttribute("aria-label", say("program.light", { words: part.words, where: part.where, percent: Math.round(share * 100) }));
    };
    return { nodes: [picture], see };
  },

  buzzer(part) {
    const sound = h("output", { class: "sound" });
    const see = ({ leds, hertz }) => {
      const share = leds[part.gpio] ?? 0;
      const note = hertz[part.gpio];
      put(sound, share === 0 ? say("program.silent") : note ? say("program.sounds", { hertz: number(note) }) : "♪");
      sound.classList.toggle("on", share > 0);
    };
    return { nodes: [sound], see };
  },

  servo(part) {
    const arm = drawn("line", { x1: 24, y1: 24, x2: 24, y2: 4, class: "arm" });
    const said = h("output", null);
    const see = ({ pulse_ms }) => {
      const ms = pulse_ms[part.gpio];
      if (!ms) return;
      const degrees = Math.max(-90, Math.min(90, (ms - MIDDLE_MS) * DEGREES_PER_MS));
      arm.setAttribute("transform", `rotate(${degrees} 24 24)`);
      put(said, say("program.pulse", { ms: number(ms) }));
    };
    const body = drawn("circle", { cx: 24, cy: 24, r: 12, class: "glass" });
    return { nodes: [drawn("svg", { viewBox: "0 0 48 48", "aria-hidden": "true" }, body, arm), said], see };
  },

  display(part) {
    const screen = h("pre", { class: "display" });
    return { nodes: [screen], see: ({ displays }) => put(screen, (displays[part.name] ?? []).join("\n")) };
  },

  picture(part) {
    const screen = h("img", { class: "pixels", alt: `${part.words}, ${part.where}` });
    const see = ({ pictures }) => {
      const url = pictures?.[part.name]; // only when it has changed
      if (url) screen.src = url;
    };
    return { nodes: [screen], see };
  },
};

/** A part of the session's description; `send` takes orders. It gives {node, see(panel)}. */
export function partOf(part, send) {
  const { nodes, see } = (DRAW[part.kind] ?? (() => ({ nodes: [], see: () => {} })))(part);
  const holds = part.push === null ? [] : [holdButton(part, send)];
  const keys = part.keys.map((key) => holdButton({ ...part, ...key }, send, key.words));
  if (keys.length) holds.push(h("span", { class: "keys" }, ...keys));
  const guesses = part.guessed ? [typeof part.rests_high === "boolean" ? guess(part, send) : h("p", { class: "guess" }, h("small", null, say("program.guessed")))] : [];
  const sliders = part.sliders.map((each) => slider(each, send));
  const title = h("span", { class: "part-name" }, part.words, " ", h("small", null, theirs(part.where)));
  const node = h("li", { class: `part ${part.kind}` }, ...nodes, title, ...holds, ...guesses, ...sliders.map((each) => each.node));
  return {
    node,
    see(panel) {
      see(panel);
      for (const each of sliders) each.see(panel.felt[each.name]);
    },
  };
}

/** A light on a pin that is not known to be a part yet. */
export const lightOn = (gpio) =>
  partOf({ name: `gpio${gpio}`, kind: "led", words: "", where: `GPIO${gpio}`, gpio: Number(gpio), push: null, keys: [], sliders: [] }, () => {});

function holdButton(part, send, sign = "●") {
  const key = part.kind === "button" ? "program.hold" : "program.notice";
  const button = h("button", { type: "button", class: "hold", "aria-pressed": "false", "aria-label": say(key, part) }, h("span", { "aria-hidden": "true" }, sign));
  const set = (down) => {
    if ((button.getAttribute("aria-pressed") === "true") === down) return;
    button.setAttribute("aria-pressed", String(down));
    send({ do: "push", part: part.push, down });
  };
  button.addEventListener("pointerdown", (event) => {
    button.setPointerCapture(event.pointerId); // let go is let go, wherever the finger is then
    set(true);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) button.addEventListener(name, () => set(false));
  button.addEventListener("keydown", (event) => {
    if (!KEYS.includes(event.key)) return;
    event.preventDefault();
    if (!event.repeat) set(true);
  });
  button.addEventListener("keyup", (event) => KEYS.includes(event.key) && set(false));
  button.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch is no menu here
  return button;
}

/** The level at rest of what was only guessed, and a button that turns it round. */
function guess(part, send) {
  let high = part.rests_high;
  const said = h("small", null, say(high ? "program.guessed.high" : "program.guessed.low"));
  const button = h("button", { type: "button", class: "turn", "aria-label": say("program.turn", part) }, h("span", { "aria-hidden": "true" }, "⇅"));
  button.addEventListener("click", () => {
    high = !high;
    put(said, say(high ? "program.guessed.high" : "program.guessed.low"));
    send({ do: "rest", part: `gpio${part.gpio}`, high });
  });
  return h("p", { class: "guess" }, said, " ", button);
}

function slider({ name, words, value, low, high, step, unit }, send) {
  const shown = h("output", null, text(value, unit));
  const input = h("input", { type: "range", min: low, max: high, step, value });
  let isMoved = false;
  input.addEventListener("input", () => {
    isMoved = true;
    put(shown, text(Number(input.value), unit));
    send({ do: "feel", name, value: Number(input.value) });
  });
  const see = (felt) => {
    if (isMoved || typeof felt !== "number") return; // what a hand has set, no world changes
    if (Number(input.value) !== felt) input.value = felt;
    put(shown, text(felt, unit));
  };
  return { name, see, node: h("label", { class: "slider" }, h("span", null, words), input, shown) };
}

const text = (value, unit) => `${number(value)} ${unit}`.trim();
