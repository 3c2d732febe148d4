// What every page of a board does alike: a moment is shown, and a button that is clicked becomes an order.
import { lang, say } from "../shared/words.js";
import { scene } from "./scene.js";

const at = (id) => document.getElementById(id);
const all = (selector) => document.querySelectorAll(selector);
const ICONS = { idle: "sleep", work: "check", caution: "alert", danger: "danger", fault: "tools" };
const LONG = 110; // letters: a longer sentence is set smaller, so that the curves stay in view
const root = document.documentElement;

// Only where it changed: a screen reader then speaks once, and nothing flickers.
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setIcon(svg, name) {
  const use = svg.querySelector("use");
  const address = `${use.getAttribute("href").split("#")[0]}#${name}`;
  if (use.getAttribute("href") !== address) use.setAttribute("href", address);
}

// As every span of time: 1 h 05 min 03 s.
const two = (count) => String(count).padStart(2, "0");

export function clock(t_s, date) {
  const s = Math.floor(t_s);
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  const values = { hours, minutes: hours ? two(minutes) : minutes, seconds: two(s % 60), day: Math.floor(s / 86400) + 1, clock: date.slice(11, 16) };
  return say(s >= 86400 ? "board.days" : s >= 3600 ? "board.hours" : "board.minutes", values);
}

function sentence(moment) {
  if (moment.failed) return moment.failed[lang];
  if (moment.over) return `${say("board.over")} ${moment.said[lang]}`;
  return moment.said[lang] || "";
}

const press = (element, isPressed) => element.setAttribute("aria-pressed", String(isPressed));

function showTime(moment, seeks) {
  const { paused, seeking, speed } = moment;
  root.classList.toggle("paused", paused || moment.over);
  setIcon(at("pause"), paused ? "play" : "pause");
  const title = say(paused ? "board.go_on" : "board.pause");
  if (at("pause").title !== title) {
    at("pause").title = title;
    at("pause").setAttribute("aria-label", title);
  }
  for (const each of all("[data-speed]")) press(each, !paused && !seeking && speed === Number(each.dataset.speed));
  press(document.querySelector("[data-do=next]"), seeks);
}

// The function that shows moments: `see(moment, asksNext)`. `asksNext`: the board has not yet heard of a click on "next".
export function board() {
  const show = scene(document.querySelector("#scene svg"));
  return (moment, asksNext = false) => {
    show(moment.scene);
    put(at("clock"), moment.seeking ? say("board.seeking") : clock(moment.t_s, moment.date));
    const meaning = moment.failed ? "fault" : moment.meaning;
    at("state").className = `state ${meaning}`;
    setIcon(at("state"), ICONS[meaning]);
    put(at("word"), moment.word[lang]);
    const said = sentence(moment);
    put(at("said"), said);
    at("said").classList.toggle("long", said.length > LONG);
    showTime(moment, moment.seeking || asksNext);
    for (const each of all("[data-press]")) press(each, moment.pressed.includes(each.dataset.press));
    for (const each of all("[data-fault]")) press(each, moment.broken.includes(each.dataset.fault));
    for (const each of all("[data-do=mend_all]")) each.disabled = moment.broken.length === 0;
    for (const each of all(".time button:not([data-do=restart]), [data-press], [data-fault]")) each.disabled = Boolean(moment.over);
  };
}

// What a clicked button orders, or nothing: it is none of the board's.
export function orderOf(button, moment) {
  const { speed, press: pressed, fault, do: what, runFor } = button.dataset;
  if (button.id === "pause") return { do: moment.paused ? "resume" : "pause" };
  if (speed) return { do: "speed", to: Number(speed) };
  if (pressed) return { do: "press", button: pressed };
  if (fault) return { do: moment.broken.includes(fault) ? "mend" : "break", fault };
  if (runFor) return { do: "run_for", s: Number(runFor) };
  return what ? { do: what } : null;
}
