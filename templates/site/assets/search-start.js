/* The search comes when somebody turns to it: a page that is only read costs a third. What is done before it is there is
   done again when it is. */
(function () {
  "use strict";

  const form = document.getElementById("search");
  if (!form) return;
  const here = document.getElementById("here");
  /* A press does not always bring the focus, and who listens to a page may press without a pointer. */
  const SIGNS = ["focusin", "pointerover", "click", "input"];
  let coming = null;

  /* All at once, and run in their order. */
  const load = (path) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.async = false;
    script.src = path;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  function come() {
    if (coming) return coming;
    form.setAttribute("aria-busy", "true");
    coming = Promise.all(form.dataset.scripts.split(" ").map(load)).then(() => {
      SIGNS.forEach((sign) => form.removeEventListener(sign, come));
      form.removeEventListener("submit", submit);
      here.removeEventListener("click", ask);
      return window.peerdirSearch.start();
    });
    coming.catch(() => {
      coming = null;
      form.removeAttribute("aria-busy");
      document.getElementById("search-status").textContent = JSON.parse(form.dataset.words).failed;
    });
    return coming;
  }

  function submit(event) {
    event.preventDefault();
    come().then(() => form.dispatchEvent(new Event("submit", { cancelable: true })), () => null);
  }

  function ask() {
    come().then(() => here.click(), () => null);
  }

  /* A link may carry a query, and somebody may have kept programs. */
  function isAwaited() {
    if (/[?#]\w+=/.test(location.search + location.hash)) return true;
    try {
      return sessionStorage.length > 0;
    } catch {
      return false;
    }
  }

  SIGNS.forEach((sign) => form.addEventListener(sign, come));
  form.addEventListener("submit", submit);
  here.addEventListener("click", ask);
  here.hidden = !navigator.geolocation;
  window.addEventListener("hashchange", () => { if (isAwaited()) come(); });
  form.hidden = false;
  if (isAwaited()) come();
})();
