// The field for the scanner keeps the focus: what was sent is selected, so the next scan takes its place at once. Everything works without this file.
(() => {
  "use strict";
  const form = document.getElementById("scan");
  const field = document.getElementById("code");
  if (form && field) {
    // The answer is announced (site.js). Were it the description of the field as well, a screen reader would say it again because the description of what has the focus has changed:
    // so that is a copy, which changes only while the focus is elsewhere.
    const described = document.createElement("span");
    described.id = "code-said";
    described.hidden = true;
    const copy = () => { described.textContent = document.getElementById("desk-said")?.textContent ?? ""; };
    copy();
    field.after(described);
    field.setAttribute("aria-describedby", field.getAttribute("aria-describedby").replace("desk-said", described.id));
    field.addEventListener("blur", copy);
    let sent = "";
    form.addEventListener("submit", () => { sent = field.value; field.select(); });
    document.addEventListener("htmx:after:swap", () => {
      const good = document.getElementById("desk-now")?.dataset.good === "yes";
      // What was refused stays, to be looked at or typed over; what was scanned meanwhile stays as well.
      if (field.value === sent) { if (good) field.value = ""; else field.select(); }
      if (document.activeElement !== field) described.textContent = "";
      field.focus();
    });
    // Where the page has a summary of what is to be corrected, that is read first.
    if (field.autofocus) { field.focus(); field.select(); }
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
