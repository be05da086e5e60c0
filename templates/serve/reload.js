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

  ask();
})();
