"""Lists of an assessor: read in order, without sorting all."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('companies', '0004_leave_body'),
        ('programmes', '0013_search_words'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(condition=models.Q(('recused_at__isnull', True), ('submitted_at__isnull', True)), fields=['assessor_id', 'due_on', 'id'], name='assessment_to_judge'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['assessor_id', '-submitted_at', 'id'], name='assessment_judged'),
        ),
    ]
