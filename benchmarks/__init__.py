"""Measurements. They print figures and judge nothing; tests never look at a clock."""
