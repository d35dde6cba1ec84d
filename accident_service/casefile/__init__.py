"""Chapter 5: the case, the officer's decision and the determination.

In: report, analyses, proposal. Out: `Case` (one immutable version after another),
`OfficerDecision`, `Determination`. A proposal becomes a determination only through a decision.
"""
