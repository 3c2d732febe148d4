/* Make this browser collect what it holds for nothing: it does so when much is asked for, used or not. For pages, as a
   module, and for workers. */
self.tidy = () => {
  try {
    for (let i = 0; i < 8; i += 1) new ArrayBuffer(1 << 25);
  } catch {
    // so much is not to be had: then it has collected already
  }
};
