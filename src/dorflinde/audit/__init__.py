"""Who did what, when: a chain of records in which nothing can be changed or taken out unnoticed."""
