/* The cards of programs: one of each, moved between the list of all programs and the results; and the sheet to print. */
(function () {
  "use strict";

  const kept = window.peerdirKept;
  const { say } = window.peerdirAnswer;
  const { distance } = window.peerdirPlaces;
  const all = document.getElementById("all-cards");
  const cards = new Map();
  Array.from(all ? all.children : []).forEach((card) => {
    const link = card.querySelector("h3 a");
    cards.set(link.getAttribute("href").replace(/^.*\/|^#program-/, "").replace(/\.html$/, ""), card);
  });
  const inOrder = Array.from(cards.values());

  function element(tag, content, attributes) {
    const made = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
    made.append(...[content].flat().filter((part) => part !== null && part !== undefined));
    return made;
  }

  /* Say on a card how far it is, or why that does not matter, and let it be kept. */
  function dress(id, result) {
    const card = cards.get(id);
    const way = result.reach ? say(`reach_${result.reach}`)
      : result.km === null ? "" : say("far", { far: distance(result.km, say) });
    if (way) card.querySelector("h3").after(element("p", way, { class: "way" }));
    if (!card.querySelector(".keep")) card.append(keeper(id, card.querySelector("h3").textContent));
    return card;
  }

  function keeper(id, name) {
    const box = element("input", [], { type: "checkbox", "aria-label": say("keep_name", { name }) });
    box.checked = kept.has(id);
    box.addEventListener("change", () => kept.keep(id, box.checked));
    kept.onChange(() => { box.checked = kept.has(id); });
    return element("label", [box, say("keep")], { class: "keep not-on-paper" });
  }

  function show(target, results) {
    inOrder.forEach((card) => card.querySelectorAll(".way").forEach((one) => one.remove()));
    if (all) all.replaceChildren(...inOrder);
    target.replaceChildren(...results.filter((one) => cards.has(one.id)).map((one) => dress(one.id, one)));
  }

  /* A sheet of the kept programs: name, when, where, how to reach them, and the emergency lines of the page. */
  function sheet(date) {
    const found = kept.all().filter((id) => cards.has(id)).map((id) => cards.get(id));
    const lines = Array.from(document.querySelectorAll(".emergency li"), (line) => line.textContent.trim());
    return [
      element("h2", say("sheet_title")),
      element("ol", found.map(onSheet)),
      element("p", [element("strong", say("sheet_help")), ` ${lines.join(" · ")}`]),
      element("p", say("sheet_from", { title: document.title, date }), { class: "small" }),
    ];
  }

  function onSheet(card) {
    const facts = Array.from(card.querySelectorAll("dl > div, .call"), (one) => one.cloneNode(true));
    const call = facts.filter((one) => one.matches(".call")), rest = facts.filter((one) => !one.matches(".call"));
    const name = card.querySelector("h3 a");
    const marks = Array.from(card.querySelectorAll(".marks"), (one) => one.cloneNode(true));
    return element("li", [element("h3", element("bdi", name.textContent)), ...marks, ...call, element("dl", rest)]);
  }

  window.peerdirCards = { begin() {}, show, sheet, element, has: (id) => cards.has(id), add: (id, card) => cards.set(id, card) };
})();
