// Passkeys: the browser asks the device. Without this file, PIN, link and codes do.
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function post(address, data) {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data || {}) });
    return answer.json();
  }

  async function ask(box) {
    const question = await post(box.dataset.question);
    const options = question.options;
    options.challenge = bytes(options.challenge);
    for (const list of [options.excludeCredentials, options.allowCredentials]) for (const one of list || []) one.id = bytes(one.id);
    const register = box.dataset.passkey === "register";
    if (register) options.user.id = bytes(options.user.id);
    const found = register ? await navigator.credentials.create({ publicKey: options }) : await navigator.credentials.get({ publicKey: options });
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) if (found.response[name]) response[name] = text(found.response[name]);
    const answer = { id: found.id, rawId: text(found.rawId), type: found.type, response, clientExtensionResults: {} };
    return post(box.dataset.answer, { id: question.id, answer, label: box.querySelector("input")?.value || "", next: document.querySelector("input[name=next]")?.value || "/" });
  }

  if (!window.PublicKeyCredential) return;
  for (const box of document.querySelectorAll("[data-passkey]")) {
    box.hidden = false;
    box.querySelector("button").addEventListener("click", async () => {
      const told = box.querySelector("[role=status]");
      told.textContent = "";
      const name = box.querySelector("input");
      if (name && !name.value.trim()) {
        // Before the device makes a key: one that is refused afterwards would stay on it for ever.
        told.textContent = box.dataset.nameless;
        name.focus();
        return;
      }
      try {
        const done = await ask(box);
        if (done.go) location.assign(done.go);
        else told.textContent = done.problem;
      } catch {
        told.textContent = box.dataset.failed;
      }
    });
  }
})();
