"use strict";
/* Pictures of the interpreter's memory, kept in this browser: the next start is a copy and no work. One of a project's
   board and one for programs are kept, of one version of Highland. A classic script of the worker: of 25 MB that pass
   through a page, the page would hold twice as much until it next collects. */

const pictures = (() => {
  const NAME = "highland.board";
  const STORE = "snapshots";

  /** The bytes kept under this key, or null. */
  async function kept(key) {
    try {
      return (await inStore("readonly", (store) => store.get(key))) || null;
    } catch {
      return null;
    }
  }

  /** Keep these bytes, and none whose key does not begin with `version`; give their memory back. */
  async function keep(key, version, bytes) {
    try {
      await inStore("readwrite", (store) => {
        store.getAllKeys().onsuccess = ({ target }) => {
          for (const each of target.result) if (!each.startsWith(version)) store.delete(each);
        };
        return store.put(bytes, key);
      });
    } catch {
      // full, or not allowed here: the next start takes longer
    }
    if (bytes.transfer) bytes.transfer(0);
    self.tidy();
  }

  /** The one of this key was none. */
  async function forget(key) {
    try {
      await inStore("readwrite", (store) => store.delete(key));
    } catch {
      // there was none
    }
  }

  async function inStore(mode, act) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = opening.onblocked = () => reject(opening.error);
    });
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  return { kept, keep, forget };
})();
