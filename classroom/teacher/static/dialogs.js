// The page's dialogs: a question before something ends for all, what breaks, a hint, and what the projector shows.
import { h } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { order, room } from "./room.js";
import { errorWord, number } from "./wall.js";

const at = (id) => document.getElementById(id);
const LONGEST_HINT = 200;

export const open = (id) => at(id).open || at(id).showModal();
export const close = (id) => at(id).close();

let confirmed = () => {};

// Asks before something ends for everyone.
export function confirm(name, verb, values, then) {
  put(at("confirm_title"), say(`teacher.sure_${name}`, values));
  put(at("confirm_more"), say(`teacher.sure_${name}_more`, values));
  put(at("confirm_do"), say(verb));
  confirmed = then;
  open("confirm");
}

at("confirm_do").addEventListener("click", () => {
  close("confirm");
  confirmed();
});

// Which faults are on, and only those of the class's project.
export function showFaults() {
  for (const each of document.querySelectorAll("#faults [data-fault]")) {
    each.hidden = Boolean(room.told.project) && each.dataset.project !== room.told.project;
    const isBroken = String(Boolean(room.told.faults?.includes(each.dataset.fault)));
    if (each.getAttribute("aria-pressed") !== isBroken) each.setAttribute("aria-pressed", isBroken);
  }
}

at("faults").addEventListener("click", (event) => {
  const fault = event.target.closest("[data-fault]")?.dataset.fault;
  if (!fault) return;
  close("faults");
  const isBroken = room.told.faults?.includes(fault);
  if (isBroken) order({ do: "mend", fault }, say("teacher.mended_done"), [{ do: "fault", fault }]);
  else order({ do: "fault", fault }, say("teacher.fault_done", { fault: say(`fault.${fault}`) }), [{ do: "mend", fault }]);
});

export function mendAll() {
  const faults = room.told.faults ?? [];
  order({ do: "mend" }, say("teacher.mended_done"), faults.map((fault) => ({ do: "fault", fault })));
}

const list = (seats) => seats.map(number).join(", ");

function choice(value, words, isChosen) {
  return h("label", null, h("input", { type: "radio", name: "whom", value, checked: isChosen }), h("span", null, words));
}

// `seats`: those that are meant, or null for all.
export function openHint(seats = null) {
  const these = seats ? [choice(JSON.stringify(seats), say("teacher.to_these", { count: seats.length, seats: list(seats) }), true)] : [];
  const erring = room.errors.filter((each) => String(each.seats) !== String(seats));
  at("to_whom").replaceChildren(
    ...these,
    choice("null", say("teacher.to_all"), !seats),
    ...erring.map((each) => choice(JSON.stringify(each.seats), `${wordsOf(each)}: ${say("teacher.to_these", { count: each.seats.length, seats: list(each.seats) })}`, false)),
  );
  open("hint");
  at("hint_text").focus();
}

export const wordsOf = (error) => String(error.words?.[document.documentElement.lang] ?? errorWord({ error: error.cause })).replaceAll("`", "");

for (const each of document.querySelectorAll("#hint .ready"))
  each.addEventListener("click", () => {
    at("hint_text").value = each.textContent;
    at("hint_text").focus();
  });

export async function sendHint() {
  const text = at("hint_text").value.trim().slice(0, LONGEST_HINT);
  if (!text) return at("hint_text").focus();
  const seats = JSON.parse(document.querySelector("#to_whom input:checked").value);
  close("hint");
  if (await order({ do: "hint", text, seats }, say("teacher.hinted_done"))) at("hint_text").value = "";
}

// What the projector shows, as the laptop tells it.
export function showViews() {
  const { view, names } = room.told.projector ?? {};
  for (const each of document.querySelectorAll("[data-view]")) each.setAttribute("aria-pressed", String(each.dataset.view === view));
  document.querySelector("[data-act=projector_names]").setAttribute("aria-pressed", String(Boolean(names)));
}

export const project = (view, names = Boolean(room.told.projector?.names)) => order({ do: "projector", view, names }, "");

// A click beside a dialog closes it, as the Escape key does.
for (const each of document.querySelectorAll("dialog")) each.addEventListener("click", (event) => event.target === each && each.close());
