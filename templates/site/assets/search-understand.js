/* Words to what they mean: typos mended towards phrases and words that are known, then the longest phrases, places and
   distances, and what is left over. As peerdir/search/spelling.py and peerdir/search/understand.py do it. */
(function () {
  "use strict";

  const { words, fold, singular, isUnspaced, hasMarks, mostEdits, edits } = window.peerdirAnalyse;
  const index = window.peerdirIndex;
  const LONGEST_PHRASE = 6, LONGEST_NAME = 10, LONGEST_RUN = 24, SHORTEST_MARKED = 3, LONGEST_BESIDE = 8;
  const MOST_LETTERS = 400, MOST_WORDS = 32, FURTHEST = 20000;
  const NEGATIONS = new Set(["no", "not", "pas"]);
  const MISSPELLED = ["suicide", "suicidal", "suicidio"];
  const SURE_START = 5, SHORTEST_START = 4, LONG_WORD = 8, TINY_WORD = 3, STEM = 5, TAIL = 4;
  const KILOMETERS = new Map();
  "km kms kilometer kilometers kilometre kilometres kilometro kilometros 公里 千米 กม กิโลเมตร كم كيلومتر".split(" ")
    .forEach((unit) => KILOMETERS.set(unit, 1));
  "mi mile miles milla millas".split(" ").forEach((unit) => KILOMETERS.set(unit, 1.609344));

  /* Typos. */
  function mend(said, right) {
    const odd = new Set(said.keys());
    said.forEach((word, i) => { if (right.has(i) || !isOdd(word)) odd.delete(i); });
    const mended = said.slice(), shown = [];
    (odd.size ? meantPhrases(said, odd) : []).forEach(([start, phrase]) => {
      const found = phrase.split(" ");
      mended.splice(start, found.length, ...found);
      found.forEach((_, i) => odd.delete(start + i));
      shown.push(phrase);
    });
    Array.from(odd).sort((a, b) => a - b).forEach((i) => {
      const better = meantWord(mended[i]);
      if (!better) return;
      mended[i] = better;
      shown.push(better);
    });
    return { words: mended, shown };
  }

  function isOdd(word) {
    return /^\p{L}+$/u.test(word.replace(/'/g, "")) && !isUnspaced(word) && !index.core.fillers.has(word)
      && !index.isInVocabulary(word) && !index.isInVocabulary(singular(word));
  }

  function meantPhrases(said, odd) {
    const compared = said.map(singular);
    const written = index.phrasesWith(compared);
    const found = [], taken = new Set();
    for (let length = LONGEST_PHRASE; length > 1; length--) {
      const phrases = Array.from(written.keys()).filter((phrase) => phrase.split(" ").length === length);
      for (let start = 0; phrases.length && start + length <= said.length; start++) {
        const run = Array.from({ length }, (_, i) => start + i);
        if (!run.some((i) => odd.has(i)) || run.some((i) => taken.has(i))) continue;
        const phrase = nearest(compared.slice(start, start + length), phrases);
        if (!phrase) continue;
        found.push([start, written.get(phrase)]);
        run.forEach((i) => taken.add(i));
      }
    }
    return found;
  }

  function nearest(run, phrases) {
    const found = phrases.map((phrase) => [slips(run, phrase.split(" ")), phrase]).filter(([cost]) => cost);
    found.sort((a, b) => a[0] - b[0] || index.compare(a[1], b[1]));
    return found.length ? found[0][1] : null;
  }

  function slips(run, phrase) {
    let total = 0, same = 0;
    for (let i = 0; i < run.length; i++) {
      const word = run[i], meant = phrase[i];
      if (word === meant) {
        same += word.length;
        continue;
      }
      const most = mostEdits(word), far = edits(word, meant, most);
      const isStart = word.length > 1 && meant.startsWith(word);
      if (far > most && !isStart) return 0;
      total += isStart ? Math.min(far, meant.length - word.length) : far;
    }
    return same >= total * 2 ? total : 0;
  }

  function meantWord(word) {
    const starts = word.length >= SHORTEST_START ? index.completed(word) : [];
    if (starts.length && word.length >= SURE_START) return starts[0];
    if (index.isInText(word)) return null;
    if (starts.length) return starts[0];
    const first = index.nearWords(singular(word));
    const near = first.length ? first : index.nearWords(word);
    const likely = near.find((one) => isLikely(word, one, index.concepts(singular(one.word)).length > 0));
    return likely ? likely.word : byStem(word);
  }

  const lettersOf = (word) => Array.from(word).sort().join("");
  function isLikely(word, near, isPhrase) {
    const isTiny = word.length === near.word.length && word.length <= TINY_WORD;
    if (isTiny && lettersOf(word) !== lettersOf(near.word)) return false;
    if (near.edits > 1 && near.word.length <= SURE_START) return false;
    const isFar = near.edits > 1 || word.length <= SURE_START;
    const isTurned = near.word.slice(0, 2) === word.slice(0, 2).split("").reverse().join("");
    if (isFar && near.word[0] !== word[0] && !isTurned) return false;
    return isPhrase || (near.texts > 0 && near.edits === 1 && word.length >= LONG_WORD);
  }

  function byStem(word) {
    for (let tail = 1; tail <= TAIL; tail++) {
      const start = word.slice(0, -tail);
      if (start.length < STEM || start.length * 3 < word.length * 2) return null;
      const found = index.completed(start).find((other) => other.length <= start.length + TAIL);
      if (found) return found;
    }
    return null;
  }

  /* Meaning. */
  function understand(text) {
    const found = { phrases: [], names: new Map(), km: null, mended: [], unused: [], danger: false };
    const whole = Array.from(text).slice(0, MOST_LETTERS).join(""), typed = words(whole);
    found.typed = new Map(whole.split(/[^\p{L}\p{M}\p{N}]+/u).map((word) => [fold(word), word]));
    found.unused.push(...typed.slice(MOST_WORDS));
    index.need(typed.join(" "));
    found.danger = isDanger(typed.slice(0, MOST_WORDS));
    let said = hours(distance(found, typed.slice(0, MOST_WORDS)));
    const mended = mend(said, found.danger ? new Set(said.keys()) : certain(said));
    found.mended = mended.shown;
    const meant = begun(said, mended.words);
    if (mended.shown.length) said = mended.words;
    found.read = said.join(" ");
    read(found, said, meant);
    return found;
  }

  /* Whether somebody may be in danger who types this. */
  function isDanger(said) {
    const text = ` ${said.join(" ")} `;
    return said.some((word) => word.startsWith("suicid") || MISSPELLED.some((one) => edits(word, one, 1) < 2))
      || index.core.danger.some((one) => text.includes(` ${one} `) || (isUnspaced(one) && text.includes(one)));
  }

  /* The programs whose name begins with a word that was mended: they may have been meant as it was typed. */
  function begun(typed, mended) {
    return typed.flatMap((word, start) => (word === mended[start] ? []
      : index.namedFrom(singular(word)).map((id) => ({ start, end: start + 1, id, said: word }))));
  }

  /* Take "10 km", "10km" or "10 miles" out of the words. */
  function distance(found, said) {
    for (let i = 0; i < said.length; i++) {
      const number = said[i].replace(/[a-z]+$/, "");
      const isOne = number.length < said[i].length;
      const unit = isOne ? said[i].slice(number.length) : said[i + 1] || "";
      const far = /^[0-9]+$/.test(number) ? parseInt(number.slice(0, 6), 10) : 0;
      if (KILOMETERS.has(unit) && far > 0 && far < FURTHEST) {
        found.km = far * KILOMETERS.get(unit);
        return [...said.slice(0, i), ...said.slice(i + (isOne ? 1 : 2))];
      }
    }
    return said;
  }

  /* Take the words for an hour out of the runs without spaces on both sides of its number: "เบาหวานหลัง 18.00 น.". */
  function hours(typed) {
    const found = [], isNumber = (word) => /^[0-9]+$/.test(word);
    const said = typed.flatMap((word) => word.replace(/^([0-9]+)([ap]m|h)$/, "$1 $2").split(" "));
    for (let at = 0; at < said.length;) {
      let end = at;
      while (end < said.length && isNumber(said[end])) end++;
      if (end === at) {
        found.push(said[at++]);
        continue;
      }
      const before = found.length && isUnspaced(found[found.length - 1]) ? found.pop() : "";
      const after = end < said.length && isUnspaced(said[end]) ? said[end] : "";
      const numbers = said.slice(at, end), [head, tail] = beside(before, numbers, after), cut = before.length - head;
      found.push(...[before.slice(0, cut), before.slice(cut), ...numbers, after.slice(0, tail), after.slice(tail)].filter(Boolean));
      at = end + (after ? 1 : 0);
    }
    return found;
  }

  function beside(before, numbers, after) {
    let best = [0, 0];
    for (let head = 0; head <= Math.min(LONGEST_BESIDE, before.length); head++) {
      for (let tail = 0; tail <= Math.min(LONGEST_BESIDE, after.length); tail++) {
        if (head + tail <= best[0] + best[1] || /^\p{M}/u.test(after.slice(tail))) continue;
        const phrase = [before.slice(before.length - head), ...numbers, after.slice(0, tail)].filter(Boolean).join(" ");
        if ((index.core.phrases.get(phrase) || []).some((one) => one.kind === "time")) best = [head, tail];
      }
    }
    return best;
  }

  function certain(said) {
    const compared = said.map(singular), found = new Set();
    said.forEach((_, start) => {
      for (let length = 1; length <= Math.min(LONGEST_NAME, said.length - start); length++) {
        const meant = index.concepts(compared.slice(start, start + length).join(" "));
        if (meant.length && (length > 1 || meant.some((one) => one.kind !== "place"))) {
          for (let i = start; i < start + length; i++) found.add(i);
        }
      }
    });
    return found;
  }

  function read(found, said, meant) {
    const names = [...meant, ...namesIn(said)];
    let isNear = false;
    for (let at = 0; at < said.length;) {
      const [length, meant] = longest(said.slice(at));
      const here = said.slice(at, at + length).join(" ");
      let phrases = [{ words: here, concepts: meant, names: [], isNear: false }];
      if (!meant.length && isUnspaced(here)) phrases = unspaced(here);
      else if (!meant.length && index.core.fillers.has(here)) {
        phrases = [];
        if (NEGATIONS.has(here) && longest(said.slice(at + 1))[1].length) found.unused.push(here);
      }
      for (const phrase of phrases) {
        isNear = add(found, phrase, isNear);
        phrase.names = names.filter((one) => one.start <= at && at + length <= one.end).map((one) => one.id);
      }
      at += length;
    }
    names.forEach((one) => found.names.set(one.id, one.said));
  }

  function add(found, phrase, isNear) {
    if (phrase.concepts.some((one) => one.kind === "near")) {
      const isMe = phrase.concepts.some((one) => one.code === "me");
      if (isMe) found.unused.push(phrase.words);
      return !isMe;
    }
    phrase.isNear = isNear;
    phrase.typed = phrase.words.split(" ").map((word) => found.typed.get(word) || word).join(" ");
    found.phrases.push(phrase);
    return false;
  }

  function namesIn(said) {
    const compared = said.map(singular), found = [];
    said.forEach((_, start) => {
      for (let end = start + 1; end <= Math.min(start + LONGEST_NAME, said.length); end++) {
        index.concepts(compared.slice(start, end).join(" ")).filter((one) => one.kind === "name")
          .forEach((one) => found.push({ start, end, id: one.code, said: said.slice(start, end).join(" ") }));
      }
    });
    return found;
  }

  const notNames = (meant) => meant.filter((one) => one.kind !== "name");

  function longest(said) {
    for (let length = Math.min(LONGEST_PHRASE, said.length); length > 0; length--) {
      const meant = notNames(index.concepts(singular(said.slice(0, length).join(" "))));
      const isFiller = length === 1 && index.core.fillers.has(said[0]) && !meant.some((one) => one.kind === "near");
      if (meant.length && !isFiller) return [length, meant];
    }
    return [1, []];
  }

  /* Cut a run of Chinese or Thai into the longest parts whose meaning is known; the rest is looked for as text. */
  function unspaced(run) {
    const found = [];
    const left = (rest) => {
      if (rest.length > 1 && !index.core.fillers.has(rest)) found.push({ words: rest, concepts: [], names: [] });
    };
    let rest = "";
    for (let at = 0; at < run.length;) {
      const [length, meant] = part(run, at);
      if (meant.length) {
        left(rest);
        found.push({ words: run.slice(at, at + length), concepts: meant, names: [] });
        rest = "";
      } else {
        rest += run[at];
      }
      at += length;
    }
    if (rest === run) found.push({ words: rest, concepts: [], names: [] });
    else left(rest);
    return found;
  }

  function part(run, start) {
    const shortest = hasMarks(run) && run.length > SHORTEST_MARKED ? SHORTEST_MARKED : 2;
    for (let length = Math.min(LONGEST_RUN, run.length - start); length >= shortest; length--) {
      const meant = notNames(index.concepts(run.slice(start, start + length)));
      if (meant.length && !/^\p{M}/u.test(run.slice(start + length))) return [length, meant];
    }
    return [1, []];
  }

  window.peerdirUnderstand = understand;
})();
