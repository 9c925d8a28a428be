// Validates JSON files against a schema, with all schemas of a folder at hand by their $id:
//   node tests/ajv.mjs SCHEMA_FOLDER ID FILE...
// Prints the errors as JSON; [] where there are none. (Python's jsonschema does not know these schemas' regular expressions.)
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;

const [folder, id, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith(".schema.json")) continue;
  ajv.addSchema(JSON.parse(readFileSync(join(folder, name), "utf8")));
}
// Other bodies' schemas that are only referred to: anything is right there.
for (const missing of ["https://drafts.opds.io/schema/properties.schema.json", "https://drafts.opds.io/schema/metadata.schema.json"])
  if (!ajv.getSchema(missing)) ajv.addSchema({ $id: missing });
const validate = ajv.getSchema(id);
const errors = files.flatMap((file) => {
  validate(JSON.parse(readFileSync(file, "utf8")));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
});
console.log(JSON.stringify(errors));
