// The teacher's page: the PIN, then one stream that says everything, and orders that go out.
import { say } from "../shared/words.js";
import { put, setIcon } from "../classroom/board.js";
import { close, confirm, mendAll, open, openHint, project, sendHint, showFaults, showViews } from "./dialogs.js";
import { listen, post } from "./feed.js";
import { lessonClock, titleOf } from "./lesson_clock.js";
import { lendPlaces } from "./lend.js";
import { freeWork, openAnswers, openLessons } from "./lessons.js";
import { showLogin, whenIn } from "./login.js";
import { acts as pupilActs, openPupil, showMoment, showPupil } from "./pupil.js";
import { order, room, token, undo } from "./room.js";
import { markSign, openPages, saveTable, showErrors, showJoin, showMarks, showTrouble } from "./side.js";
import { isHere, number, sums, take, walk, wall } from "./wall.js";

const at = (id) => document.getElementById(id);
const act = (name) => document.querySelector(`[data-act=${name}]`);
const showWall = wall(at("wall"));
const keepTabStop = walk(at("wall"));
const showClock = lessonClock(at("stages"), ({ isOver }) => at("next_stage").classList.toggle("due", isOver));
let projectorWindow = null;
let wasOffered = false; // the list of lessons, once, where the class has none

function drawWall() {
  const marks = new Map([...room.marks].map(([seat, mark]) => [seat, markSign(mark)]));
  showWall(room.seats, { project: room.told.project, names: room.names, marks });
  keepTabStop();
  sums(at("sums"), room.seats);
  if (room.told.lesson) showClock({ ...room.told, counts: counts() });
  put(at("boards"), say("teacher.boards", { here: isHere(room.seats), all: room.told.of ?? room.seats.size }));
  at("nobody").hidden = room.seats.size > 0;
  showMarks();
  showPupil();
}

// A button that does one thing or its opposite.
function either(name, isOn, on, off, sign) {
  const button = act(name);
  put(button.querySelector("span"), say(isOn ? on : off));
  if (sign) setIcon(button, isOn ? sign[0] : sign[1]);
  button.classList.toggle("on", Boolean(isOn));
}

function showTold() {
  const { told } = room;
  put(at("title"), [told.class, told.lesson && titleOf(told.lesson)].filter(Boolean).join(" · ") || at("title").textContent);
  const hasLesson = Boolean(told.lesson?.stages?.length);
  for (const each of [at("stages"), at("next_stage"), act("answers")]) each.hidden = !hasLesson;
  showClock({ ...told, counts: counts() });
  if (!hasLesson && !told.project && !wasOffered) openLessons();
  wasOffered = true;
  showNext();
  either("pause", told.paused, "teacher.go_on", "teacher.pause", ["play", "pause"]);
  either("lock", told.locked, "teacher.unlock", "teacher.lock");
  either("collect", told.collected, "teacher.reopen", "teacher.collect");
  act("mend").disabled = !told.faults?.length;
  showFaults();
  showViews();
  showJoin();
}

// How many boards are in each activity.
function counts() {
  const steps = room.told.lesson?.steps ?? [];
  const found = stages().map(() => 0);
  for (const tile of room.seats.values()) if (tile.online && steps[tile.at - 1]) found[steps[tile.at - 1].activity]++;
  return found;
}

const stages = () => room.told.lesson?.stages ?? [];
const nextStage = () => (room.told.stage ? room.told.stage.at + 1 : 0);

function showNext() {
  const isLast = nextStage() >= stages().length;
  const button = at("next_stage");
  put(button.querySelector("span"), say(isLast ? "teacher.lesson_over" : room.told.stage ? "teacher.next_stage" : "teacher.start_lesson"));
  button.disabled = isLast;
}

