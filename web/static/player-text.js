// The text in step with the voice, and ways through it: sentences, paragraphs, sections, printed pages. One part of a chapter is shown at a time.

const BLOCKS = "p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,figure,pre,figcaption,.line";

export class BookText {
  constructor(place, readAddress, onFailed) {
    this.place = place;
    this.address = readAddress;
    this.onFailed = onFailed;
    this.chapter = "";
    this.part = 0;
    this.shown = null;
  }

  get sentences() {
    return [...this.place.querySelectorAll(".sentence[id]")];
  }

  find(id) {
    const found = id ? document.getElementById(id) : null;
    return found && this.place.contains(found) ? found : null;
  }

  // The part of a chapter that has a sentence, or by its number; false where there is none.
  async load(chapter, { id = "", part = 0 } = {}) {
    if (id && this.find(id)) return true;
    const where = part > 1 ? `${chapter}-${part}` : chapter;
    try {
      const answer = await fetch(`${this.address}/${where}/text${id ? `?id=${encodeURIComponent(id)}` : ""}`);
      if (answer.status === 404) return false;
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      const made = new DOMParser().parseFromString(`<div class="book-text">${found.html}</div>`, "text/html").body.firstElementChild;
      made.lang = found.language;
      this.place.replaceChildren(made);
      this.chapter = found.chapter;
      this.part = found.part;
      this.shown = null;
      return true;
    } catch {
      this.onFailed();
      return false;
    }
  }

  show(id) {
    if (this.shown?.id === id) return;
    this.shown?.classList.remove("now");
    this.shown = this.find(id);
    if (!this.shown) return;
    this.shown.classList.add("now");
    const top = this.shown.getBoundingClientRect().top - this.place.getBoundingClientRect().top;
    // Only the text moves, never the page under a reader's cursor.
    if (top < 20 || top > this.place.clientHeight - 60) this.place.scrollTop += top - this.place.clientHeight / 3;
  }

  // Where each unit begins, as sentences.
  starts(level) {
    const all = this.sentences;
    if (level === "sentence") return all;
    if (level === "paragraph") return all.filter((one, at) => at === 0 || one.closest(BLOCKS) !== all[at - 1].closest(BLOCKS));
    const marks = [...this.place.querySelectorAll(level === "section" ? "h1,h2,h3,h4,h5,h6" : "[role=doc-pagebreak]")];
    return marks.map((mark) => all.find((one) => mark.contains(one) || mark.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)).filter(Boolean);
  }

  // The id of the next (step 1) or previous (-1) unit's first sentence; "" where this chapter has none. From within a unit, back leads to its beginning.
  async unit(level, id, step) {
    await this.load(this.chapter, { id });
    let here = this.find(id);
    for (;;) {
      const starts = this.starts(level);
      const before = (one) => here && one.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
      const after = (one) => !here || one.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING;
      const found = step > 0 ? starts.find((one) => one !== here && after(one)) : (here ? starts.filter(before) : starts).pop();
      if (found) return found.id;
      const other = this.part + step;
      if (other < 1 || !(await this.load(this.chapter, { part: other }))) return "";
      here = null;
    }
  }

  // The sentence that is about so many seconds away, by the length of what is between.
  away(id, seconds) {
    const all = this.sentences;
    let at = all.findIndex((one) => one.id === id);
    let left = Math.abs(seconds);
    while (at >= 0 && left > 0) {
      const next = at + Math.sign(seconds);
      if (next < 0 || next >= all.length) break;
      left -= lasts(all[seconds < 0 ? next : at].textContent);
      at = next;
    }
    return all[at]?.id ?? "";
  }
}

// Seconds that a voice takes: some four Han characters or fifteen letters a second.
function lasts(text) {
  const han = (text.match(/\p{Script=Han}/gu) || []).length;
  return (text.length + 3 * han) / 15.5;
}
