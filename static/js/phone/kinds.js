// The kinds of note, in the order they are shown.
export const KINDS = [
  { kind: "key_point", name: "Key point", group: "Key points" },
  { kind: "question", name: "Open question", group: "Open questions" },
  { kind: "action", name: "Action", group: "Actions" },
  { kind: "recommendation", name: "Recommendation", group: "Recommendations" },
  { kind: "summary", name: "Summary", group: "Summary" },
  { kind: "story", name: "Story", group: "Stories" },
  { kind: "tool", name: "Tool", group: "Tools" },
  { kind: "quote", name: "Quote", group: "Quotes" },
  { kind: "link", name: "Link", group: "Links" },
  { kind: "photo", name: "Photo", group: "Photos" },
]
