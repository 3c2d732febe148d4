// One board as it is seen from outside: its scene, moved by the moments that its pupil's browser sends, and why. Numbers and
// truths move the scene; anything else that a browser might send is left out.
import { lang, say } from "../shared/words.js";
import { clock, put, setIcon } from "../classroom/board.js";
import { scene } from "../classroom/scene.js";
import { ICONS } from "./wall.js";

const isValue = (value) => value === null || typeof value === "boolean" || Number.isFinite(value);
const both = (words) => String(words?.[lang] ?? "");

export function seenBoard(figure) {
  const box = figure.querySelector(".board-scene");
  const [state, said] = figure.querySelector(".board-why").children;
  let drawn = null;
  let show = null;

  function draw(project) {
    drawn = project;
    const found = document.getElementById(`scene-${project}`);
    box.replaceChildren(...(found ? [found.content.cloneNode(true)] : []));
    show = found ? scene(box.querySelector("svg")) : null;
  }

  return (project, moment) => {
    figure.hidden = !moment;
    if (!moment) return;
    if (project !== drawn) draw(project);
    show?.(Object.fromEntries(Object.entries(moment.scene ?? {}).filter(([, value]) => isValue(value))));
    const meaning = moment.failed ? "fault" : Object.hasOwn(ICONS, moment.meaning) ? moment.meaning : "idle";
    state.className = `state ${meaning}`;
    setIcon(state, ICONS[meaning]);
    put(state.querySelector("b"), both(moment.word));
    put(said, both(moment.failed ?? moment.said));
    put(figure.querySelector(".board-clock"), Number.isFinite(moment.t_s) ? clock(moment.t_s, String(moment.date ?? "")) : say("scene.not_known"));
  };
}
