// Nicer on the phone with a caller: 1-8 is ja, Shift+1-8 nee, Ctrl+Enter saves. The page works without it.
(function () {
  "use strict";
  var form = document.querySelector("[data-nieuwe-melding]");
  if (!form) return;
  function vragen() { return form.querySelectorAll(".kernvraag"); }
  function kies(rij, waarde) {
    var knop = rij.querySelector("input[value='" + waarde + "']");
    if (knop) { knop.checked = true; return knop; }
    return null;
  }
  function veranderd() { form.dispatchEvent(new Event("change", { bubbles: true })); }

  form.querySelector("[data-geen-van-deze]").addEventListener("click", function (e) {
    e.preventDefault();
    vragen().forEach(function (rij) { if (!rij.querySelector("input:checked")) kies(rij, "nee"); });
    veranderd();
    var tekst = document.getElementById("id_omschrijving");
    if (tekst) tekst.focus();
  });

  document.addEventListener("keydown", function (e) {
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") {
      e.preventDefault();
      form.querySelector("[data-opslaan]").click();
      return;
    }
    if (!e.target.closest || !e.target.closest(".kernvragen")) return;
    var cijfer = /^Digit([1-8])$/.exec(e.code);
    if (!cijfer || e.ctrlKey || e.altKey || e.metaKey) return;
    e.preventDefault();
    var knop = kies(vragen()[Number(cijfer[1]) - 1], e.shiftKey ? "nee" : "ja");
    if (knop) { knop.focus(); veranderd(); }
  });

  // htmx answers changes; saving is an ordinary submit.
  form.addEventListener("submit", function (e) { e.stopPropagation(); });
})();
