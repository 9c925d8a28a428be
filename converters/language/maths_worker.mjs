// Says formulas: one JSON request a line on standard input, one JSON answer a line on standard output.
//   {"id": 1, "mathml": "<math>...</math>", "locale": "en"}  ->  {"id": 1, "speech": "x squared"}  or  {"id": 1, "error": "..."}
// The locale "nemeth" gives Unicode cells of Nemeth braille code.
// Stays alive between formulas, since loading the rules takes longer than saying one.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const sre = require("speech-rule-engine");
let locale = "";

async function answer(request) {
  if (request.locale !== locale) {
    const [domain, modality] = request.locale === "nemeth" ? ["default", "braille"] : ["clearspeak", "speech"];
    await sre.setupEngine({ locale: request.locale, domain, modality, markup: "none" });
    await sre.engineReady();
    locale = request.locale;
  }
  return sre.toSpeech(request.mathml);
}

for await (const line of createInterface({ input: process.stdin })) {
  let request = {};
  try {
    request = JSON.parse(line);
    process.stdout.write(JSON.stringify({ id: request.id, speech: await answer(request) }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id: request.id ?? null, error: String(error) }) + "\n");
  }
}
