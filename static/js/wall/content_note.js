// A text on the wall. Nobody can open it there, so a content note is shown instead of it.

export function textOnWall({ text, content_note }) {
  return content_note ? `Content note: ${content_note}. Phones show the text.` : text
}
