"""Each version of a plan is a piece of the company's file (ADR 0053); plans of one company count their versions together.

Rows keep their keys; the piece of a plan that was there takes over its key.
"""

from __future__ import annotations

from django.db import migrations, models

FILL = [
    """INSERT INTO companies_filepiece (id, company_id, kind, made_at, builds_on_id)
       SELECT id, company_id, 'five_year_plan', created_at, coalesce(amended_from_id, analysis_id)
         FROM actionplans_globalpreventionplan""",
    """INSERT INTO companies_filepiece (id, company_id, kind, made_at, builds_on_id)
       SELECT id, company_id, 'yearly_plan', created_at, coalesce(amended_from_id, global_plan_id)
         FROM actionplans_annualactionplan""",
    "UPDATE actionplans_globalpreventionplan SET piece_id = id",
    "UPDATE actionplans_annualactionplan SET piece_id = id",
    "UPDATE actionplans_plansection SET piece_id = plan_id",
    "UPDATE actionplans_objective SET piece_id = plan_id",
    "UPDATE actionplans_findingwithoutobjective SET piece_id = plan_id",
    "UPDATE actionplans_preventionmeasure SET piece_id = plan_id",
    "UPDATE actionplans_objectivefinding r SET piece_id = o.piece_id FROM actionplans_objective o WHERE o.id = r.objective_id",
    "UPDATE actionplans_measurenote r SET piece_id = m.piece_id FROM actionplans_preventionmeasure m WHERE m.id = r.measure_id",
    "UPDATE actionplans_bodyreview SET piece_id = coalesce(global_plan_id, annual_plan_id)",
    "UPDATE actionplans_remark r SET piece_id = b.piece_id FROM actionplans_bodyreview b WHERE b.id = r.review_id",
    "UPDATE actionplans_advicemark r SET piece_id = b.piece_id FROM actionplans_bodyreview b WHERE b.id = r.review_id",
    "UPDATE actionplans_benchadvice r SET piece_id = b.piece_id FROM actionplans_bodyreview b WHERE b.id = r.review_id",
    """INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
       SELECT gen_random_uuid(), trajectory_id, id, company_id, programme_id FROM actionplans_globalpreventionplan""",
    """INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
       SELECT gen_random_uuid(), trajectory_id, id, company_id, programme_id FROM actionplans_annualactionplan""",
    # Two trajectories of one company may each have had a first version for the same year.
    """UPDATE actionplans_globalpreventionplan p SET version_no = n.place FROM (
         SELECT id, row_number() OVER (PARTITION BY company_id, start_year ORDER BY created_at, version_no) AS place
           FROM actionplans_globalpreventionplan) n
       WHERE n.id = p.id AND n.place <> p.version_no""",
    """UPDATE actionplans_annualactionplan p SET version_no = n.place FROM (
         SELECT id, row_number() OVER (PARTITION BY company_id, year ORDER BY created_at, version_no) AS place
           FROM actionplans_annualactionplan) n
       WHERE n.id = p.id AND n.place <> p.version_no""",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_globalpreventionplan r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_globalpreventionplan r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_globalpreventionplan r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_annualactionplan r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_annualactionplan r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_annualactionplan r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_objective r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_objective r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_objective r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_preventionmeasure r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_preventionmeasure r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_preventionmeasure r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_measurenote r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_measurenote r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_measurenote r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_bodyreview r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_bodyreview r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_bodyreview r WHERE e.subject_id = r.id",
    "UPDATE core_auditevent e SET piece_id = r.piece_id FROM actionplans_remark r WHERE e.subject_id = r.id",
    "UPDATE core_document e SET piece_id = r.piece_id FROM actionplans_remark r WHERE e.subject_id = r.id",
    "UPDATE core_reminder e SET piece_id = r.piece_id FROM actionplans_remark r WHERE e.subject_id = r.id",
    """UPDATE core_reminder SET audience = 'guests' WHERE audience = 'coach' AND kind LIKE 'actionplans.%'""",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("companies", "0008_file"),
        ("trajectories", "0031_mandates"),
        ("riskanalysis", "0006_file"),
        ("actionplans", "0009_route"),
    ]
    operations = [
        migrations.AddField(model_name="globalpreventionplan", name="piece", field=models.OneToOneField(null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="annualactionplan", name="piece", field=models.OneToOneField(null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="plansection", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="objective", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="findingwithoutobjective", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="objectivefinding", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="preventionmeasure", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="measurenote", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="advicerequest", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="remark", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="advicemark", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AddField(model_name="benchadvice", name="piece", field=models.ForeignKey(db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.RemoveConstraint(model_name="globalpreventionplan", name="global_plan_version"),
        migrations.RemoveConstraint(model_name="annualactionplan", name="annual_plan_version"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(model_name="globalpreventionplan", name="piece", field=models.OneToOneField(on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="annualactionplan", name="piece", field=models.OneToOneField(on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="plansection", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="objective", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="findingwithoutobjective", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="objectivefinding", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="preventionmeasure", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="measurenote", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="advicerequest", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="remark", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="advicemark", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.AlterField(model_name="benchadvice", name="piece", field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="companies.filepiece")),
        migrations.RemoveIndex(model_name="preventionmeasure", name="measure_trajectory"),
        migrations.RemoveField(model_name="globalpreventionplan", name="trajectory"),
        migrations.RemoveField(model_name="globalpreventionplan", name="programme"),
        migrations.RemoveField(model_name="annualactionplan", name="trajectory"),
        migrations.RemoveField(model_name="annualactionplan", name="programme"),
        migrations.RemoveField(model_name="plansection", name="trajectory"),
        migrations.RemoveField(model_name="plansection", name="programme"),
        migrations.RemoveField(model_name="objective", name="trajectory"),
        migrations.RemoveField(model_name="objective", name="programme"),
        migrations.RemoveField(model_name="findingwithoutobjective", name="trajectory"),
        migrations.RemoveField(model_name="findingwithoutobjective", name="programme"),
        migrations.RemoveField(model_name="objectivefinding", name="trajectory"),
        migrations.RemoveField(model_name="objectivefinding", name="programme"),
        migrations.RemoveField(model_name="preventionmeasure", name="trajectory"),
        migrations.RemoveField(model_name="preventionmeasure", name="programme"),
        migrations.RemoveField(model_name="measurenote", name="trajectory"),
        migrations.RemoveField(model_name="measurenote", name="programme"),
        migrations.RemoveField(model_name="advicerequest", name="trajectory"),
        migrations.RemoveField(model_name="advicerequest", name="programme"),
        migrations.RemoveField(model_name="remark", name="trajectory"),
        migrations.RemoveField(model_name="remark", name="programme"),
        migrations.RemoveField(model_name="advicemark", name="trajectory"),
        migrations.RemoveField(model_name="advicemark", name="programme"),
        migrations.RemoveField(model_name="benchadvice", name="trajectory"),
        migrations.RemoveField(model_name="benchadvice", name="programme"),
        migrations.AddConstraint(
            model_name="globalpreventionplan",
            constraint=models.UniqueConstraint(
                fields=("company", "start_year", "version_no"), name="global_plan_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualactionplan",
            constraint=models.UniqueConstraint(fields=("company", "year", "version_no"), name="annual_plan_version"),
        ),
        migrations.AddIndex(
            model_name="preventionmeasure", index=models.Index(fields=["piece", "state"], name="measure_piece")
        ),
        migrations.AddIndex(
            model_name="advicerequest", index=models.Index(fields=["piece"], name="body_review_piece")
        ),
    ]
