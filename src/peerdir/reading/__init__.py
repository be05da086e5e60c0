"""Files to records: YAML text, the contract, and everything that was wrong."""
