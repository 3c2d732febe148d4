// The projector's page: it asks the teacher's page for a token that reads nothing private, and shows what the teacher chose.
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { listen } from "./feed.js";
import { lessonClock, titleOf } from "./lesson_clock.js";
import { bare, qr } from "./qr.js";
import { seenBoard } from "./seen_board.js";
import { isHere, number, take, wall } from "./wall.js";

const at = (id) => document.getElementById(id);
const KEPT = "highland-projector";
const ASK_MS = 500;
const VIEWS = ["alone", "join", "wall", "question", "board", "clock"];
const seats = new Map();
const showWall = wall(at("wall"), "div");
const see = seenBoard(at("shown"));
let told = {};

sessionStorage.removeItem("highland-teacher"); // a page that another opens gets a copy of its storage: this one needs none

const showClock = lessonClock(at("stages"), ({ stage, isOver, left_s }) => {
  const left = Math.ceil(left_s / 60);
  const words = !stage ? "" : isOver ? say("projector.minutes_over") : say("projector.minutes_left", { minutes: left });
  put(at("minutes_left"), words);
  put(at("stage_title"), titleOf(stage));
  put(at("corner_clock"), stage ? `${titleOf(stage)}: ${words}` : "");
  at("minutes_left").classList.toggle("over", isOver);
});

function show(view) {
  for (const each of VIEWS) at(`view-${each}`).hidden = each !== view;
}

function drawWall() {
  showWall(seats, { project: told.project, names: Boolean(told.projector?.names) });
  put(at("boards"), say("teacher.boards", { here: isHere(seats), all: told.of ?? seats.size }));
  put(at("here"), say("projector.here", { count: isHere(seats) }));
}

function drawJoin() {
  const { address = "", word = "", qr: rows = [] } = told.join ?? {};
  put(at("address"), bare(address));
  put(at("class_word"), word);
  const wanted = rows.join("");
  if (at("qr").dataset.shown === wanted) return;
  at("qr").dataset.shown = wanted;
  at("qr").replaceChildren(...(rows.length ? [qr(rows, say("teacher.qr"))] : []));
}

const heard = {
  wall(found) {
    if (Number.isInteger(found.of)) told.of = found.of;
    take(seats, found);
    drawWall();
  },
  told(found) {
    const wasShown = told.shown;
    told = { of: told.of, ...found };
    show(told.projector?.view ?? "join");
    put(at("title"), [told.class, told.lesson && titleOf(told.lesson)].filter(Boolean).join(" · "));
    put(at("question"), String(told.lesson?.question?.[lang] ?? say("projector.no_question")));
    put(at("paused"), told.paused ? say("projector.all_paused") : told.locked ? say("projector.door_locked") : "");
    if (told.shown !== wasShown) see(null, null);
    put(at("shown_seat"), told.shown ? say("teacher.seat", { seat: number(told.shown) }) : say("projector.no_board"));
    showClock(told);
    drawJoin();
    drawWall();
  },
  shown(found) {
    if (found.seat === told.shown) see(found.project || told.project, found.moment);
  },
};

function lost(isLost) {
  at("lost").hidden = !isLost;
  put(at("lost"), isLost ? say("teacher.lost") : "");
}

function enter() {
  listen("/api/projector/stream", `Projector ${sessionStorage.getItem(KEPT)}`, {
    heard: (event, found) => heard[event]?.(found),
    lost,
    refused() {
      sessionStorage.removeItem(KEPT);
      askForToken();
    },
  });
}

let asking = 0;

function askForToken() {
  show("alone");
  if (window.opener) asking = setInterval(() => window.opener.postMessage("token", location.origin), ASK_MS);
}

addEventListener("message", (event) => {
  if (event.origin !== location.origin || event.source !== window.opener || typeof event.data?.token !== "string") return;
  if (sessionStorage.getItem(KEPT)) return;
  clearInterval(asking);
  sessionStorage.setItem(KEPT, event.data.token);
  enter();
});

if (sessionStorage.getItem(KEPT)) enter();
else askForToken();
