/* The search box. It needs no server: the data comes from search-data.js, which is a script as well.
   fold, words, terms and singular do what peerdir/analyse.py does; tests/analyse.json holds examples that both must pass. */
(function () {
  "use strict";

  const MARKS = /[\u0300-\u036f\u064b-\u0652\u0670\u0640\u00ad\u200d-\u200f\u2060\u20e3\ufe00-\ufe0f\ufeff]/g;
  const TOO_MANY_MARKS = /(\p{M}{8})\p{M}+/gu;
  const BARE = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي",
    "đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
    "’": "'", "ʼ": "'", "‘": "'", "ʻ": "'", "`": "'",
  };
  /* Where ten digits in a row begin: Arabic, Persian, Devanagari, Bengali, Thai, Lao, Burmese, Khmer. */
  [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1040, 0x17e0].forEach((zero) => {
    for (let digit = 0; digit < 10; digit++) BARE[String.fromCharCode(zero + digit)] = String(digit);
  });
  const ELISIONS = /^(?:(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|dell|all)'+)+/;
  const ARTICLES = /^(?:وال|بال|كال|فال|ال|لل)(?=.{3})/u;
  const UNSPACED = "[\\u2e80-\\u2fdf\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff]";
  const WORD = new RegExp(`(?:(?=${UNSPACED})[\\p{L}\\p{N}\\p{M}])+|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}'])+`, "gu");
  const UNSPACED_WORD = new RegExp(`^${UNSPACED}`);
  const MOST_SHOWN = 60;
  const LONGEST_PHRASE = 6;
  const LONGEST_UNSPACED = 12;
  const NAME = 8, PLACE = 4, PART_OF_CONCEPT = 2, TEXT = 1.5, ANY = 1, OTHER_CONCEPT = 3;
  const CONCEPT = { conditions: 6, languages: 4 };

  function bare(text) {
    return text.replace(/[`\u0080-\uffff]/g, (letter) => BARE[letter] || letter).replace(MARKS, "");
  }

  /* Python's casefold where it differs from small letters: final sigma, iota below, Cherokee. */
  function casefold(text) {
    return text.replace(/\u0345/g, "ι").toUpperCase().toLowerCase().replace(/ς/g, "σ")
      .replace(/[\uab70-\uabbf]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xab70 + 0x13a0))
      .replace(/[\u13f8-\u13fd]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 8));
  }

  /* normalize makes ' of ＇, but a space of ´. */
  function fold(text) {
    const written = text.replace(/´/g, "'").replace(TOO_MANY_MARKS, "$1");
    return bare(bare(casefold(written.normalize("NFKD"))).normalize("NFC"));
  }

  function words(text) {
    return (fold(text).match(WORD) || []).map(whole).filter(Boolean);
  }

  /* Take the apostrophes round a word away, and the little word before one. */
  function whole(word) {
    return word.replace(/^'+|'+$/g, "").replace(ELISIONS, "");
  }

  function terms(text) {
    return words(text).flatMap((word) => {
      const letters = Array.from(word.replace(/'/g, ""));
      if (!UNSPACED_WORD.test(word) || letters.length < 2) return [letters.join("")];
      return letters.slice(1).map((letter, i) => letters[i] + letter);
    });
  }

  /* Take plural endings and the Arabic article off folded words, so that "refugee" meets "refugees". */
  function singular(phrase) {
    return phrase.split(" ").map((said) => {
      const word = said.replace(/'s$/, "").replace(/'/g, "");
      if (/[^\0-\x7f]/.test(word)) return word.replace(ARTICLES, "");
      if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
      return word.length > 3 && /s$/.test(word) && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
    }).join(" ");
  }

  window.peerdirAnalyse = { fold, words, terms, singular };
  const data = window.peerdirSearchData;
  const box = document.getElementById("q");
  if (!data || !box) return;

  /* The index, read once: words to programs, phrases to concepts, and the words of concepts. */
  const smallWords = new Set(data.smallWords);
  const last = new Set(data.last);
  const phrases = new Map();
  const parts = new Map();
  const open = { conditions: [], populations: [] };
  data.concepts.forEach(([kind, said, programs]) => {
    const concept = { weight: CONCEPT[kind] || OTHER_CONCEPT, kind, programs };
    if (kind in open && said[0] === "any") open[kind].push(...programs);
    said.forEach((phrase) => {
      collect(phrases, singular(phrase), concept);
      if (kind in CONCEPT) terms(phrase).forEach((term) => programs.forEach((program) => collect(parts, term, program)));
    });
  });
  const fields = [["text", TEXT], ["places", PLACE], ["names", NAME]].map(([field, weight]) => ({
    weight, index: new Map(data[field].map(([word, ...programs]) => [word, programs])),
  }));
  fields.push({ weight: PART_OF_CONCEPT, index: parts, whileTyping: true });
  fields.forEach((field) => { field.words = Array.from(field.index.keys()).sort(); });

  function collect(map, key, value) {
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(value);
  }

  /* Cut a query into the longest phrases whose meaning is known, and single words. */
  function understand(query) {
    const said = words(query);
    const found = [];
    for (let i = 0; i < said.length;) {
      const length = longest(said, i);
      const phrase = said.slice(i, i + length).join(" ");
      const meant = phrases.get(singular(phrase));
      if (meant) found.push({ words: phrase, concepts: meant });
      else if (UNSPACED_WORD.test(phrase)) found.push(...understandUnspaced(phrase));
      else found.push({ words: phrase, concepts: [] });
      i += length;
    }
    const meaning = found.filter((unit) => unit.concepts.length || !smallWords.has(unit.words));
    if (meaning.length) meaning[meaning.length - 1].open = !/\s$/.test(query);
    return meaning;
  }

  function longest(said, start) {
    for (let length = Math.min(LONGEST_PHRASE, said.length - start); length > 1; length--) {
      if (phrases.has(singular(said.slice(start, start + length).join(" ")))) return length;
    }
    return 1;
  }

  function understandUnspaced(run) {
    const found = [];
    let rest = "";
    for (let i = 0; i < run.length;) {
      let length = Math.min(LONGEST_UNSPACED, run.length - i);
      while (length > 1 && !phrases.has(run.substr(i, length))) length--;
      if (length > 1) {
        if (rest.length > 1) found.push({ words: rest, concepts: [] });
        found.push({ words: run.substr(i, length), concepts: phrases.get(run.substr(i, length)) });
        rest = "";
      } else {
        rest += run[i];
      }
      i += length;
    }
    if (rest.length > 1 || rest === run) found.push({ words: rest, concepts: [] });
    return found;
  }

  /* Every program that fits one phrase, with how well it fits. A word that is still being typed may become a longer
     one, and may become the name of a condition or a language. */
  function fits(unit) {
    const best = new Map();
    const note = (program, weight) => { if (weight > (best.get(program) || 0)) best.set(program, weight); };
    const searched = terms(unit.words);
    fields.forEach(({ weight, index, words: sorted, whileTyping }) => {
      if (whileTyping && (!unit.open || unit.concepts.length)) return;
      const lists = searched.map((term, i) => look(index, sorted, term, unit.open && i === searched.length - 1));
      if (lists.length) lists.reduce(intersection).forEach((program) => note(program, weight));
    });
    unit.concepts.forEach((concept) => {
      concept.programs.forEach((program) => note(program, concept.weight));
      (open[concept.kind] || []).forEach((program) => note(program, ANY));
    });
    return best;
  }

  function look(index, sorted, term, open) {
    if (!open) return new Set(index.get(term));
    const found = new Set();
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < term) low = middle + 1; else high = middle;
    }
    for (; low < sorted.length && sorted[low].startsWith(term); low++) {
      index.get(sorted[low]).forEach((program) => found.add(program));
    }
    return found;
  }

  function intersection(one, other) {
    return new Set(Array.from(one).filter((program) => other.has(program)));
  }

  /* The numbers of the programs that fit every phrase, the best first; of equals those that nobody can join now come
     last. null for an empty query. */
  function find(query) {
    const units = understand(query).map(fits);
    if (!units.length) return null;
    const [first, ...others] = units;
    return Array.from(first.keys())
      .filter((program) => others.every((unit) => unit.has(program)))
      .map((program) => [program, units.reduce((sum, unit) => sum + unit.get(program), 0)])
      .sort((a, b) => b[1] - a[1] || last.has(a[0]) - last.has(b[0]) || a[0] - b[0])
      .map(([program]) => program);
  }

  /* The page: cards are moved between the list of all programs and the results, so there is one of each. */
  const all = document.getElementById("all-cards");
  const cards = Array.from(all.children);
  const results = document.getElementById("results");
  const resultCards = document.getElementById("result-cards");
  const browse = document.getElementById("browse");
  const nothing = document.getElementById("nothing");
  const status = document.getElementById("search-status");

  function show(query) {
    const found = find(query);
    const any = found !== null && found.length > 0;
    results.hidden = !any;
    browse.hidden = any;
    nothing.hidden = found === null || any;
    all.replaceChildren(...cards);
    resultCards.replaceChildren(...(found || []).slice(0, MOST_SHOWN).map((program) => cards[program]));
    status.textContent = found === null ? "" : say(found.length, query.trim());
  }

  function say(count, query) {
    if (count === 0) return `No program found for “${query}”. Try fewer words or another word, or choose from the lists below.`;
    const said = `${count} ${count === 1 ? "program" : "programs"} found for “${query}”.`;
    return count > MOST_SHOWN ? `${said} The best ${MOST_SHOWN} are shown; add a word to find fewer.` : said;
  }

  function keep(query) {
    const hash = query.trim() ? `#q=${encodeURIComponent(query.trim())}` : "";
    history.replaceState(null, "", location.pathname + hash);
  }

  function kept() {
    const found = /^#q=(.*)$/.exec(location.hash) || /[?&]q=([^&]*)/.exec(location.search);
    try {
      return found ? decodeURIComponent(found[1].replace(/\+/g, " ")) : "";
    } catch {
      return "";
    }
  }

  function restore() {
    const query = kept();
    if (query !== box.value.trim()) box.value = query;
    show(query);
  }

  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(now, 120);
  }

  function now() {
    clearTimeout(waiting);
    keep(box.value);
    show(box.value);
  }

  box.addEventListener("input", later);
  box.form.addEventListener("submit", (event) => { event.preventDefault(); now(); });
  window.addEventListener("hashchange", () => { if (/^(#q=.*)?$/.test(location.hash)) restore(); });
  box.form.hidden = false;
  restore();
})();
