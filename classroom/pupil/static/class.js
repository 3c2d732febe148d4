// What a pupil's page and the teacher's laptop tell each other in a class. The laptop may be away: the pupil goes on.
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { seat } from "./kept.js";
import { atStep, done, onStep, stage, steps, stepsDone } from "./lesson.js";
import { ask, listen } from "./relay.js";
import { belongTo, local, save, work } from "./work.js";

const at = (id) => document.getElementById(id);
const TILE_MS = 1000;
const SHOWN_MS = 500;
const STUCK_MS = 5 * 60_000; // without a step, or with the same error
const DID_MS = 20_000;
const CHECK_S = 7200; // a longer run would keep the pupil waiting

// `pupil`: what page.js lets it see and say.
export function join(pupil) {
  let told = {};
  let away = false;
  let removed = false;
  let [lastTile, lastDid, tileAt] = ["", 0, 0];
  let did = 0;
  let stepAt = Date.now();
  let shownAt = 0;
  let hand = false;

  let lastStatus = "";
  function quiet() {
    const words = removed ? say("pupil.removed") : told.paused ? say("pupil.paused_by_teacher") : away ? say("pupil.away") : told.shown ? say("pupil.shown") : "";
    if (words !== lastStatus) pupil.status(words, told.paused ? "caution" : removed ? "fault" : "");
    lastStatus = words;
  }

  function faults(now) {
    if (now.fault_n === undefined || now.fault_n === local.fault_n) return;
    const isFirst = local.fault_n === undefined;
    const [before, wanted] = [local.teacher ?? [], now.faults ?? []];
    local.fault_n = now.fault_n;
    local.teacher = wanted;
    if (isFirst && !wanted.length) return;
    const board = pupil.board();
    for (const fault of before.filter((each) => !wanted.includes(each))) board?.send({ do: "mend", fault });
    for (const fault of wanted) board?.send({ do: "break", fault });
    if (wanted.length) pupil.say(say("pupil.fault_by_teacher"));
  }

  function hint(found) {
    const isNew = found && found.n !== local.hint_n;
    at("hint").hidden = !found || local.hint_seen === found.n;
    if (!found) return;
    put(at("hint-text"), String(found.text));
    if (isNew) {
      local.hint_n = found.n;
      pupil.say(`${say("pupil.hint")}: ${found.text}`);
    }
  }
  at("hint-close").addEventListener("click", () => {
    local.hint_seen = local.hint_n;
    at("hint").hidden = true;
  });

  function heard(name, found) {
    if (name !== "told") return;
    if (Boolean(found.paused) !== Boolean(told.paused)) pupil.paused(Boolean(found.paused));
    const isLookedAtNow = found.send_board && !told.send_board;
    told = found;
    if (found.lesson_n !== undefined && found.lesson_n !== pupil.lessonNumber) return otherLesson();
    if (isLookedAtNow && pupil.moment()) sees(pupil.moment()); // a board that stands still sends nothing by itself
    hint(found.hint);
    stage(found.stage);
    pupil.renamed(found.name);
    if (pupil.board()) faults(found);
    const isLate = local.collect_n === undefined && !hasWorked(); // its one work after collecting is not to be an empty one
    if (found.collected && found.collect_n !== local.collect_n && !isLate) handIn();
    local.collect_n = found.collect_n;
    quiet();
  }

  // The teacher has opened another lesson: its page, and its work.
  async function otherLesson() {
    await save();
    const { found } = await ask("GET", "class");
    if (found) location.replace(found.project ? `${found.project}.${lang}.html` : `${lang}.html`);
  }

  // Moments for the projector, while this board is shown there.
  function sees(moment) {
    if (!told.send_board || performance.now() - shownAt < SHOWN_MS) return;
    shownAt = performance.now();
    ask("POST", "seat/board", moment);
  }

  const leave = listen("seat/stream", {
    heard,
    here(isHere) {
      away = !isHere;
      quiet();
      if (isHere) {
        lastTile = "";
        save();
        if (local.waits) handIn();
      }
    },
    refused() {
      removed = true;
      seat.set(null);
      quiet();
    },
  });

  // The tile on the teacher's wall: only when it has changed, at most once a second; now and then that something was done.
  function tile() {
    const { state = "", meaning = "idle", t_s = 0 } = pupil.moment() ?? {};
    const { cause = "", text = "" } = pupil.error() ?? {};
    const isStuck = Date.now() - stepAt > STUCK_MS && stepsDone() < steps;
    const found = { state, meaning, step: stepsDone(), steps, at: atStep(), error: text.slice(0, 60), cause, hand, stuck: isStuck, project: pupil.project };
    const now = JSON.stringify(found);
    const isOld = did !== lastDid && Date.now() - tileAt > DID_MS;
    if ((now === lastTile && !isOld) || away || removed || !seat.get()) return;
    [lastTile, lastDid, tileAt] = [now, did, Date.now()];
    ask("POST", "seat/tile", { ...found, did, t_s: Math.round(t_s) }).then(({ status }) => {
      if (status !== 204) lastTile = "";
    });
  }
  const tiles = setInterval(tile, TILE_MS);
  onStep(() => (stepAt = Date.now()));
  for (const kind of ["click", "input"]) document.addEventListener(kind, () => did++);

  at("call").addEventListener("click", () => {
    hand = !hand;
    at("call").setAttribute("aria-pressed", String(hand));
    put(at("call").querySelector("span"), say(hand ? "pupil.called" : "pupil.call"));
    tile();
  });

  async function claim() {
    const for_s = pupil.lesson()?.for_s ?? 0;
    if (work.lesson || !pupil.board() || !(for_s > 0 && for_s <= CHECK_S)) return null;
    const late = new Promise((end) => setTimeout(end, 20_000, null));
    const found = await Promise.race([pupil.board().ask({ do: "check", s: for_s }), late]).catch(() => null);
    return typeof found?.trace_sha256 === "string" ? { trace_sha256: found.trace_sha256, for_s } : null;
  }

  // Two clicks, or one while the teacher collects, are one work.
  let handing = null;
  const handIn = () => (handing ??= handInOnce().finally(() => (handing = null)));

  async function handInOnce() {
    put(at("handed"), say("pupil.handing_in"));
    at("hand-in").disabled = true;
    work.claimed = await claim();
    const { status, found } = await ask("POST", "seat/hand_in", work);
    at("hand-in").disabled = false;
    local.waits = status === 0 || status >= 500;
    if (status === 200 && found) handed(found);
    showReceipt();
    if (local.waits) put(at("handed"), say("pupil.hand_in.waits"));
    else if (status !== 200) put(at("handed"), String(found?.error?.[lang] ?? say("pupil.hand_in.refused")));
    else if (Object.keys(local.drafts ?? {}).length) put(at("handed"), `${say("pupil.hand_in.not_run")} ${say("pupil.handed_in", { at: local.at })}`);
    save();
    tile();
  }

  function showReceipt() {
    at("receipt").hidden = !local.receipt;
    put(at("receipt"), local.receipt ?? "");
    put(at("handed"), local.receipt ? say("pupil.handed_in", { at: local.at }) : "");
    put(at("hand-in").querySelector("span"), say(local.receipt ? "pupil.hand_in.again" : "pupil.hand_in"));
  }
  at("hand-in").addEventListener("click", handIn);
  showReceipt();

  return {
    isPaused: () => Boolean(told.paused),
    begun: () => faults(told),
    changed: tile,
    sees,
    leave() {
      leave();
      clearInterval(tiles);
    },
  };
}

