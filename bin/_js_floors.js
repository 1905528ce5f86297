#!/usr/bin/env node
// Check that the oldest supported browsers can run static/: its files are parsed as ES2022, and the functions that they
// use are looked up in MDN's compatibility data. Prints each piece that one of these browsers lacks, and each function
// that needs https, and exits with 1 if there is one. The arguments are files or folders, by default static/js and
// static/vendor.
import { parse } from "acorn"
import { full, fullAncestor } from "acorn-walk"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

/** The oldest version that is supported. README.md and templates/floors.html tell people the same. */
const FLOORS = {
  safari: 15.4, safari_ios: 15.4, chrome: 97, chrome_android: 97, edge: 97, samsunginternet_android: 18, firefox: 104, firefox_android: 104,
}
/** At a venue, phones reach the server by plain http. There, browsers have none of these. */
const NEEDS_HTTPS = new Set(["caches", "clipboard", "randomUUID", "serviceWorker", "subtle"])
/** Functions of our own and of libraries that share their name with a newer function of browsers. */
const OURS = ["destroy", "dispose", "reconnect", "subscribe", "turn"]
/** Newer functions that a library looks for before it calls them. */
const LOOKED_FOR = ["WebTransport", "createBidirectionalStream", "getSetCookie", "moveBefore"]
const ALLOWED = new Set([...OURS, ...LOOKED_FOR])
/** Run where modules do not. */
const CLASSIC = ["too_old.js"]

const { api, javascript } = createRequire(import.meta.url)("@mdn/browser-compat-data")
const { globals, statics, members } = support()

function main() {
  const named = process.argv.slice(2)
  const found = (named.length ? named : ["static/js", "static/vendor"]).flatMap(scripts).flatMap(file =>
    wrong(readFileSync(file, "utf-8"), CLASSIC.some(name => file.endsWith(name))).map(sentence => `${file}:${sentence}`))
  for (const sentence of found) console.log(sentence)
  console.log(found.length ? `${found.length} pieces are too new.` : "The oldest supported browsers can run the scripts.")
  process.exitCode = found.length ? 1 : 0
}

function scripts(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true }).filter(name => name.endsWith(".js")).map(name => join(path, name)).sort()
}

/** A sentence for each piece of a script that is too new, with its line. */
function wrong(text, isClassic) {
  let tree
  try {
    tree = parse(text, { ecmaVersion: isClassic ? 5 : 2022, sourceType: isClassic ? "script" : "module", locations: true })
  } catch (error) {
    return [`${error.loc.line}: ${error.message}`]
  }
  const own = namesDeclaredIn(tree)
  const found = []
  const say = (node, what) => found.push(`${node.loc.start.line}: ${what}`)
  fullAncestor(tree, (node, ancestors) => {
    const parent = ancestors.at(-2)
    if (node.type === "StaticBlock") say(node, "a static block of a class")
    if (isLookbehind(node)) say(node, "a lookbehind in a regular expression")
    if (node.type === "Identifier" && !own.has(node.name) && !ALLOWED.has(node.name) && globals.get(node.name) === false) say(node, `${node.name} is too new`)
    if (node.type !== "MemberExpression" || node.computed || isGuarded(node, parent)) return
    if (NEEDS_HTTPS.has(node.property.name)) say(node, `${node.property.name} needs https`)
    else if (isTooNew(node, parent)) say(node, `${node.property.name} is too new`)
  })
  return found
}

/** `x.name?.()` and `x.name?.y` do without a function that is missing. */
function isGuarded(node, parent) {
  return !!parent?.optional && (parent.callee === node || parent.object === node)
}

/** Of `Object.name` the object is known. Of `x.name()` it is not: then any object that has such a function will do. */
function isTooNew({ object, property: { name } }, parent) {
  const exact = object.type === "Identifier" ? statics.get(`${object.name}.${name}`) : undefined
  const isCalled = parent?.type === "CallExpression" && parent.callee.property?.name === name
  return exact === false || (exact === undefined && isCalled && !ALLOWED.has(name) && members.get(name) === false)
}

function isLookbehind(node) {
  const regex = node.regex?.pattern ?? (node.type === "NewExpression" && node.callee.name === "RegExp" && node.arguments[0]?.value)
  return typeof regex === "string" && /\(\?<[=!]/.test(regex)
}

function namesDeclaredIn(tree) {
  const names = new Set()
  full(tree, node => {
    if (node.type === "VariablePattern") names.add(node.name)
    if (node.id) names.add(node.id.name)
    if (node.local) names.add(node.local.name)
  })
  return names
}

/** Whether the floors have each global, each static function ("Array.fromAsync"), and any member of a name. */
function support() {
  const globals = new Map(), statics = new Map(), members = new Map()
  const { builtins } = javascript
  for (const [object, features] of [builtins, builtins.Intl, api].flatMap(Object.entries)) {
    globals.set(object, isSupported(features.__compat))
    for (const [key, { __compat }] of Object.entries(features)) {
      const [name, kind] = key.split("_")
      if (!name || !__compat || (kind && kind !== "static")) continue
      const isKnown = isSupported(__compat)
      members.set(name, members.get(name) || isKnown)
      if (kind || object === "Intl") statics.set(`${object}.${name}`, isKnown)
    }
  }
  return { globals, statics, members }
}

function isSupported(compat) {
  return !compat || Object.entries(FLOORS).every(([browser, floor]) =>
    [compat.support[browser] ?? []].flat().some(one =>
      !one.prefix && !one.alternative_name && !one.flags && number(one.version_added) <= floor &&
      !(number(one.version_removed) <= floor)))
}

/** "15.4" and "≤15.4" as a number; not a number where a version is unknown, or there is none. */
function number(version) {
  return typeof version === "string" ? parseFloat(version.replace("≤", "")) : NaN
}

main()
