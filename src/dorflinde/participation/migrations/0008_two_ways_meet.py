"""Two pieces of work came from the same place; from here on there is one way again."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("participation", "0006_budget_effort"),
        ("participation", "0007_answers_from_frames"),
    ]

    operations = []
