/* What a search looks up where all data comes in a few parts. peerdir/render/site/search_data makes them. */
(function () {
  "use strict";

  const { isUnspaced, stem } = window.peerdirAnalyse;
  const index = window.peerdirIndex;
  const { core, near, sets, texts, wrote, has, unpack, isSpelled } = index;
  const TIMES = ["when", "partly"], LONG_WORD = 6;
  const collect = (map, at, value) => { if (!map.has(at)) map.set(at, []); map.get(at).push(value); };

  /* The parts, as they come. */
  function readCore(data) {
    index.resize(data.ids.length);
    core.ids = data.ids;
    core.country = data.country;
    core.fillers = new Set(data.fillers.split(" "));
    core.danger = data.danger.split("|");
    core.roomDays = data.roomDays;
    core.files = data.files;
    core.parts = new Set(Object.keys(data.files));
    readTags(data.tags);
    index.readPhrases(data.kinds);
    data.said.forEach(([said, label, code]) => index.add(said, "place", code || said, label, label));
    data.names.forEach((names, row) => names.split("|").filter(Boolean)
      .forEach((said) => index.add(said, "name", row, said, said)));
  }

  function readTags(tags) {
    Object.keys(tags).forEach((kind) => core.tags.set(kind, pairs(tags[kind])));
  }

  function readPlaces(data) {
    core.states = new Map(Object.entries(data.states));
    core.spots = data.spots.map(([row, north, east, country, state, region]) => (
      { row, north, east, country, state, region }));
    core.spots.forEach((spot) => collect(core.spotsOf, spot.row, spot));
    const places = data.places.map(([label, latitude, longitude, kind, country, state]) => (
      { label, latitude, longitude, kind, country, state }));
    data.names.forEach(([name, ...numbers]) => core.places.set(name, numbers.map((number) => places[number])));
  }

  function pairs(list) {
    const found = new Map();
    for (let i = 0; i < list.length; i += 2) found.set(list[i], list[i + 1]);
    return found;
  }

  function readText(data) {
    const rows = data.rows.split(" ");
    let before = "";
    data.words.split(" ").forEach((coded, i) => {
      const word = before.slice(0, parseInt(coded[0], 36)) + coded.slice(1);
      before = word;
      const [body, name] = rows[i].split(".").map(unpack);
      const at = stem(word);
      if (!texts.stems.has(at)) texts.stems.set(at, { name: [], body: [] });
      texts.stems.get(at).body.push(...body);
      texts.stems.get(at).name.push(...(name || []));
      const spelled = isSpelled(word) ? new Set([...(word.length >= LONG_WORD ? body : []), ...(name || [])]).size : 0;
      if (spelled) texts.counts.set(word, spelled);
    });
    texts.sorted = Array.from(texts.stems.keys()).sort(index.compare);
    texts.runs = data.runs;
  }

  function readCodes(data) {
    data.codes.forEach(([code, north, east, state, town]) => near.codes.set(code, {
      code, latitude: north / 1000, longitude: east / 1000, state, city: data.towns[town] || "",
    }));
  }

  function readCities(data) {
    data.cities.forEach(([name, ...cities]) => near.cities.set(name, cities.map(([town, north, east, state]) => (
      { city: data.towns[town], latitude: north / 1000, longitude: east / 1000, state }))));
  }

  Object.assign(wrote, {
    core: readCore, times: readTags, places: readPlaces, text: readText, codes: readCodes, cities: readCities,
  });

  /* Sets of programs. */
  function tagged(kind, code) {
    if (TIMES.includes(kind) && !has("times")) return sets.empty();
    const codes = core.tags.get(kind), rows = codes && codes.get(code);
    if (typeof rows === "string") codes.set(code, sets.of(unpack(rows)));
    return rows === undefined ? sets.empty() : codes.get(code);
  }

  function isTag(kind, code) {
    return core.tags.has(kind) && core.tags.get(kind).has(code);
  }

  function withWord(word, columns, isStart) {
    if (!has("text")) return sets.empty();
    if (isUnspaced(word)) return index.withRun(word, columns);
    const at = stem(word);
    const found = isStart ? index.startingWith(at) : [texts.stems.get(at)].filter(Boolean);
    return sets.of(found.flatMap((one) => columns.flatMap((column) => one[column])));
  }

  Object.assign(index, {
    tagged, isTag, withWord,
    concepts: (said) => core.phrases.get(said) || [],
    codesOf: (kind) => Array.from((core.tags.get(kind) || new Map()).keys()),
    spellings: () => has("text") && texts.counts,
    placesNamed: (name) => core.places.get(name) || [],
    usCode: (code) => has("codes") && near.codes.get(code),
    usCities: (name) => (has("cities") && near.cities.get(name)) || [],
    spotsNear: () => core.spots,
    spotsToward: () => core.spots,
    spotsOf: (row) => core.spotsOf.get(row) || [],
    idOf: (row) => core.ids[row],
    fileOf: (name) => core.files[name],
  });
})();
