"""The programme's own paper: how one objects, letterhead, logo and colours; paragraphs that are added to mails and letters."""

from django.db import migrations, models

SETTABLE = "objection_texts, paper_name, paper_colour, paper_accent, logo"


def text(name: str, label: str, length: int) -> migrations.AddField:
    field = models.CharField(label, max_length=length, blank=True, default="")
    return migrations.AddField("programme", name, field, preserve_default=False)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0028_lists_sorted")]
    operations = [
        migrations.AddField(
            "programme",
            "objection_texts",
            models.JSONField("how one objects to a refusal", default=dict, blank=True),
        ),
        text("paper_name", "name at the top of letters", 80),
        text("paper_colour", "colour of headings", 7),
        text("paper_accent", "colour of lines", 7),
        text("logo", "logo", 80),
        migrations.RunSQL(
            f"GRANT UPDATE ({SETTABLE}) ON programmes_programme TO h_admin",
            f"REVOKE UPDATE ({SETTABLE}) ON programmes_programme FROM h_admin",
        ),
        migrations.AddField(
            "texttemplate",
            "added_to",
            models.CharField("added to", max_length=60, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            "texttemplate",
            "kind",
            models.CharField(
                "what for",
                max_length=10,
                choices=[
                    ("approve", "reason to approve"),
                    ("reject", "reason not to approve"),
                    ("waitlist", "reason for the waiting list"),
                    ("question", "question to the company"),
                    ("mail", "mail to companies"),
                    ("added", "paragraph of a mail or letter"),
                ],
            ),
        ),
        migrations.AddConstraint(
            "texttemplate",
            models.UniqueConstraint(
                fields=["programme", "added_to"],
                name="text_added_once",
                condition=models.Q(("retired_at__isnull", True), models.Q(("added_to", ""), _negated=True)),
            ),
        ),
    ]
