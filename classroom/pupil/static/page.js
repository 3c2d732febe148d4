// The pupil's page of one project. Scene and question are in the page itself; the board comes after them, in a worker.
import { lang, say } from "../shared/words.js";
import { board as shows, orderOf, put } from "../classroom/board.js";
import { curves } from "../classroom/curves.js";
import { boot } from "./boot.js";
import { mountCode } from "./code.js";
import { seat } from "./kept.js";
import { guide } from "./guided.js";
import { done, fill, guideBy, mayRun, show as showSteps, typed } from "./lesson.js";
import { numbers } from "./numbers.js";
import { oneTab } from "./one_tab.js";
import { choose, nowAt } from "./tabs.js";
import { download, empty, local, read, restored, save, saveNoMore, stepAside, take, work } from "./work.js";
import { who } from "./who.js";

const at = (id) => document.getElementById(id);
const data = document.documentElement.dataset;
let lesson = JSON.parse(data.lesson);
let board = null;
let classroom = null;
let now = JSON.parse(data.moment);
let error = null; // of the pupil's code
let warned = null; // limits in an order that makes no sense: the law runs all the same
const early = []; // orders that came before the board, or before it is known what the class does
let isArriving = data.class === "yes"; // a lesson may want a prediction first
let asksNext = 0;
let guided = null; // the class's lesson
let planned = null; // the run of the lesson that the board is on: { run, isOwn, project, isCounted }
let changedFor = null; // the run of the lesson that the pupil changes the law for
let names = null; // of the project, for words
let lawOf = data.project; // the project whose law runs
let isAside = false; // another tab of this pupil goes on
let wasPaused = true; // before the teacher paused all

// what is seen

const show = shows();
const record = curves(at("plot"), async (columns) => (board ? (await board.ask({ do: "picture", columns }))?.picture : null));

function see(moment) {
  now = moment;
  const said = moment.said[lang] || say(!board ? "pupil.booting" : mayRun() ? "pupil.ready" : "pupil.predict.first");
  show({ ...moment, said: { [lang]: said } }, asksNext > 0);
  record(moment);
  if (moment.t_s > 1) done("run");
  if (planned && !planned.isCounted) look(moment);
  if (holds[0] === say("pupil.runs_on") && moment.paused && !moment.seeking) status("");
  classroom?.sees(moment);
}

// The end of a lesson's run: what it has come to is read, and stays readable while the board goes on.
async function look(moment) {
  const { run } = planned;
  const mine = planned;
  if (moment.over || moment.failed) return guided.ended();
  if (!moment.paused || moment.seeking || Math.abs(moment.t_s - run.for_s) > 1.5 * run.tick_s) return undefined;
  planned.isCounted = true;
  const answer = await board.ask({ do: "numbers" });
  if (!answer?.numbers || mine !== planned) return undefined;
  guided.counted(run, { ...answer.numbers });
  if (nowAt() === "code") line(say("pupil.numbers_in_lesson"));
  return undefined;
}

function play(run, isOwn) {
  const isMine = isOwn && work.project;
  if (run !== changedFor) changedFor = null;
  planned = { run, isOwn, project: isMine ? work.project : run.project, isCounted: false };
  failed(null);
  if (!board) return early.push({ do: "play" });
  board.send(begin());
  status(say("pupil.runs_on"));
  return board.send({ do: "run_for", s: run.for_s });
}

// The law of a step in the editor, as the pupil has it; with a run, it is changed for that one.
function openCode(project, run) {
  changedFor = run;
  if (planned?.project !== project || !planned.isOwn) {
    planned = { run: run ?? planned?.run ?? null, isOwn: true, project, isCounted: true };
    board?.send(begin());
  }
  choose("code");
}

// One line for two voices: what holds (`status`), and what has just happened, which goes again by itself.
const SAID_MS = 12_000;
let holds = ["", ""];
let saidLast = 0;

function write(text, kind) {
  at("quiet").className = kind;
  put(at("quiet"), text);
}

function status(text, kind = "") {
  holds = [text, kind];
  clearTimeout(saidLast);
  write(text, kind);
}

