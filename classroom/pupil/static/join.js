// A place in the class: nickname, picture and the class word; or back to the place that this device has.
import { has, lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { draw } from "./choose.js";
import { seat } from "./kept.js";
import { ask } from "./relay.js";

const at = (id) => document.getElementById(id);
const form = at("join");
let project = null; // of the class, when the teacher has chosen one

function goOn() {
  if (project) location.assign(`${project}.${lang}.html`);
  else known(seat.get());
}

function trouble(status, found) {
  const key = `pupil.join.${status}`;
  put(at("trouble"), has(key) ? say(key) : String(found?.error?.[lang] ?? say("pupil.join.failed")));
}

async function join() {
  const name = form.elements.name.value.trim();
  if (!name) {
    put(at("trouble"), say("pupil.join.no_nickname"));
    at("name").focus();
    return;
  }
  const picture = form.elements.picture.value;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  put(at("trouble"), say("pupil.joining"));
  const { status, found } = await ask("POST", "join", { word: form.elements.word.value.trim(), name, picture }, null);
  button.disabled = false;
  if (status === 200 && found) {
    seat.set({ token: found.token, seat: found.seat, name: found.name, picture });
    put(at("trouble"), "");
    goOn();
  } else trouble(status, found);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  join();
});
at("back").addEventListener("click", goOn);
at("other").addEventListener("click", () => {
  seat.set(null);
  known(null);
  at("name").focus();
});

function known(mine) {
  at("known").hidden = !mine;
  at("asked").hidden = Boolean(mine);
  at("choose").hidden = !mine;
  if (mine) draw();
  if (mine) put(at("back-to"), `${say("pupil.welcome_back", { seat: mine.seat })}: ${mine.name}`);
}

// Who waits here for the teacher to open a lesson goes there with the class.
const WAIT_MS = 3000;
setInterval(async () => {
  if (!seat.get() || at("known").hidden) return;
  const { found } = await ask("GET", "class");
  if (!found?.project || found.project === project) return;
  project = found.project;
  goOn();
}, WAIT_MS);

// A browser may show this page again as it was left, before somebody had a seat.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

// The QR code brings the class word along.
function bringWord() {
  let word = "";
  try {
    word = decodeURIComponent(location.hash.slice(1));
  } catch {
    // no word: it is typed
  }
  if (word && word !== "content") form.elements.word.value = word.slice(0, 40);
}

async function begin() {
  bringWord();
  const asked = await ask("GET", "class");
  project = asked.found?.project ?? null;
  if (asked.status === 0) trouble(0);
  if (!seat.get()) return known(null);
  const { status, found } = await ask("POST", "rejoin", {});
  if (status === 401 || status === 403) seat.set(null);
  else if (found?.seat) seat.set({ ...seat.get(), seat: found.seat });
  known(seat.get());
}
begin();
