/** What a board must be told when it begins again in a new worker: the last beginning, with all that changed since. */

export class Remembered {
  constructor(begin) {
    this.begin = { ...begin, files: { ...begin.files } };
    this.before = {}; // the pupil's files before the last change of them
  }

  /** A message on its way to the board. */
  sent(message) {
    if (message.do === "begin") {
      this.before = {};
      this.begin = { ...message, files: { ...message.files } };
    } else if (message.do === "files") {
      this.changeFiles(message.files);
    } else if (message.do === "settings") {
      this.begin.settings = { ...this.begin.settings, ...message.values };
    } else if (message.do === "speed") {
      this.begin.speed = message.to;
      this.begin.paused = false;
    } else if (message.do === "pause" || message.do === "resume") {
      this.begin.paused = message.do === "pause";
    }
  }

  /** A message of the board: changed limits come back as whole files. */
  heard(message) {
    if (message.kind === "answer" && message.limits && message.files) this.changeFiles(message.files, true);
  }

  /** Go back to the files before the last change; what was dropped. */
  dropLast() {
    const dropped = this.begin.files;
    this.begin.files = this.before;
    this.before = {};
    return dropped;
  }

  changeFiles(files, isWhole = false) {
    const now = isWhole ? { ...files } : { ...this.begin.files, ...files };
    if (JSON.stringify(now) === JSON.stringify(this.begin.files)) return;
    this.before = this.begin.files;
    this.begin.files = now;
  }
}
