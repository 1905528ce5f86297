// The views that nobody sees first. The bundler makes a file of them, which the phone loads after its first screen.
export { Appear } from "./appear.js"
export { Flag } from "./flag.js"
export { ForgetMe } from "./forget_me.js"
export { Help, HelpBefore } from "./help.js"
export { KeptTopics } from "./kept.js"
export { Me } from "./me.js"
export { OnePage } from "./one_page.js"
export { Statement } from "./statement.js"
