/* Lets the pages work without a connection after a first visit. From a disk they do so anyway. */
(function () {
  "use strict";

  const top = new URL("../", document.currentScript.src).href;

  /* What was opened before there was a worker could not be kept by it, so it is asked to. */
  async function begin() {
    const workers = navigator.serviceWorker;
    const isFirst = !workers.controller;
    await workers.register(`${top}worker.js`, { scope: top });
    if (isFirst) (await workers.ready).active.postMessage("keep");
  }

  /* Some browsers allow no worker, as in a private window; the pages work without it. */
  if (top.startsWith("http") && navigator.serviceWorker) {
    addEventListener("load", () => begin().catch(() => {}));
  }

  /* The page that was asked for stands behind the #; only one of these pages is gone to. */
  const again = document.getElementById("again");
  const wanted = new URL(location.hash.slice(1), top).href;
  if (again && wanted.startsWith(top)) again.href = wanted;
})();
