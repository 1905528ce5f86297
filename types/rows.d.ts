// Rows as a browser sees them. Made by bin/_row_types from openspace/domain/tables.py: do not edit.
// What only its owner or the host sees is missing in the rows of others.

declare namespace Rows {
  interface Gatherings {
    id: string
    code: string
    title: string
    theme: string
    statement: string
    sponsor: string
    community: string
    venue: string
    timezone: string
    starts_on: string
    ends_on: string
    phase: string
    welcome: string
    principles: string[]
    law: string
    motto: string
    naming: string
    next_gathering: string
    listed: boolean
    book: Record<string, any>
    size: number | null
    joining: string | null
    joining_word: string | null
    writing: string | null
    cells_each: number | null
    topics_each: number | null
    approval: boolean
    wall_view: string | null
    reports_until: string | null
    publish_after: boolean
    people_kept_days: number | null
    book_kept_days: number | null
    people_gone_at: string | null
    opens_early: boolean
    report_minutes: number | null
    help: Record<string, any>
    invitation: Record<string, any>
    planning: boolean
    places: number | null
    was_here: boolean
    convergence: string | null
    converging: boolean
    timer: Record<string, any>
    bells: string[]
    wifi: Record<string, any>
    announcing: boolean
    announce_seconds: number | null
    home_host: string | null
    reflections: boolean
    language: string | null
    responsible: Record<string, any>
  }
  interface People {
    id: string
    name: string
    listed: boolean
    contact: string | null
    contact_listed: boolean
    mine: boolean
  }
  interface Rooms {
    id: string
    name: string
    letter: string
    capacity: number | null
    access: string
    folded: boolean
    position: number
    call_link: string | null
    caption_link: string | null
    induction_loop: boolean
    recorded: string | null
  }
  interface Slots {
    id: string
    starts_at: string
    ends_at: string
    label: string
    kind: string
    about: string
    day: string
    code: string
    number: number | null
    colour: number
    given_by: string | null
    skipped_bells: string[]
  }
  interface Topics {
    id: string
    title: string
    description: string
    tags: string[]
    report_title: string
    read_out: boolean
    withdrawn: boolean
    hidden: boolean
    at: string
    confirmed_at: string | null
    changed_at: string | null
    waiting: boolean
    hidden_reason: string | null
    hidden_with: string | null
    covered: boolean
    content_note: string | null
    follows: Record<string, any>
    for_action: boolean
    convener_name: string | null
    convener_typed: boolean
    convener_names: string[]
    mine: boolean
    own_name: string | null
    shared: boolean
  }
  interface Announcements {
    id: string
    topic: string
    position: number
    called_at: string | null
  }
  interface Sessions {
    id: string
    topic: string
    room: string
    slot: string
    code: string
    notes_wanted: boolean
    people: number | null
    place: string | null
    starts_at: string | null
    ends_at: string | null
    joined: string | null
    cluster: string | null
    note_taker_name: string | null
    has_note_taker: boolean
    note_taking: boolean
  }
  interface Interests {
    id: string
    topic: string
    mine: boolean
  }
  interface Notes {
    id: string
    session: string
    topic: string
    kind: string
    text: string
    url: string
    due: string
    alt: string
    photo: string
    at: string
    edited_at: string | null
    rev: number
    hidden: boolean
    hidden_reason: string | null
    hidden_with: string | null
    covered: boolean
    content_note: string | null
    outcome: string | null
    outcome_text: string | null
    outcome_on: string | null
    answers: string[]
    by_name: string | null
    initiator_name: string | null
    initiator_typed: boolean
    joined_names: string[]
    joined_others: number
    mine: boolean
    named: boolean
  }
  interface Evidence {
    id: string
    form: string
    bearing: string
    kind: string
    text: string
    url: string
    citation: string
    session: string
    seeded: boolean
    at: string
    edited_at: string | null
    rev: number
    hidden: boolean
    hidden_reason: string | null
    hidden_with: string | null
    covered: boolean
    content_note: string | null
    by_name: string | null
    mine: boolean
    named: boolean
    own_kind: string
  }
  interface Issues {
    id: string
    text: string
    at: string
    cluster: string
    hidden: boolean
    hidden_reason: string
    hidden_with: string
    covered: boolean
    mine: boolean
  }
  interface News {
    id: string
    kind: string
    text: string
    at: string
  }
  interface Notices {
    id: string
    kind: string | null
    topic: string | null
    other: string | null
    codes: string[]
    swap: boolean
    at: string
    times: number | null
    text: string
    mine: boolean
  }
  interface Mutes {
    id: string
    notice: string
    at: string
    mine: boolean
  }
  interface Rests {
    id: string
    topic: string
    note: string
    at: string
    evidence: string | null
    issue: string | null
    mine: boolean
  }
  interface Reports {
    id: string
    topic: string
    note: string
    at: string
    evidence: string | null
    mine: boolean
  }
  interface Flags {
    id: string
    topic: string
    note: string
    evidence: string
    kind: string
    words: string
    at: string
    issue: string | null
    mine: boolean
  }
  interface Plans {
    id: string
    places: number
    name: string
    access: string
    arranged: string
    waiting: boolean
    at: string
    changed_at: string
    mine: boolean
  }
  interface Wishes {
    id: string
    topic: string
    note: string
    contact: string
    others: boolean
    asked: boolean
    mine: boolean
  }
  interface Introductions {
    id: string
    wish: string
    agreed: boolean
    contact: string | null
    mine: boolean
  }
  interface Offers {
    id: string
    note: string
    entry: string
    kind: string
    title: string
    problem: string
    practice: string
    helps_when: string
    not_when: string
    shown_as: string
    at: string
    agreed_at: string | null
    mine: boolean
  }
  interface Visits {
    id: string
    session: string
    at: string
    mine: boolean
  }
  interface Dots {
  }
  interface Followings {
    id: string
    at: string
    followed: boolean
    mine: boolean
  }
  interface Joins {
    id: string
    note: string
    name: string | null
    mine: boolean
  }
  interface Invites {
    id: string
    topic: string
    code: string
    mine: boolean
  }
  interface Editions {
    id: string
    version: number
    seq: number
    at: string
    note: string
  }
  interface Tables {
    people: People
    rooms: Rooms
    slots: Slots
    topics: Topics
    announcements: Announcements
    sessions: Sessions
    interests: Interests
    notes: Notes
    evidence: Evidence
    issues: Issues
    news: News
    notices: Notices
    mutes: Mutes
    rests: Rests
    reports: Reports
    flags: Flags
    plans: Plans
    wishes: Wishes
    introductions: Introductions
    offers: Offers
    visits: Visits
    dots: Dots
    followings: Followings
    joins: Joins
    invites: Invites
    editions: Editions
  }
}
