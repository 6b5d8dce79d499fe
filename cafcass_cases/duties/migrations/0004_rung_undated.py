from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_departure_ended"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rung",
            name="step",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("reminder", "Reminder"),
                    ("due", "Due"),
                    ("head_of_practice", "Head of Practice told"),
                    ("assistant_director", "Assistant Director told"),
                    ("undated", "Its date is gone"),
                ],
                max_length=20,
            ),
        ),
    ]
