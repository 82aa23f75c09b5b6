"""A risk analysis is a piece of the company's file: by its own key, with the trajectory that helped noted beside it (ADR 0053).

Rows keep their keys; the piece of an analysis that was there takes over its key.
"""

from __future__ import annotations

from django.db import migrations, models

FILL = [
    """INSERT INTO companies_filepiece (id, company_id, kind, made_at)
       SELECT id, company_id, 'analysis', created_at FROM riskanalysis_riskanalysis""",
    "UPDATE riskanalysis_riskanalysis SET piece_id = id",
    "UPDATE riskanalysis_analysisunit SET piece_id = analysis_id",
    "UPDATE riskanalysis_consultation SET piece_id = analysis_id",
    "UPDATE riskanalysis_aspectjudgement SET piece_id = analysis_id",
    "UPDATE riskanalysis_finding SET piece_id = analysis_id",
    """INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
       SELECT gen_random_uuid(), trajectory_id, id, company_id, programme_id FROM riskanalysis_riskanalysis""",
    # Whoever took over a coaching goes on with what was made in it.
    """UPDATE companies_mandate m SET since = first.made FROM (
         SELECT t.mandate_id, min(a.created_at) AS made FROM trajectories_trajectory t
           JOIN riskanalysis_riskanalysis a ON a.trajectory_id = t.id GROUP BY 1) first
       WHERE first.mandate_id = m.id AND first.made < m.since""",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM riskanalysis_riskanalysis r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM riskanalysis_riskanalysis r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM riskanalysis_riskanalysis r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM riskanalysis_finding r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM riskanalysis_finding r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM riskanalysis_finding r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM riskanalysis_consultation r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM riskanalysis_consultation r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM riskanalysis_consultation r WHERE e.subject_id = r.id",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("companies", "0008_file"),
        ("trajectories", "0031_mandates"),
        ("riskanalysis", "0005_names"),
    ]
    operations = [
        migrations.AddField(model_name="riskanalysis", name="piece", field=models.OneToOneField(null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="analysisunit", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="analysistalk", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="aspectjudgement", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="finding", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(model_name="riskanalysis", name="piece", field=models.OneToOneField(on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="analysisunit", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="analysistalk", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="aspectjudgement", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="finding", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.RemoveIndex(model_name="riskanalysis", name="analysis_trajectory"),
        migrations.RemoveField(model_name="riskanalysis", name="trajectory"),
        migrations.RemoveField(model_name="riskanalysis", name="programme"),
        migrations.RemoveField(model_name="analysisunit", name="trajectory"),
        migrations.RemoveField(model_name="analysisunit", name="programme"),
        migrations.RemoveField(model_name="analysistalk", name="trajectory"),
        migrations.RemoveField(model_name="analysistalk", name="programme"),
        migrations.RemoveField(model_name="aspectjudgement", name="trajectory"),
        migrations.RemoveField(model_name="aspectjudgement", name="programme"),
        migrations.RemoveField(model_name="finding", name="trajectory"),
        migrations.RemoveField(model_name="finding", name="programme"),
    ]
