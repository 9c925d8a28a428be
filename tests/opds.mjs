// Reads a feed with Thorium's engine and prints what a reading app would see as JSON:
//   node tests/opds.mjs atom|entry|json|publication FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const opds = "r2-opds-js/dist/es6-es2015/src/opds";
const { initGlobalConverters_OPDS } = require(`${opds}/init-globals`);
const { initGlobalConverters_GENERIC } = require("r2-shared-js/dist/es6-es2015/src/init-globals");
const { XML } = require("r2-utils-js/dist/es6-es2015/src/_utils/xml-js-mapper");
const { OPDS } = require(`${opds}/opds1/opds`);
const { Entry } = require(`${opds}/opds1/opds-entry`);
const { convertOpds1ToOpds2, convertOpds1ToOpds2_EntryToPublication } = require(`${opds}/converter`);
const { OPDSFeed } = require(`${opds}/opds2/opds2`);
const { OPDSPublication } = require(`${opds}/opds2/opds2-publication`);
const { TaJsonDeserialize, TaJsonSerialize } = require("r2-lcp-js/dist/es6-es2015/src/serializable");
const xmldom = require("@xmldom/xmldom");

console.log = console.error;
initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();
const [kind, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const xml = () => new xmldom.DOMParser().parseFromString(text, "application/xml");
const read = {
  atom: () => convertOpds1ToOpds2(XML.deserialize(xml(), OPDS)),
  entry: () => convertOpds1ToOpds2_EntryToPublication(XML.deserialize(xml(), Entry)),
  json: () => TaJsonDeserialize(JSON.parse(text), OPDSFeed),
  publication: () => TaJsonDeserialize(JSON.parse(text), OPDSPublication),
}[kind]();
process.stdout.write(JSON.stringify(TaJsonSerialize(read)), () => process.exit(0));
