// The page of a pupil's own programs: the shelf with its editor, the board in a worker, and the panel of what it does.
import { lang, say } from "../shared/words.js";
import { mountPrograms } from "../editor/my_programs.js";
import { mountPanel } from "../programs/panel.js";
import { mountPlugs } from "../programs/plugs.js";
import { boot } from "./boot.js";
import { handPrograms } from "./hand_program.js";
import { oneTab } from "./one_tab.js";
import { who } from "./who.js";

const LONGEST_S = 86_400; // virtual: a program that goes on and on is stopped by its pupil
const at = (id) => document.getElementById(id);
const isNarrow = matchMedia("(max-width: 899px)"); // the board is below the code
const isStill = matchMedia("(prefers-reduced-motion: reduce)");
let board = null;
let speed = 1;
let runs = null; // the name of the program that runs
let isTouched = false; // in this visit
let isAside = false; // another tab of this pupil goes on
let next = null; // what runs when the one before has ended, or when the board is there

const put = (element, text) => element.textContent !== text && (element.textContent = text);

function line(text, kind = "caution") {
  at("quiet").className = kind;
  put(at("quiet"), text);
}

const panel = mountPanel(at("panel"), {
  send: (order) => board?.send(order),
  onLine: (number) => mine.focusLine(mine.name(), number),
});
function run(program) {
  isTouched = true;
  next = program;
  if (!board) line(say("program.soon"), "");
  else if (runs !== null) board.send({ do: "stop" });
  else begin();
}

async function begin() {
  const { text, name } = next;
  next = null;
  runs = name;
  line("");
  panel.clear();
  mine.clear();
  if (isNarrow.matches) document.querySelector("figure.sim").scrollIntoView({ behavior: isStill.matches ? "auto" : "smooth" });
  at("stop").disabled = false;
  const answer = await board.ask({ do: "program", text, name, lang, speed, for_s: LONGEST_S, world: "room", plugs: plugs.of(name) });
  if (answer?.kind === "refused") {
    over();
    line(answer.text);
  }
}

function over() {
  runs = null;
  at("stop").disabled = true;
  if (next) begin();
}

function onMessage(message) {
  panel.hear(message);
  if (message.kind !== "program") {
    if (message.kind === "refused" && message.id === undefined) line(message.text);
    return;
  }
  if (!message.ended) return;
  const { error } = message;
  const isShown = runs === mine.name();
  over();
  if (error && isShown) mine.show({ ...error, file: mine.name() });
}

at("stop").addEventListener("click", () => {
  next = null;
  board?.send({ do: "stop" });
});
for (const each of document.querySelectorAll("[data-speed]"))
  each.addEventListener("click", () => {
    speed = Number(each.dataset.speed);
    for (const other of document.querySelectorAll("[data-speed]")) other.setAttribute("aria-pressed", String(other === each));
    if (runs !== null) run({ text: mine.text(), name: mine.name() }); // begins anew: a program has one speed
  });

const plugs = mountPlugs(at("plugs"), JSON.parse(document.documentElement.dataset.parts));
const mine = await mountPrograms(at("programs"), {
  examples: JSON.parse(document.documentElement.dataset.examples),
  onRun: (text, name) => run({ text, name }),
  onChange: (_, name) => plugs.show(name),
  onRename: plugs.rename,
});
who();
const left = handPrograms({ program: () => ({ name: mine.name(), text: mine.text() }), isMine: () => isTouched, line });
oneTab("program", () => {
  isAside = true;
  board?.stop();
  left.then((end) => end());
  return false; // the shelf is one for all tabs
});
at("programs").addEventListener("input", () => (isTouched = true));

async function bring() {
  const onPassing = (kind) => ["endless", "stopped"].includes(kind) && over();
  board = await boot({ begin: {}, onMessage, onPassing, line });
  at("boot").hidden = true;
  if (isAside) return board?.stop();
  if (board && next) begin();
}
bring();
