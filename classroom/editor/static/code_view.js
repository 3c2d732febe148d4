// One file in CodeMirror. plain_view.js does the same in a <textarea>.
import {
  Compartment,
  Decoration,
  EditorState,
  EditorView,
  GutterMarker,
  StateEffect,
  StateField,
  bracketMatching,
  classHighlighter,
  defaultKeymap,
  gutter,
  highlightActiveLine,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  indentOnInput,
  indentUnit,
  keymap,
  lineNumbers,
  pythonLanguage,
  redo,
  redoDepth,
  syntaxHighlighting,
  undo,
  undoDepth,
} from "./codemirror/codemirror.min.js";

const INDENT = 4;
const markAt = StateEffect.define(); // the start of a line, or null
const wrongLine = Decoration.line({ class: "wrong-line" });

class Sign extends GutterMarker {
  toDOM() {
    const sign = document.createElement("span");
    sign.textContent = "!";
    return sign;
  }
}

const sign = new Sign();
const mark = StateField.define({
  create: () => null,
  update(at, change) {
    for (const effect of change.effects) if (effect.is(markAt)) return effect.value;
    return at === null ? null : change.newDoc.lineAt(change.changes.mapPos(at)).from;
  },
  provide: (field) => EditorView.decorations.from(field, (at) => (at === null ? Decoration.none : Decoration.set(wrongLine.range(at)))),
});
const signs = gutter({
  class: "wrong-signs",
  lineMarker: (view, line) => (line.from === view.state.field(mark) ? sign : null),
  lineMarkerChange: (update) => update.startState.field(mark) !== update.state.field(mark),
  initialSpacer: () => sign,
});

// Tab goes on to the next multiple of four; with lines selected it moves them.
function tab(view) {
  const { state } = view;
  if (!state.selection.main.empty) return indentMore(view);
  const { head } = state.selection.main;
  const wide = INDENT - ((head - state.doc.lineAt(head).from) % INDENT);
  view.dispatch(state.update(state.replaceSelection(" ".repeat(wide)), { scrollIntoView: true, userEvent: "input" }));
  return true;
}

// Says `onChange()` after each change. `label` and `describedBy` are for screen readers.
export function codeView(host, { text, label, describedBy, onChange }) {
  const lock = new Compartment();
  const locked = (is) => lock.reconfigure(EditorState.readOnly.of(is));
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        mark,
        signs,
        history(),
        highlightActiveLine(),
        bracketMatching(),
        pythonLanguage,
        syntaxHighlighting(classHighlighter),
        indentUnit.of(" ".repeat(INDENT)),
        EditorState.tabSize.of(INDENT),
        indentOnInput(),
        EditorView.lineWrapping,
        lock.of(EditorState.readOnly.of(false)),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label, "aria-describedby": describedBy }),
        EditorView.updateListener.of((update) => update.docChanged && onChange()),
        keymap.of([{ key: "Tab", run: tab, shift: indentLess }, ...historyKeymap, ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter")]),
      ],
    }),
  });
  const at = (line) => view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines)).from;
  return {
    text: () => view.state.doc.toString(),
    replace: (fresh) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh } }),
    undo: () => undo(view),
    redo: () => redo(view),
    can: () => ({ undo: undoDepth(view.state) > 0, redo: redoDepth(view.state) > 0 }),
    mark: (line) => view.dispatch({ effects: markAt.of(line === null ? null : at(line)) }),
    focusLine(line) {
      view.dispatch({ selection: { anchor: at(line) }, effects: EditorView.scrollIntoView(at(line), { y: "center" }) });
      view.focus();
    },
    reveal: (line) => view.dispatch({ effects: EditorView.scrollIntoView(at(line), { y: "start" }) }),
    focus: () => view.focus(),
    readOnly: (is) => view.dispatch({ effects: locked(is) }),
    measure: () => view.requestMeasure(),
    stop: () => view.destroy(),
  };
}
