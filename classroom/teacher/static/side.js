// Beside the wall: the errors that many have, the marks as they come, how to join, and what was refused.
import { h, icon } from "../shared/dom.js";
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { openHint, wordsOf } from "./dialogs.js";
import { get, room, tell, token } from "./room.js";
import { bare, qr } from "./qr.js";
import { number } from "./wall.js";

const at = (id) => document.getElementById(id);
const MOST_ERRORS = 5;
const SIGNS = { true: ["work", "check"], false: ["danger", "alert"] };
const TROUBLES = ["pin", "word", "seat", "work", "size", "rate", "disk"];

export function showErrors() {
  const errors = room.errors.filter((each) => each.seats.length).sort((a, b) => b.seats.length - a.seats.length).slice(0, MOST_ERRORS);
  const line = (each) => {
    const count = each.seats.length;
    return h("li", null, h("p", null, wordsOf(each)), h("div", { class: "row" }, h("b", null, say("teacher.count_boards", { count })), h("button", { type: "button", click: () => openHint(each.seats) }, icon("bulb"), say("teacher.hint_these", { count }))));
  };
  keep(at("errors"), JSON.stringify(errors), () => (errors.length ? errors.map(line) : [h("li", { class: "soft" }, say("teacher.no_errors"))]));
}

// Made anew only when it differs, so that a button under a finger stays.
function keep(box, wanted, make) {
  if (box.dataset.shown === wanted) return;
  box.dataset.shown = wanted;
  box.replaceChildren(...make());
}

// A mark in a word or two, for the tile and for the list.
export function markWord(mark) {
  if (mark.state === "waiting") return say("teacher.mark_waiting");
  if (mark.state === "running") return say("teacher.mark_running");
  if (mark.state === "failed") return say("teacher.mark_failed");
  const points = Number.isFinite(mark.points) ? say("teacher.mark_points", { points: mark.points, of: mark.of }) : "";
  return [mark.words?.[lang], points].filter(Boolean).join(" ");
}

export const reasonsOf = (mark) => (mark.reasons ?? []).map((each) => each?.[lang]).filter(Boolean);

// The same on a tile, where there is little room: a sign and the points.
export const markSign = (mark) => (mark.state === "done" && Number.isFinite(mark.points) ? `${mark.passed ? "✓" : "✗"} ${say("teacher.mark_points", mark)}` : markWord(mark));

export function showMarks() {
  const all = [...room.marks.values()].sort((a, b) => a.seat - b.seat);
  const done = all.filter((each) => each.state === "done" || each.state === "failed").length;
  at("marks_card").hidden = !(all.length || room.told.collected || [...room.seats.values()].some((each) => each.handed_in));
  put(at("marks_so_far"), all.length ? say("teacher.marks_so_far", { done, all: all.length }) : say("teacher.no_marks"));
  const why = all.filter((each) => each.state === "failed").flatMap(reasonsOf);
  put(at("marks_why"), [...new Set(why)].slice(0, MOST_ERRORS).join(" "));
  const line = (mark) => {
    const [kind, sign] = SIGNS[mark.passed] ?? ["idle", "clock"];
    return h("li", { class: kind, title: reasonsOf(mark).join(" ") || null }, icon(sign), h("b", null, number(mark.seat)), h("span", null, markWord(mark)));
  };
  keep(at("marks"), JSON.stringify(all), () => all.map(line));
}

export function showJoin() {
  const { address = "", word = "", qr: rows = [] } = room.told.join ?? {};
  put(at("address"), bare(address));
  put(at("class_word"), word);
  keep(at("qr"), rows.join(""), () => (rows.length ? [qr(rows, say("teacher.qr"))] : []));
}

export function showTrouble(found) {
  const { wrong_pins = 0, refused = 0, last } = found;
  at("trouble").hidden = !(wrong_pins || refused);
  const what = TROUBLES.includes(last?.what) ? say(`teacher.trouble_${last.what}`) : String(last?.what ?? "?");
  put(at("trouble"), say("teacher.trouble", { wrong_pins, refused, at: last?.at ?? "?", who: last?.who ?? "?", what }));
}

export async function saveTable() {
  const answer = await get(`/api/teacher/result.csv?lang=${lang}`);
  if (!answer) return tell(say("teacher.not_done"));
  const address = URL.createObjectURL(await answer.blob());
  h("a", { href: address, download: `highland-${new Date().toISOString().slice(0, 10)}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// A form, so that the token is neither in an address nor in the history.
export function openPages() {
  const hidden = (name, value) => h("input", { type: "hidden", name, value });
  const form = h("form", { method: "post", action: "/api/teacher/pages.html", target: "_blank", hidden: true }, hidden("token", token.get()), hidden("lang", lang));
  document.body.append(form);
  form.submit();
  form.remove();
}
