// The page of one board: moments come in on a stream and are shown; what is clicked goes out as an order.
import { lang, say } from "../shared/words.js";
import { curves } from "../classroom/curves.js";
import { scene } from "../classroom/scene.js";

const at = (id) => document.getElementById(id);
const all = (selector) => document.querySelectorAll(selector);
const ICONS = { idle: "sleep", work: "check", caution: "alert", danger: "danger", fault: "tools" };
const LONG = 110; // letters: a longer sentence is set smaller, so that the curves stay in view
const root = document.documentElement;
const show = scene(document.querySelector("#scene svg"));
const record = curves(at("plot"));
let now = {};
let asksNext = 0; // until the board has heard of it, so that the button answers at once

// Only where it changed: a screen reader then speaks once, and nothing flickers.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const icon = (svg, name) => {
  const use = svg.querySelector("use");
  const address = `${use.getAttribute("href").split("#")[0]}#${name}`;
  if (use.getAttribute("href") !== address) use.setAttribute("href", address);
};

// As every span of time: 1 h 05 min 03 s.
const two = (count) => String(count).padStart(2, "0");

function clock(t_s, date) {
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

function see(moment) {
  now = moment;
  show(moment.scene);
  record(moment);
  put(at("clock"), moment.seeking ? say("board.seeking") : clock(moment.t_s, moment.date));
  const meaning = moment.failed ? "fault" : moment.meaning;
  at("state").className = `state ${meaning}`;
  icon(at("state"), ICONS[meaning]);
  put(at("word"), moment.word[lang]);
  const said = sentence(moment);
  put(at("said"), said);
  at("said").classList.toggle("long", said.length > LONG);
  root.classList.toggle("paused", moment.paused || moment.over);
  icon(at("pause"), moment.paused ? "play" : "pause");
  at("pause").title = say(moment.paused ? "board.go_on" : "board.pause");
  at("pause").setAttribute("aria-label", at("pause").title);
  for (const each of all("[data-speed]")) each.setAttribute("aria-pressed", String(!moment.paused && !moment.seeking && moment.speed === Number(each.dataset.speed)));
  for (const each of all("[data-press]")) each.setAttribute("aria-pressed", String(moment.pressed.includes(each.dataset.press)));
  for (const each of all("[data-fault]")) each.setAttribute("aria-pressed", String(moment.broken.includes(each.dataset.fault)));
  document.querySelector("[data-do=next]").setAttribute("aria-pressed", String(moment.seeking || asksNext > 0));
  for (const each of all("[data-do=mend_all]")) each.disabled = moment.broken.length === 0;
  for (const each of all(".time button:not([data-do=restart]), .side button:not([data-do=mend_all])")) each.disabled = moment.over;
}

async function order(what) {
  const isNext = what.do === "next";
  if (isNext) {
    asksNext++;
    document.querySelector("[data-do=next]").setAttribute("aria-pressed", "true");
  }
  try {
    await fetch("/api/order", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(what) });
  } catch {
    lost(true); // nobody answers: the stream will say when somebody does again
  }
  if (isNext) asksNext--;
}

function orderOf(button) {
  const { speed, press, fault, do: what } = button.dataset;
  if (button.id === "pause") return { do: now.paused ? "resume" : "pause" };
  if (speed) return { do: "speed", to: Number(speed) };
  if (press) return { do: "press", button: press };
  if (fault) return { do: now.broken.includes(fault) ? "mend" : "break", fault };
  return { do: what };
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && now.scene) order(orderOf(button));
});

function lost(isLost) {
  at("lost").hidden = !isLost;
  put(at("lost"), isLost ? say("board.lost") : "");
  root.classList.toggle("paused", isLost);
}

const stream = new EventSource("/api/run");
stream.addEventListener("now", (event) => {
  lost(false);
  see(JSON.parse(event.data));
});
stream.addEventListener("error", () => lost(true));
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
