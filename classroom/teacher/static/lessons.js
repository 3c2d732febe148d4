// Which lessons there are, and one of them for the whole class with one click; and what the class wrote, by question.
import { h, theirs } from "../shared/dom.js";
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { close, confirm, open } from "./dialogs.js";
import { ask, get, order, room } from "./room.js";
import { number, portrait } from "./wall.js";

const at = (id) => document.getElementById(id);
const AGAIN_MS = 3000;

// Lessons

const gradesOf = (each) => say("teacher.grades", { grades: each.grades.join(", ") });

export async function openLessons() {
  open("lessons");
  if (!at("lesson_list").childElementCount) put(at("no_lessons"), say("teacher.lessons_coming"));
  const answer = await get(`/api/teacher/lessons?lang=${lang}`);
  const { lessons = [] } = answer ? await answer.json() : {};
  const start = (name) => () => {
    const go = () => {
      close("lessons");
      order({ do: "lesson", name }, say(name ? "teacher.lesson_open" : "teacher.free_open"));
    };
    if (room.seats.size && room.told.lesson) confirm("lesson", "teacher.open_lesson", {}, go);
    else go();
  };
  const isOpen = (each) => room.told.lesson?.name === each.name;
  const line = (each) =>
    h("li", null, h("div", null, h("b", null, each.title), h("p", null, each.question), h("p", { class: "soft" }, [gradesOf(each), say("teacher.of_minutes", { minutes: each.minutes })].join(" · "))), h("button", { type: "button", class: isOpen(each) ? "on" : "", disabled: isOpen(each), "data-lesson": each.name, click: start(each.name) }, say(isOpen(each) ? "teacher.is_open" : "teacher.open_lesson")));
  const projects = [...new Set(lessons.map((each) => each.project))];
  const title = (project) => h("h3", null, say(`project.${project}`));
  at("lesson_list").replaceChildren(...projects.map((project) => h("section", null, title(project), h("ul", null, ...lessons.filter((each) => each.project === project).map(line)))));
  put(at("no_lessons"), lessons.length ? "" : say("teacher.no_lessons"));
  document.querySelector("[data-act=free_work]").hidden = !room.told.lesson;
}

export const freeWork = () =>
  confirm("lesson", "teacher.free_work", {}, () => {
    close("lessons");
    order({ do: "lesson", name: null }, say("teacher.free_open"));
  });

// Answers

let chosen = "";
let timer = 0;

export function openAnswers() {
  open("answers");
  show();
  timer = setInterval(show, AGAIN_MS);
}
at("answers").addEventListener("close", () => clearInterval(timer));

async function give(seat, question, points) {
  await ask({ do: "points", seat, question, points });
  show();
}

async function show() {
  const answer = await get(`/api/teacher/answers?lang=${lang}`);
  if (!answer) return;
  draw(await answer.json());
}

function draw({ questions, seats }) {
  if (!questions.some((each) => each.id === chosen)) chosen = questions[0]?.id ?? "";
  const wrote = (seat, id) => (seat.answers[id] ?? "").trim();
  const numberOf = (each) => {
    const together = questions.filter((other) => other.step === each.step);
    return together.length === 1 ? String(each.step) : `${each.step}.${together.indexOf(each) + 1}`;
  };
  const tab = (each) => {
    const count = seats.filter((seat) => wrote(seat, each.id)).length;
    const choose = () => {
      chosen = each.id;
      show();
    };
    return h("button", { type: "button", "data-question": each.id, "aria-pressed": String(each.id === chosen), class: each.id === chosen ? "on" : "", click: choose }, say("teacher.question_tab", { number: numberOf(each), kind: say(`teacher.kind_${each.kind}`), count }));
  };
  const asked = questions.find((each) => each.id === chosen);
  const line = (seat) => {
    const said = wrote(seat, chosen);
    const point = (count) => h("button", { type: "button", class: seat.points[chosen] === count ? "on" : "", "aria-pressed": String(seat.points[chosen] === count), "data-points": count, click: () => give(seat.seat, chosen, seat.points[chosen] === count ? null : count) }, String(count));
    const tile = room.seats.get(seat.seat);
    const points = asked.points && said ? h("span", { class: "row", role: "group", "aria-label": say("teacher.points_of", { points: asked.points }) }, ...Array.from({ length: asked.points + 1 }, (_, count) => point(count))) : "";
    return h("li", { "data-answered": seat.seat }, h("b", null, number(seat.seat)), room.names ? h("small", null, tile?.picture ? portrait(tile.picture) : "", theirs(seat.name)) : "", h("p", null, said ? theirs(said) : h("i", { class: "soft" }, say("teacher.not_written"))), points);
  };
  const fresh = h(
    "div", { id: "answers_shown" },
    h("div", { class: "row" }, ...questions.map(tab)),
    asked ? h("p", { class: "asked" }, asked.text) : "",
    asked?.answer ? h("p", { class: "expected" }, h("b", null, say("teacher.expected")), ` ${asked.answer}`) : "",
    asked ? h("ul", null, ...seats.map(line)) : "",
  );
  if (!at("answers_shown").isEqualNode(fresh)) {
    const focused = document.activeElement;
    const again = focused?.dataset?.points !== undefined && [focused.closest("li").dataset.answered, focused.dataset.points];
    at("answers_shown").replaceWith(fresh);
    if (again) fresh.querySelector(`[data-answered="${again[0]}"] [data-points="${again[1]}"]`)?.focus();
  }
}
