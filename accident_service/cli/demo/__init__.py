"""One accident from report to insurer, played through the service's own doors.

Read in this order: `props` (what lies ready before anyone reports), `house` (the service,
started as an operator would), `people` (two drivers and an officer, filling in forms),
`insurer` (the API), `telling` (what is printed), `command` (the play).
"""
