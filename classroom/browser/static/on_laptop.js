/** A board on the teacher's laptop, for a browser that cannot run one: what virtual_board.js calls a carrier.
 *
 *  startBoard({ ..., laptop: onLaptop({ ask, listen, onTrouble }) }): `ask` and `listen` are those of the pupil's page,
 *  with the token of its seat. Messages go one after the other; while the pupil only watches, the page says so.
 */

const PATH = "seat/laptop";
const STAY_MS = 240_000; // the laptop ends a board that nobody has spoken to for ten minutes
const FULL = 409;
const AGAIN_MS = 1000;
const MOST_TRIES = 30; // of a message, while the laptop does not answer

export function onLaptop({ ask, listen, onTrouble }) {
  return ({ onText }) =>
    new Promise((resolve) => {
      let last = Promise.resolve();
      let isOpen = true;
      const trouble = (kind) => onTrouble({ kind, words: `browser.${kind}` });

      const deliver = async (message) => {
        for (let tries = 0; isOpen && tries < MOST_TRIES; tries += 1) {
          const { status } = await ask("POST", PATH, message);
          if (status === FULL) trouble("laptop_full");
          if (status !== 0 && status !== 429) return;
          await new Promise((done) => setTimeout(done, AGAIN_MS));
        }
      };
      const send = (message) => {
        last = last.then(() => deliver(message));
      };

      const stay = setInterval(() => {
        if (document.visibilityState === "visible") send({ do: "stay" });
      }, STAY_MS);
      const stop = listen(PATH, {
        heard(name, data) {
          if (!isOpen) return;
          if (name === "here") resolve(carrier);
          else if (data.kind !== "board_ended") onText(JSON.stringify(data));
          else trouble(data.why === "endless" ? "endless" : data.why === "lost" ? "laptop_again" : "lost");
        },
        here() {},
        refused: () => trouble("lost"),
      });
      const carrier = {
        post: (text) => send(JSON.parse(text)),
        close() {
          isOpen = false;
          clearInterval(stay);
          stop?.();
          ask("POST", PATH, { do: "leave" });
        },
      };
    });
}
