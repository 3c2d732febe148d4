// The lesson that the teacher has opened: one step at a time, or any; a run that is played; answers that are written.
import { h, replace } from "../shared/dom.js";
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { html } from "./html.js";
import { local, work } from "./work.js";

const at = (id) => document.getElementById(id);
const ENOUGH = 3; // letters of an answer
const LAST = "hand_in";
const form = new Intl.NumberFormat(lang, { maximumSignificantDigits: 4, maximumFractionDigits: 3, roundingPriority: "lessPrecision", useGrouping: false });

const isWritten = (name) => (work.answers[name] ?? "").trim().length >= ENOUGH;

// `lesson` as api/lesson gives it. `board`: play(run, isOwn), mayOrder(), openCode(project, run), called(name, value).
export function guide(lesson, board, changed) {
  const { steps } = lesson;
  let now = Math.max(0, steps.findIndex((each) => each.id === (local.here ?? "")));
  let playing = null;
  const theirs = {}; // numbers of the lesson's own law in a run that is for the pupil's: shown, and not the pupil's work

  const isDone = (step) => local.steps.includes(step.id);
  const did = (step) => {
    if (!isDone(step)) local.steps.push(step.id);
    changed();
    draw();
  };
  // The same where somebody may be about to click: nothing on the page is made anew under the finger.
  const wrote = (step) => {
    if (isDone(step)) return;
    local.steps.push(step.id);
    changed();
    for (const [index, each] of [...at("guided").querySelectorAll(".steps-of button")].entries()) showDot(each, index);
    at("guided").querySelector("[data-go=next]").classList.add("main");
  };
  const isPredicted = (step) => step.kind !== "predict" || !step.answer || (isDone(step) && isWritten(step.answer));
  const mayRunIn = (index) => steps.slice(0, index).every(isPredicted);
  const firstRun = Math.max(0, steps.findIndex((each) => each.runs.length));
  const title = (step) => say(`pupil.kind.${step.kind}`);

  const asksNothing = (step) => !step.answer && !step.runs.length && !step.questions.length && step.id !== LAST;

  function go(index) {
    if (asksNothing(steps[now]) && !isDone(steps[now])) local.steps.push(steps[now].id); // read, and left
    now = Math.min(Math.max(index, 0), steps.length - 1);
    local.here = steps[now].id;
    changed();
    draw();
    at("guided").querySelector("h3")?.focus({ preventScroll: true });
  }

  // Answers

  function box(name, label, isLocked, onDone) {
    const field = h("textarea", { rows: 3, maxlength: 4000, "aria-label": label, "data-answer": name, readOnly: isLocked });
    field.value = work.answers[name] ?? "";
    field.addEventListener("input", () => (work.answers[name] = field.value));
    field.addEventListener("change", () => onDone());
    return field;
  }

  function answer(step) {
    const isLocked = step.kind === "predict" && isDone(step) && isWritten(step.answer);
    const written = () => step.kind !== "predict" && isWritten(step.answer) && !step.runs.some((run) => !work.numbers[run.id]) && wrote(step);
    const field = box(step.answer, say("pupil.your_answer"), isLocked, written);
    if (step.kind !== "predict") return [h("label", { class: "answer" }, say("pupil.your_answer"), field)];
    if (isLocked) return [field, h("p", { class: "soft" }, say("pupil.predicted"))];
    const keep = () => (isWritten(step.answer) ? did(step) : field.focus());
    return [field, h("button", { type: "button", class: "main", "data-keep": step.answer, click: keep }, say("pupil.predict.save"))];
  }

  function questions(step) {
    const written = () => step.questions.every((each) => isWritten(each.id)) && wrote(step);
    return h("ol", { class: "quiz" }, ...step.questions.map((each) => {
      const asked = html(each.html, "div");
      return h("li", null, asked, h("small", null, say("pupil.points", { points: each.points })), box(each.id, asked.textContent.trim(), false, written));
    }));
  }

  // Runs

  function value(run, { name }) {
    const found = (theirs[run.id] ?? work.numbers[run.id])?.[name];
    if (found === undefined) return "…";
    return typeof found === "number" ? form.format(found) : board.called(name, found);
  }

  function begin(step, run, isOwn) {
    if (!mayRunIn(steps.indexOf(step))) return go(steps.findIndex((each) => !isPredicted(each)));
    if (!board.mayOrder()) return undefined;
    playing = { run, step, isOwn };
    delete theirs[run.id];
    board.play(run, isOwn);
    return draw();
  }

  function runCard(step, index, run) {
    const isOpen = mayRunIn(index);
    const isPlaying = playing?.run === run;
    const play = (isOwn) => () => begin(step, run, isOwn);
    const button = (words, isOwn, kind) => h("button", { type: "button", class: kind, "data-play": run.id, "data-own": String(isOwn), "aria-disabled": String(!isOpen), click: play(isOwn) }, say(words));
    const isSeen = Boolean(work.numbers[run.id]);
    return h(
      "section", { class: "run", "data-run": run.id },
      h("div", { class: "row" }, run.is_own ? button("pupil.run_mine", true, "main") : button("pupil.run_this", false, "main"), run.is_own ? h("button", { type: "button", "data-change": run.id, click: () => board.openCode(work.project, run) }, say("pupil.change_mine")) : "", run.is_own && isSeen ? button("pupil.run_theirs", false, "") : "", isPlaying && playing.busy !== false ? h("span", { class: "soft", role: "status" }, say("pupil.runs_on")) : ""),
      isOpen ? "" : h("p", { class: "soft" }, say("pupil.predict.first")),
      theirs[run.id] ? h("p", { class: "soft" }, say("pupil.of_theirs")) : "",
      h("dl", { class: "read" }, ...run.numbers.flatMap((each) => [h("dt", null, each.label || each.name), h("dd", { "data-number": each.name }, value(run, each))])),
    );
  }

  const law = (each) =>
    h("section", { class: "law" }, h("pre", { tabindex: 0 }, h("code", null, each.source)), h("button", { type: "button", "data-law": each.project, click: () => board.openCode(each.project, null) }, say("pupil.open_code")));

  // The page

  function showDot(dot, index) {
    const each = steps[index];
    dot.className = isDone(each) ? "on" : "";
    put(dot, isDone(each) ? "✓" : String(index + 1));
  }

  function dots() {
    return h("div", { class: "dots steps-of", role: "group", "aria-label": say("pupil.steps") }, ...steps.map((each, index) =>
      h("button", { type: "button", class: isDone(each) ? "on" : "", "aria-current": index === now ? "step" : null, "aria-label": say("pupil.step_named", { step: index + 1, kind: title(each) }), click: () => go(index) }, isDone(each) ? "✓" : String(index + 1)),
    ));
  }

  function draw() {
    const focused = document.activeElement;
    if (focused?.dataset?.answer && at("guided").contains(focused)) work.answers[focused.dataset.answer] = focused.value;
    const step = steps[now];
    const activity = lesson.activities[step.activity];
    const about = [
      h("p", { class: "question" }, lesson.question),
      dots(),
      h("h3", { tabindex: -1 }, h("b", null, `${now + 1}. ${title(step)}`), h("small", null, say("pupil.activity", { title: activity.title, minutes: activity.minutes }))),
      step.html ? html(step.html, "div", "task") : "",
      ...step.laws.map(law),
      ...step.runs.map((run) => runCard(step, now, run)),
      ...(step.answer ? answer(step) : []),
      step.questions.length ? questions(step) : "",
      step.id === LAST ? h("p", null, say("pupil.last_step")) : "",
      h("div", { class: "row" }, h("button", { type: "button", "data-go": "back", disabled: now === 0, click: () => go(now - 1) }, say("pupil.back_step")), h("button", { type: "button", "data-go": "next", class: isDone(step) ? "main" : "", disabled: now === steps.length - 1, click: () => go(now + 1) }, say("pupil.next_step"))),
    ];
    const safety = lesson.safety.length ? h("details", { class: "safety", open: now === 0 }, h("summary", null, say("pupil.safety")), h("ul", null, ...lesson.safety.map((each) => h("li", null, each)))) : "";
    const { word } = lesson;
    const learned = word ? h("p", { class: "word" }, word.picture ? h("img", { src: word.picture, alt: "" }) : "", h("span", null, h("b", null, word.name), ` ${word.meaning}`)) : "";
    const fresh = h("section", { id: "guided", class: "card step guided" }, h("h2", { id: "lesson-title" }, lesson.title), ...about, learned, safety);
    const name = focused?.dataset?.answer;
    replace(at("guided"), fresh);
    if (name) fresh.querySelector(`[data-answer="${name}"]`)?.focus({ preventScroll: true });
  }

  draw();
  return {
    steps: steps.length,
    at: () => now + 1,
    done: () => steps.filter(isDone).length,
    mayRun: () => mayRunIn(firstRun),
    did(name) {
      const step = steps.find((each) => each.id === name);
      if (step) did(step);
    },
    // The law that was changed for this run has been taken: play it.
    playMine(run) {
      const step = steps.find((each) => each.runs.includes(run));
      if (step) begin(step, run, true);
    },
    toPrediction() {
      go(steps.findIndex((each) => !isPredicted(each)));
      at("guided").querySelector("textarea")?.focus();
    },
    // What a run has come to.
    counted(run, numbers) {
      const wanted = run.numbers.filter(({ name }) => numbers[name] !== undefined);
      const found = Object.fromEntries(wanted.map(({ name }) => [name, numbers[name]]));
      if (run.is_own && playing && !playing.isOwn) theirs[run.id] = found;
      else work.numbers = { ...work.numbers, [run.id]: found };
      const { step } = playing ?? {};
      playing = null;
      if (step && step.runs.every((each) => work.numbers[each.id]) && (!step.answer || isWritten(step.answer))) did(step);
      else draw();
    },
    ended() {
      playing = null;
      draw();
    },
    draw,
  };
}
