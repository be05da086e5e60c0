/* Words as people type them to words as they are compared, as peerdir/analyse.py does it, and their stems as the index
   of a search has them (Porter's, as SQLite writes it). tests/analyse.json holds examples that both must pass. */
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
  const WITH_MARKS = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
  const UNSPACED = `[\\u2e80-\\u2fdf\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff${WITH_MARKS}]`;
  const WORD = new RegExp(`(?:(?=${UNSPACED})[\\p{L}\\p{N}\\p{M}])+|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}'])+`, "gu");
  const UNSPACED_WORD = new RegExp(`^${UNSPACED}`);
  const MARKED_WORD = new RegExp(`^[${WITH_MARKS}]`);
  const LONGEST_STEMMED = 64;

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
      if (!isUnspaced(word) || letters.length < 2) return [letters.join("")];
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

  function key(text) {
    return singular(words(text).join(" "));
  }

  function isUnspaced(word) {
    return UNSPACED_WORD.test(word);
  }

  /* Of a script without spaces whose letters bear marks: Thai, Lao, Burmese, Khmer. */
  function hasMarks(word) {
    return MARKED_WORD.test(word);
  }

  /* How many letters of a word may be wrong. */
  function mostEdits(word) {
    return word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  }

  /* A word, and the word without each of its letters. */
  function cuts(word) {
    const found = [word];
    for (let i = 0; i < word.length; i++) found.push(word.slice(0, i) + word.slice(i + 1));
    return found;
  }

  /* Letters to add, leave out, change or swap with a neighbour between two words; `most` + 1 if more. */
  function edits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        row.push(cost);
      }
      if (Math.min(...row) > most) return most + 1;
      before = last;
      last = row;
    }
    return Math.min(last[last.length - 1], most + 1);
  }

  /* Stems: `cut` measures as Porter does, by vowels followed by consonants. */
  const isVowel = (letter, yIsVowel) => "aeiou".includes(letter) || (yIsVowel && letter === "y");
  function gobble(stem, start, afterConsonant) {
    let consonant = afterConsonant;
    let i = start;
    for (; i < stem.length; i++) {
      consonant = !isVowel(stem[i], consonant);
      if (!consonant) break;
    }
    for (i++; i < stem.length; i++) {
      consonant = !isVowel(stem[i], consonant);
      if (consonant) return i + 1;
    }
    return 0;
  }
  const isMeasured = (stem) => gobble(stem, 0, false) > 0;
  function isMeasuredTwice(stem) {
    const end = gobble(stem, 0, false);
    return end > 0 && gobble(stem, end, true) > 0;
  }
  const isMeasuredOnce = (stem) => isMeasured(stem) && !isMeasuredTwice(stem);
  const hasVowel = (stem) => Array.from(stem).some((letter, i) => isVowel(letter, i > 0));
  function endsShort(stem) {
    if (/[wxy]$/.test(stem)) return false;
    let mask = 0;
    let consonant = false;
    for (const letter of stem) {
      consonant = !isVowel(letter, consonant);
      mask = (mask << 1) + (consonant ? 1 : 0);
    }
    return (mask & 7) === 5;
  }
  const rules = (text) => text.trim().split(/\s+/).map((rule) => rule.split(">"));
  const SECOND = rules("ational>ate tional>tion enci>ence anci>ance izer>ize logi>log bli>ble alli>al entli>ent eli>e "
    + "ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive "
    + "biliti>ble");
  const THIRD = rules("ical>ic ness> icate>ic iciti>ic ful> ative> alize>al");
  const FOURTH = rules("al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou> ism> ate> iti> ous> ive> ize>");

  function step(word, among, fits) {
    const rule = among.find(([end]) => word.length > end.length && word.endsWith(end)
      && (end !== "ion" || /[st]ion$/.test(word)));
    if (!rule) return word;
    const rest = word.slice(0, word.length - rule[0].length);
    return fits(rest) ? rest + rule[1] : word;
  }

  function stem(said) {
    if (said.length < 3 || said.length > LONGEST_STEMMED) return said;
    let word = said;
    if (/(?:[^]ss|i)es$/.test(word) && word.length > 3) word = word.slice(0, -2);
    else if (/[^s]s$/.test(word)) word = word.slice(0, -1);
    word = firstStep(word);
    if (/y$/.test(word) && hasVowel(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
    word = step(step(step(word, SECOND, isMeasured), THIRD, isMeasured), FOURTH, isMeasuredTwice);
    const rest = word.slice(0, -1);
    if (/e$/.test(word) && (isMeasuredTwice(rest) || (isMeasuredOnce(rest) && !endsShort(rest)))) word = rest;
    return /ll$/.test(word) && isMeasuredTwice(word.slice(0, -1)) ? word.slice(0, -1) : word;
  }

  function firstStep(word) {
    if (word.length > 3 && word.endsWith("eed")) return isMeasured(word.slice(0, -3)) ? word.slice(0, -1) : word;
    const end = word.length > 2 && word.endsWith("ed") ? 2 : word.length > 3 && word.endsWith("ing") ? 3 : 0;
    const rest = word.slice(0, word.length - end);
    if (!end || !hasVowel(rest)) return word;
    if (rest.length > 2 && /(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
    if (/([^aeioulsz])\1$/.test(rest)) return rest.slice(0, -1);
    return isMeasuredOnce(rest) && endsShort(rest) ? `${rest}e` : rest;
  }

  window.peerdirAnalyse = {
    fold, words, terms, singular, key, isUnspaced, hasMarks, mostEdits, cuts, edits, stem,
  };
})();
