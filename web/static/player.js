// The player. The page works without it: then the browser's own player plays, and links and forms do the rest.

import { BookText } from "./player-text.js";
import { Sound } from "./player-sound.js";

const by = (id) => document.getElementById(id);
const player = by("player");
const words = JSON.parse(player.dataset.words);
const set = player.dataset;
const LEVELS = [...by("level").options].map((one) => one.value);
const SPEEDS = [...by("speed").options].map((one) => one.value);
const SAVE_SECONDS = 10;
const REST_SECONDS = 30;

let chapter = set.chapter;
let sentence = set.at;
let bookmarks = [...document.querySelectorAll("#bookmarks [data-at]")].map((one) => one.dataset.at);
let savedAt = 0;
let knownAt = Number(set.now);
let saved = "";
let lastRest = Date.now();
let wasHere = null;
let retried = "";
let sleeping = 0;
let loaded = false;
let turn = 0;

// The same text twice is said once by screen readers: a changing blank at its end makes it new.
function say(code, value = "") {
  turn = (turn + 1) % 2;
  by("said").textContent = (words[code] ?? code).replace("%1", value) + "\u00a0".repeat(turn);
}

const text = new BookText(by("text"), set.read, () => say("text-failed"));
const sound = new Sound(by("audio"), set.base, {
  at: (id) => {
    if (!id) return;
    const other = id !== sentence;
    sentence = id;
    if (other) follow();
    if (sound.playing && Date.now() - savedAt > SAVE_SECONDS * 1000) save();
  },
  ended: () => (by("sleep").value === "chapter" ? fallAsleep() : nextChapter(1, true)),
  failed: (why) => { state(); if (why !== "blocked") say(words[why] ? why : why || "failed"); },
  broken: (why) => {
    if (retried === sentence) { state(); say(why || "failed"); return; }
    retried = sentence;
    sound.open(chapter, sentence, true);
  },
});

async function follow() {
  by("read-link").href = `${set.read}/at?id=${encodeURIComponent(sentence)}`;
  by("bookmark-at").value = sentence;
  if (!text.find(sentence)) await text.load(chapter, { id: sentence });
  text.show(sentence);
}

// At the end of a chapter the sound rests for a moment: whoever is on the button need not hear that.
function state(event) {
  if (event?.type === "pause" && sound.audio.ended) return;
  by("play").setAttribute("aria-pressed", String(sound.playing));
  if ("mediaSession" in navigator) navigator.mediaSession.playbackState = sound.playing ? "playing" : "paused";
}

