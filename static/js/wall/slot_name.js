// What a time without cells is called.
import { t } from "../core/language.js"

export function slotName({ label, kind }) {
  return label || (kind === "break" ? t("break") : t("plenary"))
}
