// Opens a publication with Thorium's engine and prints what a reader would see as JSON:
//   node tests/readium.mjs BOOK.epub|daisy.zip|book.audiobook
// { title, duration, reading: [{ href, duration, overlay: [{ text, audio, role }] }], toc: [[depth, title, href]], pages: [[label, href]], activeClass }
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const shared = "r2-shared-js/dist/es6-es2015/src";
const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } = require(`${shared}/init-globals`);
const { PublicationParsePromise } = require(`${shared}/parser/publication-parser`);
const { lazyLoadMediaOverlays } = require(`${shared}/parser/epub-daisy-common`);

// Its warnings go to standard error: standard output is JSON.
console.log = console.error;
initGlobalConverters_GENERIC();
initGlobalConverters_SHARED();
const publication = await PublicationParsePromise(process.argv[2]);

const flat = (links, depth = 1) =>
  (links ?? []).flatMap((link) => [[depth, link.Title, link.Href], ...flat(link.Children, depth + 1)]);
const clips = (node) =>
  node ? [...(node.Audio ? [{ text: node.Text, audio: node.Audio, role: node.Role ?? [] }] : []), ...(node.Children ?? []).flatMap(clips)] : [];

const reading = [];
for (const link of publication.Spine ?? []) {
  const overlay = link.MediaOverlays;
  if (overlay && !overlay.initialized) await lazyLoadMediaOverlays(publication, overlay);
  reading.push({ href: link.Href, title: link.Title, duration: link.Duration, overlay: clips(overlay) });
}
process.stdout.write(
  JSON.stringify({
    title: publication.Metadata.Title,
    duration: publication.Metadata.Duration,
    activeClass: publication.Metadata.MediaOverlay?.ActiveClass,
    reading,
    toc: flat(publication.TOC),
    pages: (publication.PageList ?? []).map((link) => [link.Title, link.Href]),
  }),
  () => process.exit(0),
);
