"""How far a proposal depends on what was measured, and what would have happened otherwise.

`worlds` draws worlds without doubt from the measurements' own doubts; `firmness` counts in how
many of them each rule fires; `sensitivity` moves one measurement at a time; `counterfactual`
asks how near the two would have come had a party driven as the law demands.
"""
