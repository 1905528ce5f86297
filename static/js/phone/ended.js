// What a phone shows that is nobody any more.
import { html } from "../core/html.js"

export function Ended({ message }) {
  return html`<main id="main" class="welcome stack">
    <h1>You are signed out</h1>
    <p role="alert">${message}</p>
    <p>What you wrote stays in the gathering.</p>
    <p><button class="button" onClick=${() => location.reload()}>Go to the start</button></p>
  </main>`
}
