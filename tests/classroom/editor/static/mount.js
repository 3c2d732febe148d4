import { mountEditor } from "../editor/editor.js";

window.runs = [];
window.changes = [];
const files = await (await fetch("/files.json")).json();
window.editor = await mountEditor(document.getElementById("box"), { files, onRun: (changed) => runs.push(changed), onChange: (changed) => changes.push(changed) });
