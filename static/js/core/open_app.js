// Connects a phone's or a host's page to its gathering.
import { connect } from "./connection.js"
import { createOutbox } from "./outbox.js"

/**
 * `create` makes the page's own state from `{code, token, g, connection, outbox, page}`. `key` names what the outbox stores;
 * `onPresence(app, presence)` is optional.
 */
export function openApp({ code, token, as, g, key, page, create, onEnded, onPresence = (_app, _presence) => {} }) {
  let app = null
  const connection = connect({
    code, token, as, g, onEnded,
    onBell: bell => app?.onBell(bell),
    onPresence: presence => { if (app) onPresence(app, presence) },
  })
  const outbox = createOutbox({ key, connection })
  app = create({ code, token, g, connection, outbox, page })
  return app
}
