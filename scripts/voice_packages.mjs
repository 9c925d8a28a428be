// Fetches npm packages of which only the voices are wanted, without what they depend on (kokoro-js: hundreds of megabytes of a JavaScript runtime for models, and Debian's
// npm 9 cannot leave dependencies out). Names, versions and hashes stand in package.json under "voicePackages". What is there already stays.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const wanted = JSON.parse(readFileSync("package.json", "utf8")).voicePackages;
for (const [name, integrity] of Object.entries(wanted)) {
  const target = join("node_modules", name.slice(0, name.lastIndexOf("@")));
  const mark = join(target, ".integrity");
  if (existsSync(mark) && readFileSync(mark, "utf8") === integrity) continue;
  mkdirSync("node_modules", { recursive: true });
  const work = mkdtempSync(join("node_modules", ".voices-"));
  try {
    execFileSync("npm", ["pack", name, "--silent", "--ignore-scripts", "--pack-destination", work], { stdio: ["ignore", "ignore", "inherit"] });
    const archive = join(work, readdirSync(work).find((file) => file.endsWith(".tgz")));
    const found = `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`;
    if (found !== integrity) throw new Error(`${name} is not what it was: ${found}`);
    execFileSync("tar", ["-xzf", archive, "-C", work]);
    writeFileSync(join(work, "package", ".integrity"), integrity);
    rmSync(target, { recursive: true, force: true });
    renameSync(join(work, "package"), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
