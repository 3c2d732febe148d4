// The way of a board into the page: how far it has come, what troubles it, and a seat on the laptop where it cannot come.
import { say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { ask, listen } from "./relay.js";

const at = (id) => document.getElementById(id);
const PASSING = ["slow", "endless", "stopped", "laptop_again"]; // troubles after which the board goes on

export function trouble(text) {
  at("lost").hidden = !text;
  at("boot").hidden = true;
  put(at("lost"), text);
}

function onProgress({ done, of, words }) {
  const percent = of ? Math.min(100, Math.round((100 * done) / of)) : 0;
  at("boot").hidden = false;
  at("boot-bar").value = percent;
  put(at("boot-words"), say(words, { percent: Math.floor(percent / 10) * 10 }));
}

// `line(text)` says what passes. Gives the board, or null when none can come.
export async function boot({ begin, onMessage, onPassing, line }) {
  const onTrouble = ({ kind, words }) => {
    if (!PASSING.includes(kind)) return trouble(say(words));
    line(say(words));
    onPassing?.(kind, say(words));
  };
  try {
    const { startBoard } = await import("../browser/virtual_board.js");
    const carried = async (page) => (await import("../browser/on_laptop.js")).onLaptop({ ask, listen, onTrouble })(page);
    const laptop = document.documentElement.dataset.class === "yes" ? carried : null;
    return await startBoard({ begin, onMessage, onProgress, onTrouble, laptop });
  } catch {
    trouble(say("browser.lost"));
    return null;
  }
}
