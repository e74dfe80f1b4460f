// The little that is nicer with a script. Every page works without it.
(function () {
  "use strict";

  // "/" puts the cursor in the search box, unless somebody is typing. Switched off: localStorage "sneltoetsen" = "uit".
  document.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || localStorage.getItem("sneltoetsen") === "uit") return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable) return;
    var veld = document.querySelector("[data-sneltoets='/']");
    if (veld) { e.preventDefault(); veld.focus(); }
  });

  // Alt with the letter of a page of the menu opens it, wherever one is.
  document.addEventListener("keydown", function (e) {
    if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || localStorage.getItem("sneltoetsen") === "uit") return;
    var punt = /^Key[A-Z]$/.test(e.code) && document.querySelector(".menu [data-alt='" + e.code.slice(3).toLowerCase() + "']");
    if (punt) { e.preventDefault(); location.assign(punt.href); }
  });

  // Escape and a click beside it close an open panel of the header.
  document.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    document.querySelectorAll("details.uitklap[open]").forEach(function (d) {
      d.open = false;
      d.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", function (e) {
    document.querySelectorAll("details.uitklap[open]").forEach(function (d) {
      if (!d.contains(e.target)) d.open = false;
    });
  });

  // After a refused form the summary of what is wrong has the focus.
  function focus(in_) {
    var doel = in_.querySelector("[data-focus]");
    if (doel) doel.focus();
  }
  document.addEventListener("DOMContentLoaded", function () { focus(document); });
  document.addEventListener("htmx:afterSwap", function (e) { focus(e.target); });

  // A form is sent once: a second click while it is under way does nothing.
  document.addEventListener("submit", function (e) {
    if (e.target.method !== "post" || e.target.hasAttribute("data-hx-post")) return;
    if (e.target.dataset.onderweg) { e.preventDefault(); return; }
    e.target.dataset.onderweg = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-onderweg]").forEach(function (f) { delete f.dataset.onderweg; });
  });

  // htmx takes the CSRF token of the page.
  document.addEventListener("htmx:configRequest", function (e) {
    var veld = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (veld && e.detail.verb !== "get") e.detail.headers["X-CSRFToken"] = veld.value;
  });
})();
