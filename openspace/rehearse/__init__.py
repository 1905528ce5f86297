"""Plays a gathering file against a running server, with one real socket client for each person.

`conduct.rehearse` runs it. `script` assigns the topics to people, `crowd` is all clients, and `report`
formats the result. From openspace.client come `attendee`, one person with a phone; `replica`, their copy of
the gathering; and `tally`, the measurements.
"""
