/* The addresses on the page for lost readers begin at the top of a server. Opened from a disk, it stands at the top itself. */
(function () {
  "use strict";

  if (location.protocol !== "file:") return;
  const top = document.querySelector("[rel=icon]").getAttribute("href").replace("assets/icon.svg", "");
  for (const name of ["href", "src"]) {
    for (const element of document.querySelectorAll(`[${name}^="${top}"]`)) {
      element.setAttribute(name, element.getAttribute(name).slice(top.length));
    }
  }
})();
