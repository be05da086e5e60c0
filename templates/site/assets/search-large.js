/* What a search looks up in a large directory: parts of a few kilobytes, each found by a number. What is asked of a part
   that is not here yet is noted in `wanted`, as in search-index.js. peerdir/render/site/search_data/shards.py makes them. */
(function () {
  "use strict";

  const { isUnspaced, stem } = window.peerdirAnalyse;
  const index = window.peerdirIndex;
  const { core, near, parts, sets, texts, wanted, wrote } = index;
  const CARDS = 4, LETTERS = 3, STARTS = 32, PRIME = 65521, FACTOR = 31, FIRST = 7, DEGREES = 100;
  const WIDE = ["place", "serves"], DAYS = ["*", "FR", "MO", "SA", "SU", "TH", "TU", "WE"];
  const cards = new Map(), codes = new Map(), named = new Map(), listed = new Map();
  let choices = [];
  const place = ([label, latitude, longitude, kind, country, state]) => (
    { label, latitude, longitude, kind, country, state });

  function number(text, count) {
    let value = FIRST;
    for (const letter of text) value = (value * FACTOR + letter.codePointAt(0)) % PRIME;
    return value % count;
  }

  function has(name) {
    if (parts.has(name)) return true;
    wanted.add(name);
    return false;
  }

  const hasFor = (family, text) => has(`${family}/${number(text, core.sizes[family])}`);

  /* What phrases are found by: the first word, or the first letter where words stand without spaces. */
  function first(said) {
    const word = said.split(" ")[0];
    return isUnspaced(word) ? Array.from(word)[0] : word;
  }

  /* The parts, as they come. */
  wrote.core = (data) => {
    index.resize(data.size);
    Object.assign(core, {
      country: data.country, fillers: new Set(data.fillers.split(" ")), danger: data.danger.split("|"),
      roomDays: data.roomDays, folder: data.folder, parts: new Set(data.parts), sizes: data.sizes, boxes: data.boxes, states: new Map(Object.entries(data.states)),
      places: new Map(data.wide.map(([name, ...places]) => [name, places.map(place)])),
    });
    let file = 0;
    data.codes.forEach(([kind, some, counts]) => codes.set(kind, new Map(listedCodes(some).map(
      (code, i) => [code, { count: counts[i] || 0, file: file++ }]))));
    choices = data.counted ? data.codes.filter(([, , counts]) => counts.length).map(([kind]) => `choice/${kind}`) : [];
    index.readPhrases(data.kinds);
  };
  /* The codes of a kind; those of a day and a part of it ("TU evening") come as parts, and their numbers for each day. */
  function listedCodes(some) {
    if (typeof some === "string") return some.split("|");
    const [all, ...days] = some, named = all.split("|");
    return days.flatMap((numbers, i) => Array.from(numbers,
      (number) => `${DAYS[i]} ${named[number.charCodeAt(0) - "0".charCodeAt(0)]}`));
  }
  wrote.said = (phrases) => phrases.forEach(([said, label, code]) => (typeof label === "number"
    ? index.add(said, "name", label, said, said) : index.add(said, "place", code, label, label)));
  wrote.tag = (packed, name) => listed.set(Number(name.split("/")[1]), sets.of(index.unpack(packed)));
  wrote.choice = (some, name) => Array.from(codes.get(name.split("/")[1]).values()).forEach(({ file }, i) => {
    listed.set(file, sets.of(index.unpack(some[i])));
    parts.set(`tag/${file}`, null);
  });
  wrote["place-set"] = wrote["serves-set"] = (tags) => tags.forEach(([tag, packed]) => listed.set(tag, sets.of(index.unpack(packed))));
  wrote.place = (names) => names.forEach(([name, ...places]) => named.set(name, places.map(place)));
  wrote.text = (stems) => {
    stems.forEach(([at, body, name]) => texts.stems.set(at, { body: index.unpack(body), name: index.unpack(name) }));
    texts.sorted = Array.from(texts.stems.keys()).sort(index.compare);
  };
  wrote.runs = ({ runs }) => { texts.runs = runs; };
  wrote.start = wrote.end = (words) => words.forEach(([word, worth, count]) => {
    texts.counts.set(word, count);
    if (worth === 1) texts.worth.set(word, worth);
  });
  wrote.code = (groups) => groups.flat().forEach(([code, north, east, state, city]) => near.codes.set(code, {
    code, latitude: north / 1000, longitude: east / 1000, state, city,
  }));
  wrote.city = (names) => names.forEach(([name, ...cities]) => near.cities.set(name, cities.map(
    ([city, north, east, state]) => ({ city, latitude: north / 1000, longitude: east / 1000, state }))));
  wrote.spot = ([regions, points]) => points.forEach(([at, north, east, rows]) => {
    const [country, state, region] = regions[at];
    index.unpack(rows).forEach((row) => core.spots.push({ row, north, east, country, state, region }));
  });
  wrote.card = (some, name) => some.forEach((card, i) => cards.set(Number(name.split("/")[1]) * CARDS + i, card));

  /* Sets of programs. */
  function tagged(kind, code) {
    const of = WIDE.includes(kind) ? null : codes.get(kind) && codes.get(kind).get(code);
    if (of === undefined || !(of ? has(`tag/${of.file}`) : hasFor(`${kind}-set`, `${kind}:${code}`))) return sets.empty();
    return listed.get(of ? of.file : `${kind}:${code}`) || sets.empty();
  }

  function isTag(kind, code) {
    if (WIDE.includes(kind)) return hasFor(`${kind}-set`, `${kind}:${code}`) && listed.has(`${kind}:${code}`);
    return codes.has(kind) && codes.get(kind).has(code);
  }

  function withWord(word, columns, isStart) {
    if (isUnspaced(word)) return has("runs") ? index.withRun(word, columns) : sets.empty();
    const at = stem(word);
    if (!hasFor("text", at.slice(0, LETTERS))) return sets.empty();
    const found = isStart && at.length >= LETTERS ? index.startingWith(at) : [texts.stems.get(at)].filter(Boolean);
    return sets.of(found.flatMap((one) => columns.flatMap((column) => one[column])));
  }

  /* Words that begin as this one does, or as it would with its first two letters swapped, or that end alike. */
  function spellings(word) {
    const names = [...word.slice(0, 2)].map((letter) => `start/${number(letter, STARTS)}`);
    names.push(`end/${number(word.slice(-LETTERS), core.sizes.end)}`);
    return names.filter((name) => !has(name)).length ? null : texts.counts;
  }

  /* Places. */
  function spotsNear([north, east], span) {
    const wide = span / Math.max(0.01, Math.cos((Math.min(Math.abs(north) + span, 90)) * Math.PI / 180));
    const isRound = Math.abs(east) + wide > 180;
    core.boxes.forEach(([south, top, west, right], i) => {
      const meets = south <= (north + span) * DEGREES && top >= (north - span) * DEGREES
        && (isRound || (west <= (east + wide) * DEGREES && right >= (east - wide) * DEGREES));
      if (meets) has(`spot/${i}`);
    });
    return core.spots;
  }

  /* The addresses of a state among which the one nearest to a place is. */
  function spotsToward({ latitude, longitude, country, state }) {
    const outside = (value, low, high) => Math.max(low / DEGREES - value, value - high / DEGREES, 0);
    const among = core.boxes.map((box, i) => [outside(latitude, box[0], box[1]) + outside(longitude, box[2], box[3]), i, box])
      .filter(([, , box]) => box[4].includes(`${country} ${state}`)).sort((one, other) => one[0] - other[0]);
    const best = Math.min(...core.spots.filter((spot) => spot.country === country && spot.state === state)
      .map((spot) => Math.abs(spot.north - latitude) + Math.abs(spot.east - longitude)));
    const next = among.find(([far, i]) => far <= best && !parts.has(`spot/${i}`));
    if (next) has(`spot/${next[1]}`);
    return core.spots;
  }

  const cardFile = (row) => `card/${Math.floor(row / CARDS)}`;
  const cardOf = (row) => (has(cardFile(row)) ? cards.get(row) : null);

  function fileOf(name) {
    const folder = name.startsWith("card/") ? document.getElementById("search").dataset.cards : core.folder;
    return `${folder}/${name}.js`;
  }

  /* The parts that are missing to count the choices; there are none where all sets would be too much to fetch. */
  const toCount = () => choices.filter((name) => !parts.has(name));

  /* The choices of each kind and how many programs have each, the commonest first. Of those found that is only known
     when all sets are here, else it is null; without a question they are those of all programs. */
  function totals(rows) {
    const isCounted = choices.length > 0 && !toCount().length;
    const number = ({ count, file }) => (rows && isCounted ? sets.count(sets.both(listed.get(file), rows)) : count);
    const isKnown = !rows || isCounted;
    return new Map(Array.from(codes).filter(([, some]) => Array.from(some.values()).some((one) => one.count))
      .map(([kind, some]) => [kind, Array.from(some, ([code, one]) => [code, number(one)]).filter(([, found]) => found)
        .sort(([one, a], [other, b]) => b - a || index.compare(one, other))
        .map(([code, found]) => [code, isKnown ? found : null])]));
  }

  Object.assign(index, {
    tagged, isTag, withWord, spellings, spotsNear, spotsToward, fileOf, totals, toCount, cardOf, cardFile,
    mostShown: 10,
    concepts: (said) => (hasFor("said", first(said)), core.phrases.get(said) || []),
    codesOf: (kind) => Array.from((codes.get(kind) || new Map()).keys()),
    placesNamed: (name) => (name && hasFor("place", name.split(" ")[0]) && named.get(name)) || [],
    usCode: (code) => (core.sizes.code && hasFor("code", code.slice(0, LETTERS)) ? near.codes.get(code) : undefined),
    usCities: (name) => (core.sizes.city && hasFor("city", name.split(" ")[0]) && near.cities.get(name)) || [],
    spotsOf: (row) => (cardOf(row) ? cards.get(row).at.map(([north, east]) => ({ north, east })) : []),
    idOf: (row) => (cardOf(row) ? cards.get(row).id : ""),
  });
})();
