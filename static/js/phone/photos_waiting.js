// The photos that are not sent yet; what sends them is loaded later (photos.js).
import { computed, signal } from "../core/html.js"

export const waiting = signal([])

/** How many photos could not be sent so far. */
export const photosLate = computed(() => waiting.value.filter(({ isLate }) => isLate).length)
