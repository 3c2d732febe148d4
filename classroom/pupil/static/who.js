// Who sits here: picture, nickname, seat. The nickname is text, whatever somebody has written.
import { h, theirs } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { seat } from "./kept.js";

const data = document.documentElement.dataset;

export function who() {
  const mine = seat.get();
  if (!mine || data.class !== "yes") return;
  const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const [picture, use] = [make("svg"), make("use")];
  use.setAttribute("href", `${data.static}classroom/pictures.svg#${mine.picture}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  const words = h("span", null, theirs(mine.name), h("small", null, say("pupil.seat", { seat: mine.seat })));
  document.getElementById("who").replaceChildren(picture, words);
}
