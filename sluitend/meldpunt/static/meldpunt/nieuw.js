// Nicer on the phone with a caller: 1-8 is ja, Shift+1-8 nee, Ctrl+Enter saves, a draft every five seconds.
// The page works without it.
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

  // The question that still makes a difference: one press, and the cursor is there.
  document.addEventListener("click", function (e) {
    var knop = e.target.closest && e.target.closest("[data-vraag]");
    if (!knop) return;
    var doel = document.getElementById(knop.dataset.vraag);
    if (!doel) return;
    e.preventDefault();
    var dicht = doel.closest("details:not([open])");
    if (dicht) dicht.open = true;
    doel.focus();
    doel.scrollIntoView({ block: "center" });
  });

  // htmx answers changes; saving is an ordinary submit.
  form.addEventListener("submit", function (e) { klaar = true; e.stopPropagation(); });
  window.addEventListener("pageshow", function () { klaar = false; });

  // A draft on the server every five seconds, when something changed. When that fails the page says so.
  var status = document.getElementById("bewaard"), klaar = false, onderweg = false, laatst = beeld();
  function beeld() { return new URLSearchParams(new FormData(form)).toString(); }
  function bewaar() {
    var nu = beeld();
    if (klaar || onderweg || nu === laatst) return;
    onderweg = true;
    fetch(form.dataset.concept, {
      method: "POST", body: nu, credentials: "same-origin",
      headers: { "Content-Type": "application/x-www-form-urlencoded" }
    }).then(function (antwoord) {
      if (antwoord.status === 204) {
        laatst = nu;
        status.textContent = status.dataset.bewaard + " " + new Date().toTimeString().slice(0, 5);
      } else status.textContent = antwoord.status === 410 ? status.dataset.weg : status.dataset.fout;
    }).catch(function () { status.textContent = status.dataset.fout; })
      .then(function () { onderweg = false; });
  }
  setInterval(bewaar, 5000);
})();
