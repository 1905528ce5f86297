// The reader's own settings: how pages look on this device, and whether they keep still.

const still = matchMedia("(prefers-reduced-motion: reduce)")

/** Whether the reader asked this device for no motion, vibration or sound. */
export const isQuiet = () => document.documentElement.matches('[data-looks~="quiet"]')

/** Whether nothing may move. */
export const isStill = () => still.matches || isQuiet()
