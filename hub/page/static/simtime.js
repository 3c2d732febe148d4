// The date in the simulated world beside the time of the wall: a second line under each tick.
import { lang } from "../shared/words.js";

// A simulated world keeps Vietnam's time, wherever the reader is.
const form = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "Asia/Ho_Chi_Minh" });
const clock = form({ hour: "2-digit", minute: "2-digit", hour12: false });
const day = form({ day: "2-digit", month: "2-digit" });
const month = form({ day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" });

export const simWhen = (ts) => month.format(new Date(ts * 1000)).replace(",", "");

// `pairs` are [time, date in the simulated world], in order; between two runs nothing is known.
export function simAt(pairs, ts) {
  for (let at = 1; at < pairs.length; at++) {
    const [before, from] = pairs[at - 1];
    const [after, to] = pairs[at];
    if (ts < before || ts > after) continue;
    if (to < from || after === before) return null;
    return from + ((ts - before) / (after - before)) * (to - from);
  }
  return null;
}

export function under(pairs) {
  if (pairs.length < 2) return () => "";
  const isLong = Math.abs(pairs.at(-1)[1] - pairs[0][1]) > 2 * 86400;
  return (ts) => {
    const found = simAt(pairs, ts);
    return found === null ? "" : `◆ ${(isLong ? day : clock).format(new Date(found * 1000))}`;
  };
}

// How many times as fast as the wall the newest stretch ran, or null.
export function speed(pairs) {
  if (pairs.length < 2) return null;
  const [[before, from], [after, to]] = pairs.slice(-2);
  const found = (to - from) / (after - before);
  return found > 0 ? new Intl.NumberFormat(lang, { maximumSignificantDigits: 2, useGrouping: false }).format(found) : null;
}
