/* Where a place is that somebody names, who is there, who is near, and who can be reached from there. As
   peerdir/places/naming.py, peerdir/search/nearby.py and peerdir/search/whereabouts.py do it; of the US only the postal
   codes and cities around the directory's programs are known here. */
(function () {
  "use strict";

  const { fold, words, singular, mostEdits, edits } = window.peerdirAnalyse;
  const index = window.peerdirIndex;
  const { sets } = index;
  /* What a place can be, the narrowest first. */
  const POSTAL_CODE = 0, CITY = 1, REGION = 2, STATE = 3, COUNTRY = 4;
  const SHORT = new Map([["saint", "st"], ["sainte", "ste"], ["fort", "ft"], ["mount", "mt"]]);
  const COUNTRIES = new Map([["usa", "US"], ["united states", "US"], ["america", "US"], ["uk", "GB"],
    ["united kingdom", "GB"]]);
  const LONGEST_STATE = 3, LONGEST = 4, MOST_TRIED = 4, MOST_NAMED = 4, CODE_DIGITS = 5;
  const EARTH_KM = 6371, DEGREE_KM = 111, HOME_VISIT_KM = 50, NEAR_KM = 25, SUGGESTIONS = 3;
  let usual = NEAR_KM;
  const AT = 64, SERVING = 48, NEAR = 32, REACHED = 16;
  const BY_PHONE = [["modalities", "phone"], ["modalities", "text"], ["type", "phone"]];
  const ONLINE = [["modalities", "video"], ["modalities", "online-forum"], ["type", "virtual"]];
  const radians = (degrees) => degrees * Math.PI / 180;
  const unique = (list) => Array.from(new Set(list));

  /* How far, as people say it where the directory is: peerdir/places/distance.py. */
  const MILE = 1.609344, WITH_MILES = ["GB", "LR", "MM", "US"], NEAR_BY = 10;
  const unit = () => (WITH_MILES.includes(index.core.country) ? MILE : 1);
  function distance(km, say) {
    const far = km / unit(), isNear = Math.round(far * 10) / 10 < NEAR_BY;
    const shown = new Intl.NumberFormat(document.documentElement.lang || "en",
      { maximumFractionDigits: isNear ? 1 : 0, numberingSystem: "latn" }).format(far);
    return say(unit() === 1 ? "km" : "miles", { far: shown, count: isNear ? Math.round(far * 10) / 10 : Math.round(far) });
  }

  function place(label, latitude, longitude, kind, country, state) {
    return { label, latitude, longitude, kind, country, state };
  }

  let namesInUs = null;
  function usNames() {
    if (!namesInUs) {
      namesInUs = new Map([["us", ""], ["usa", ""], ["united states", ""], ["america", ""]]);
      index.core.states.forEach((name, code) => {
        namesInUs.set(name.toLowerCase(), code);
        namesInUs.set(code.toLowerCase(), code);
      });
    }
    return namesInUs;
  }

  /* Names as they are compared: "Saint José, D.C." is "st jose dc". */
  function key(text) {
    const joined = text.replace(/['’‘ʻ`´]/g, "").split(/\s+/).filter(Boolean).map(withoutDots).join(" ");
    const said = words(joined).map((word) => SHORT.get(word) || word);
    return said.map((word, i) => (
      (word === "o" || word === "d") && /^\p{L}+$/u.test(said[i + 1] || "") ? word : `${word} `)).join("").trimEnd();
  }

  function withoutDots(word) {
    const letters = word.replace(/,+$/, "").split(".");
    return letters.length > 2 && letters.every((letter) => letter.length < 2) ? word.replace(/\./g, "") : word;
  }

  function cut(text) {
    return fold(text).replace(/[;()،、]/g, ",").split(",").map(key).filter(Boolean);
  }

  function kilometers(one, other) {
    const north = radians(one[0]), south = radians(other[0]), east = radians(other[1] - one[1]);
    const root = Math.sin((south - north) / 2) ** 2 + Math.cos(north) * Math.cos(south) * Math.sin(east / 2) ** 2;
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(root)));
  }

  /* The places that a text names: none if unknown, several if it does not say which, the likeliest first. */
  const known = (name) => index.placesNamed(name);
  const wide = (name) => (index.core.places.get(name) || []).filter((one) => one.kind >= STATE);

  function resolve(said) {
    if (!index.has("places")) return [];
    for (const [name, qualifiers] of readings(said)) {
      const own = known(name).filter((one) => fits(one, qualifiers));
      const isOurs = (one) => one.country === index.core.country;
      const sorted = [...own.filter(isOurs), ...own.filter((one) => !isOurs(one))];
      const isSettled = sorted.some((one) => isOurs(one) && one.kind <= CITY);
      const found = isSettled ? sorted : [...sorted, ...american(sorted, name, qualifiers)];
      if (found.length) return found.filter((wide) => !found.some((one) => isInside(one, wide)));
    }
    return [];
  }

  function* readings(said) {
    const found = cut(said);
    const all = found.flatMap((part) => part.split(" "));
    const numbers = all.filter((word) => /\p{Nd}/u.test(word));
    if (numbers.length) {
      const isLong = numbers.length === 2 && numbers[0].length === 5 && numbers[1].length === 4;
      yield [isLong ? numbers[0] : numbers.join(""), all.filter((word) => !numbers.includes(word))];
    }
    if (found.length > 1) yield [found.join(" "), []];
    if (found.length) yield* peeled(found[0], found.slice(1), 2);
  }

  function* peeled(name, qualifiers, times) {
    yield [name, qualifiers];
    const said = name.split(" ");
    for (let length = 1; times && length < Math.min(LONGEST_STATE + 1, said.length); length++) {
      const qualifier = said.slice(-length).join(" ");
      if (isWide(qualifier)) yield* peeled(said.slice(0, -length).join(" "), [qualifier, ...qualifiers], times - 1);
    }
  }

  function isWide(qualifier) {
    return COUNTRIES.has(qualifier) || usNames().has(qualifier) || wide(qualifier).length > 0;
  }

  const fits = (one, qualifiers) => qualifiers.every((qualifier) => isIn(one, qualifier));

  function isIn(one, qualifier) {
    const state = usNames().get(qualifier);
    if (one.country === "US" && state !== undefined && one.kind !== POSTAL_CODE) return state === "" || state === one.state;
    if (COUNTRIES.get(qualifier) === one.country || qualifier === one.country.toLowerCase()
      || qualifier === one.state.toLowerCase()) return true;
    let names = cut(one.label);
    if (one.kind === POSTAL_CODE) {
      names = [...names, (index.core.states.get(one.state) || "").toLowerCase()].join(" ").split(" ");
    }
    return names.includes(qualifier) || wide(qualifier).some((around) => isInside(one, around));
  }

  function isInside(one, wide) {
    return wide.kind > one.kind && wide.country === one.country && (wide.state === "" || wide.state === one.state);
  }

  function american(own, name, qualifiers) {
    if (index.core.country !== "US" && !qualifiers.some((word) => usNames().has(word))) return [];
    const isCode = name.length === CODE_DIGITS && /^[0-9]+$/.test(name);
    const code = isCode && index.usCode(name);
    const found = code ? [inUs(code, POSTAL_CODE)] : isCode ? [] : index.usCities(name).map((city) => inUs(city, CITY));
    const taken = own.filter((one) => one.country === "US").map((one) => `${one.kind} ${one.state}`);
    return found.filter((one) => !taken.includes(`${one.kind} ${one.state}`) && fits(one, qualifiers));
  }

  function inUs(code, kind) {
    const where = [code.city, code.state, index.core.country === "US" ? "" : "US"].filter(Boolean).join(", ");
    return place(kind === CITY ? where : `${code.code} (${where})`, code.latitude, code.longitude, kind, "US", code.state);
  }

  /* Names like one that nobody knows. */
  function suggest(said) {
    const name = cut(said)[0] || "";
    const near = [...index.core.places.keys(), ...index.near.cities.keys()]
      .map((other) => [edits(name, other, mostEdits(name)), other])
      .filter(([far]) => name && far <= mostEdits(name)).sort((a, b) => a[0] - b[0] || index.compare(a[1], b[1]));
    return unique(near.flatMap(([, other]) => resolve(other).map((one) => one.label))).slice(0, SUGGESTIONS);
  }

  /* Around a place: who is in it by its name, who serves it, who is near, and who can be reached from there. */
  function around(places, codes, km) {
    index.has("places");
    const points = places.filter((one) => one.kind < REGION).map((one) => [one.latitude, one.longitude]);
    const measured = nearest(points, Math.max(km, HOME_VISIT_KM));
    const found = { points, km, nearness: measured };
    const tags = codes.map((code) => index.tagged("place", code));
    places.forEach((one) => {
      if (one.kind === STATE) tags.push(index.tagged("state", `${one.country} ${one.state}`));
      if (one.kind === COUNTRY) tags.push(index.tagged("country", one.country));
    });
    found.at = sets.union(tags);
    found.serving = sets.union(wider(places, codes).map((code) => index.tagged("serves", code)));
    found.near = sets.of(Array.from(measured).filter(([, far]) => far >= product(km)).map(([row]) => row));
    found.reach = reached(found, places, measured);
    found.reachable = sets.union(found.reach.map(([, rows]) => rows));
    found.way = (row) => way(row, points);
    found.why = (row) => {
      if (sets.has(found.near, row) || sets.has(found.at, row)) return null;
      const first = found.reach.find(([, rows]) => sets.has(rows, row));
      return first ? first[0] : null;
    };
    return found;
  }

  const product = (km) => Math.cos(Math.min(km / EARTH_KM, Math.PI));
  function onSphere(north, east) {
    const latitude = radians(north), longitude = radians(east);
    return [Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude), Math.sin(latitude)];
  }

  function nearest(points, km) {
    const found = new Map(), span = km / DEGREE_KM, least = product(km);
    points.forEach((point) => {
      const here = onSphere(...point);
      index.spotsNear(point, span).forEach((spot) => {
        if (spot.north < point[0] - span || spot.north > point[0] + span) return;
        const there = onSphere(spot.north, spot.east);
        const near = here[0] * there[0] + here[1] * there[1] + here[2] * there[2];
        if (near >= least && near > (found.has(spot.row) ? found.get(spot.row) : -2)) found.set(spot.row, near);
      });
    });
    return found;
  }

  function way(row, points) {
    const ways = index.spotsOf(row)
      .flatMap((spot) => points.map((point) => kilometers([spot.north, spot.east], point)));
    return ways.length ? Math.min(...ways) : null;
  }

  function wider(places, codes) {
    const found = [...codes];
    places.forEach((one) => {
      const start = one.label.indexOf("(");
      const inside = (start < 0 ? "" : one.label.slice(start + 1).replace(/\)+$/, "")) || one.label;
      const names = [inside.split(",")[0], one.state];
      if (one.country === "US") names.push(index.core.states.get(one.state) || "");
      if (one.kind < STATE) names.push(...regionOf(one));
      found.push(...names.filter(Boolean).map((name) => singular(key(name))));
    });
    return unique(found);
  }

  function regionOf(one) {
    const far = (spot) => Math.abs(spot.north - one.latitude) + Math.abs(spot.east - one.longitude);
    const found = index.spotsToward(one).filter((spot) => spot.country === one.country && spot.state === one.state)
      .sort((a, b) => far(a) - far(b) || index.compare(a.region, b.region));
    return found.slice(0, 1).map((spot) => spot.region);
  }

  function reached(found, places, measured) {
    const either = (tags) => sets.union(tags.map(([kind, code]) => index.tagged(kind, code)));
    const countries = sets.union(places.map((one) => index.tagged("country", one.country)));
    const anywhere = sets.union(index.codesOf("country").map((code) => index.tagged("country", code)));
    const here = sets.union([countries, sets.without(index.everyone(), anywhere)]);
    const home = index.tagged("modalities", "home-visit");
    return [
      ["serves", found.serving],
      ["home", sets.both(home, sets.union([found.serving, found.at, sets.of(measured.keys())]))],
      ["phone", sets.both(either(BY_PHONE), here)],
      ["online", sets.both(either(ONLINE), here)],
    ];
  }

  /* The place of a query: one named beside the words goes before one in the words. */
  function find(query, found, say) {
    const where = { taken: [], unknown: [], unused: [], around: null, named: null, said: "", shown: "", tiers: [] };
    const km = query.km || found.km;
    usual = query.usual || NEAR_KM;
    if (query.point) settle(where, say("here"), [place(say("here"), ...query.point, CITY, "", "")], [], km, true, say);
    else if (query.near) beside(where, query.near, km, say);
    else inWords(where, found, km, say);
    if (found.km && !where.around) where.unused.push(distance(found.km, say));
    return where;
  }

  function beside(where, said, km, say) {
    const places = resolve(said);
    if (places.length) {
      settle(where, said, places, [], km, true, say);
      return;
    }
    const near = suggest(said);
    where.unknown.push(near.length ? say("near_unknown_but", { said, near: near.join(say("or")) })
      : say("near_unknown", { said }));
    where.said = where.shown = say("near", { said });
  }

  function inWords(where, found, km, say) {
    let tries = 0;
    for (let i = 0; i < found.phrases.length; i++) {
      const phrase = found.phrases[i];
      const codes = phrase.concepts.filter((one) => one.kind === "place").map((one) => one.code);
      const isOnly = codes.length > 0 && phrase.concepts.every((one) => one.kind === "place");
      if (!isOnly && !(codes.length && phrase.isNear) && (phrase.concepts.length || !mayBePlace(phrase))) continue;
      tries++;
      const [taken, places] = tries <= MOST_TRIED ? resolved(found.phrases.slice(i)) : [[], []];
      if (!places.length && !codes.length) continue;
      where.taken = taken.length ? taken : [phrase];
      const said = where.taken.map((one) => one.words).join(" ");
      const isNear = phrase.isNear || km !== null || isNumber(said);
      settle(where, said, places, where.taken.length === 1 ? codes : [], km, isNear, say);
      return;
    }
  }

  const isNumber = (said) => said.length === CODE_DIGITS && /^\p{Nd}+$/u.test(said);

  function mayBePlace(phrase) {
    return isNumber(phrase.words) || phrase.isNear || !index.isInText(phrase.words);
  }

  function resolved(phrases) {
    let possible = 1;
    const goesOn = ({ concepts }) => !concepts.length || concepts.some((one) => one.kind === "place");
    while (possible < Math.min(LONGEST, phrases.length) && goesOn(phrases[possible])) possible++;
    for (let number = possible; number > 0; number--) {
      const places = resolve(phrases.slice(0, number).map((phrase) => phrase.words).join(" "));
      if (places.length) return [phrases.slice(0, number), places];
    }
    return [[], []];
  }

  function settle(where, said, places, codes, km, isNear, say) {
    const code = (one) => singular(key(one.label.split(",")[0].split("(")[0]));
    const found = around(places, unique([...codes, ...places.map(code)]), km || usual);
    const far = distance(found.km, say);
    where.around = found;
    where.named = places.length ? named(places, say) : said;
    if (isNear && found.points.length) {
      where.said = `"${said}"`;
      where.shown = say("within_of", { far, said });
      where.tiers = [[AT, "", found.near], [SERVING, say("serves"), found.serving], [REACHED, "", found.reachable]];
      return;
    }
    const label = say("place", { label: places.length === 1 ? where.named : said });
    where.said = `"${said}"`;
    where.shown = label;
    where.tiers = [[AT, label, found.at], [SERVING, say("serves"), found.serving],
      [NEAR, say("within", { far }), found.near], [REACHED, say("anywhere"), found.reachable]];
  }

  function named(places, say) {
    const labels = unique(places.map((one) => window.peerdirAnswer.called("place", "", one.label)));
    if (labels.length === 1) return labels[0];
    const more = labels.length > MOST_NAMED ? say("and_more", { count: labels.length - MOST_NAMED }) : "";
    return say("which", { labels: `${labels.slice(0, MOST_NAMED).join(say("or"))}${more}` });
  }

  window.peerdirPlaces = { find, distance, unit };
})();