const heard = {
  wall(found) {
    if (Number.isInteger(found.of)) room.told.of = found.of;
    const raised = take(room.seats, found);
    if (raised.length) put(at("heard"), say("teacher.hand_now", { seat: raised.map(number).join(", ") }));
    drawWall();
  },
  told(found) {
    room.told = { of: room.told.of, ...found };
    if (found.lend) lendPlaces(() => token.header);
    showTold();
    drawWall();
  },
  shown: showMoment,
  trouble: showTrouble,
  errors(found) {
    room.errors = found.errors ?? [];
    showErrors();
  },
  marks(found) {
    for (const mark of found.seats ?? []) room.marks.set(mark.seat, mark);
    if (found.whole && !found.seats?.length) room.marks.clear();
    drawWall();
  },
};

function lost(isLost) {
  at("lost").hidden = !isLost;
  put(at("lost"), isLost ? say("teacher.lost") : "");
  document.documentElement.classList.toggle("old", isLost);
}

function enter() {
  at("class").hidden = false;
  showErrors();
  listen("/api/teacher/stream", token.header, {
    heard: (event, found) => heard[event]?.(found),
    lost,
    refused() {
      token.set(null);
      lost(false);
      showLogin(say("teacher.left_out"));
    },
  });
}

const acts = {
  ...pupilActs,
  undo,
  close() {},
  pause: () => (room.told.paused ? order({ do: "go_on" }, say("teacher.gone_on_done"), [{ do: "pause" }]) : order({ do: "pause" }, say("teacher.paused_done"), [{ do: "go_on" }])),
  hint: () => openHint(),
  send_hint: sendHint,
  fault: () => open("faults"),
  mend: mendAll,
  lock() {
    if (room.told.locked) return order({ do: "unlock" }, say("teacher.unlocked_done"), [{ do: "lock" }]);
    return confirm("lock", "teacher.lock", {}, () => order({ do: "lock" }, say("teacher.locked_done"), [{ do: "unlock" }]));
  },
  collect() {
    if (room.told.collected) return order({ do: "reopen" }, say("teacher.reopened_done"));
    return confirm("collect", "teacher.collect", {}, () => order({ do: "collect" }, say("teacher.collected_done"), [{ do: "reopen" }]));
  },
  projector: () => open("views"),
  names() {
    room.names = !room.names;
    act("names").setAttribute("aria-pressed", String(room.names));
    drawWall();
  },
  projector_names: () => project(room.told.projector?.view ?? "wall", !room.told.projector?.names),
  show_join: () => project("join"),
  open_projector() {
    projectorWindow = window.open(`/projector.${document.documentElement.lang}.html`, "highland-projector");
    close("views");
  },
  answers: openAnswers,
  lessons: openLessons,
  free_work: freeWork,
  table: saveTable,
  pages: openPages,
};

// The projector's page asks for a token of its own, which reads nothing but what a projector shows.
addEventListener("message", async (event) => {
  if (event.origin !== location.origin || event.source !== projectorWindow || event.data !== "token") return;
  const { found } = await post("/api/teacher/projector", {}, token.header);
  if (typeof found.token === "string") event.source.postMessage({ token: found.token }, location.origin);
});

document.addEventListener("click", (event) => {
  const tile = event.target.closest("#wall .tile");
  if (tile) return openPupil(Number(tile.dataset.seat));
  const button = event.target.closest("[data-act], [data-view], #next_stage");
  if (!button || event.detail > 1) return undefined; // of two quick clicks the second would undo the first, or go on twice
  if (button.id === "next_stage") {
    const [from, to] = [room.told.stage, nextStage()];
    return order({ do: "stage", to }, say("teacher.stage_done", { title: titleOf(stages()[to]) }), [{ do: "stage", to: from ? from.at : null }]);
  }
  if (button.dataset.view) return project(button.dataset.view);
  if (button.dataset.act === "close") return button.closest("dialog").close();
  return acts[button.dataset.act]?.();
});

whenIn(enter);
if (token.get()) enter();
else showLogin();
