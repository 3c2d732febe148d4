"use strict";
/* The local time of this worker is the virtual board's, Vietnam's, wherever the browser is: Python in WebAssembly asks
   JavaScript's Date for it. A classic script, loaded before Python. */

(() => {
  const MINUTES = 7 * 60;
  const MS = MINUTES * 60_000;
  const Real = Date;

  class BoardDate extends Real {
    constructor(...parts) {
      if (parts.length > 1) super(Real.UTC(...parts) - MS);
      else super(...parts);
    }

    getTimezoneOffset() {
      return -MINUTES;
    }
  }

  for (const part of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds"]) {
    const read = Real.prototype[`getUTC${part}`];
    BoardDate.prototype[`get${part}`] = function () {
      return read.call(new Real(this.getTime() + MS));
    };
  }
  globalThis.Date = BoardDate;
})();
