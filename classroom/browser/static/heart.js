/** Whether a worker still answers. It counts only while the page is seen, and only by its own ticks: a page that the
 *  phone had put to sleep finds no fault with a worker that slept too. */

const TICK_MS = 250;

export class Heart {
  /** `ping(n)` sends, `onSilence()` is called once when nothing answers. It may be silent for `limit_ms` over an order,
   *  for `law_ms` while only a law runs that the pupil has changed, which `hasOwnLaw()` knows. */
  constructor(ping, onSilence, hasOwnLaw) {
    this.limit_ms = this.law_ms = 4000;
    this.ping = ping;
    this.onSilence = onSilence;
    this.hasOwnLaw = hasOwnLaw;
    this.timer = 0;
  }

  start(limit_ms, law_ms) {
    this.stop();
    this.limit_ms = limit_ms;
    this.law_ms = law_ms;
    this.asked = this.answered = 0;
    this.waited_ms = 0;
    this.last = performance.now();
    this.ordered(); // a beginning is one
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

  /** An order is on its way: only the ping after it says that it has been carried out. */
  ordered() {
    this.carriedOut = this.asked + 1;
    this.isLaw = false;
  }

  /** A text of the pupil's begins to run, or has run: the board that is made of it then may take longer. */
  law(isLaw) {
    this.waited_ms = 0;
    this.isLaw = isLaw;
  }

  tick() {
    const now = performance.now();
    const step = Math.min(now - this.last, TICK_MS); // a late tick: the computer is busy, and so the worker's silence counts less
    this.last = now;
    if (this.answered === this.asked || document.hidden) {
      this.waited_ms = 0;
      this.asked = this.answered + 1;
      this.ping(this.asked);
      return;
    }
    this.waited_ms += step;
    const isLaw = (this.isLaw || this.answered >= this.carriedOut) && this.hasOwnLaw();
    if (this.waited_ms < (isLaw ? this.law_ms : this.limit_ms)) return;
    this.stop();
    this.onSilence();
  }
}
