// The one swap contract: what came in says what to announce (data-status) and where focus goes (data-autofocus). Every page works without this file.
(() => {
  "use strict";
  let turn = 0;

  function announce(text) {
    if (!text) return;
    if (document.ariaNotify) { document.ariaNotify(text); return; }
    const place = document.getElementById("announcer");
    // The same text twice is said once: a changing blank at its end makes it new.
    turn = (turn + 1) % 2;
    place.textContent = text + "\u00a0".repeat(turn);
  }

  function arrived(root) {
    const said = root.matches("[data-status]") ? root : root.querySelector("[data-status]");
    if (said) announce(said.dataset.status);
    const target = root.matches("[data-autofocus]") ? root : root.querySelector("[data-autofocus]");
    if (target) target.focus();
  }

  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail?.ctx?.target;
    const root = target?.isConnected ? target : document.getElementById(target?.id || "main");
    if (root) arrived(root);
  });

  // Error pages have a whole document or a main of their own: the address decides, not a fragment in the wrong place.
  document.addEventListener("htmx:error", () => announce(document.documentElement.dataset.offline || ""));

  // A link by mail carries its token behind "#", which no server sees: it goes into the field.
  const form = document.querySelector("form[data-from-hash]");
  if (form && location.hash.length > 10) {
    form.elements[form.dataset.fromHash].value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    form.querySelector("button").focus();
  }

  // Samples of voices sound on the page they are listed on; a second press stops. Without this they are links to files.
  let sample = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sample]");
    if (!link) return;
    event.preventDefault();
    if (sample && !sample.paused && sample.src === link.href) { sample.pause(); return; }
    sample?.pause();
    sample = new Audio(link.href);
    sample.play().catch(() => location.assign(link.href));
  });

  // Controls that only a script can serve are shown by the style; where that script did not come, what works without it is shown again.
  addEventListener("load", () => {
    const player = document.getElementById("player");
    if (player && !("ready" in player.dataset)) player.dataset.script = "off";
  });

  window.accessibleReader = { announce };
})();
