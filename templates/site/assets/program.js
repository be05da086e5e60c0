/* What a page about a program can do beyond plain HTML: meetings in the reader's own time, print, share. */
(function () {
  "use strict";

  const SHOWN = 3;
  /* The day before the month, and twelve hours or twenty-four, as the rest of the page writes them. */
  const WRITTEN = { en: "en-GB-u-hc-h12", es: "es-US", ar: "ar-u-nu-latn-hc-h23", th: "th-u-ca-gregory-hc-h23" };

  /* Meetings that are over go; where the reader's clock shows another time, that time is told as well. */
  function meetings(list, now) {
    const items = Array.from(list.children);
    const ahead = items.filter((item) => new Date(item.dataset.end) > now);
    items.filter((item) => !ahead.includes(item)).forEach((item) => item.remove());
    ahead.forEach((item, number) => {
      item.hidden = number >= SHOWN;
      tellOwnTime(item.querySelector("time"), list.dataset.yours);
    });
    if (!ahead.length) list.closest("section").hidden = true;
  }

  function tellOwnTime(time, pattern) {
    const written = time.dateTime;
    const start = new Date(written);
    if (-start.getTimezoneOffset() === offset(written)) return;
    const style = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" };
    const said = new Intl.DateTimeFormat(WRITTEN[document.documentElement.lang] || document.documentElement.lang, style).format(start);
    const own = document.createElement("span");
    own.className = "yours";
    own.textContent = pattern.replace("{time}", said);
    time.after(" ", own);
  }

  /* The minutes from UTC that stand at the end of a time: "-08:00" is -480. */
  function offset(written) {
    const found = /([+-])(\d\d):(\d\d)$/.exec(written);
    return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
  }

  async function share(button) {
    const page = { title: document.title, url: location.href.split("#")[0] };
    try {
      if (navigator.share) { await navigator.share(page); return; }
      await navigator.clipboard.writeText(page.url);
      button.nextElementSibling.textContent = button.dataset.done;
    } catch (error) {
      if (error.name !== "AbortError") button.nextElementSibling.textContent = page.url;
    }
  }

  const list = document.getElementById("next-meetings");
  if (list) meetings(list, new Date());
  document.querySelectorAll("button[data-do]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => (button.dataset.do === "print" ? window.print() : share(button)));
  });
})();
