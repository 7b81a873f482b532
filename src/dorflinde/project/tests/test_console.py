"""What every command does first."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dorflinde.project.console import _is_up_to_date


def test_a_missing_migration_is_noticed_by_its_name(settings, monkeypatch):
    settings.MIGRATION_MODULES = {}
    applied = dict(MigrationLoader(None).disk_migrations)
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _self: applied)
    assert _is_up_to_date()
    del applied[max(name for name in applied if name[0] == "participation")]
    assert not _is_up_to_date()
