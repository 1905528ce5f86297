// The one dialog of a page: the sheet that its app has open. The browser's own <dialog> keeps the focus inside, closes on Escape, and takes it back.
import { html, useEffect, useRef } from "../core/html.js"
import { tc } from "../core/language.js"

/**
 * The open sheet of an app (core/app.js), if any: the view of its name, with what it was opened with. `views` and `labels` are by
 * name; a view without a label has a heading with the id `sheet-title`. `above` is drawn over the sheet, inside it, because
 * nothing outside an open <dialog> can be tapped. More props go to the view.
 *
 * @param {{app: {sheet: import("../core/gathering.js").Signal<any>, close: () => void}, views: Record<string, any>,
 *   labels?: Record<string, string>, closeLast?: boolean, above?: any, [more: string]: any}} props
 */
export function OpenSheet({ app, views, labels = {}, closeLast, above, ...more }) {
  const sheet = app.sheet.value
  if (!sheet) return null
  const View = views[sheet.name]
  // A sheet that was replaced meanwhile must not close its successor.
  const close = () => { if (app.sheet.value === sheet) app.close() }
  return html`<${Dialog} key=${sheet.name + (sheet.topic ?? "")} label=${labels[sheet.name]} closeLast=${closeLast} above=${above} onClose=${close}>
    <${View} ...${more} ...${sheet} /><//>`
}

/**
 * `label` names it, or else the heading inside with the id `sheet-title`. `onClose()`: Escape, the way back, a tap
 * beside it, or its button. The button comes first, and the heading has the focus; or it comes last (`closeLast`), and the first
 * field or button inside has the focus.
 *
 * @param {{label?: string, closeLast?: boolean, above?: any, onClose: () => void, children?: any}} props
 */
function Dialog({ label, closeLast = false, above, onClose, children }) {
  const dialog = useRef(null)
  useEffect(() => {
    const node = dialog.current
    const before = /** @type {HTMLElement | null} */ (document.activeElement)
    node.showModal()
    if (!closeLast) focusHeading(node)
    return () => {
      node.close()
      if (before?.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  // The second of a double tap was meant for what was there before.
  const outside = event => { if (event.target === dialog.current && event.detail < 2) onClose() }
  const close = html`<button class="sheet__close" aria-label=${tc("a sheet", "Close")} onClick=${onClose}>×</button>`
  return html`
    <dialog class="sheet" ref=${dialog} aria-label=${label} aria-labelledby=${label ? undefined : "sheet-title"} onClick=${outside}
      onCancel=${event => { event.preventDefault(); onClose() }}>
      <div class="sheet__body stack">${!closeLast && close}${children}${closeLast && close}</div>
      ${above}
    </dialog>`
}

/** When a sheet has what was loaded for it: the focus leaves the button that closes, the only one there was. */
export function focusLoaded() {
  const dialog = document.querySelector("dialog[open]")
  if (!dialog?.contains(document.activeElement)) return
  const body = dialog.querySelector(".sheet__body")
  if (body.firstElementChild?.matches(".sheet__close")) return focusHeading(dialog)
  const [first] = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("button, input, textarea, select, a[href], summary"))
  first?.focus()
}

/** Else the button that closes had it: a second press of Enter would close what the first one opened. */
function focusHeading(dialog) {
  const heading = dialog.querySelector("h2")
  heading?.setAttribute("tabindex", "-1")
  heading?.focus({ preventScroll: true })
}
