// The lesson's clock: its stages as wide as they are long, now as a mark. The laptop says how long a stage has gone on; the
// page counts on from there.
import { h, icon } from "../shared/dom.js";
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";

const EVERY_MS = 1000;

export const titleOf = (stage) => String(stage?.title?.[lang] ?? "");

export function lessonClock(list, ticked = () => {}) {
  let stages = [];
  let stage = null; // {at, went_s}
  let counts = null; // of boards in each
  let heardAt = 0;
  let heard = null;
  let shown = "";
  const minutes = h("b");
  const mark = h("li", { class: "now-mark", hidden: true, "aria-hidden": "true" });

  const went_s = () => (stage ? stage.went_s + (performance.now() - heardAt) / 1000 : 0);

  function tick() {
    const lasts_s = 60 * (stages[stage?.at]?.minutes ?? 0);
    const total = stages.reduce((sum, each) => sum + each.minutes, 0);
    const before = stages.slice(0, stage?.at ?? 0).reduce((sum, each) => sum + each.minutes, 0);
    const share = Math.min(went_s(), lasts_s) / 60;
    mark.hidden = !stage || !total;
    mark.style.left = `${(100 * (before + share)) / (total || 1)}%`;
    put(minutes, say("teacher.minute", { minutes: Math.floor(went_s() / 60), of: stages[stage?.at]?.minutes ?? "" }));
    ticked({ stage: stages[stage?.at], isOver: Boolean(stage) && went_s() > lasts_s, left_s: lasts_s - went_s() });
  }

  function draw() {
    const wanted = JSON.stringify([stages, stage?.at, counts]);
    if (wanted === shown) return;
    shown = wanted;
    const kind = (index) => (!stage ? "" : index < stage.at ? "past" : index === stage.at ? "now" : "");
    const made = stages.map((each, index) =>
      h("li", { class: kind(index), "aria-current": stage?.at === index ? "step" : null, title: counts ? say("teacher.at_stage", { title: titleOf(each), minutes: each.minutes, count: counts[index] }) : say("teacher.stage_minutes", { title: titleOf(each), minutes: each.minutes }) }, h("span", null, titleOf(each)), counts?.[index] ? h("i", null, icon("users"), h("span", { class: "unseen" }, say("teacher.here_now", { count: counts[index] })), h("span", { "aria-hidden": "true" }, String(counts[index]))) : "", stage?.at === index ? minutes : counts ? h("small", null, `${each.minutes}′`) : ""),
    );
    list.style.gridTemplateColumns = stages.map((each) => `minmax(0, ${each.minutes}fr)`).join(" ");
    list.replaceChildren(...made, mark);
  }

  setInterval(tick, EVERY_MS);
  return (told) => {
    stages = (told.lesson?.stages ?? []).filter((each) => each.minutes > 0);
    if (told.stage !== heard) {
      heard = told.stage;
      stage = told.stage ?? null;
      heardAt = performance.now();
    }
    counts = told.counts ?? null;
    draw();
    tick();
  };
}
