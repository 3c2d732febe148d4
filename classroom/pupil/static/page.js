// The pupil's page of one project. Scene and question are in the page itself; the board comes after them, in a worker.
import { lang, say } from "../shared/words.js";
import { board as shows, orderOf, put } from "../classroom/board.js";
import { curves } from "../classroom/curves.js";
import { boot } from "./boot.js";
import { mountCode } from "./code.js";
import { seat } from "./kept.js";
import { done, fill, follow, mayRun, typed } from "./lesson.js";
import { numbers } from "./numbers.js";
import { choose, nowAt } from "./tabs.js";
import { download, empty, local, read, restored, save, take, work } from "./work.js";
import { who } from "./who.js";

const at = (id) => document.getElementById(id);
const data = document.documentElement.dataset;
let lesson = JSON.parse(data.lesson);
let board = null;
let classroom = null;
let now = JSON.parse(data.moment);
let error = null; // of the pupil's code
let warned = null; // limits in an order that makes no sense: the law runs all the same
const early = []; // orders that came before the board
let asksNext = 0;
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
  if (holds[0] === say("pupil.runs_on") && moment.paused && !moment.seeking) status("");
  classroom?.sees(moment);
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

const setSettings = numbers(at("settings"), (name, value) => change("settings", name, value), (each) => each.name in lesson.settings, lesson.settings);
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
    const isChanged = ({ name, value, usual }) => value !== (lesson.settings[name] ?? usual);
    work.settings = Object.fromEntries(answer.settings.filter(isChanged).map((each) => [each.name, each.value]));
  }
  if (answer?.limits) setLimits(answer.limits);
  if (answer?.kind === "answer" && answer.files) {
    work.files = answer.files;
    code.set(answer.files);
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
    setSettings(message.settings);
    setLimits(message.limits);
    code.describe(message.files);
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
  if (answer?.kind === "answer") done("change");
});

async function order(what) {
  if (classroom?.isPaused()) return;
  const runs = ["resume", "speed", "next", "run_for"].includes(what.do);
  if (runs && !mayRun()) {
    choose("lesson");
    at("predict").focus();
    line(say("pupil.predict.first"), "caution");
    return;
  }
  if (!board) {
    early.push(what);
    return;
  }
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
  Object.assign(local, { steps: [] });
  again(empty());
});

function again(found) {
  take(found);
  fill();
  failed(null);
  board?.send(begin());
  save();
}

function begin() {
  return { do: "begin", project: data.project, seed: lesson.seed, lang, settings: { ...lesson.settings, ...work.settings }, files: work.files, speed: Number(data.usual), paused: true };
}

// the beginning

async function bring() {
  const { do: _, ...first } = begin();
  const onPassing = (kind, text) => kind === "endless" && failed({ cause: kind, file: "control.py", text });
  board = await boot({ begin: first, onMessage, onPassing, line: (text) => line(text, "caution") });
  if (!board) return;
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
  } else if (!wasPaused) board.send({ do: "resume" });
}

function renamed(name) {
  const mine = seat.get();
  if (!mine || typeof name !== "string" || mine.name === name) return;
  seat.set({ ...mine, name });
  who();
}

async function start() {
  see(now);
  who();
  const isKept = await restored;
  typed();
  fill();
  if (data.class === "yes") {
    const { arrive, join } = await import("./class.js");
    const found = await arrive();
    if (!found) return;
    who();
    if (found.lesson?.project === data.project) lesson = { ...lesson, ...found.lesson };
    const { answers } = work; // written while the laptop was asked
    if (!isKept && take(found.saved)) work.answers = { ...work.answers, ...answers };
    const pupil = { board: () => board, moment: () => now, error: () => error ?? warned ?? code.cause(), lesson: () => lesson, project: data.project, paused: pausedByTeacher, renamed, status, say: (text) => line(text, "caution") };
    classroom = join(pupil);
  } else follow(null);
  fill();
  if (nowAt() === "view") choose("lesson");
  await bring();
}
start();