const hasWorked = () => [work.answers, work.files, work.settings, work.numbers].some((each) => Object.keys(each).length);

function handed({ receipt, at: clock }) {
  Object.assign(local, { receipt: String(receipt), at: String(clock) });
  done("hand_in");
}

// Who sits here, and the class's lesson; the first page of the class when nobody does.
export async function arrive() {
  if (!seat.get()) {
    location.replace(`${lang}.html`);
    return null;
  }
  const [asked, again] = await Promise.all([ask("GET", "class"), ask("POST", "rejoin", {})]);
  if (again.status === 401 || again.status === 403) {
    seat.set(null);
    location.replace(`${lang}.html`);
    return null;
  }
  const asked_for = asked.status === 0 ? (local.lesson?.name ?? null) : (asked.found?.lesson ?? null);
  const read = asked_for && asked.status !== 0 ? (await ask("GET", `lesson?lang=${lang}`)).found : local.lesson;
  const lesson = asked_for && read?.project === document.documentElement.dataset.project ? read : null;
  local.lesson = lesson;
  await belongTo(lesson?.name ?? null, lesson?.own_law ?? document.documentElement.dataset.project);
  const { seat: number, name, picture, saved = null, handed_in: handedIn } = again.found ?? {};
  if (number) seat.set({ ...seat.get(), seat: number, name, picture });
  if (handedIn) handed(handedIn);
  return { lesson, saved, lessonNumber: asked.found?.lesson_n };
}
