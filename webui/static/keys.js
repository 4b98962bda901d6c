// Keys for those who want them: / to the box, j and k through the results, ? to the help. Nothing needs them.
"use strict";

(function () {
  const RESULTS = ".record h3 a, .said-card .act-row a:first-child, .kwic td.m a, .rank a";

  function typing(element) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  }

  function move(step) {
    const links = Array.from(document.querySelectorAll(RESULTS)).filter((link) => link.offsetParent);
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step;
    if (next >= 0 && next < links.length) {
      links[next].focus();
      links[next].scrollIntoView({ block: "center" });
    }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const box = document.getElementById("q") || document.getElementById("q1");
    // By place as well as by letter: on a Kazakh or Russian layout j and k type о and л.
    const slash = event.code === "Slash";
    if ((event.key === "/" || (slash && !event.shiftKey)) && box) {
      box.focus();
      box.select();
    } else if (event.key === "j" || event.code === "KeyJ") {
      move(1);
    } else if (event.key === "k" || event.code === "KeyK") {
      move(-1);
    } else if (event.key === "?" || (slash && event.shiftKey)) {
      const help = document.querySelector("a[data-help]");
      if (help) help.click();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
