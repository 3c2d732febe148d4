// The pictures of the projects, each in its first moment.
import { scene } from "../classroom/scene.js";
import "./kept.js";

export function draw() {
  for (const each of document.querySelectorAll("[data-moment]")) scene(each.querySelector("svg"))(JSON.parse(each.dataset.moment).scene);
}
draw();
