import { mountEditor } from "../editor/editor.js";
import { mountPrograms } from "../editor/my_programs.js";

window.runs = [];
window.changes = [];
const box = document.getElementById("box");
const isShelf = new URLSearchParams(location.search).has("programs");
const files = await (await fetch("/files.json")).json();
window.editor = isShelf
  ? await mountPrograms(box, { examples: [{ name: "blink.py", text: "print(1)\n" }], onRun: (text, name) => runs.push([name, text]) })
  : await mountEditor(box, { files, onRun: (changed) => runs.push(changed), onChange: (changed) => changes.push(changed) });
document.body.dataset.ready = "";
