// What the apps hand to their views, typed from where it is made.
import type { createGathering } from "../static/js/core/gathering.js"
import type { connect } from "../static/js/core/connection.js"
import type { createOutbox } from "../static/js/core/outbox.js"
import type { createPhone } from "../static/js/phone/phone.js"
import type { createHost } from "../static/js/host/host.js"

declare global {
  type Gathering = ReturnType<typeof createGathering>
  type Connection = ReturnType<typeof connect>
  type Outbox = ReturnType<typeof createOutbox>
  type Phone = ReturnType<typeof createPhone>
  type Host = ReturnType<typeof createHost>
  /** Properties of a view. Those that every page has are typed; a view names its own. */
  type Props = { g?: Gathering, phone?: Phone, host?: Host, [more: string]: any }
}
