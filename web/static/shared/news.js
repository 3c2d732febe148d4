// The event stream and the hub's clock: ages are calculated from it, since a browser's own clock may be wrong.
// When nothing arrives for a while the page says so: its values are then old.
import { age, say } from "./words.js";

const SILENT_S = 12; // the hub sends the time every 5 s
let hubNow = null;
let heardAt = performance.now();

export const now = () => hubNow + (performance.now() - heardAt) / 1000;

export function listen(address, heard) {
  const source = new EventSource(address);
  const banner = document.getElementById("connection");
  for (const name of ["all", "news", "tick"])
    source.addEventListener(name, (event) => {
      const found = JSON.parse(event.data);
      hubNow = found.now;
      heardAt = performance.now();
      look();
      heard(name, found);
    });

  function look() {
    const silent = (performance.now() - heardAt) / 1000;
    const isLost = silent > SILENT_S;
    document.body.classList.toggle("lost", isLost);
    banner.hidden = !isLost;
    if (isLost) banner.textContent = say("page.lost_hub", { age: age(silent) });
  }
  setInterval(look, 1000);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  return source;
}
