// A photo as it is sent: a JPEG of at most 1,600 pixels, which loads fast at a venue and leaves its place and time behind.
import { sentenceOf } from "./refusals.js"

const LONGEST = 1600

/** Resolves to the JPEG; rejects with a sentence where the file is no picture that this browser can read. */
export async function shrink(file) {
  const picture = await load(file)
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(picture.src)
  const blob = await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.82))
  if (!blob) throw new Error(sentenceOf({ code: "photo_unreadable" }))
  return blob
}

async function load(file) {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  try {
    await image.decode()
    return image
  } catch {
    throw new Error(sentenceOf({ code: "photo_unreadable" }))
  }
}
