/* Cards of a large directory: made of data when they are shown, for no page holds them all. Text is put in as text. */
(function () {
  "use strict";

  const index = window.peerdirIndex;
  const { show, element, add, has } = window.peerdirCards;
  const made = new Map();

  function build({ id, name, marks, summary, facts, short, call }) {
    const parts = [element("h3", element("a", element("bdi", name), { href: `programs/${id}.html` }))];
    if (marks.length) {
      parts.push(element("ul", marks.map(([kind, words]) => element("li", words, { class: `mark ${kind}` })),
        { class: "marks" }));
    }
    parts.push(element("p", summary, { class: "summary", dir: "auto" }));
    parts.push(element("dl", facts.map(([what, said, paper]) => element("div", [element("dt", what), " ", element("dd",
      paper ? [element("span", said, { class: "not-on-paper" }), element("span", paper, { class: "paper-only" })] : said)]))));
    if (short) parts.push(element("p", short, { class: "small" }));
    if (call) {
      const [href, what, shown] = call;
      const link = element("a", [element("span", what, { class: "what" }), " ", element("bdi", shown, { dir: "ltr" })],
        { href });
      parts.push(element("p", link, { class: "call" }));
    }
    return element("li", parts, { class: "card" });
  }

  function cardFor({ row, id }) {
    if (has(id) || !id) return;
    rows.set(id, row);
    made.set(id, build(index.cardOf(row)));
    add(id, made.get(id));
  }

  /* The numbers of the programs somebody keeps, so that their cards are there after the page is loaded again. */
  const PLACE = "peerdir-rows", kept = window.peerdirKept, { keep } = kept;
  const rows = new Map();
  function remembered() {
    try {
      return new Map(JSON.parse(sessionStorage.getItem(PLACE) || "[]"));
    } catch {
      return new Map();
    }
  }

  kept.keep = (id, isKept) => {
    const all = remembered().set(id, rows.get(id));
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(Array.from(all).filter(([one]) => one !== id || isKept)));
    } catch { /* as in search-kept.js */ }
    keep(id, isKept);
  };

  /* A newer edition may have given the number to another program. */
  async function bringBack(id) {
    const row = remembered().get(id);
    if (Number.isInteger(row)) await window.peerdirLoad.load(index.cardFile(row)).catch(() => null);
    const card = Number.isInteger(row) ? index.cardOf(row) : null;
    if (card && card.id === id) cardFor({ row, id });
    else kept.keep(id, false);
  }

  window.peerdirCards.begin = () => kept.all().filter((id) => !has(id)).forEach(bringBack);
  window.peerdirCards.show = (target, results) => {
    made.forEach((card) => card.querySelectorAll(".way").forEach((one) => one.remove()));
    results.forEach(cardFor);
    show(target, results);
  };
})();
