"""Plays a gathering file against a running server, through as many real socket clients as people.

`conduct.rehearse` runs it: `script` says who does what, `crowd` is everybody, `attendee` one of them
with a phone, `replica` their copy of the gathering, `tally` what was measured, `report` how it is told.
"""
