// The reading page: the place that is in view is kept, and can be listened to from there. The page works without it.

const book = document.getElementById("book");
const hear = document.getElementById("hear");
const SAVE_SECONDS = 10;
let seen = "";
let saved = "";
let savedAt = 0;
let touched = false;

const inView = new Set();
const watch = new IntersectionObserver((entries) => {
  for (const one of entries) if (one.isIntersecting) inView.add(one.target); else inView.delete(one.target);
  const first = [...inView].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))[0];
  if (!first) return;
  seen = first.id;
  if (hear) hear.href = `${book.dataset.base}?at=${encodeURIComponent(seen)}`;
  const hidden = document.querySelector("#keep input[name=sentence]");
  if (hidden) hidden.value = seen;
  if (touched && Date.now() - savedAt > SAVE_SECONDS * 1000) save(false);
});
if (hear) hear.textContent = hear.dataset.here;
for (const one of book.querySelectorAll(".sentence[id]")) watch.observe(one);

function save(leaving) {
  if (!seen || seen === saved) return;
  const fields = new FormData();
  fields.set("sentence", seen);
  fields.set("how", "print");
  saved = seen;
  savedAt = Date.now();
  if (leaving) navigator.sendBeacon(`${book.dataset.base}/position`, fields);
  else fetch(`${book.dataset.base}/position`, { method: "POST", body: fields, keepalive: true }).catch(() => { saved = ""; });
}

// Opening a page by a link is not yet reading it: only who moves in it has been there.
for (const event of ["scroll", "keydown", "pointerdown"]) addEventListener(event, () => { touched = true; }, { passive: true });
addEventListener("pagehide", () => { if (touched) save(true); });
setTimeout(() => { touched = true; save(false); }, SAVE_SECONDS * 1000);
