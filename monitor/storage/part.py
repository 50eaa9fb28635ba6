"""What every part of the store has: the database. The parts hold no other state but ids of rows they wrote."""

from monitor.storage.driver import Database


class Part:
    """A group of the store's methods over one set of tables."""

    def __init__(self, database: Database) -> None:
        self._database = database
