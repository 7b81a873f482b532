"""Several people act at the same moment: on PostgreSQL each record still knows its one predecessor."""

import threading

import pytest
from django.db import connection

from dorflinde.audit.models import Chain
from dorflinde.audit.public import record, verify

WRITERS, RECORDS = 4, 5


@pytest.mark.django_db(transaction=True)
def test_many_first_writers_make_one_chain(municipality, clerk):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for.")
    start = threading.Barrier(WRITERS)
    troubles: list[Exception] = []

    def write() -> None:
        try:
            start.wait(timeout=10)
            for _number in range(RECORDS):
                record("test.written", actor=clerk, place=municipality)
        except Exception as trouble:  # noqa: BLE001 - shown by the test below
            troubles.append(trouble)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _writer in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert troubles == []
    assert Chain.objects.get().length == WRITERS * RECORDS
    assert verify() == (WRITERS * RECORDS, [])
