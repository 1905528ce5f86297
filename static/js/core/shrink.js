// A photo as it is sent: a JPEG of at most 1,600 pixels, which loads fast at a venue and leaves its place and time behind.
import { call } from "./api.js"
import { sentenceOf } from "./refusals.js"

/** Kinds of picture that the server takes, for a file input. */
export const PICTURES = "image/jpeg,image/png,image/webp"

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

/** Uploads a JPEG for `{token, as}`, see api.js. The answer has the picture's id as `photo`. */
export function uploadPhoto(code, who, jpeg) {
  const body = new FormData()
  body.append("photo", jpeg, "photo.jpg")
  return call(`/api/${code}/photos`, { ...who, body })
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
