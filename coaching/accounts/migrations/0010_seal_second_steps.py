"""Secrets of the second step that stand in the clear are sealed (coaching/accounts/sealing.py, ADR 0028)."""

from django.db import migrations

from coaching.accounts import sealing


def _each(apps, change):
    for row in apps.get_model("mfa", "Authenticator").objects.all().iterator():
        changed = sealing.changed(row.data, change)
        if changed != row.data:
            row.data = changed
            row.save(update_fields=["data"])


def forwards(apps, schema_editor):
    _each(apps, lambda text: text if text.startswith(sealing.MARK) else sealing.seal(text))


def backwards(apps, schema_editor):
    _each(apps, sealing.unseal)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_roles_within_a_hat"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(forwards, backwards)]
