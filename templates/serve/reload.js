// Loads the page again when its directory has changed. It asks by loading a script, which the page's rules allow.
(function () {
  "use strict";
  var version = document.currentScript.getAttribute("data-version");

  function ask() {
    var script = document.createElement("script");
    script.src = "/.peerdir/changed.js?since=" + encodeURIComponent(version);
    // The answer is empty while nothing has changed; else it loads the page again by itself.
    script.onload = function () { script.remove(); ask(); };
    script.onerror = function () { script.remove(); setTimeout(ask, 1000); };
    document.head.appendChild(script);
  }

  // What another server at this address has left to work without a connection would show old pages.
  if (navigator.serviceWorker) {
    navigator.serviceWorker.getRegistrations().then(function (found) {
      found.forEach(function (one) { one.unregister(); });
    });
  }

  // A script that is asked for earlier would keep the page from being loaded to its end.
  if (document.readyState === "complete") ask();
  else window.addEventListener("load", ask);
})();
