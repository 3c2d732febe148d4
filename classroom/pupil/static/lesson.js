// Free work: predict before, explain after, and how far one is. Where the class has a lesson, that one says how far.
import { say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { local, restored, work } from "./work.js";

const at = (id) => document.getElementById(id);
const ENOUGH = 3; // letters of an answer
const names = [...document.querySelectorAll("[data-step]")].map((each) => each.dataset.step);
const hear = new Set();
let guide = null; // of the class's lesson: guided.js

export let steps = names.length;
export const onStep = (heard) => hear.add(heard);
export const mayRun = () => !guide || guide.mayRun();
export const atStep = () => guide?.at() ?? 0;
export const stepsDone = () => guide?.done() ?? names.filter((each) => local.steps.includes(each)).length;

export function done(name) {
  if (guide) return guide.did(name);
  if (!names.includes(name) || local.steps.includes(name)) return;
  local.steps.push(name);
  return show();
}

export function guideBy(found) {
  guide = found;
  steps = found?.steps ?? names.length;
  document.body.classList.toggle("with-lesson", Boolean(found));
  show();
}

export function show() {
  for (const each of document.querySelectorAll(".time button")) each.classList.toggle("not-yet", !mayRun());
  if (!guide) showFree();
  for (const each of hear) each();
}

function showFree() {
  const here = names.find((each) => !local.steps.includes(each));
  for (const each of document.querySelectorAll("[data-step]")) {
    const isDone = local.steps.includes(each.dataset.step);
    each.classList.toggle("is-done", isDone);
    each.toggleAttribute("aria-current", each.dataset.step === here);
    if (each.dataset.step === here) each.setAttribute("aria-current", "step");
    put(each.querySelector(".done-word"), isDone ? say("pupil.done") : "");
  }
  for (const each of document.querySelectorAll("[data-dot]")) each.classList.toggle("on", local.steps.includes(each.dataset.dot));
  document.querySelector(".steps").classList.toggle("all", !here);
  put(at("step"), here ? say("pupil.step", { step: names.indexOf(here) + 1, steps: names.length }) : say("pupil.steps_done", { steps: names.length }));
  const isWritten = local.steps.includes("predict") && Boolean(work.answers.predict);
  at("predict").readOnly = isWritten;
  at("predicted").hidden = isWritten;
  put(at("predict-first"), isWritten ? say("pupil.predicted") : "");
}

function isWritten(name) {
  return (work.answers[name] ?? "").trim().length >= ENOUGH;
}

for (const each of document.querySelectorAll("[data-answer]")) {
  each.addEventListener("input", () => {
    work.answers[each.dataset.answer] = each.value;
  });
  each.addEventListener("change", () => each.dataset.answer === "explain" && isWritten("explain") && done("explain"));
}
at("predicted").addEventListener("click", async () => {
  await restored;
  typed();
  if (isWritten("predict")) {
    done("predict");
    show();
  } else at("predict").focus();
});

// Takes what was typed before this script was there, where nothing else is known.
export function typed() {
  for (const each of document.querySelectorAll("[data-answer]")) if (each.value) work.answers[each.dataset.answer] ||= each.value;
}

// Shows what has been kept, or loaded from a file.
export function fill() {
  for (const each of document.querySelectorAll("[data-answer]")) each.value = work.answers[each.dataset.answer] ?? "";
  if (isWritten("predict") && local.steps.some((each) => each !== "predict") && !local.steps.includes("predict")) local.steps.push("predict");
  show();
}

export function stage(now) {
  const title = now?.title?.[document.documentElement.lang];
  put(at("stage"), title ? say("pupil.stage", { title, minutes: Math.round(now.minutes) }) : "");
}
