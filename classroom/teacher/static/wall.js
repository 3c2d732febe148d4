// The wall: a tile a board, for the teacher (buttons) and for the projector. A tile is changed, not made anew, so that focus
// stays. What pupils wrote is put in as text.
import { h, icon } from "../shared/dom.js";
import { has, say } from "../shared/words.js";
import { put, setIcon } from "../classroom/board.js";

export const ICONS = { idle: "sleep", work: "check", caution: "alert", danger: "danger", fault: "tools" };
const COLUMNS = [[2, 2], [6, 3], [12, 4], [20, 5], [30, 6]]; // up to so many boards, so many columns
const MOST_COLUMNS = 8;

const PICTURES = new URL("../classroom/pictures.svg", import.meta.url).href;

// The picture that a pupil chose beside a nickname.
export function portrait(name) {
  const found = icon("users");
  found.classList.add("portrait");
  found.firstChild.setAttribute("href", `${PICTURES}#${String(name).replace(/[^a-z]/g, "")}`);
  return found;
}

// Name and picture, or nothing while names are hidden.
function showName(box, tile, names) {
  const wanted = names && tile.name ? `${tile.picture} ${tile.name}` : "";
  if (box.dataset.shown === wanted) return;
  box.dataset.shown = wanted;
  box.replaceChildren(...(wanted ? [tile.picture ? portrait(tile.picture) : "", String(tile.name)] : []));
}

export const number = (seat) => String(seat).padStart(2, "0");
export const meaningOf = (tile) => (tile.online && Object.hasOwn(ICONS, tile.meaning) ? tile.meaning : "idle");

export function stateWord(tile, project) {
  if (!tile.online) return say("teacher.offline");
  if (!tile.state) return say("teacher.no_state");
  const key = `state.${tile.project || project}.${tile.state}`;
  return has(key) ? say(key) : String(tile.state).replaceAll("_", " ");
}

// The kind of the mistake in words where it is known, else what the board said.
export function errorWord({ cause, error }) {
  const key = `cause.${cause || error}`;
  return has(key) ? say(key).replaceAll("`", "") : String(error);
}

// What a teacher should know of it, in a word.
function note(tile, mark) {
  if (mark) return mark;
  if (tile.error) return errorWord(tile);
  if (tile.stuck) return say("teacher.stuck");
  return tile.handed_in || tile.program ? say("teacher.handed_in") : "";
}

function made(seat, tag) {
  const parts = { seat: h("strong", null, number(seat)), step: h("span", { class: "step" }), state: h("b"), note: h("small"), name: h("em"), bar: h("i") };
  const sign = icon("sleep");
  const hand = h("span", { class: "up", hidden: true }, icon("hand"), h("span", { class: "unseen" }, say("teacher.hand")));
  const box = h(tag, { class: "tile idle", "data-seat": seat, type: tag === "button" ? "button" : null });
  box.append(parts.seat, parts.step, h("span", { class: "why" }, sign, parts.state), parts.note, parts.name, parts.bar, hand);
  return { box, parts, sign, hand };
}

function show({ box, parts, sign, hand }, tile, { project, names, mark }) {
  const meaning = meaningOf(tile);
  const kind = ["tile", meaning, tile.hand && "hand", tile.stuck && "stuck", !tile.online && "offline", tile.error && "wrong", (tile.handed_in || tile.program) && "done"];
  box.className = kind.filter(Boolean).join(" ");
  box.style.setProperty("--p", tile.steps ? `${Math.round((100 * tile.step) / tile.steps)}%` : "0%");
  put(parts.step, tile.steps ? `${tile.step}/${tile.steps}` : "");
  put(parts.state, stateWord(tile, project));
  put(parts.note, note(tile, mark));
  showName(parts.name, tile, names);
  setIcon(sign, ICONS[meaning]);
  hand.hidden = !tile.hand;
}

