// All pictures of Easy English are loaded at once: loaded one by one, they would tell a server's log which sheet somebody opened.
import { pictureAt } from "../ui/picture.js"

const NAMES = `accessible again book calendar camera circle clock couch done door dot eyes feet forget hand help hourglass idea lock
  loudspeaker memo people person place scales search seedling speech telephone together wave`

/** The images themselves, so that the browser keeps them while it loads. None in other languages. */
export const allPictures = NAMES.split(/\s+/).map(pictureAt).filter(Boolean)
  .map(src => Object.assign(new Image(), { fetchPriority: "low", src }))
