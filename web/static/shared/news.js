// The event stream and the hub's clock: ages are calculated from it, since a browser's own clock may be wrong.
// When nothing arrives for a while the page says so: its values are then old. A refused stream says why, and asks again.
import { age, has, say } from "./words.js";

const SILENT_S = 12; // the hub sends the time every 5 s
const AGAIN_MS = 10_000;
let hubNow = null;
let heardAt = performance.now();
let refused = 0; // HTTP status

export const now = () => hubNow + (performance.now() - heardAt) / 1000;

export function listen(address, heard) {
  const banner = document.getElementById("connection");
  let source = null;

  function open() {
    source = new EventSource(address);
    for (const name of ["all", "news", "tick"])
      source.addEventListener(name, (event) => {
        const found = JSON.parse(event.data);
        refused = 0;
        hubNow = found.now;
        heardAt = performance.now();
        look();
        heard(name, found);
      });
    source.addEventListener("error", ended);
  }

  // A browser does not try again by itself after an answer such as 503.
  async function ended() {
    if (source.readyState !== EventSource.CLOSED) return;
    refused = await fetch(address, { method: "HEAD" }).then((answer) => answer.status, () => 0);
    if (refused === 401) location.reload(); // the page has a password now, or the link is not valid any more
    look();
    setTimeout(open, AGAIN_MS);
  }

  function look() {
    const silent = (performance.now() - heardAt) / 1000;
    const isLost = silent > SILENT_S || refused >= 400;
    document.body.classList.toggle("lost", isLost);
    banner.hidden = !isLost;
    const why = `stream.${refused}`;
    if (isLost) banner.textContent = has(why) ? say(why) : say("page.lost_hub", { age: age(silent) });
  }
  open();
  setInterval(look, 1000);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
