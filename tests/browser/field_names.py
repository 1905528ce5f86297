"""A field's accessible name is what can be read as its label (WCAG 2.5.3), and a hint beside it is its
description: somebody who speaks to their browser says the label, and no more.

axe computes the names, so it must be in the page. Behind a dialog it computes none. Its own rules find fields
that have no name.
"""

from playwright.sync_api import Page

_WRONG = """() => {
    const inOne = text => (text ?? "").replace(/\\s+/g, " ").trim()
    const isDrawn = one => one.checkVisibility({ visibilityProperty: true })
    const isShown = one => isDrawn(one) && !one.closest(".visually-hidden")
    const notLabel = ".hint, .error, input, select, textarea"
    const read = (one, but) => {
        if (one.nodeType === Node.TEXT_NODE) return one.data
        if (one.matches?.(but) || !isShown(one)) return " "
        return [...one.childNodes].map(it => read(it, but)).join("")
    }
    const labelOf = (field, but) =>
        inOne([...field.labels].filter(isShown).map(one => read(one, but)).join(" "))
    // One of many equal switches is called “Name me on this: Two teams stopped.”
    const isCalled = (field, name, label) => name === label
        || field.ariaLabel && name.startsWith(labelOf(field, `${notLabel}, .soft`))
    const isDescribed = (field, hint) => (field.getAttribute("aria-describedby") ?? "").split(" ")
        .some(id => id && document.getElementById(id)?.contains(hint))
    const typed = "input:not([type=hidden], [type=radio]), select, textarea"
    const fields = [...document.querySelectorAll(typed)].filter(isShown)
    axe.setup(document)
    const found = fields.flatMap(field => {
        const name = inOne(axe.commons.text.accessibleText(field))
        const label = labelOf(field, notLabel)
        const box = field.closest(".field, .tick")
        const isAlone = box?.querySelectorAll(typed).length === 1
        const hints = isAlone ? [...box.querySelectorAll(".hint")].filter(isShown) : []
        return [
            ...(name && label && !isCalled(field, name, label)
                ? [`is called “${name}”, and its label is “${label}”`] : []),
            ...hints.filter(hint => !isDescribed(field, hint))
                .map(hint => `“${name}” is not described by “${inOne(hint.textContent)}”`),
        ]
    })
    axe.teardown()
    return found
}"""


def wrong_names(page: Page) -> list[str]:
    return [str(one) for one in page.evaluate(_WRONG)]
