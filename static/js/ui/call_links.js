// The ways into a room for people at home: plain links. Nothing of another site is embedded.
import { html } from "../core/html.js"
import { t } from "../core/language.js"

/**
 * Shown while somebody is host for those at home. `where` names the room on a page about several. `isNamed`: whether it says who the host is.
 *
 * @param {{g: Gathering, room: any, where?: string, isNamed?: boolean, key?: string}} props
 */
export function CallLinks({ g, room, where = "", isNamed = true }) {
  const { home_host: host } = g.about.value
  if (!host || g.phase.value === "closed" || !(room?.call_link || room?.caption_link)) return null
  const named = words => html`${words}${where ? `: ${where}` : html`<span class="visually-hidden">, ${room.name}</span>`}`
  return html`<div class="call-links">
    <${Way} href=${room.call_link} label=${named(t("Join the call"))} />
    <${Way} href=${room.caption_link} label=${named(t("Read the captions"))} quiet />
    ${isNamed && html`<p class="soft">${t("Host for those at home: {name}", { name: html`<strong dir="auto">${host}</strong>` })}</p>`}</div>`
}

/** It opens beside this page, and the other site is not told where somebody comes from. */
function Way({ href, label, quiet = false }) {
  return href && html`<a class=${`button ${quiet ? "button--quiet" : ""}`} href=${href} target="_blank" rel="noopener noreferrer">${label}</a>`
}
