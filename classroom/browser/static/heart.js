/** Whether a worker still answers. It counts only while the page is seen, and only by its own ticks: a page that the
 *  phone had put to sleep finds no fault with a worker that slept too. */

const TICK_MS = 250;

export class Heart {
  /** `ping(n)` sends, `onSilence()` is called once after `limit_ms` without an answer. */
  constructor(ping, onSilence) {
    this.limit_ms = 4000;
    this.ping = ping;
    this.onSilence = onSilence;
    this.timer = 0;
  }

  start(limit_ms) {
    this.stop();
    this.limit_ms = limit_ms;
    this.asked = this.answered = 0;
    this.waited_ms = 0;
    this.last = performance.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
  }

  heard(n) {
    this.answered = Math.max(this.answered, n);
  }

  /** It computes, and will answer later. */
  busy() {
    this.waited_ms = 0;
  }

  tick() {
    const now = performance.now();
    const step = Math.min(now - this.last, 2 * TICK_MS);
    this.last = now;
    if (this.answered === this.asked || document.hidden) {
      this.waited_ms = 0;
      this.asked = this.answered + 1;
      this.ping(this.asked);
      return;
    }
    this.waited_ms += step;
    if (this.waited_ms < this.limit_ms) return;
    this.stop();
    this.onSilence();
  }
}
