/* The parts of the data that a query asks for: scripts beside this one, so that a disk will do as well as a server. */
(function () {
  "use strict";

  const index = window.peerdirIndex;
  const here = document.currentScript.src;
  const loading = new Map();
  const MOST_ROUNDS = 16;

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = new URL(name.endsWith(".js") ? name : index.fileOf(name), here).href;
        script.onload = done;
        script.onerror = () => { loading.delete(name); failed(new Error(name)); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  /* What words mean and how codes are called comes first, then who has it; then texts, in which only words without a
     meaning are looked for; and cards when it is certain which are shown. */
  const LATER = ["text", "runs", "card"];
  function first(all) {
    const meanings = all.filter((name) => /^said\/|\.js$/.test(name) || index.scripts.includes(name));
    const others = all.filter((name) => !LATER.includes(name.split("/")[0]));
    const texts = all.filter((name) => !name.startsWith("card/"));
    return [meanings, others, texts, all].find((some) => some.length);
  }

  /* Answer a query, and fetch what is missing until nothing is. Rejects when a part cannot be had. */
  async function ask(query) {
    for (let round = 0; ; round++) {
      index.wanted.clear();
      const found = window.peerdirAnswer.answer(query);
      if (!index.wanted.size || round === MOST_ROUNDS) return found;
      await Promise.all(first(Array.from(index.wanted)).map(load));
    }
  }

  window.peerdirLoad = { ask, load };
})();
