/* Keeps what the first visit brings and every page that is opened, for times without a connection.

   A page comes from the server as long as that answers soon; what is kept is shown when it does not. `self.kept` holds
   the name of this edition, the files to keep at once, and the folders of the other languages; it is filled in when the
   pages are made. */
(function () {
  "use strict";

  const PATIENCE = 3000; /* Milliseconds a server may take where there is a page to show in its place. */
  const MOST = 200; /* Pages that are kept; of more, those not opened for longest go. */
  const NAMED_BY_CONTENT = /\/assets\/search\/[a-z0-9-]+-[0-9a-f]{12}(\.js$|\/)/;
  const NOTICE = "offline.html";

  const top = self.registration.scope;
  /* Other sites may stand beside this one; the blank behind the address keeps theirs apart. */
  const ours = `peerdir ${top} `;
  const EDITION = ours + self.kept.name;
  const VISITED = `${ours}visited`;
  const files = new Set(self.kept.files);

  async function install() {
    const cache = await caches.open(EDITION);
    await cache.addAll(self.kept.files.map((path) => new Request(top + path, { cache: "no-cache" })));
    await self.skipWaiting();
  }

  async function begin() {
    const names = (await caches.keys()).filter((name) => name.startsWith(ours));
    await Promise.all(names.filter((name) => name !== EDITION && name !== VISITED).map((name) => caches.delete(name)));
    await self.clients.claim();
  }

  /* What an address is kept as: without what was searched for, and by the page that a folder shows. */
  function pathOf(address) {
    const path = address.split(/[?#]/)[0].slice(top.length);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  }

  function cacheOf(path) {
    return caches.open(files.has(path) || path.startsWith("assets/") ? EDITION : VISITED);
  }

  async function find(path) {
    return (await cacheOf(path)).match(top + path);
  }

  async function put(path, answer) {
    const cache = await cacheOf(path);
    await cache.put(top + path, answer);
    if (files.has(path) || path.startsWith("assets/")) return;
    const pages = await cache.keys();
    await Promise.all(pages.slice(0, Math.max(0, pages.length - MOST)).map((page) => cache.delete(page)));
  }

  function canBeKept(path, answer) {
    const kind = answer.headers.get("Content-Type") || "";
    const fits = path.startsWith("assets/") || kind.startsWith("text/html");
    return answer.ok && answer.type === "basic" && !answer.redirected && fits;
  }

  function load(event, path, request) {
    const loading = fetch(request);
    const saved = loading.then((answer) => canBeKept(path, answer) && put(path, answer.clone()));
    event.waitUntil(saved.catch(() => {}));
    return loading;
  }

  function late() {
    return new Promise((_, fail) => setTimeout(() => fail(new Error("the server is slow")), PATIENCE));
  }

  /* Answer from the server, else with what is kept. Rejects when there is neither. */
  async function newest(event, path) {
    const loading = load(event, path, event.request);
    const kept = await find(path);
    if (!kept) return loading;
    try {
      const answer = await Promise.race([loading, late()]);
      return answer.status < 500 ? answer : kept;
    } catch {
      return kept;
    }
  }

  async function page(event, path) {
    try {
      return await newest(event, path);
    } catch {
      const folder = self.kept.folders.find((name) => path.startsWith(name)) || "";
      return path === folder + NOTICE ? Response.error() : Response.redirect(`${top}${folder}${NOTICE}#${path}`);
    }
  }

  async function file(event, path) {
    return (await find(path)) || load(event, path, event.request);
  }

  function answer(event) {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(top)) return;
    const path = pathOf(request.url);
    if (request.mode === "navigate") event.respondWith(page(event, path));
    else if (NAMED_BY_CONTENT.test(`/${path}`)) event.respondWith(file(event, path));
    else if (path.startsWith("assets/")) event.respondWith(newest(event, path));
  }

  function keep(event) {
    const { url } = event.source;
    if (!url.startsWith(top)) return;
    const request = new Request(url.split("#")[0], { cache: "no-cache" });
    event.waitUntil(load(event, pathOf(url), request).catch(() => {}));
  }

  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(begin()));
  self.addEventListener("fetch", answer);
  self.addEventListener("message", keep);
})();