// `update(seats, look)`: seats is a Map; `look` has the class's project, whether names are shown, and marks by seat.
export function wall(box, tag = "button") {
  const tiles = new Map();

  function columns(count) {
    const [, wanted] = COLUMNS.find(([most]) => count <= most) ?? [0, MOST_COLUMNS];
    box.style.setProperty("--columns", wanted);
    box.style.setProperty("--rows", Math.ceil(count / wanted) || 1);
  }

  return function update(seats, { project = null, names = false, marks = new Map() } = {}) {
    for (const [seat, tile] of tiles)
      if (!seats.has(seat)) {
        tile.box.remove();
        tiles.delete(seat);
      }
    for (const seat of [...seats.keys()].sort((a, b) => a - b)) {
      if (!tiles.has(seat)) {
        const fresh = made(seat, tag);
        const after = [...tiles.keys()].filter((each) => each > seat).sort((a, b) => a - b)[0];
        box.insertBefore(fresh.box, after === undefined ? null : tiles.get(after).box);
        tiles.set(seat, fresh);
      }
      show(tiles.get(seat), seats.get(seat), { project, names, mark: marks.get(seat) });
    }
    box.classList.toggle("named", names);
    columns(tiles.size);
  };
}

// Arrow keys go from tile to tile; the wall is one stop of the Tab key.
export function walk(box) {
  const tiles = () => [...box.querySelectorAll(".tile")];
  const only = (wanted) => {
    for (const each of tiles()) each.tabIndex = each === wanted ? 0 : -1;
  };
  box.addEventListener("focusin", (event) => only(event.target.closest(".tile")));
  box.addEventListener("keydown", (event) => {
    const wide = getComputedStyle(box).gridTemplateColumns.split(" ").length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: wide, ArrowUp: -wide }[event.key];
    const all = tiles();
    const now = all.indexOf(event.target.closest(".tile"));
    const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step && now + step;
    if (now < 0 || to === undefined || !all[to]) return;
    event.preventDefault();
    all[to].focus();
  });
  return () => {
    const all = tiles();
    if (all.length && !all.some((each) => each.tabIndex === 0 && each.hasAttribute("tabindex"))) only(all[0]);
  };
}

const SUMS = [
  ["danger", (tile) => tile.online && tile.meaning === "danger", "danger", "danger"],
  ["fault", (tile) => tile.online && tile.meaning === "fault", "fault", "tools"],
  ["caution", (tile) => tile.online && tile.meaning === "caution", "caution", "alert"],
  ["work", (tile) => tile.online && tile.meaning === "work", "work", "check"],
  ["idle", (tile) => tile.online && meaningOf(tile) === "idle", "idle", "sleep"],
  ["hand", (tile) => tile.hand, "raised", "hand"],
  ["stuck", (tile) => tile.stuck, "caution", "help"],
  ["offline", (tile) => !tile.online, "idle", "plug"],
  ["handed_in", (tile) => tile.handed_in || tile.program, "work", "collect"],
];

// How many of each kind; what there is none of is left out.
export function sums(list, seats) {
  const all = [...seats.values()];
  const counted = SUMS.map(([name, is, kind, sign]) => [name, all.filter(is).length, kind, sign]).filter(([, count]) => count);
  const wanted = JSON.stringify(counted);
  if (list.dataset.shown === wanted) return;
  list.dataset.shown = wanted;
  list.replaceChildren(...counted.map(([name, count, kind, sign]) => h("li", { class: `state ${kind}` }, icon(sign), h("b", null, String(count)), h("span", null, say(`teacher.means_${name}`)))));
}

export const isHere = (seats) => [...seats.values()].filter((tile) => tile.online).length;

// The wall's event into the Map of seats; true for seats that raise a hand now and did not before.
export function take(seats, found) {
  if (found.whole) seats.clear();
  const raised = [];
  for (const tile of found.seats ?? []) {
    if (tile.gone) seats.delete(tile.seat);
    else {
      if (tile.hand && !found.whole && !seats.get(tile.seat)?.hand) raised.push(tile.seat);
      seats.set(tile.seat, tile);
    }
  }
  return raised;
}
