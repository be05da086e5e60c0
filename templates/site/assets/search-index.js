/* What a search looks up: phrases and what they mean, words near a word, sets of programs. The data comes in parts,
   each a script that hands itself over (peerdirSearchData); what is asked of a part that is not here yet is noted in
   `wanted`, so that whoever asks can fetch it and ask again. As peerdir/search/lookups.py and index/postings.py do it. */
(function () {
  "use strict";

  const { words, singular, key, isUnspaced, mostEdits, cuts, edits } = window.peerdirAnalyse;
  const VOCABULARIES = ["conditions", "populations", "needs", "modalities", "functions", "accessibility", "languages"];
  const NO_WORDS = ["name", "place", "near"];
  const MOST_COMPLETED = 12, MOST_SUGGESTED = 3;
  const parts = new Map();
  const wanted = new Set();
  const MORE = "abcdefghijklmnopqrstuvwxyz{|}~_-", LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ?@[]^!";
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const wrote = {};
  let size = 0;

  /* Sets of programs, as the bits of numbers; none is changed once it is made. */
  const empty = () => new Uint32Array((size + 31) >>> 5);
  const sets = {
    empty,
    of(rows) {
      const found = empty();
      for (const row of rows) found[row >>> 5] |= 1 << (row & 31);
      return found;
    },
    all: () => sets.of(Array(size).keys()),
    union(some) {
      const found = empty();
      for (const set of some) for (let i = 0; i < found.length; i++) found[i] |= set[i];
      return found;
    },
    both: (one, other) => one.map((bits, i) => bits & other[i]),
    without: (one, other) => one.map((bits, i) => bits & ~other[i]),
    has: (set, row) => ((set[row >>> 5] >>> (row & 31)) & 1) === 1,
    any: (set) => set.some((bits) => bits !== 0),
    count(set) {
      let found = 0;
      for (let bits of set) for (; bits; bits &= bits - 1) found++;
      return found;
    },
    rows(set) {
      const found = [];
      for (let row = 0; row < size; row++) if (sets.has(set, row)) found.push(row);
      return found;
    },
  };

  function unpack(text) {
    const found = [];
    let before = -1, value = 0, place = 0;
    for (const digit of text) {
      const last = LAST.indexOf(digit);
      value += (last < 0 ? MORE.indexOf(digit) : last) * 32 ** place++;
      if (last < 0) continue;
      found.push(before += value + 1);
      value = place = 0;
    }
    return found;
  }

  /* The parts, as they come. */
  const core = {
    phrases: new Map(), tags: new Map(), order: new Map(), labels: new Map(), places: new Map(), states: new Map(), spots: [],
    spotsOf: new Map(),
  };
  const texts = { stems: new Map(), sorted: [], counts: new Map(), worth: new Map(), runs: [] };
  const near = { codes: new Map(), cities: new Map() };
  let worth = null, single = null;

  function take(name, data) {
    if (parts.has(name)) return;
    parts.set(name, data);
    (wrote[name.split("/")[0]] || readPhrases)(data, name);
    wanted.delete(name);
    worth = single = null;
  }

  function readPhrases(kinds) {
    Object.keys(kinds).forEach((kind) => kinds[kind].forEach(([code, label, said, isMoved], place) => {
      if (!isMoved && label) core.labels.set(`${kind}:${code}`, label);
      if (said) said.split("|").forEach((phrase) => add(singular(phrase), kind, code, label, phrase));
      if (isMoved || !label || !VOCABULARIES.includes(kind)) return;
      [code, label].map((one) => words(one).join(" ")).filter(Boolean)
        .forEach((phrase) => add(singular(phrase), kind, code, label, phrase));
      core.order.set(`${kind}:${code}`, place);
    }));
  }

  function add(said, kind, code, label, written) {
    const meant = core.phrases.get(said) || [];
    const already = meant.find((one) => one.kind === kind && one.code === code);
    if (already) return;
    meant.push({ kind, code, label: label || labelOf(kind, code), said: written });
    meant.sort((one, other) => compare(one.kind, other.kind) || compare(one.code, other.code));
    core.phrases.set(said, meant);
  }

  /* Whether a part is here; if not, it is wanted. One that this directory does not have is here, and empty. */
  function has(name) {
    if (parts.has(name) || !core.parts.has(name)) return true;
    wanted.add(name);
    return false;
  }

  /* The scripts of a text whose phrases stand in parts of their own. */
  function need(text) {
    Array.from(text).filter((letter) => letter > "\x7f").forEach((letter) => has(script(letter)));
  }

  const scripts = ["arabic", "chinese", "thai", "other"];
  function script(letter) {
    if (letter >= "\u0600" && letter <= "\u06ff") return "arabic";
    if (!isUnspaced(letter)) return "other";
    return window.peerdirAnalyse.hasMarks(letter) ? "thai" : "chinese";
  }

  /* Words. */
  function isSpelled(word) {
    return mostEdits(word) > 0 && /^\p{L}+$/u.test(word) && !isUnspaced(word);
  }

  /* What the words of phrases are worth, 2 for the vocabulary's, 1 for places', and how each is written. */
  function weigh() {
    if (worth) return worth;
    worth = new Map();
    Array.from(core.phrases.keys()).sort(compare).forEach((phrase) => {
      core.phrases.get(phrase).forEach((one) => {
        if (one.kind === "name") return;
        const value = one.kind === "place" ? 1 : 2;
        const written = (value === 1 ? phrase : one.said).split(" ");
        phrase.split(" ").forEach((word, i) => {
          if (i < written.length && value > (worth.has(word) ? worth.get(word).value : 0)) {
            worth.set(word, { value, shown: written[i] });
          }
        });
      });
    });
    return worth;
  }

  function isInVocabulary(word) {
    const found = weigh().get(word);
    return found !== undefined && found.value > 1;
  }

  /* The words that a slip or two make of a word, the likeliest first. Two words are compared that have something in
     common after a letter is left out, or two of the one that was typed. */
  function nearWords(word) {
    const most = mostEdits(word), counts = most && self.spellings(word);
    if (!counts) return [];
    const cut = new Set(cuts(word));
    if (most > 1) Array.from(cut).forEach((one) => cuts(one).forEach((shorter) => cut.add(shorter)));
    const known = weigh();
    const found = [];
    const note = (other, value, shown) => {
      if (Math.abs(other.length - word.length) > most || !isSpelled(other)) return;
      const slips = edits(word, other, most);
      if (slips > most || !cuts(other).some((one) => cut.has(one))) return;
      found.push({ edits: slips, worth: value, texts: counts.get(other) || 0, word: shown });
    };
    known.forEach(({ value, shown }, other) => note(other, value, shown));
    counts.forEach((_, other) => { if (!known.has(other)) note(other, texts.worth.get(other) || 0, other); });
    return found.sort((one, other) => one.edits - other.edits || other.worth - one.worth
      || other.texts - one.texts || compare(one.word, other.word));
  }

  /* The words of a vocabulary, which are phrases by themselves, that begin with some letters: as written. */
  function completed(start) {
    if (!single) {
      single = Array.from(core.phrases.entries()).filter(([phrase, meant]) => (
        !phrase.includes(" ") && meant.some((one) => !NO_WORDS.includes(one.kind)))).sort((a, b) => compare(a[0], b[0]));
    }
    return Array.from(new Set(single.slice(lower(single, start, ([phrase]) => phrase))
      .filter(([phrase]) => phrase.startsWith(start))
      .sort(([one], [other]) => one.length - other.length || compare(one, other))
      .flatMap(([, meant]) => meant.filter((one) => !NO_WORDS.includes(one.kind)).map((one) => one.said))))
      .slice(0, MOST_COMPLETED);
  }

  function lower(list, wantedKey, keyOf) {
    let low = 0;
    for (let high = list.length; low < high;) {
      const middle = (low + high) >> 1;
      if (keyOf(list[middle]) < wantedKey) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* The programs with a name of several words whose first one is this. */
  function namedFrom(word) {
    const found = new Set();
    self.concepts(word);
    core.phrases.forEach((meant, phrase) => {
      if (phrase.startsWith(`${word} `)) meant.filter((one) => one.kind === "name").forEach((one) => found.add(one.code));
    });
    return Array.from(found);
  }

  /* The phrases of a vocabulary with several words that have one of some words, and how each is written. */
  function phrasesWith(some) {
    const asked = new Set(some);
    const found = new Map();
    core.phrases.forEach((meant, phrase) => {
      if (phrase.includes(" ") && phrase.split(" ").some((word) => asked.has(word))
        && meant.some((one) => one.kind !== "name" && one.kind !== "place")) {
        found.set(phrase, meant[meant.length - 1].said);
      }
    });
    return found;
  }

  /* Sets of programs. */
  function everyone() {
    return sets.union(self.codesOf("status").map((code) => self.tagged("status", code)));
  }

  /* The programs that have all of some words; with `isStart` the last may be the beginning of one. `columns` are
     "name", or "name" and "body". */
  function inText(said, columns, isStart) {
    const asked = said.split(" ").map((word) => word.replace(/'/g, "")).filter(Boolean);
    if (!asked.length) return sets.empty();
    return asked.map((word, i) => self.withWord(word, columns, isStart && i === asked.length - 1)).reduce(sets.both);
  }

  function startingWith(start) {
    const found = [];
    for (let i = lower(texts.sorted, start, (one) => one); i < texts.sorted.length; i++) {
      if (!texts.sorted[i].startsWith(start)) break;
      found.push(texts.stems.get(texts.sorted[i]));
    }
    return found;
  }

  /* One character is a word only where it stands alone. */
  function withRun(word, columns) {
    const fits = (text) => (word.length < 2 ? text.split(" ").includes(word) : text.includes(word));
    return sets.of(texts.runs.filter(([, name, body]) => (columns.includes("name") && fits(name))
      || (columns.includes("body") && fits(body))).map(([row]) => row));
  }

  function isInText(said) {
    return sets.any(inText(said, ["name", "body"], false));
  }

  /* The labels of a kind for which people say something a slip or two away, the nearest first. */
  function alike(kind, said) {
    const most = mostEdits(said);
    const rows = [];
    Array.from(core.phrases.keys()).sort(compare).forEach((phrase) => core.phrases.get(phrase)
      .filter((one) => one.kind === kind).forEach((one) => rows.push([edits(said, phrase, most), one.label])));
    self.codesOf(kind).forEach((code) => rows.push([edits(said, code, most), code]));
    const found = rows.filter(([far]) => far <= most).sort((a, b) => a[0] - b[0] || compare(a[1], b[1]));
    return Array.from(new Set(found.map(([, label]) => label))).slice(0, MOST_SUGGESTED);
  }

  /* What a place is called by its code. */
  function placeLabel(code) {
    const found = self.concepts(code).find((one) => one.kind === "place" && one.code === code);
    return found ? found.label : code;
  }

  function labelOf(kind, code) {
    return core.labels.get(`${kind}:${code}`) || code;
  }

  /* What directories of a size do in their own way is added to it: see search-small.js and search-large.js. */
  const self = {};
  window.peerdirIndex = Object.assign(self, {
    take, wanted, need, core, near, has, sets, isInVocabulary, nearWords, completed, namedFrom, phrasesWith, everyone, inText,
    isInText, alike, labelOf, placeLabel, compare, key, wrote, parts, texts, add, readPhrases, unpack, startingWith,
    withRun, scripts, isSpelled, size: () => size, resize: (number) => { size = number; },
  });
})();
