"""The colours of time slots, which a session has in every format."""

SLOT_COLOURS = (
    ("#0383bd", "#dcf0fe", "#004262"),
    ("#b87501", "#fde9d4", "#573400"),
    ("#bd516a", "#fee6e9", "#632534"),
    ("#2a904b", "#ddf4e1", "#0d4a22"),
    ("#8864c0", "#efe9fe", "#453065"),
    ("#bd5833", "#fee7e0", "#632914"),
    ("#048b91", "#d3f4f6", "#034649"),
    ("#af5594", "#fee4f4", "#5b284c"),
    ("#898d05", "#edf0d5", "#3e4102"),
    ("#5774cd", "#e5edfe", "#29396c"),
    ("#bf534e", "#ffe6e4", "#642724"),
    ("#048e7a", "#d5f5ed", "#01483d"),
)
"""(strong, tint, text on the tint) of each time slot, as in static/css/base.css (a test compares them)."""
