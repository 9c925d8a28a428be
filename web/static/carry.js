// What whoever carries presses is kept on the telephone until the library has it: in order, with the time at which it was pressed, and noted once however often it is sent.
// Nothing about anybody is kept: the bag's number, the button, the time. The page works without this file; then a press needs a connection.
(() => {
  "use strict";
  const box = document.getElementById("carry");
  if (!box) return;
  const words = JSON.parse(box.dataset.words);
  const KEY = "carry";
  const [FIRST, LONGEST, PATIENCE, ANSWER] = [2, 120, 3, 30].map((seconds) => seconds * 1000);
  const by = (id) => document.getElementById(id);
  const announce = (text) => window.accessibleReader?.announce(text);

  // --- what is kept ---

  function load() {
    try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; }
  }
  function change(how) { localStorage.setItem(KEY, JSON.stringify(how(load()))); }
  const drop = (id) => change((list) => list.filter((one) => one.id !== id));
  const refuse = (id, said) => change((list) => list.map((one) => (one.id === id ? { ...one, refused: said, action: "", fields: {} } : one)));

  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  // --- what is shown ---

  function line(one) {
    const time = new Date(one.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const text = words.line.replace("%1", time).replace("%2", one.label).replace("%3", one.what);
    return one.refused ? `${text} ${one.refused}` : text;
  }

  function list(id, entries) {
    const place = by(id);
    place.hidden = !entries.length;
    place.querySelector("ul").replaceChildren(...entries.map((one) => {
      const item = document.createElement("li");
      item.textContent = line(one);
      return item;
    }));
  }

  function show(why = "") {
    const all = load();
    list("waiting", all.filter((one) => !one.refused));
    list("refused", all.filter((one) => one.refused));
    by("outbox").hidden = !all.length;
    if (why) by("waiting-why").textContent = words[why];
  }

  const stopOf = (visit) => [...box.querySelectorAll(".stop")].find((one) => one.dataset.visit === visit);

  // As the library will show it once it has it.
  function mark(press) {
    const stop = stopOf(press.visit);
    if (!stop) return;
    const button = [...stop.querySelectorAll("button[name]")].find((one) => press.fields[one.name] === one.value);
    if (press.marks !== "collect") stop.querySelector(".state").textContent = `${press.what} · ${words.noted}`;
    if (press.marks === "collect" || press.marks === "arrived") { if (button) button.hidden = true; return; }
    delete stop.dataset.asked;
    for (const one of stop.querySelectorAll("button[data-marks]")) {
      // Who did not open may still come out; what was delivered is.
      if (one.dataset.marks !== "collect" && !(press.marks === "failed" && one.dataset.marks === "delivered")) one.hidden = true;
    }
    const problem = stop.querySelector(".problem");
    if (problem) problem.hidden = true;
  }

  function settle(press, state) {
    const stop = stopOf(press.visit);
    if (!stop || load().some((one) => one.visit === press.visit && !one.refused)) return;
    if (state) stop.querySelector(".state").textContent = state;
    // Who has been visited need not be read about any more.
    if (press.marks === "delivered") stop.querySelector(".door")?.remove();
  }

  function next() {
    const found = box.querySelector(".stop[data-asked]");
    const link = by("next");
    if (link) link.hidden = true;
    if (by("all-done")) by("all-done").hidden = Boolean(found);
    return found;
  }

  function goOn(stop, marks) {
    const here = [...stop.querySelectorAll("button[data-marks]")].filter((one) => !one.hidden && !one.closest(".problem"));
    const more = here.find((one) => one.dataset.marks === "collect");
    if (marks === "arrived" || (marks === "collect" && "asked" in stop.dataset)) { (more || here[0])?.focus(); return; }
    const found = next();
    if (more) { more.focus(); return; }
    if (!found) { by("all-done")?.focus(); return; }
    for (const one of box.querySelectorAll(".stop[open]")) one.open = one === found;
    found.open = true;
    found.querySelector("summary").focus();
    found.scrollIntoView({ block: "start" });
  }

  // --- a press ---

  let waited = 0;
  box.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-press]");
    const button = event.submitter;
    if (!form || !button?.name) return;
    const stop = form.closest(".stop");
    const press = {
      id: newId(), at: Date.now(), action: form.getAttribute("action"), visit: stop.dataset.visit, label: stop.dataset.label,
      what: button.dataset.what, marks: button.dataset.marks, fields: { number: form.elements.number.value, [button.name]: button.value },
    };
    try { change((all) => [...all, press]); } catch { return; } // nowhere to keep it: sent as any form is
    event.preventDefault();
    mark(press);
    show();
    goOn(stop, press.marks);
    clearTimeout(waited);
    waited = setTimeout(() => announce(words.noted), PATIENCE);
    soon();
  });

  // --- sending ---

  let sending = false;
  let again = false;
  let pause = FIRST;
  let timer = 0;

  async function post(press) {
    const ago = Math.max(0, Math.round((Date.now() - press.at) / 1000));
    let answer;
    try {
      answer = await fetch(press.action, {
        method: "POST", body: new URLSearchParams({ ...press.fields, ago }), headers: { Accept: "application/json" },
        redirect: "manual", signal: AbortSignal.timeout?.(ANSWER),
      });
    } catch { return { why: "offline" }; }
    if (answer.type === "opaqueredirect") return { why: "sign-in" };
    if (answer.status === 429 || answer.status >= 500) return { why: "later", seconds: Number(answer.headers.get("Retry-After")) || 0 };
    // Only an answer of the library counts: hotels and trains answer everything with a page of their own.
    try {
      const found = await answer.json();
      if (typeof found.noted === "boolean") return found;
    } catch { /* not ours */ }
    return { why: "later" };
  }

  async function send() {
    let count = 0;
    let said = "";
    for (;;) {
      const press = load().find((one) => !one.refused);
      if (!press) break;
      const found = await post(press);
      if (found.why) {
        timer = setTimeout(flush, Math.max(pause, (found.seconds || 0) * 1000));
        pause = Math.min(pause * 2, LONGEST);
        show(found.why);
        break;
      }
      pause = FIRST;
      if (found.noted) { drop(press.id); settle(press, found.state); } else refuse(press.id, found.said);
      count += 1;
      said = found.said;
      show();
    }
    if (!count) return;
    clearTimeout(waited);
    announce(count === 1 ? said : words.sent.replace("%1", count));
  }

  async function flush() {
    if (sending) { again = true; return; }
    sending = true;
    clearTimeout(timer);
    // Two windows with the same page send one after the other.
    try { await (navigator.locks ? navigator.locks.request(KEY, send) : send()); } finally { sending = false; }
    if (again) { again = false; flush(); }
  }

  function soon() { pause = FIRST; flush(); }

  addEventListener("online", soon);
  addEventListener("pageshow", soon);
  by("send-now").addEventListener("click", soon);
  by("forget").addEventListener("click", () => {
    change((all) => all.filter((one) => !one.refused));
    show();
    document.querySelector("h1").setAttribute("tabindex", "-1");
    document.querySelector("h1").focus();
  });

  // --- the end of the day ---

  const until = box.dataset.left ? Date.now() + Number(box.dataset.left) : Infinity;
  function wipe() {
    if (Date.now() < until || !by("round")) return;
    by("round").remove();
    by("wiped").hidden = false;
    announce(words.wiped);
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wipe(); soon(); } });
  if (until !== Infinity) setTimeout(wipe, until - Date.now() + 1000);

  for (const one of load()) if (!one.refused) mark(one);
  const open = box.querySelector(".stop[open]");
  if (open && load().some((one) => !one.refused && one.visit === open.dataset.visit) && !("asked" in open.dataset)) {
    const found = next();
    if (found) { open.open = false; found.open = true; }
  }
  show();
})();
