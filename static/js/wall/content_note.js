// A text on the wall. Nobody can open it there, so a content note is shown instead of it.
import { t } from "../core/language.js"

export function textOnWall({ text, content_note }) {
  return content_note ? t("Content note: {note}. Phones show the text.", { note: content_note }) : text
}