function line(text, kind = "") {
  clearTimeout(saidLast);
  if (!text) return write(...holds);
  write(text, kind);
  saidLast = setTimeout(() => write(...holds), SAID_MS);
}

// what the board says

const usual = { ...lesson.settings }; // what the settings of the world are before anybody changes them
const setSettings = numbers(at("settings"), (name, value) => change("settings", name, value), (each) => each.name in usual, usual);
const setLimits = numbers(at("limits"), (name, value) => change("limits", name, value), (each) => Boolean(each.channel) && each.meaning !== "fault");

async function change(what, name, value) {
  const answer = await board?.ask({ do: what, values: { [name]: value } });
  heardAnswer(answer);
  if (answer?.kind === "answer") done("change");
}

function heardAnswer(answer) {
  if (answer?.kind === "refused") line(answer.text, "caution");
  if (answer?.warning) line(answer.warning.text, "caution");
  warned = answer?.warning ?? null;
  if (answer?.settings) {
    setSettings(answer.settings);
    const isChanged = (each) => each.value !== (usual[each.name] ?? each.usual);
    work.settings = Object.fromEntries(answer.settings.filter(isChanged).map((each) => [each.name, each.value]));
  }
  if (answer?.limits) setLimits(answer.limits);
  if (answer?.kind === "answer" && answer.files) {
    work.files = answer.files;
    work.project = lawOf;
    if (planned) planned.isOwn = true;
    code.set(answer.files);
    keepDraft();
    failed(null);
  }
}

function failed(found) {
  error = found ? { cause: found.cause ?? "", text: found.text ?? "" } : null;
  at("failed").hidden = !found || code.isThere(); // the editor says it at its line
  put(at("failed"), found ? say("pupil.code.failed", { file: found.file ?? "", line: found.line ?? "?", text: found.text ?? "" }) : "");
  code.fail(found);
  classroom?.changed();
}

function onMessage(message) {
  if (message.kind === "now") see(message);
  else if (message.kind === "described") {
    at("boot").hidden = true;
    names = message.names;
    lawOf = message.project;
    if (planned?.run) {
      for (const each of Object.keys(usual)) delete usual[each];
      for (const each of message.settings) if (each.name in planned.run.settings) usual[each.name] = each.value;
      work.settings = {};
    }
    setSettings(message.settings);
    setLimits(message.limits);
    code.describe(message.files, local.drafts?.[lawOf]);
  } else if (message.kind === "failed") failed(message);
  else if (message.kind === "refused" && message.id === undefined) line(message.text, "caution");
  else if (message.kind === "printed") print(message.text);
}

const MOST_PRINTED = 20_000; // letters
function print(text) {
  at("prints").hidden = false;
  at("printed").textContent = (at("printed").textContent + text).slice(-MOST_PRINTED);
}

// what is done

const code = mountCode(at("editor"), async (changed, texts) => {
  const answer = await board?.ask({ do: "files", files: texts ?? changed });
  heardAnswer(answer);
  if (answer?.kind !== "answer") return;
  done("change");
  if (changedFor && answer.files) guided.playMine(changedFor);
}, keepDraft);

function keepDraft() {
  const { [lawOf]: _, ...others } = local.drafts ?? {};
  const mine = code.draft();
  local.drafts = mine ? { ...others, [lawOf]: mine } : others;
}

async function order(what) {
  if (classroom?.isPaused()) return;
  if (isArriving) {
    early.push(what);
    return;
  }
  const runs = ["resume", "speed", "next", "run_for", "restart"].includes(what.do);
  if (runs && !mayRun()) {
    choose("lesson");
    guided.toPrediction();
    line(say("pupil.predict.first"), "caution");
    return;
  }
  if (!board) {
    early.push(what);
    return;
  }
  if (what.do === "play") return play(planned.run, planned.isOwn);
  if (what.do === "break") done("break");
  if (what.do === "run_for") status(say("pupil.runs_on"));
  if (what.do === "next") {
    asksNext++;
    see(now);
  }
  const answer = await board.ask(what);
  if (what.do === "next") asksNext--;
  if (answer?.kind !== "refused") return;
  if (what.do === "restart") board.send(begin());
  else line(answer.text, "caution");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const what = button && orderOf(button, now);
  if (what) order(what);
});

