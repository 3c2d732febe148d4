// One file in a <textarea>, for a browser that cannot load CodeMirror: the same keys, undo, line numbers and error line.
import { h } from "../shared/dom.js";

const INDENT = 4;
const SLEEPS_MS = 2000; // after Esc, Tab leaves the code for so long
const SPACES = " ".repeat(INDENT);

// Past and future of a text. What is typed in one go is one step.
function historyOf(first) {
  const [past, future] = [[], []];
  let now = { text: first, at: 0 };
  let typing = false;
  return {
    past,
    future,
    note(text, at, kind) {
      if (text === now.text) return;
      const goesOn = kind === "insertText" && typing && !/\s/.test(text.charAt(at - 1));
      if (!goesOn) past.push(now);
      typing = kind === "insertText";
      now = { text, at };
      future.length = 0;
    },
    step(from, to) {
      if (!from.length) return null;
      to.push(now);
      typing = false;
      return (now = from.pop());
    },
  };
}

// The new text and selection when Tab or Shift+Tab is pressed.
function indented(text, from, to, isBack) {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  if (from === to && !isBack) {
    const wide = INDENT - ((from - start) % INDENT);
    return [text.slice(0, from) + " ".repeat(wide) + text.slice(from), from + wide, from + wide];
  }
  const lines = text.slice(start, to).split("\n");
  const moved = lines.map((line) => (isBack ? line.replace(/^ {1,4}/, "") : SPACES + line)).join("\n");
  const first = Math.max(start, from + (isBack ? -Math.min(INDENT, lines[0].length - lines[0].trimStart().length) : INDENT));
  return [text.slice(0, start) + moved + text.slice(to), first, to + moved.length - lines.join("\n").length];
}

// A new line begins where the line above begins, and four further after a colon.
function newLine(text, from, to) {
  const above = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  const spaces = above.match(/^ */)[0] + (/:\s*(#.*)?$/.test(above) ? SPACES : "");
  return [`${text.slice(0, from)}\n${spaces}${text.slice(to)}`, from + 1 + spaces.length, from + 1 + spaces.length];
}

export function codeView(host, { text, label, describedBy, onChange }) {
  const numbers = h("pre", { class: "numbers", "aria-hidden": "true" });
  const area = h("textarea", { "aria-label": label, "aria-describedby": describedBy, wrap: "off", spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off" });
  host.append(h("div", { class: "plain" }, numbers, area));
  area.value = text;
  const steps = historyOf(text);
  let wrong = null;
  let leaves = 0;

  function draw() {
    const count = area.value.split("\n").length;
    if (numbers.childElementCount !== count) numbers.replaceChildren(...Array.from({ length: count }, (_, at) => h("span", null, String(at + 1))));
    for (const [at, each] of [...numbers.children].entries()) each.classList.toggle("wrong-line", at + 1 === wrong);
    area.classList.toggle("has-wrong", wrong !== null);
    area.style.setProperty("--wrong", String((wrong || 1) - 1));
    numbers.scrollTop = area.scrollTop;
  }

  function put([fresh, from, to], kind) {
    area.value = fresh;
    area.setSelectionRange(from, to);
    if (kind) steps.note(fresh, from, kind);
    draw();
    onChange();
  }

  function step(from, to) {
    const found = steps.step(from, to);
    if (found) put([found.text, found.at, found.at], null);
  }

  const undo = () => step(steps.past, steps.future);
  const redo = () => step(steps.future, steps.past);

  area.addEventListener("input", (event) => {
    steps.note(area.value, area.selectionStart, event.inputType);
    draw();
    onChange();
  });
  area.addEventListener("scroll", () => (numbers.scrollTop = area.scrollTop));
  area.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    (event.inputType === "historyUndo" ? undo : redo)();
  });
  area.addEventListener("keydown", (event) => {
    const { key, shiftKey, selectionStart = area.selectionStart } = event;
    const mod = event.ctrlKey || event.metaKey;
    const letter = key.toLowerCase();
    if (key === "Escape") leaves = Date.now() + SLEEPS_MS;
    if (event.isComposing || area.readOnly || event.altKey) return;
    if (key === "Tab" && Date.now() > leaves && !mod) put(indented(area.value, selectionStart, area.selectionEnd, shiftKey), "tab");
    else if (key === "Enter" && !mod && !shiftKey) put(newLine(area.value, selectionStart, area.selectionEnd), "line");
    else if (mod && letter === "z") (shiftKey ? redo : undo)();
    else if (mod && letter === "y") redo();
    else return;
    event.preventDefault();
  });
  draw();

  function focusLine(line) {
    const lines = area.value.split("\n");
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(from, from);
    area.scrollTop = (line / lines.length) * area.scrollHeight - area.clientHeight / 2;
  }

  function reveal(line) {
    area.scrollTop = ((line - 1) / area.value.split("\n").length) * area.scrollHeight;
  }

  return {
    text: () => area.value,
    replace: (fresh) => put([fresh, 0, 0], "replace"),
    undo,
    redo,
    can: () => ({ undo: steps.past.length > 0, redo: steps.future.length > 0 }),
    mark(line) {
      wrong = line;
      draw();
    },
    focusLine,
    reveal,
    focus: () => area.focus(),
    readOnly: (is) => (area.readOnly = is),
    measure: draw,
    stop: () => host.replaceChildren(),
  };
}
