import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"

/** What bin/_js_floors.js prints of scripts, `{name: text}`, and its exit code. */
function check(files) {
  const folder = mkdtempSync(join(tmpdir(), "floors-"))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const { stdout, status } = spawnSync(process.execPath, ["bin/_js_floors.js", folder], { encoding: "utf-8" })
    return { said: stdout.replaceAll(`${folder}/`, "").trim().split("\n"), status }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test("a piece that an oldest browser lacks is refused, with its line", () => {
  const { said, status } = check({
    "array.js": "export const sorted = list =>\n  list.toSorted()",
    "block.js": "class A { static { A.b = 1 } }",
    "clone.js": "export const copy = it => new Map([[1, structuredClone(it)]])",
    "collator.js": "export const parts = new Intl.Segmenter()",
    "https.js": "export const id = () => crypto.randomUUID()",
    "lookbehind.js": "export const found = text => text.match(/(?<=a)b/)",
    "lookbehind_text.js": 'export const made = new RegExp("(?<!a)b")',
    "static.js": "export const any = AbortSignal.any([])",
    "syntax.js": "export const all = /[\\p{L}--a]/v",
    "too_old.js": "const message = 1",
  })

  assert.deepEqual(said, [
    "array.js:2: toSorted is too new",
    "block.js:1: a static block of a class",
    "clone.js:1: structuredClone is too new",
    "collator.js:1: Segmenter is too new",
    "https.js:1: randomUUID needs https",
    "lookbehind.js:1: a lookbehind in a regular expression",
    "lookbehind_text.js:1: a lookbehind in a regular expression",
    "static.js:1: any is too new",
    "syntax.js:1: Invalid regular expression flag (1:20)",
    "too_old.js:1: The keyword 'const' is reserved (1:0)",
    "10 pieces are too new.",
  ])
  assert.equal(status, 1)
})

test("a piece that they have, or that the page can do without, is not", () => {
  const { said, status } = check({
    "known.js": "export const last = list => list.findLast(one => one.at(-1))",
    "guarded.js": "export const zones = Intl.supportedValuesOf?.('timeZone')\nexport const show = card => card.showPopover?.()",
    "own.js": "export function toSorted(list) { return list }\nexport const sorted = toSorted([])",
    "promise.js": "export const first = Promise.any([])",
  })

  assert.deepEqual(said, ["The oldest supported browsers can run the scripts."])
  assert.equal(status, 0)
})
