// The sound: one chapter at a time, from a file that is complete (then one can go anywhere in it) or is made while it is heard (then another place is another file).

export class Sound {
  constructor(audio, address, events) {
    this.audio = audio;
    this.address = address;
    this.events = events;
    this.chapter = "";
    this.from = "";
    this.lines = [];
    this.next = 0;
    this.complete = false;
    this.whole = false;
    this.turn = 0;
    audio.removeAttribute("controls");
    audio.preservesPitch = true;
    audio.addEventListener("timeupdate", () => this.#tell());
    audio.addEventListener("ended", () => this.#ended());
    audio.addEventListener("error", () => { if (audio.getAttribute("src")) this.#broken(); });
  }

  get sentence() {
    let found = this.from;
    for (const [id, start] of this.lines) {
      if (start > this.audio.currentTime + 0.05) break;
      if (id) found = id;
    }
    return found;
  }

  // A file of the chapter, at a sentence. Nothing is fetched until it is played.
  async open(chapter, sentence, play) {
    const turn = ++this.turn;
    const whole = await this.#times(chapter, "", 0);
    if (turn !== this.turn) return;
    this.chapter = chapter;
    this.from = sentence;
    this.whole = Boolean(whole?.complete);
    this.complete = this.whole;
    this.lines = whole?.complete ? whole.lines : [];
    this.next = whole?.complete ? whole.next : 0;
    const query = this.whole ? "" : `?at=${encodeURIComponent(sentence)}`;
    this.audio.src = `${this.address}/chapters/${chapter}.mp3${query}`;
    if (this.whole) {
      const line = this.lines.find(([id]) => id === sentence);
      if (line) this.#seekWhenReady(line[1]);
    }
    if (play) await this.play();
  }

  #seekWhenReady(seconds) {
    const seek = () => { this.audio.currentTime = seconds; };
    if (this.audio.readyState >= 1) seek();
    else this.audio.addEventListener("loadedmetadata", seek, { once: true });
  }

  async play() {
    try {
      await this.audio.play();
    } catch (error) {
      if (error.name !== "AbortError") this.events.failed(error.name === "NotAllowedError" ? "blocked" : "failed");
    }
    this.#follow(this.turn);
  }

  pause() {
    this.audio.pause();
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  // To a sentence of this chapter: true where the file could go there by itself.
  jumpTo(sentence) {
    const line = this.lines.find(([id]) => id === sentence);
    if (!line || !this.whole) return false;
    this.audio.currentTime = line[1];
    return true;
  }

  // By seconds, where the file allows it. "before" and "after": beyond its ends.
  jumpBy(seconds) {
    const goal = this.audio.currentTime + seconds;
    if (this.whole && goal >= 0 && goal < this.audio.duration) {
      this.audio.currentTime = goal;
      return "";
    }
    if (this.whole) return seconds > 0 ? "after" : "before";
    return "elsewhere";
  }

  // Times come after the sound is made; asked for more rarely the longer nothing was missing.
  async #follow(turn) {
    let pause = 700;
    while (turn === this.turn && !this.complete && this.playing) {
      const found = await this.#times(this.chapter, this.from, this.next);
      if (turn !== this.turn) return;
      if (found) {
        this.lines.push(...found.lines);
        this.next = found.next;
        this.complete = found.complete;
        if (found.error) this.events.failed(found.error);
        this.#tell();
      }
      const known = this.lines.length ? this.lines.at(-1)[2] : 0;
      pause = known - this.audio.currentTime > 30 ? Math.min(pause * 2, 15000) : 1000;
      await new Promise((done) => { setTimeout(done, pause); });
    }
  }

  async #times(chapter, at, after) {
    try {
      const query = new URLSearchParams({ ...(at ? { at } : {}), after });
      const answer = await fetch(`${this.address}/chapters/${chapter}.json?${query}`);
      if (answer.status === 409 || answer.status === 403 || answer.redirected) location.reload();  // the loan is over, or one is signed out: the page says so
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  #tell() {
    this.events.at(this.sentence);
  }

  async #ended() {
    const turn = this.turn;
    if (!this.complete) {
      const found = await this.#times(this.chapter, this.from, this.next);
      if (turn !== this.turn) return;
      if (found?.lines) this.lines.push(...found.lines);
      if (found && !found.complete) {
        // The stream broke off: go on from the last sentence that was heard.
        this.events.broken(found.error || "");
        return;
      }
    }
    this.events.ended();
  }

  #broken() {
    this.events.broken("");
  }
}
