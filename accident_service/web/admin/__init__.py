"""Pages of those who run the house: people and units, the record, the law in force."""
