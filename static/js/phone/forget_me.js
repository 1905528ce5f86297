// Forget me: the page says first what is erased, and asks once more. It works in every phase.
import { html, useSignal } from "../core/html.js"
import { t } from "../core/language.js"
import { sentenceOf } from "../core/refusals.js"
import { Picture } from "../ui/picture.js"
import { postAsMe, clearAll } from "./identity.js"

const CHOICES = {
  stay: { body: { words: false }, label: t("My topics, notes and evidence stay, without my name") },
  slowly: {
    body: { words: true, pace: "slowly" },
    label: t("My topics, notes, evidence and pictures go too, one by one"),
    hint: t("Your name and contact go now. The rest disappears at random moments in the next hour, so that nobody sees it go together."),
  },
  now: {
    body: { words: true, pace: "now" },
    label: t("My topics, notes, evidence and pictures go too, all at once"),
    hint: t("Anyone who looks at a screen then may see which of them disappear together. What you told the facilitator disappears at the same moment."),
  },
}

/**
 * The way there, at the end of Me.
 *
 * @param {Props} props
 */
export function ForgetMeLink({ phone }) {
  return html`<section class="stack stack--tight"><h2><${Picture} of="forget" />${t("Forget me")}</h2>
    <p>${t("Your name, your contact, what you marked and what worried you can be erased from this gathering for good. So can what you wrote.")}</p>
    <p><button class="button button--quiet" onClick=${() => phone.go("forget")}>${t("Forget me…")}</button></p></section>`
}

/** @param {Props} props */
export function ForgetMe({ phone }) {
  const choice = useSignal("stay")
  const busy = useSignal(false)
  const problem = useSignal("")
  const go = async event => {
    event.preventDefault()
    busy.value = true
    problem.value = await erase(phone, CHOICES[choice.value].body)
    busy.value = false
  }
  return html`<form class="stack" onSubmit=${go} aria-labelledby="forget-title">
    <h1 id="forget-title"><${Picture} of="forget" />${t("Forget me")}</h1>
    <p>${t("Your name, your contact, what you marked and what worried you are erased from the server, its log and its safety copies. This cannot be undone. If you join again, you start as a new person.")}</p>
    <p><a href=${`/${phone.code}/me/data`}>${t("See what is kept about you")}</a></p>
    <fieldset class="field stack stack--tight"><legend>${t("What I wrote and brought")}</legend>
      ${Object.entries(CHOICES).map(([name, { label, hint }]) => html`<div key=${name}>
        <label><input type="radio" name="words" checked=${choice.value === name} aria-describedby=${hint && `forget-${name}`}
          onChange=${() => { choice.value = name }} />${label}</label>
        ${hint && html`<p class="hint" id=${`forget-${name}`}>${hint}</p>`}</div>`)}
      <p class="hint">${t("If your topics go, what others wrote on them stays, under “Untitled”. What somebody has downloaded or printed stays with them.")}</p>
    </fieldset>
    <p class="error" role="alert">${problem}</p>
    <div class="row">
      <button class="button button--danger" disabled=${busy}>${busy.value ? t("Forgetting…") : t("Forget me for good")}</button>
      <button type="button" class="button button--quiet" onClick=${() => phone.go("me")}>${t("Leave it as it is")}</button>
    </div>
  </form>`
}

/** A sentence about what went wrong; else the page begins anew, with nothing kept on this phone. */
async function erase(phone, body) {
  const answer = await postAsMe(phone, "erase", body)
  if (!answer.erased) return sentenceOf(answer.error)
  await clearAll(phone.code)
  // A change of the hash alone would not load the page anew.
  history.replaceState(null, "", `/${phone.code}#forgotten=1`)
  location.reload()
  return ""
}
