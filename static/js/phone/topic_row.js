// A topic in a list of the phone.
import { html } from "../core/html.js"
import { t } from "../core/language.js"
import { Card } from "../ui/card.js"

/**
 * A topic in a list: opens it. The interest is a word on it, never a number.
 *
 * @param {Props} props
 */
export function TopicRow({ phone, topic, session, signs = [] }) {
  const { pending, g } = phone
  const going = pending.placeOf(topic.id)
  const interested = !topic.mine && pending.interested(topic.id)
  return html`<${Card} g=${g} topic=${topic} session=${session} size="row"
    pending=${topic.pending || Boolean(going)} signs=${[...signs, ...(interested ? [t("interests you")] : [])]}
    onTap=${topic.pending ? null : () => phone.open("topic", { topic: topic.id, session: session?.id })} />`
}
