// Without a connection nothing is sent: the page says so, and what was typed stays. The form works without this.
(function () {
  "use strict";
  var form = document.querySelector("main form.ritme"), bericht = document.getElementById("offline");
  if (!form || !bericht) return;
  form.addEventListener("submit", function (e) {
    if (navigator.onLine !== false) return;
    e.preventDefault();
    e.stopPropagation();
    bericht.hidden = false;
    bericht.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", function () { bericht.hidden = true; });
})();
