// The picture of a run in a page:  const drawn = plot(box, description);  drawn.update(description);  drawn.destroy();
//
// `description` is the JSON of sim/plots/picture.py (Picture.as_json()), in the reader's language:
//   { title, subtitle, provenance: "sim" | "real", frame, lang, from_s, to_s, time_words, time_ticks: [[t_s, words], ...],
//     state_words, states: [{from_s, to_s, words, meaning, name}], faults: [the same], presses: [{t_s, words}],
//     panels: [{words, unit, low, high, ticks: [[value, words]], limits: [{value, words, meaning, name}],
//               lines: [{name, words, color, t_s: [], values: [number | null], held: [true | false], is_world}]}],
//     rows: [{name, words, color, on: [[from_s, to_s]], beeps: [{from_s, to_s, every_s, words}], unknown: [[from_s, to_s]]}],
//     still, key }
// In Python: `describe(recorder.recording, about, lang, translate, columns=..., to_s=...).as_json()`. A run that goes on is described
// anew once or twice a second with `to_s` = the end of the axis, so that it does not jump. Title, subtitle and the SIM frame
// are not drawn here: the page has its own heading, and one `.sim` frame round the whole view. Colors follow the page's theme.
