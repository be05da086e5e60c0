/* A query to ranked results: everything somebody wants is a set of programs; what all sets share is the answer. As
   peerdir/search/wants.py and peerdir/search/answer.py do it. */
(function () {
  "use strict";

  const { words, singular, key } = window.peerdirAnalyse;
  const index = window.peerdirIndex;
  const { sets } = index;
  const UNIT = 16, FIRST = 4, OTHER = 3 * UNIT, PARTLY = 2 * UNIT, ANY = UNIT;
  const NAME = 12 * UNIT, IN_NAME = 4 * UNIT, IN_TEXT = 2 * UNIT, COMMON = 0.4;
  const POINTS = { conditions: 6 * UNIT, languages: 4 * UNIT, way: 4 * UNIT };
  const OPEN = ["conditions", "populations"];
  /* What may be missing in the stem of a word. */
  const ENDING = /(.?ing|.?ed|e?s|e)$/;
  const WISHES = ["populations", "needs", "functions", "modalities", "time"];
  const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
  const FACETS = ["conditions", "populations", "needs", "modalities", "functions", "languages", "accessibility", "place",
    "day"];
  const LISTED = ["active", "paused"];
  const MOST_RELAXED = 5, MOST_PAIRED = 8, DAY_MS = 86400000;
  const unique = (list) => Array.from(new Set(list));

  /* The words that are said, filled in; the page gives those of its language, and what it calls codes (see `speak`), or
     the file that does: it is asked for with the first answer. */
  let texts = {}, labels = {}, labelsFile = "";
  function speak(given, named, file) {
    texts = given;
    labels = { ...given.called, ...named };
    labelsFile = file;
  }
  function learn(named) {
    speak(texts, named);
  }
  const toFetch = () => (labelsFile ? [labelsFile] : []);
  const plural = new Intl.PluralRules(document.documentElement.lang || "en");
  /* Counted words have a form for each kind of number, as peerdir/render/plurals.py has them. */
  function say(name, values) {
    const said = texts[name] ?? name;
    return (said[plural.select(values?.count)] ?? said.many ?? said).replace(/\{(\w+)\}/g, (_, at) => String(values[at]));
  }
  function called(kind, code, otherwise) {
    /* Of a place its country has another name. */
    if (kind === "place") return otherwise.replace(/[^ ,][^,]*$/, (country) => called("countries", country, country));
    const [, when, hour] = (kind === "time" && /^(after|at|before)-(\d+)$/.exec(code)) || [];
    if (hour && texts[`time_${when}`]) {
      const clock = `${(hour - 1) % 12 + 1} ${hour < 12 ? "am" : "pm"}`;
      return say(`time_${when}`, { hour: texts.time_hours === "12" ? clock : hour });
    }
    toFetch().forEach((file) => index.wanted.add(file));
    const named = labels[kind] || {};
    /* Those of a vocabulary come in its order. */
    const at = Array.isArray(named) ? index.core.order.get(`${kind}:${code}`) : code;
    return (Object.keys(named).includes(String(at)) && named[at]) || otherwise;
  }
  const kindName = (kind) => say(`kind_${kind}`);

  /* One thing that somebody wants: programs by how well they fit, each in its best tier. */
  function want(said, shown, tiers, more) {
    const found = [];
    let taken = sets.empty();
    tiers.slice().sort((one, other) => other[0] - one[0]).forEach(([points, why, given]) => {
      const rows = sets.without(given, taken);
      taken = sets.union([taken, given]);
      if (sets.any(rows)) found.push({ points, why, rows });
    });
    const { isWish = false, isNeeded = true, isSubject = false, source = {} } = more || {};
    return {
      said, shown, isWish, isNeeded, isSubject, source, tiers: found, rows: taken,
      best: sets.union(found.filter((tier) => tier.points > ANY).map((tier) => tier.rows)),
      why: (row) => (found.find((tier) => sets.has(tier.rows, row)) || { why: "" }).why,
    };
  }

  function ofPhrase(phrase, today) {
    if (!phrase.concepts.length) return ofText(phrase);
    const found = ofConcepts(phrase, today);
    if (found.tiers.length) return found;
    const text = phrase.words.includes(" ") ? null : ofText(phrase);
    return text && text.tiers.length ? text : found;
  }

  function ofConcepts(phrase, today) {
    const ways = phrase.concepts.filter((one) => one.kind === "way");
    const meant = ways.length ? ways : phrase.concepts.filter((one) => one.kind !== "relative");
    const kinds = unique(meant.map((one) => one.kind)).sort(index.compare);
    const tiers = kinds.flatMap((kind) => tiersOf(kind, meant.filter((one) => one.kind === kind), today));
    if (phrase.names.length) tiers.push([IN_NAME + IN_TEXT, say("name", { said: phrase.words }), named(phrase.names)]);
    return want(`"${phrase.typed}"`, shown(meant), tiers, {
      isWish: kinds.every((kind) => WISHES.includes(kind)),
      isNeeded: (ways.length || meant.length === phrase.concepts.length)
        && !meant.every((one) => one.kind === "modalities" && one.code === "group"),
      isSubject: kinds.includes("conditions"),
      source: { words: [phrase.words] },
    });
  }

  /* Who has one of some codes of a kind, a tier for each code: of two that fit, the commoner one first. */
  function tiersOf(kind, meant, today) {
    if (kind === "room") return [[OTHER, say("has_room"), hasRoom(today)]];
    const points = POINTS[kind] || OTHER;
    const order = (one) => index.core.order.get(`${kind}:${one.code}`) || 0;
    const found = meant.slice().sort((one, other) => order(one) - order(other)).flatMap(({ code, label }, place) => {
      const rows = index.tagged(kind, code);
      const why = say("kind", { kind: kindName(kind), label: called(kind, code, label) });
      if (kind !== "languages") return [[points + Math.max(FIRST - place, 0), why, rows]];
      return [[points, why, index.tagged("spoken", code)], [points - UNIT, say("interpreter", { why }), rows]];
    });
    if (kind === "way") found.push([PARTLY, say("rides"), index.tagged("partly-way", "no-car")]);
    if (OPEN.includes(kind)) found.push([ANY, say("any", { kind: kindName(kind) }), index.tagged(kind, "any")]);
    return found;
  }

  function named(ids) {
    return sets.of(ids);
  }

  function ofName(said, ids) {
    return want(`"${said}"`, say("name", { said }), [[NAME, say("name", { said }), named(ids)]], { isNeeded: false });
  }

  /* A word that means nothing we know: it orders what is found, and finds by itself where nothing else is said. */
  function ofText({ words: word, typed: said }) {
    const everybody = sets.count(index.everyone()) || 1;
    for (const isStart of Array.from(word.replace(ENDING, "")).length < 3 ? [false] : [false, true]) {
      const body = index.inText(word, ["name", "body"], isStart);
      if (!sets.any(body)) continue;
      const rarity = UNIT - Math.floor(UNIT * sets.count(body) / everybody);
      const tiers = [[IN_NAME, say("name", { said }), index.inText(word, ["name"], isStart)],
        [IN_TEXT + rarity, say("words_why", { said }), body]];
      return want(`"${said}"`, say("words", { said }), tiers, { isNeeded: false });
    }
    return want(`"${said}"`, "", [], { isNeeded: false });
  }

  /* A day that is so many days from now, as a day of the week. */
  function dated(one, today) {
    const day = one.code[0] === "+" && DAYS[(new Date(today).getUTCDay() + 6 + Number(one.code)) % 7];
    return day ? { ...one, code: day, label: day } : one;
  }

  /* One meeting must be on such a day, else on one of `days` of a filter, at such a time. */
  function ofWhen(phrases, days, today) {
    const meant = phrases.flatMap((phrase) => phrase.concepts).map((one) => dated(one, today));
    const saidDays = meant.filter((one) => one.kind === "day").map((one) => one.code);
    const times = meant.filter((one) => one.kind === "time").map((one) => one.code);
    const among = saidDays.length ? saidDays : days;
    const chosen = DAYS.filter((day) => among.includes(day));
    const on = chosen.length ? chosen : ["*"];
    const said = phrases.map((phrase) => phrase.words).join(" ");
    const tiers = [["when", OTHER], ["partly", PARTLY]].map(([kind, points]) => {
      const tags = times.length ? on.flatMap((day) => times.map((time) => index.tagged(kind, `${day} ${time}`)))
        : on.map((day) => index.tagged("day", day));
      return [points, shown(meant), sets.union(tags)];
    });
    tiers.push([IN_NAME, say("name", { said }), named(phrases.flatMap((phrase) => phrase.names))]);
    const source = { words: phrases.map((phrase) => phrase.words) };
    return want(`"${said}"`, shown(meant), tiers, { isWish: !saidDays.length && !days.length, source });
  }

  function hasRoom(today) {
    const since = new Date(Date.parse(`${today}T00:00:00Z`) - index.core.roomDays * DAY_MS).toISOString().slice(0, 10);
    return sets.union(index.codesOf("room").filter((day) => since <= day && day <= today)
      .map((day) => index.tagged("room", day)));
  }

  function codes(kind, value, today) {
    if (index.isTag(kind, value)) return [{ kind, code: value, label: value }];
    return index.concepts(key(value)).filter((one) => one.kind === kind).map((one) => dated(one, today));
  }

  function ofFilter(kind, values, today) {
    const meant = [], unknown = [];
    values.forEach((value) => {
      const found = codes(kind, value, today);
      meant.push(...found);
      if (!found.length) unknown.push(say("filter_unknown", { kind, value }) + suggestion(kind, value));
    });
    const label = say("kind", { kind: kindName(kind), label: values.join(say("or")) });
    if (kind === "place") {
      const there = meant.flatMap((one) => [index.tagged("place", one.code), index.tagged("serves", one.code)]);
      return [want(label, label, [[0, "", sets.union(there)]], { source: { kind } }), unknown];
    }
    const share = OPEN.includes(kind) || kind === "languages" ? UNIT : 0;
    const tiers = meant.length ? tiersOf(kind, meant, today) : [];
    const shared = tiers.map(([points, , rows]) => [share && Math.floor(points / share), "", rows]);
    return [want(label, label, shared, { source: { kind } }), unknown];
  }

  function suggestion(kind, value) {
    const found = index.alike(kind, singular(words(value).join(" ")));
    return found.length ? say("did_you_mean", { near: found.join(say("or")) }) : "";
  }

  /* What a phrase means, said back: "condition: diabetes". */
  function shown(meant) {
    const byKind = new Map();
    meant.forEach(({ kind, code, label }) => {
      if (!byKind.has(kind)) byKind.set(kind, new Map());
      byKind.get(kind).set(code, called(kind, code, label));
    });
    const parts = Array.from(byKind, ([kind, codesThere]) => (
      say("kind", { kind: kindName(kind), label: together(kind, codesThere) })));
    const isWhen = Array.from(byKind.keys()).every((kind) => kind === "day" || kind === "time");
    return unique(parts).join(isWhen ? say("comma") : say("or"));
  }

  /* Several codes in one word if their labels share one; else the labels. */
  function together(kind, codesThere) {
    const listed = Array.from(codesThere.values());
    if (listed.length > 1 && !["day", "time", "place"].includes(kind)) {
      const common = sharedPhrases(kind, Array.from(codesThere.keys()))
        .find((said) => listed.some((one) => one.toLowerCase().includes(said)));
      if (common) return common;
    }
    const more = listed.length > 4 ? say("and_more", { count: listed.length - 3 }) : "";
    return listed.sort(index.compare).slice(0, more ? 3 : 4).join(" / ") + more;
  }

  function sharedPhrases(kind, wanted) {
    const found = [];
    index.core.phrases.forEach((meant, phrase) => {
      const of = meant.filter((one) => one.kind === kind && wanted.includes(one.code));
      if (of.length === wanted.length) found.push([of[of.length - 1].said, phrase]);
    });
    found.sort((a, b) => Array.from(b[0]).length - Array.from(a[0]).length || index.compare(a[1], b[1]));
    return found.map(([said]) => said);
  }

  /* A query as it is understood. */
  function question(query) {
    const asked = { wants: [], ofWords: [], unknown: [], unused: [], understood: [], around: null, place: null };
    asked.within = sets.union((query.statuses || LISTED).map((status) => index.tagged("status", status)));
    Object.keys(query.filters || {}).forEach((kind) => {
      if (!query.filters[kind].length) return;
      const [one, unknown] = ofFilter(kind, query.filters[kind], query.today);
      asked.wants.push(one);
      asked.unknown.push(...unknown);
    });
    if (query.room) {
      const source = { kind: "room" };
      asked.wants.push(want(say("has_room"), say("has_room"), [[0, "", hasRoom(query.today)]], { source }));
    }
    inWords(asked, query);
    return asked;
  }

  const isRelative = ({ concepts }) => concepts.length > 0 && concepts.every(({ kind }) => kind === "relative");
  const isWhen = ({ concepts }) => concepts.length > 0 && concepts.every(({ kind }) => kind === "day" || kind === "time");

  function inWords(asked, query) {
    const found = window.peerdirUnderstand(query.text || "");
    asked.read = found.read;
    asked.danger = found.danger;
    asked.understood.push(...found.mended.map((said) => say("mended", { said })));
    asked.unused.push(...found.unused);
    asked.typed = found.typed;
    const where = window.peerdirPlaces.find({ ...query, km: query.km || null }, found, say);
    asked.unknown.push(...where.unknown);
    asked.unused.push(...where.unused);
    const phrases = found.phrases.filter((phrase) => !where.taken.includes(phrase) && !isRelative(phrase));
    const when = phrases.filter(isWhen);
    const days = (query.filters && query.filters.day || []).flatMap((value) => codes("day", value, query.today).map((one) => one.code));
    if (when.length) addWant(asked, ofWhen(when, days, query.today));
    phrases.filter((phrase) => !when.includes(phrase)).forEach((phrase) => addWant(asked, ofPhrase(phrase, query.today)));
    unique(found.names.values()).forEach((said) => {
      addWant(asked, ofName(said, Array.from(found.names.keys()).filter((id) => found.names.get(id) === said)));
    });
    if (where.shown) {
      asked.around = where.around;
      asked.place = where.named;
      const source = where.taken.length ? { words: where.taken.map((one) => one.words) } : { kind: "near" };
      asked.wants.push(want(where.said, where.shown, where.tiers, { source }));
      asked.ofWords.push(asked.wants[asked.wants.length - 1]);
    }
    if (where.around) asked.understood.push(where.shown);
  }

  function addWant(asked, one) {
    if (!one.shown) {
      asked.unused.push(bare(one.said));
      return;
    }
    asked.wants.push(one);
    asked.ofWords.push(one);
    const isName = one.shown.startsWith(say("name", { said: "" }).trimEnd());
    if (!asked.understood.includes(one.shown) && !isName) asked.understood.push(one.shown);
  }

  const bare = (said) => said.replace(/^"+|"+$/g, "");

  /* Which programs: those that have everything that is needed; if there are none, everything but the wishes. */
  function found(asked) {
    const needed = asked.wants.filter((one) => one.isNeeded), said = asked.wants.filter((one) => !one.isNeeded);
    if (asked.unused.length && !asked.ofWords.length) return sets.empty();
    if (said.length && !needed.some((one) => asked.ofWords.includes(one))) {
      return sets.both(sets.both(asked.within, all(needed)), byWords(asked, said));
    }
    const rows = sets.both(asked.within, all(needed));
    const bests = needed.filter((one) => one.isSubject).map((one) => one.best);
    const best = sets.union(bests);
    const subject = sets.any(best) ? best : sets.all();
    if (sets.any(sets.both(rows, subject))) return rows;
    const near = nearly(asked, needed, subject);
    return sets.any(near) ? near : rows;
  }

  /* The programs that have all but some wishes, as few as can be, and are about what was asked. */
  function nearly(asked, needed, subject) {
    const wishes = needed.filter((one) => one.isWish);
    if (!wishes.length) return sets.empty();
    const rows = sets.both(sets.both(asked.within, all(needed.filter((one) => !one.isWish))), subject);
    const met = (row) => wishes.filter((wish) => sets.has(wish.rows, row)).length;
    const counted = sets.rows(rows).map((row) => [row, met(row)]);
    const most = Math.max(...counted.map(([, number]) => number));
    return sets.of(counted.filter(([, number]) => number === most).map(([row]) => row));
  }

  /* The programs that have all that is needed; of several conditions one is enough. */
  function all(needed) {
    const subjects = needed.filter((one) => one.isSubject).map((one) => one.rows);
    return needed.filter((one) => !one.isSubject).map((one) => one.rows)
      .reduce(sets.both, subjects.length ? sets.union(subjects) : sets.all());
  }

  function byWords(asked, said) {
    const most = sets.count(asked.within) * COMMON;
    const rare = said.filter((one) => sets.count(sets.both(one.rows, asked.within)) <= most);
    return sets.union((rare.length ? rare : said).map((one) => one.rows));
  }

  function ranked(asked, points, rows) {
    const best = (one, other) => points[other] - points[one] || one - other;
    const listed = sets.rows(rows);
    const { around } = asked;
    if (!around || !around.points.length) return listed.sort(best);
    const group = (row) => Math.floor(points[row] / UNIT);
    const isFar = (row) => (sets.has(around.near, row) ? 0 : 1);
    return listed.sort((one, other) => group(other) - group(one) || isFar(one) - isFar(other)
      || (isFar(one) ? best(one, other) : around.nearness.get(other) - around.nearness.get(one) || one - other));
  }

  /* The first of them, as many as are asked for; those around a place by how far they are, if that is asked for. */
  function ordered(asked, listed, { sort, most }) {
    const { around } = asked;
    if (sort === "near" && around) {
      const near = (row) => (around.nearness.has(row) && !around.why(row) ? around.nearness.get(row) : -2);
      listed.sort((one, other) => near(other) - near(one));
    }
    return most ? listed.slice(0, most) : listed;
  }

  /* What to leave out so that something is found, and how much is found then: one thing, else two. */
  function relaxations(asked) {
    const needed = asked.wants.filter((one) => one.isNeeded).slice(0, MOST_PAIRED);
    const count = (left) => sets.count(sets.both(asked.within, all(needed.filter((one) => !left.includes(one)))));
    const alone = needed.map((one) => [one]);
    const pairs = needed.flatMap((one, i) => needed.slice(i + 1).map((other) => [one, other]));
    for (const choices of [alone, needed.length > 2 ? pairs : []]) {
      const some = choices.map((left) => ({
        without: left.map((one) => one.said), sources: left.map((one) => one.source), total: count(left),
      }))
        .filter((one) => one.total).sort((one, other) => other.total - one.total);
      if (some.length) return some.slice(0, MOST_RELAXED);
    }
    return [];
  }

  /* How many of all that were found have each code, by kind, the most frequent first; without `found`, of all. */
  function facets(found) {
    if (index.totals) return index.totals(found);
    const rows = found || index.everyone();
    const counts = FACETS.map((kind) => [kind, index.codesOf(kind).map((code) => [code, index.tagged(kind, code)])]);
    return new Map(counts.map(([kind, codesThere]) => [kind, codesThere
      .map(([code, having]) => [code, sets.count(sets.both(having, rows))]).filter(([, number]) => number)
      .sort((a, b) => b[1] - a[1] || index.compare(a[0], b[0]))]));
  }

  /* Answer {text, filters, near, point, km, room, today, statuses} from what is here; index.wanted says what is not. */
  function answer(query) {
    const asked = question(query);
    const rows = found(asked);
    const points = new Int32Array(index.size());
    asked.wants.forEach((one) => one.tiers.forEach((tier) => sets.rows(tier.rows)
      .forEach((row) => { points[row] += tier.points; })));
    const isAny = sets.any(rows);
    const subjects = asked.wants.filter((one) => one.isSubject);
    const isGeneral = isAny && !subjects.some((one) => sets.any(sets.both(one.best, rows)));
    const unmet = isAny ? asked.wants.filter((one) => one.said.startsWith('"') && !sets.any(sets.both(one.rows, rows))) : [];
    const met = asked.wants.filter((one) => !unmet.includes(one)).map((one) => one.shown);
    const lost = unmet.map((one) => one.shown).filter((one) => !met.includes(one));
    return {
      results: ordered(asked, ranked(asked, points, rows), query).map((row) => ({
        row, id: index.idOf(row), score: points[row] / UNIT,
        why: unique(asked.wants.map((one) => one.why(row)).filter(Boolean)),
        km: asked.around ? asked.around.way(row) : null, reach: asked.around ? asked.around.why(row) : null,
      })),
      total: sets.count(rows), understood: unique(asked.understood.filter((one) => !lost.includes(one))),
      unused: unique([...asked.unused, ...unmet.map((one) => bare(one.said))].map((one) => asked.typed.get(one) || one)),
      unknown: asked.unknown, place: asked.place, general: isGeneral ? subjects.map((one) => one.shown) : [],
      relaxations: isAny ? [] : relaxations(asked), rows,
      read: asked.read, danger: asked.danger, isNear: Boolean(asked.around && asked.around.points.length),
    };
  }

  window.peerdirAnswer = { answer, facets, speak, learn, toFetch, say, called };
})();
