// A pupil's page is open once in a browser. Of two tabs the one that came last goes on, and the other gives its board back:
// both would save one work by turns, hand it in by turns, and need memory for two boards.
import { h } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { seat } from "./kept.js";

// `stepAside()` says whether it had anything to save: then the newer tab begins once more, with that, after `saveNoMore()`.
export function oneTab(page, stepAside, saveNoMore = () => {}) {
  if (typeof BroadcastChannel !== "function") return;
  const place = `${seat.get()?.token ?? ""} ${page}`;
  const channel = new BroadcastChannel("highland.tab");
  channel.onmessage = ({ data }) => {
    if (data === `newer ${place}`) {
      saveNoMore();
      return location.reload();
    }
    if (data !== place) return undefined;
    if (stepAside()) channel.postMessage(`newer ${place}`);
    channel.close();
    document.body.classList.add("aside");
    const here = h("button", { type: "button", class: "main", click: () => location.reload() }, say("pupil.here"));
    const lost = document.getElementById("lost");
    lost.replaceChildren(say("pupil.elsewhere"), " ", here);
    lost.hidden = false;
    return undefined;
  };
  channel.postMessage(place);
}
