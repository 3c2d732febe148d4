// One pupil in detail: what the board shows now, the last error, whether the code was changed and how.
import { h } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { close, confirm, open, openHint } from "./dialogs.js";
import { ask, get, order, room } from "./room.js";
import { markWord, reasonsOf } from "./side.js";
import { seenBoard } from "./seen_board.js";
import { errorWord, meaningOf, number, portrait, stateWord } from "./wall.js";

const at = (id) => document.getElementById(id);
const see = seenBoard(at("looked_at"));
const LONGEST_DIFF = 60; // lines
let seat = null;

export const isOpen = (wanted) => seat !== null && seat === wanted;

export function openPupil(wanted) {
  seat = wanted;
  at("pupil_name").value = room.seats.get(seat)?.name ?? "";
  see(null, null);
  put(at("pupil_code"), "");
  at("pupil_diff").replaceChildren();
  showProgram(null);
  showPupil();
  open("pupil");
  ask({ do: "look", seat });
  readWork(seat);
}

at("pupil").addEventListener("close", () => {
  if (seat !== null) ask({ do: "look", seat: null });
  seat = null;
});

// The newest that the wall tells about it.
export function showPupil() {
  const tile = room.seats.get(seat);
  if (!tile) return seat !== null && close("pupil");
  put(at("pupil_title"), say("teacher.seat", { seat: number(seat) }));
  const picture = String(tile.picture ?? "");
  if (at("pupil_picture").dataset.shown !== picture) {
    at("pupil_picture").dataset.shown = picture;
    at("pupil_picture").replaceChildren(...(picture ? [portrait(picture)] : []));
  }
  at("pupil_state").className = `state ${meaningOf(tile)}`;
  put(at("pupil_state"), stateWord(tile, room.told.project));
  put(at("pupil_seen"), tile.age_s > 10 ? say("teacher.seen", { age_s: Math.round(tile.age_s) }) : "");
  at("pupil_errors").hidden = !tile.error;
  put(at("pupil_error"), tile.error ? errorWord(tile) : "");
  showMark(room.marks.get(seat));
  const button = document.querySelector("#pupil [data-act=show]");
  put(button, say(room.told.shown === seat ? "teacher.unshow" : "teacher.show"));
}

function showMark(mark) {
  at("pupil_marks").hidden = !mark;
  put(at("pupil_mark"), mark ? markWord(mark) : "");
  const wanted = mark ? reasonsOf(mark) : [];
  if (at("pupil_reasons").dataset.shown === wanted.join("\n")) return;
  at("pupil_reasons").dataset.shown = wanted.join("\n");
  at("pupil_reasons").replaceChildren(...wanted.map((each) => h("li", null, each)));
}

export function showMoment(found) {
  if (found.seat === seat) see(found.project || room.told.project, found.moment);
}

async function readWork(wanted) {
  const answer = await get(`/api/teacher/works/${wanted}`);
  if (seat !== wanted) return;
  const found = answer ? await answer.json() : { work: null };
  const changed = found.changed ?? [];
  const files = changed.map((each) => each.file).join(", ");
  const receipt = found.receipt ? ` ${say("teacher.receipt", found)}` : "";
  put(at("pupil_code"), (!found.work ? say("teacher.no_work") : files ? say("teacher.code_changed", { files }) : say("teacher.code_same")) + receipt);
  const lines = changed.flatMap((each) => each.lines).slice(0, LONGEST_DIFF);
  at("pupil_diff").replaceChildren(...lines.map(([sign, text]) => h(sign === "+" ? "ins" : sign === "-" ? "del" : "span", null, `${sign} ${text}\n`)));
  at("pupil_diff").hidden = lines.length === 0;
  showProgram(found.program);
}

function showProgram(found) {
  at("pupil_programs").hidden = !found;
  put(at("pupil_program"), found ? say("teacher.program_in", found) : "");
  put(at("pupil_program_text"), found ? found.text : "");
}

export const acts = {
  show() {
    const wanted = seat;
    if (room.told.shown === wanted) return order({ do: "unshow" }, say("teacher.unshown_done"));
    return order({ do: "show", seat: wanted }, say("teacher.shown_done", { seat: number(wanted) }), [{ do: "unshow" }]);
  },
  hint_one() {
    const wanted = seat;
    close("pupil");
    openHint([wanted]);
  },
  rename() {
    const was = room.seats.get(seat)?.name ?? "";
    const name = at("pupil_name").value.trim();
    if (name && name !== was) order({ do: "rename", seat, name }, say("teacher.renamed_done"), was ? [{ do: "rename", seat, name: was }] : []);
  },
  remove() {
    const wanted = seat;
    const values = { seat: number(wanted) };
    confirm("remove", "teacher.remove", values, () => {
      close("pupil");
      order({ do: "remove", seat: wanted }, say("teacher.removed_done", values));
    });
  },
};
