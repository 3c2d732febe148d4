// Asks for the picture of the run once a second while a page is looked at, and at once when something has happened; less
// often where a long run takes longer to describe, since the run itself waits for it.
import { plot } from "../shared/run_plot.js";

const EVERY_MS = 1000;
const SHARE = 0.1; // of the time, at most, that goes into pictures

const isHigh = () => innerHeight > 1100;
const letters = () => (isHigh() ? 12 : 7.5);

// What fits beside the scene without scrolling; the file of --plot has everything.
function shortened(found) {
  return { ...found, panels: found.panels.slice(0, isHigh() ? 2 : 1), rows: found.rows.slice(0, isHigh() ? 6 : 3), still: "", key: "" };
}

// `source(columns)` gives the description of sim/plots/picture.py for a plot so many pixels wide, or nothing.
export function curves(box, source) {
  let drawn = null;
  let wide = 0;
  let asking = false;
  let last = -1;
  let notBefore = 0;
  let moment = { t_s: 0 };

  async function ask() {
    const width = Math.round(box.clientWidth);
    if (asking || document.hidden || width === 0) return;
    asking = true;
    const start = performance.now();
    try {
      const found = await source(width);
      if (found) draw(shortened(found), width);
      last = moment.t_s;
    } catch {
      // nobody answers: the page says so
    }
    asking = false;
    notBefore = performance.now() + (performance.now() - start) / SHARE;
  }

  function draw(found, width) {
    if (drawn && wide === width) drawn.update(found);
    else {
      drawn?.destroy();
      drawn = plot(box, found, letters());
    }
    wide = width;
  }

  const isOld = () => moment.t_s !== last || wide !== Math.round(box.clientWidth);
  setInterval(() => performance.now() > notBefore && isOld() && ask(), EVERY_MS);
  return (fresh) => {
    const happened = fresh.state !== moment.state || fresh.broken?.length !== moment.broken?.length || fresh.t_s < moment.t_s;
    moment = fresh;
    if (happened) ask();
  };
}
