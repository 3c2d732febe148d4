// The work of one pupil: what is saved on this device, sent to the laptop, downloaded and handed in.
//   { highland_work: 1, project, seed, lang, files, settings, answers, program, claimed }
// Beside it, for this device only: which steps are done, and the receipt.
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { keep, kept, last as lastWritten, seat } from "./kept.js";
import { ask } from "./relay.js";

const SAVE_MS = 3000;
const LARGEST = 65_536; // bytes, as the laptop takes them
const { project, class: inClass, lesson: lessonText } = document.documentElement.dataset;
const lesson = JSON.parse(lessonText || "{}");
const isText = (found) => typeof found === "string";
const isTable = (found, fits) => found && typeof found === "object" && !Array.isArray(found) && Object.values(found).every(fits);

export const empty = () => ({ highland_work: 1, project, seed: lesson.seed ?? 0, lang, files: {}, settings: {}, answers: {}, program: null, claimed: null, lesson: null, numbers: {} });
export const work = empty();
export const local = { steps: [], receipt: null, at: null, waits: false };

const place = () => {
  const mine = inClass === "yes" ? seat.get() : null;
  return mine ? `${project}@${mine.seat}:${mine.name}` : project;
};

let last = "";
let lastSent = "";
const text = () => JSON.stringify({ work, local });

// The project of this page, or a step of its ladder.
const isOurs = (name) => name === project || (isText(name) && name.startsWith(`${project}_step_`));

// Whether something is a work of this project. Whatever it is, it only ever becomes text and numbers.
export function isWork(found) {
  return (
    found?.highland_work === 1 &&
    isOurs(found.project) &&
    isTable(found.files, isText) &&
    isTable(found.settings ?? {}, (each) => ["number", "boolean"].includes(typeof each)) &&
    isTable(found.answers ?? {}, isText) &&
    isTable(found.numbers ?? {}, (each) => isTable(each, (value) => ["number", "string"].includes(typeof value))) &&
    JSON.stringify(found).length <= LARGEST
  );
}

export function take(found) {
  if (!isWork(found)) return false;
  const { project: law, lesson: name = null, numbers = {} } = found;
  Object.assign(work, empty(), { project: law, lesson: name, numbers: { ...numbers }, files: { ...found.files }, settings: { ...found.settings }, answers: { ...found.answers }, program: isText(found.program) ? found.program : null, seed: Number.isInteger(found.seed) ? found.seed : work.seed });
  return true;
}

// What this device has kept of it, read once: true when there was something.
export const restored = restore();

async function restore() {
  const saved = await kept(place());
  const written = lastWritten.get(place());
  const found = (written?.saved_at ?? 0) > (saved?.saved_at ?? 0) ? written : saved;
  if (!found || !take(found.work)) return false;
  Object.assign(local, { steps: [], receipt: null, at: null, waits: false }, found.local);
  last = text();
  return true;
}

// A work for this lesson: the one that is there, one that was set aside, or a new one. `law` is the project whose law is changed.
export async function belongTo(name, law) {
  if (work.lesson === name) return;
  if (work.lesson || Object.keys(work.answers).length) await keep(`${place()}#${work.lesson ?? ""}`, { work, local });
  const before = await kept(`${place()}#${name ?? ""}`);
  const fresh = { steps: [], receipt: null, at: null, waits: false, here: undefined, drafts: {} };
  Object.assign(local, fresh, before?.local, { lesson: local.lesson });
  if (!take(before?.work)) Object.assign(work, empty(), { lesson: name, project: law });
}

let isAside = false; // another tab of this pupil goes on

// What this tab has is older than what another has just saved.
export function saveNoMore() {
  isAside = true;
}

export function stepAside() {
  const isNewer = text() !== last;
  save(true);
  isAside = true;
  return isNewer;
}

export async function save(isLast = false) {
  if (isAside) return;
  const now = text();
  if (now !== last) {
    last = now;
    const value = { ...JSON.parse(now), saved_at: Date.now() };
    if (isLast) lastWritten.set(place(), value);
    const isKept = await keep(place(), value);
    put(document.getElementById("saved"), isKept ? say("pupil.saved", { clock: new Date().toTimeString().slice(0, 5) }) : say("pupil.not_saved"));
  }
  if (inClass === "yes" && seat.get()) {
    const content = JSON.stringify(work);
    if (content === lastSent) return;
    const { status } = await ask("PUT", "seat/work", work, undefined, isLast && content.length < 60_000);
    if (status === 204 || status === 413 || status === 400) lastSent = content;
  }
}

setInterval(save, SAVE_MS);
document.addEventListener("visibilitychange", () => document.hidden && save(true));
addEventListener("pagehide", () => save(true));

export function download() {
  const address = URL.createObjectURL(new Blob([JSON.stringify(work, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `highland-${project}-SIM.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The work in a file that somebody has chosen, or null.
export async function read(file) {
  if (!file || file.size > 4 * LARGEST) return null;
  try {
    const found = JSON.parse(await file.text());
    return isWork(found) ? found : null;
  } catch {
    return null;
  }
}
