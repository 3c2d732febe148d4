// What the teacher's page knows of the class, and how it orders: one place, so that every part of the page shows the same.
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { post } from "./feed.js";

const at = (id) => document.getElementById(id);
const KEPT = "highland-teacher"; // in sessionStorage: it ends with the tab, and no pupil's code can read it
const SHOWN_MS = 15_000;

export const room = { told: {}, seats: new Map(), marks: new Map(), errors: [], names: false };

export const token = {
  get: () => sessionStorage.getItem(KEPT),
  set: (fresh) => (fresh ? sessionStorage.setItem(KEPT, fresh) : sessionStorage.removeItem(KEPT)),
  get header() {
    return `Teacher ${this.get()}`;
  },
};

const said = (found) => (typeof found?.error?.[lang] === "string" ? found.error[lang] : say("teacher.not_done"));

// Whether it was done; what failed is said.
async function send(what) {
  const { status, found } = await post("/api/teacher/order", what, token.header);
  if (status < 300 && status) return true;
  tell(said(found));
  return false;
}

// Without a word.
export const ask = (what) => post("/api/teacher/order", what, token.header);

// Orders it, says what was done, and offers what would undo it: a list of orders. Without words where the page shows it anyway.
// Until then "undo" is not offered: it would take back what was done before.
export async function order(what, done, undo = []) {
  if (done) hide();
  if (!(await send(what))) return false;
  if (done) tell(done, undo);
  return true;
}

let hides = 0;
let undone = [];

export function tell(text, undo = []) {
  undone = undo;
  put(at("done_text"), text);
  document.querySelector("[data-act=undo]").hidden = undo.length === 0;
  at("done").hidden = false;
  clearTimeout(hides);
  hides = setTimeout(() => (at("done").hidden = true), SHOWN_MS);
}

function hide() {
  undone = [];
  at("done").hidden = true;
}

export async function undo() {
  const orders = undone;
  hide();
  for (const each of orders) await send(each);
}

// A file or a JSON answer of the teacher's own addresses; null when there is none.
export async function get(address) {
  try {
    const answer = await fetch(address, { headers: { authorization: token.header }, cache: "no-store" });
    return answer.ok ? answer : null;
  } catch {
    return null;
  }
}
