"""The history of the database's tables: one module in `versions` for each step, named `v<number>_<what it does>.py`.

A new step gets the next number as `revision`, the last one as `down_revision`, and the number goes into `SCHEMA` in
`bot/storage/tables.py`; the tests compare what the steps build with the tables the code uses.
"""
