from django.db import migrations, models

WHAT = {"blank": True, "help_text": "What is entered later is marked (framework 3.44, 3.45)", "null": True, "verbose_name": "file secured at"}


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_duty_desk"),
    ]

    operations = [
        migrations.AddField(model_name="case", name="secured_at", field=models.DateTimeField(**WHAT)),
        migrations.AddField(model_name="historicalcase", name="secured_at", field=models.DateTimeField(**WHAT)),
    ]
