/* Programs somebody keeps, to print them together: their ids, for as long as the window is open, on this device only. */
(function () {
  "use strict";

  const PLACE = "peerdir-kept";
  const ids = new Set(read());
  const listeners = [];

  /* Some browsers keep nothing for pages from a disk; then they are kept until the page is left. */
  function read() {
    try {
      const found = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
      return Array.isArray(found) ? found.filter((id) => typeof id === "string") : [];
    } catch {
      return [];
    }
  }

  function write() {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(Array.from(ids)));
    } catch { /* see read */ }
    listeners.forEach((tell) => tell());
  }

  window.peerdirKept = {
    all: () => Array.from(ids),
    has: (id) => ids.has(id),
    keep(id, isKept) {
      if (isKept) ids.add(id); else ids.delete(id);
      write();
    },
    clear() {
      ids.clear();
      write();
    },
    onChange: (tell) => listeners.push(tell),
  };
})();