async function about(query) {
  const answer = await fetch(`${set.base}/spot?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// To a sentence anywhere in the book.
async function go(id, { play = sound.playing, spoken = "", silent = false } = {}) {
  let spot;
  try { spot = await about({ at: id }); } catch { state(); say("failed"); return; }
  const other = spot.chapter !== chapter;
  chapter = spot.chapter;
  sentence = spot.sentence;
  if (other) by("now").textContent = spot.said;
  if (spoken) say(spoken, spot.said); else if (other && !silent) say(spot.title);
  if (!loaded || other || !sound.jumpTo(sentence)) { loaded = true; await sound.open(chapter, sentence, play); }
  mediaTitle(spot.title);
  await follow();
  save();
}

// By itself, at the end of one: the voice reads the heading, nobody else has to say it.
async function nextChapter(step = 1, byItself = false) {
  let here;
  try { here = await about({ at: sentence }); } catch { state(); say("failed"); return; }
  const goal = step > 0 ? here.next : here.previous;
  if (goal) await go(goal.sentence, { play: sound.playing || sound.audio.ended, silent: byItself });
  else { state(); say(step > 0 ? "end" : "first"); }
}

async function toggle() {
  if (sound.playing) { sound.pause(); return; }
  if (Date.now() - lastRest > REST_SECONDS * 1000 && await movedElsewhere()) return;
  if (!loaded) { loaded = true; waitWord(); await sound.open(chapter, sentence, true); return; }
  if (sound.whole && Date.now() - lastRest > REST_SECONDS * 1000) sound.jumpBy(-Number(set.rewind));
  waitWord();
  await sound.play();
}

function waitWord() {
  const audio = sound.audio;
  const began = audio.currentTime;
  setTimeout(() => { if (!audio.paused && audio.currentTime === began && audio.readyState < 3) say("waiting"); }, 1500);
}

function jump(seconds) {
  const end = sound.jumpBy(seconds);
  if (end === "after") nextChapter();
  else if (end === "before") go(text.sentences[0]?.id ?? sentence);
  else if (end === "elsewhere") go(text.away(sentence, seconds));
}

async function step(direction) {
  const level = by("level").value;
  if (level === "chapter") { await nextChapter(direction); return; }
  if (level === "bookmark") { await toBookmark(direction); return; }
  const found = await text.unit(level, sentence, direction);
  if (found) await go(found);
  else await nextChapter(direction);
}

async function toBookmark(direction) {
  const here = (await about({ at: sentence })).ordinal;
  const places = await Promise.all(bookmarks.map((at) => about({ at })));
  const found = direction > 0 ? places.find((one) => one.ordinal > here) : places.filter((one) => one.ordinal < here).pop();
  if (found) await go(found.sentence); else say(direction > 0 ? "no-more" : "first");
}

// --- places on all devices: the newest wins, and says so ---

function form(fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
}

async function save(leaving = false) {
  const where = `${sentence}`;
  if (leaving) {
    if (where !== saved) navigator.sendBeacon(`${set.base}/position`, form({ sentence: where }));
    return;
  }
  if (where === saved && Date.now() - savedAt < SAVE_SECONDS * 1000) return;
  savedAt = Date.now();
  try {
    const answer = await fetch(`${set.base}/position`, { method: "POST", body: form({ sentence: where }), keepalive: true });
    if (!answer.ok) return;
    saved = where;
    knownAt = (await answer.json()).place.at;
  } catch {
    say("offline");
  }
}

async function movedElsewhere() {
  try {
    const { place } = await (await fetch(`${set.base}/position`)).json();
    if (!place || place.here || place.at <= knownAt || place.sentence === sentence) return false;
    wasHere = sentence;
    by("elsewhere").hidden = false;
    await go(place.sentence, { play: true, spoken: "elsewhere" });
    return true;
  } catch {
    return false;
  }
}

// --- settings of the moment ---

function speed(value) {
  by("speed").value = value;
  sound.audio.defaultPlaybackRate = sound.audio.playbackRate = Number(value);
}

function taste(fields) {
  fetch(set.taste, { method: "POST", body: form(fields), keepalive: true }).catch(() => {});
}

function setSpeed(value, spoken) {
  speed(value);
  taste({ speed: value });
  if (spoken) say("speed-is", value);
}

function volume(value, spoken) {
  by("volume").value = value;
  sound.audio.volume = Number(value) / 100;
  if (spoken) say("volume-is", value);
}

function choose(list, value, by_) {
  const at = list.indexOf(String(value)) + by_;
  return list[Math.min(Math.max(at, 0), list.length - 1)];
}

function sleep(value) {
  clearTimeout(sleeping);
  by("sleep").value = value;
  if (Number(value) > 0) {
    sleeping = setTimeout(fallAsleep, Number(value) * 60000);
    say("sleep-in", value);
  } else say(value === "chapter" ? "sleep-chapter" : "sleep-off");
}

function fallAsleep() {
  sound.pause();
  by("sleep").value = "0";
  state();
  save();
  say("asleep");
}

async function mark(note = "") {
  const answer = await fetch(`${set.base}/bookmarks`, { method: "POST", body: form({ sentence, note }), headers: { Accept: "application/json" } });
  if (!answer.ok) { say("failed"); return; }
  const { said, bookmarks: rows } = await answer.json();
  bookmarks = rows.map((one) => one.sentence);
  const known = new Set([...document.querySelectorAll("#bookmarks [data-at]")].map((one) => one.dataset.at));
  for (const row of rows.filter((one) => !known.has(one.sentence))) {
    const item = document.createElement("li");
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `${set.base}?at=${encodeURIComponent(row.sentence)}`;
    link.dataset.at = row.sentence;
    link.textContent = row.where;
    line.append(link, ...(row.note ? [document.createElement("br"), row.note] : []));
    item.append(line);
    by("bookmarks").append(item);
  }
  say(said);
}

function keyboard(open = by("keyboard").hidden) {
  by("keyboard").hidden = !open;
  by("keys").setAttribute("aria-expanded", String(open));
  if (open) by("keyboard").querySelector("h3").focus(); else by("keys").focus();
}

async function where() {
  try { say((await about({ at: sentence })).said); } catch { say("failed"); }
}

// --- wiring ---

const doing = {
  play: toggle,
  back: () => jump(-Number(set.back)),
  forward: () => jump(Number(set.forward)),
  previous: () => step(-1),
  next: () => step(1),
  where,
  mark: () => mark(),
  keys: () => keyboard(),
  return: () => { by("elsewhere").hidden = true; by("play").focus(); if (wasHere) go(wasHere); },
};
for (const [id, action] of Object.entries(doing)) by(id).addEventListener("click", () => action());

const pressed = {
  k: async () => {
    await toggle();
    if (document.activeElement !== by("play")) say(sound.playing ? "playing" : "paused");  // the button itself says that it is pressed
  },
  j: doing.back,
  l: doing.forward,
  p: doing.previous,
  n: doing.next,
  v: () => {
    const level = LEVELS[(LEVELS.indexOf(by("level").value) + 1) % LEVELS.length];
    by("level").value = level;
    taste({ level });
    say("level-is", by("level").selectedOptions[0].textContent);
  },
  s: () => setSpeed(choose(SPEEDS, by("speed").value, -1), true),
  f: () => setSpeed(choose(SPEEDS, by("speed").value, 1), true),
  0: () => setSpeed("1", true),
  "-": () => volume(Math.max(0, Number(by("volume").value) - 10), true),
  "+": () => volume(Math.min(100, Number(by("volume").value) + 10), true),
  "=": () => pressed["+"](),
  w: where,
  b: () => mark(),
  z: () => {
    const options = [...by("sleep").options].map((one) => one.value);
    sleep(options[(options.indexOf(by("sleep").value) + 1) % options.length]);
  },
  "?": () => keyboard(),
};
player.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input,select,textarea,[contenteditable]")) return;
  if (event.key === "Escape" && !by("keyboard").hidden) { keyboard(false); return; }
  const action = pressed[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

by("speed").addEventListener("change", (event) => setSpeed(event.target.value, false));
by("volume").addEventListener("change", (event) => volume(event.target.value, false));
by("sleep").addEventListener("change", (event) => sleep(event.target.value));
by("level").addEventListener("change", (event) => taste({ level: event.target.value }));

for (const event of ["play", "playing", "pause"]) sound.audio.addEventListener(event, state);
sound.audio.addEventListener("pause", () => { lastRest = Date.now(); save(); });
sound.audio.addEventListener("playing", () => { if (by("said").textContent.startsWith(words.waiting)) say("playing"); });
addEventListener("pagehide", () => save(true));

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-at]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.dataset.at, { play: true });
    by("play").focus();
  }
});
by("text").addEventListener("click", (event) => {
  const chosen = event.target.closest(".sentence[id]");
  if (chosen && !event.target.closest("a") && !String(getSelection())) go(chosen.id, { play: true });
});
by("bookmark-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await mark(by("note").value);
  by("note").value = "";
});
for (const one of document.querySelectorAll("form[data-go]")) {
  one.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(`${one.action}?${new URLSearchParams(new FormData(one))}`, { headers: { Accept: "application/json" } });
    const found = await answer.json();
    if (found.error) say(found.error); else await go(found.at);
  });
}

function mediaTitle(title) {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist: set.library, album: set.title });
}
if ("mediaSession" in navigator) {
  const actions = { play: toggle, pause: toggle, seekbackward: doing.back, seekforward: doing.forward, previoustrack: doing.previous, nexttrack: doing.next };
  for (const [name, action] of Object.entries(actions)) {
    try { navigator.mediaSession.setActionHandler(name, () => action()); } catch { /* an older browser has fewer */ }
  }
  mediaTitle(set.title);
}

player.dataset.ready = "";
if (!matchMedia("(scripting: enabled)").matches) player.dataset.script = "on";  // a browser that does not tell its style
by("follow").hidden = false;
speed(by("speed").value);
volume(100, false);
follow();
