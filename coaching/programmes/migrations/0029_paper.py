"""The programme's own paper: how one objects, letterhead, logo and colours; paragraphs that are added to mails and letters."""

from django.db import migrations, models

SETTABLE = "objection_texts, paper_name, paper_colour, paper_accent, logo"

FORWARDS = [
    """CREATE OR REPLACE FUNCTION letter_paragraph(p_application uuid, p_letter text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.texts FROM programmes_application a
  JOIN programmes_texttemplate t ON t.programme_id = a.programme_id AND t.added_to = p_letter AND t.retired_at IS NULL
 WHERE a.id = p_application AND starts_with(p_letter, 'letter.')
   AND (current_setting('role', true) = 'h_system' OR a.programme_id = ANY (my_judged())
        OR a.company_id = ANY (my_companies('h_contact')))
$function$
""",
    "REVOKE ALL ON FUNCTION letter_paragraph(uuid,text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION letter_paragraph(uuid,text) TO h_admin, h_contact, h_system",
]
BACKWARDS = [
    "DROP FUNCTION letter_paragraph(uuid,text)",
]


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
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
