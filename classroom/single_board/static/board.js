// The page of one board: moments come in on a stream and are shown; what is clicked goes out as an order.
import { lang, say } from "../shared/words.js";
import { board, orderOf, put } from "../classroom/board.js";
import { curves } from "../classroom/curves.js";

const at = (id) => document.getElementById(id);
const show = board();
const record = curves(at("plot"), async (columns) => {
  const answer = await fetch(`/api/picture?lang=${lang}&columns=${columns}`);
  return answer.ok ? answer.json() : null;
});
let now = {};
const early = []; // buttons that were clicked before the first moment
let asksNext = 0; // until the board has heard of it, so that the button answers at once

function see(moment) {
  now = moment;
  for (const button of early.splice(0)) act(button);
  show(moment, asksNext > 0);
  record(moment);
}

async function order(what) {
  const isNext = what.do === "next";
  if (isNext) {
    asksNext++;
    show(now, true);
  }
  try {
    await fetch("/api/order", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(what) });
  } catch {
    lost(true); // nobody answers: the stream will say when somebody does again
  }
  if (isNext) asksNext--;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) act(button);
});

function act(button) {
  if (!now.scene) return early.push(button);
  const what = orderOf(button, now);
  if (what) order(what);
}

function lost(isLost) {
  at("lost").hidden = !isLost;
  put(at("lost"), isLost ? say("board.lost") : "");
  document.documentElement.classList.toggle("paused", isLost);
}

const stream = new EventSource("/api/run");
stream.addEventListener("now", (event) => {
  lost(false);
  see(JSON.parse(event.data));
});
stream.addEventListener("error", () => lost(true));
addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
