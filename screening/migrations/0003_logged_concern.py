from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0002_intake")]

    operations = [
        migrations.RenameField(name, "concern_id", "logged_concern_id") for name in ("applicationscreening", "historicalapplicationscreening")
    ] + [
        migrations.AlterField(name, "logged_concern_id", models.UUIDField(blank=True, null=True, verbose_name="concern logged from it"))
        for name in ("applicationscreening", "historicalapplicationscreening")
    ]
