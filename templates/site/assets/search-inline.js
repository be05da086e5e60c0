/* The parts of the data that a query asks for, where all of it stands in the page itself. */
(function () {
  "use strict";

  const index = window.peerdirIndex;
  const load = (name) => index.take(name, JSON.parse(document.getElementById(`data-${name}`).textContent));

  /* Answer a query, and read what is missing until nothing is. */
  async function ask(query) {
    for (;;) {
      index.wanted.clear();
      const found = window.peerdirAnswer.answer(query);
      if (!index.wanted.size) return found;
      Array.from(index.wanted).forEach(load);
    }
  }

  load("core");
  window.peerdirLoad = { ask, load };
})();
