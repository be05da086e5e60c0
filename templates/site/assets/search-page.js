/* The search on the page: what is asked for stands in the address bar, what is found in the list, what was understood
   beside it. Nothing leaves this device. */
(function () {
  "use strict";

  const form = document.getElementById("search");
  const index = window.peerdirIndex;
  if (!form) return;
  const words = JSON.parse(form.dataset.words);
  const { facets, speak, say, called, toFetch } = window.peerdirAnswer;
  speak(words, JSON.parse(form.dataset.labels || "{}"), form.dataset.labelsFile);
  const { show: showCards, sheet: sheetOf, element } = window.peerdirCards;
  const kept = window.peerdirKept;
  const at = (id) => document.getElementById(id);
  const box = form.elements.q, near = form.elements.near, within = form.elements.within;
  const MOST_SHOWN = 60, LARGEST = 500, MOST_CODES = 8, TYPING_MS = 120;
  const KINDS = ["conditions", "languages", "day", "place", "modalities", "functions", "populations", "needs",
    "accessibility"];
  const WEEK = Object.keys(words.called.day);
  const FLAGS = ["free", "room"];
  const chosen = new Map();
  let point = null, isWhole = false, sort = "", before = "", asked = 0, waiting = 0, last = [null, null];

  const today = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  };
  const isChosen = (kind, code) => (chosen.get(kind) || []).includes(code);
  const button = (text, press, attributes) => {
    const made = element("button", text, { type: "button", ...attributes });
    made.addEventListener("click", press);
    return made;
  };

  const reach = () => Number(within.value) * window.peerdirPlaces.unit();
  function query() {
    const filters = Object.fromEntries(Array.from(chosen).filter(([kind]) => kind !== "room"));
    return {
      text: box.value, near: near.value.trim(), point,
      km: near.value.trim() || point ? reach() : null, usual: reach(),
      filters, room: chosen.has("room"), today: today(), sort, most: isWhole ? 0 : most(),
    };
  }

  /* Of a large directory each card is fetched, so fewer are shown at once, and all of them only if they are not many. */
  const most = () => index.mostShown || MOST_SHOWN;
  const canAll = (found) => found.total > most() && !isWhole && !(index.mostShown && found.total > LARGEST);
  const isEmpty = (one) => !one.text.trim() && !one.near && !one.point && !chosen.size;

  /* `how` says why: something was "typed", which goes on, or an address was "restored"; else somebody asked for it. */
  async function search(how) {
    clearTimeout(waiting);
    const turn = ++asked;
    form.setAttribute("aria-busy", "true");
    const wanted = query();
    remember(how);
    showClear(wanted);
    const found = isEmpty(wanted) ? null : await window.peerdirLoad.ask(wanted).catch(() => undefined);
    if (turn !== asked) return;
    form.removeAttribute("aria-busy");
    if (found === undefined) at("search-status").textContent = say("failed");
    else show(found, wanted);
  }

  /* Where there is nothing to clear there is no button; whoever stands on it stands on the box then. */
  function showClear(wanted) {
    const clear = at("clear");
    if (isEmpty(wanted) && document.activeElement === clear) box.focus();
    clear.hidden = isEmpty(wanted);
  }

  /* What was found. */
  function show(found, wanted) {
    const any = found !== null && found.total > 0;
    at("results").hidden = !any;
    at("browse").hidden = any;
    at("nothing").hidden = found === null || any;
    showCards(at("result-cards"), found ? found.results : []);
    at("search-status").textContent = found ? tell(found, wanted.text.trim()) : "";
    at("understood").replaceChildren(...(found ? notes(found) : []));
    last = [found, wanted];
    showFacets(found, wanted);
    countChoices();
  }

  /* What the choices are called in the language of the page, and of a large directory the numbers beside them, are
     fetched when somebody looks at them. */
  async function countChoices() {
    const missing = at("more").open ? [...toFetch(), ...(last[0] && index.toCount ? index.toCount() : [])] : [];
    if (missing.length) await Promise.all(missing.map(window.peerdirLoad.load)).then(() => showFacets(...last), () => null);
  }

  function tell(found, text) {
    const name = text ? "found_for" : "found";
    if (found.danger) return "";
    if (!found.total) return `${text ? say("none_for", { query: text }) : say("none")}${say("blank")}${say("fewer")}`;
    const said = say(name, { count: found.total, query: text });
    return found.total > most() && !isWhole ? `${said}${say("blank")}${say("shown", { count: most() })}` : said;
  }

  function lifelines() {
    const lines = Array.from(document.querySelectorAll(".emergency li"), (line) => line.cloneNode(true));
    return element("div", [element("strong", say("danger")), element("ul", lines, { class: "plain-links" })],
      { class: "danger", role: "alert" });
  }

  function notes(found) {
    if (found.danger) return [lifelines()];
    const lines = [];
    if (found.understood.length) lines.push(element("p", say("understood", { said: found.understood.join(" · ") })));
    if (found.place) lines.push(element("p", say("at_place", { place: found.place })));
    if (found.general.length) lines.push(element("p", say("general", { said: found.general.join(" · ") })));
    if (found.unused.length) lines.push(element("p", say("unused", { said: found.unused.join(say("comma")) })));
    found.unknown.forEach((said) => lines.push(element("p", say("nothing_known", { said }))));
    if (found.relaxations.length) {
      lines.push(element("p", say("try")), element("ul", found.relaxations.map((one) => element("li", button(
        say("without", { said: one.without.join(say("and")).replace(/: /g, " "), count: one.total }),
        () => relax(one.sources, found.read))))));
    }
    if (canAll(found)) {
      lines.push(button(say("all"), () => { isWhole = true; search(); }, { class: "not-on-paper" }));
    }
    if (found.isNear && found.total > 1) lines.push(sorter());
    return lines;
  }

  function sorter() {
    const isNearest = sort === "near";
    return button(say(isNearest ? "sort_best" : "sort_near"), () => { sort = isNearest ? "" : "near"; search(); },
      { class: "not-on-paper" });
  }

  /* Leave out what stands in the way: words, or a choice. */
  function relax(sources, read) {
    sources.forEach((source) => {
      if (source.kind === "near") near.value = "";
      if (source.kind === "near") point = null;
      if (source.kind) chosen.delete(source.kind);
      (source.words || []).forEach((said) => { box.value = without(box.value, said) || without(read, said) || ""; });
    });
    search().then(() => at("search-status").focus());
  }

  function without(text, said) {
    const typed = text.split(/\s+/).filter(Boolean);
    for (let start = 0; start < typed.length; start++) {
      for (let end = start + 1; end <= typed.length; end++) {
        const rest = [...typed.slice(0, start), ...typed.slice(end)].join(" ");
        if (window.peerdirAnalyse.words(typed.slice(start, end).join(" ")).join(" ") === said) return rest;
      }
    }
    return text.includes(said) ? text.replace(said, " ").trim() : "";
  }

  /* Choices with how many of the programs found have each; of a kind that is chosen, those of the others. */
  function showFacets(found, wanted) {
    const focused = document.activeElement && document.activeElement.id;
    const counts = facets(found && found.rows);
    const groups = KINDS.map((kind) => {
      const open = found && chosen.has(kind) ? facets(otherwise(wanted, kind)).get(kind) : counts.get(kind);
      return fieldset(kind, open || []);
    });
    at("facets").replaceChildren(...groups.filter(Boolean), fieldset("more", FLAGS.map((flag) => [flag, null])));
    const number = Array.from(chosen.values()).flat().length;
    at("chosen").textContent = number || "";
    if (/^choice-/.test(focused || "") && at(focused)) at(focused).focus();
  }

  function otherwise(wanted, kind) {
    const { [kind]: _, ...filters } = wanted.filters;
    return window.peerdirAnswer.answer({ ...wanted, filters }).rows;
  }

  function fieldset(kind, codes) {
    const listed = codes.filter(([code]) => kind !== "place" || !/^\p{Nd}/u.test(code))
      .filter(([code], i) => i < MOST_CODES || isChosen(kind, code));
    (chosen.get(kind) || []).forEach((code) => {
      if (!listed.some(([other]) => other === code)) listed.push([code, index.totals ? null : 0]);
    });
    if (!listed.length) return null;
    if (kind === "day") listed.sort(([one], [other]) => WEEK.indexOf(one) - WEEK.indexOf(other));
    return element("fieldset", [element("legend", say(`facet_${kind}`)),
      ...listed.map(([code, number]) => choice(kind === "more" ? code : kind, kind === "more" ? "yes" : code, number))]);
  }

  function choice(kind, code, number) {
    const input = element("input", [], { type: "checkbox", id: `choice-${kind}-${code}` });
    input.checked = isChosen(kind, code);
    input.addEventListener("change", () => {
      const rest = (chosen.get(kind) || []).filter((other) => other !== code);
      choose(kind, input.checked ? [...rest, code] : rest);
      search();
    });
    const shown = [element("span", label(kind, code), { dir: "auto" })];
    if (number !== null) shown.push(element("span", ` ${number}`, { class: "count" }));
    return element("label", [input, element("span", shown)]);
  }

  function choose(kind, codes) {
    if (codes.length) chosen.set(kind, codes); else chosen.delete(kind);
  }

  function label(kind, code) {
    if (FLAGS.includes(kind)) return say(kind);
    return called(kind, code, kind === "place" ? index.placeLabel(code) : index.labelOf(kind, code));
  }

  /* The address bar keeps the query, so that a link can carry it and back leads to the one before: letters typed one
     after another are one query. Where somebody is never stands there. */
  function remember(how) {
    const kept_ = new URLSearchParams();
    if (box.value.trim()) kept_.set("q", box.value.trim());
    if (near.value.trim()) {
      kept_.set("near", near.value.trim());
      kept_.set("within", within.value);
    }
    chosen.forEach((codes, kind) => codes.forEach((code) => kept_.append(kind, code)));
    const text = kept_.toString(), goesOn = how === "restored" || (how === "typed" && before === "typed");
    before = how;
    /* The search goes along to another language. */
    document.querySelectorAll(".tongues a").forEach((one) => { one.search = text; });
    const turn = (address) => {
      if (address === location.pathname + location.search + location.hash) return;
      history[goesOn ? "replaceState" : "pushState"](null, "", address);
    };
    try {
      turn(location.pathname + (text && `?${text}`));
    } catch {
      turn(location.pathname + location.search + (text && `#${text}`));
    }
  }

  function restore() {
    const hash = /^#(\w+=.*)$/.exec(location.hash);
    const kept_ = new URLSearchParams(hash ? hash[1] : location.search);
    box.value = kept_.get("q") || "";
    near.value = kept_.get("near") || "";
    if (Array.from(within.options).some((one) => one.value === kept_.get("within"))) within.value = kept_.get("within");
    chosen.clear();
    [...KINDS, ...FLAGS].forEach((kind) => choose(kind, Array.from(new Set(kept_.getAll(kind)))));
    return search("restored");
  }

  /* On a small screen the answer begins below what is seen: it is brought up, and a keyboard on the screen goes away. */
  function turnToAnswer() {
    const status = at("search-status");
    if (isEmpty(query())) return;
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur();
    if (status.getBoundingClientRect().bottom > innerHeight * 0.75) status.scrollIntoView();
  }

  /* Where this device is, when somebody asks for it. */
  function here() {
    at("search-status").textContent = say("waiting");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      near.value = "";
      point = [coords.latitude, coords.longitude];
      search().then(turnToAnswer);
    }, () => { at("search-status").textContent = say("no_position"); });
  }

  /* What is kept, and the sheet. */
  function showKept() {
    const number = kept.all().length;
    at("kept").hidden = !number;
    at("kept").replaceChildren(element("strong", say("kept", { count: number })), button(say("print"), print),
      button(say("forget"), kept.clear));
  }

  function print() {
    const language = `${document.documentElement.lang.replace(/^en$/, "en-GB")}-u-ca-gregory-nu-latn`;
    const style = { day: "numeric", month: "long", year: "numeric" };
    at("sheet").replaceChildren(...sheetOf(new Date().toLocaleDateString(language, style)));
    at("sheet").hidden = false;
    document.body.classList.add("prints-sheet");
    const done = () => {
      document.body.classList.remove("prints-sheet");
      at("sheet").hidden = true;
    };
    window.addEventListener("afterprint", done, { once: true });
    window.print();
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(search, TYPING_MS, "typed");
  }

  function start() {
    /* Its place is kept for it until here. */
    if (!index.size()) { form.remove(); return null; }
    box.addEventListener("input", () => { isWhole = false; later(); });
    near.addEventListener("input", () => { point = null; later(); });
    within.addEventListener("change", () => search());
    [box, near].forEach((one) => one.addEventListener("change", () => { before = ""; }));
    form.addEventListener("submit", (event) => { event.preventDefault(); search().then(turnToAnswer); });
    window.addEventListener("popstate", () => { if (/^(#\w+=.*)?$/.test(location.hash)) restore(); });
    at("clear").addEventListener("click", () => {
      box.value = near.value = "";
      point = null;
      chosen.clear();
      search();
      box.focus();
    });
    at("more").addEventListener("toggle", countChoices);
    at("here").hidden = !navigator.geolocation;
    at("here").addEventListener("click", here);
    kept.onChange(showKept);
    showKept();
    window.peerdirCards.begin();
    form.hidden = false;
    /* Where the address asks for nothing, somebody may have begun to type. */
    return /[?#]\w+=/.test(location.search + location.hash) ? restore() : search(box.value ? "typed" : "restored");
  }

  /* The data comes after this script; by then it is here. Where it has to be fetched, search-start.js says when. */
  if (form.dataset.scripts) window.peerdirSearch = { start };
  else document.addEventListener("DOMContentLoaded", start);
})();
