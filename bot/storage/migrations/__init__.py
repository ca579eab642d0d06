"""The history of the database's tables: one module in `versions` for each step, named `v<number>_<what it does>.py`.

A new step gets the next number as `revision`, the last one as `down_revision`, and the number goes into `SCHEMA` in
`bot/storage/tables.py`; the tests compare what the steps build with the tables the code uses.

A number is a generation (two digits) and a step in it (two digits). Old and new copies of the bot run side by side during an
upgrade, so a step only adds: tables, indexes, columns that may be empty or have a default. Such a step counts up
(0001, 0002), and older code goes on with what it made. A step that older code could not live with begins a generation
(0101); older code then refuses the database and says so.
"""