at("download").addEventListener("click", () => {
  download();
  if (data.class === "no") done("hand_in");
});
at("load").addEventListener("click", () => at("load-file").click());
at("load-file").addEventListener("change", async () => {
  const found = await read(at("load-file").files[0]);
  at("load-file").value = "";
  if (found) again(found);
  line(say(found ? "pupil.loaded" : "pupil.bad_file"), found ? "" : "caution");
});
at("fresh").addEventListener("click", () => {
  if (!confirm(say("pupil.fresh.sure"))) return;
  Object.assign(local, { steps: [], here: undefined });
  again({ ...empty(), lesson: work.lesson, project: local.lesson?.own_law ?? data.project });
});

function again(found) {
  take(found);
  local.drafts = {};
  if (guided) guided.draw();
  else fill();
  failed(null);
  board?.send(begin());
  save();
}

function begin() {
  if (planned?.run) {
    const { seed, settings, faults, presses, units, tick_s } = planned.run;
    const files = planned.isOwn && planned.project === work.project ? work.files : {};
    return { do: "begin", project: planned.project, seed, lang, settings, faults, presses, units, tick_s, files, speed: Number(data.usual), paused: true };
  }
  return { do: "begin", project: data.project, seed: lesson.seed, lang, settings: { ...lesson.settings, ...work.settings }, files: work.files, speed: Number(data.usual), paused: true };
}

// the beginning

async function bring() {
  const { do: _, ...first } = begin();
  const onPassing = (kind, text) => kind === "endless" && failed({ cause: kind, file: "control.py", text });
  board = await boot({ begin: first, onMessage, onPassing, line: (text) => line(text, "caution") });
  if (!board) return;
  if (isAside) return board.stop();
  line(""); // that it takes long
  see(now);
  classroom?.begun();
  for (const each of early.splice(0)) order(each);
}

function pausedByTeacher(isPaused) {
  document.body.classList.toggle("held", isPaused);
  if (!board) return;
  if (isPaused) {
    wasPaused = now.paused;
    board.send({ do: "pause" });
  } else if (planned && !planned.isCounted && planned.run && now.t_s < planned.run.for_s) board.send({ do: "run_for", s: planned.run.for_s - now.t_s });
  else if (!wasPaused) board.send({ do: "resume" });
}

function renamed(name) {
  const mine = seat.get();
  if (!mine || typeof name !== "string" || mine.name === name) return;
  seat.set({ ...mine, name });
  who();
}

function changed() {
  showSteps();
  if (!now.t_s) see(now); // what it waits for may have been written now
}

function beGuided(found) {
  const called = (name, value) => (name === "state" ? (names?.states[value]?.[lang] ?? value) : name === "why" ? now.said[lang] || value : value);
  const run = found.steps.flatMap((each) => each.runs)[0] ?? null;
  if (run) planned = { run, isOwn: false, project: run.project, isCounted: true };
  guided = guide(found, { play, openCode, called, mayOrder: () => !classroom?.isPaused() }, changed);
  guideBy(guided);
}

function giveBack() {
  isAside = true;
  classroom?.leave();
  board?.stop();
  return stepAside();
}

async function start() {
  see(now);
  who();
  const isKept = await restored;
  typed();
  fill();
  oneTab(data.project, giveBack, saveNoMore);
  if (data.class === "yes") {
    const { arrive, join } = await import("./class.js");
    const found = await arrive();
    if (!found || isAside) return;
    who();
    const { answers } = work; // written while the laptop was asked
    if (!isKept && take(found.saved)) work.answers = { ...work.answers, ...answers };
    const pupil = { board: () => board, moment: () => now, error: () => error ?? warned ?? code.cause(), lesson: () => lesson, project: data.project, paused: pausedByTeacher, lessonNumber: found.lessonNumber, renamed, status, say: (text) => line(text, "caution") };
    if (found.lesson) beGuided(found.lesson);
    classroom = join(pupil);
    isArriving = false;
  }
  if (guided) guided.draw();
  else fill();
  if (nowAt() === "view") choose("lesson");
  for (const each of early.splice(0)) order(each);
  if (!isAside) await bring();
}
start();
