"""The names of ADR 0029. Tables and columns keep theirs: policies, grants, triggers and functions stand untouched."""

import django.db.models.deletion
from django.db import migrations, models

from coaching.core.tenancy.renaming import renamed


class Migration(migrations.Migration):
    dependencies = [
        ("actionplans", "0004_who_changes_what"),
        ("core", "0010_own_deeds"),
        ("modules", "0009_names"),
        ("riskanalysis", "0005_names"),
        ("trajectories", "0019_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel(
                    old_name="BodyReview",
                    new_name="AdviceRequest",
                ),
                migrations.AlterModelTable(
                    name="advicerequest",
                    table="actionplans_bodyreview",
                ),
                migrations.RenameField(
                    model_name="remark",
                    old_name="review",
                    new_name="advice_request",
                ),
                migrations.RenameField(
                    model_name="benchadvice",
                    old_name="review",
                    new_name="advice_request",
                ),
                migrations.RemoveConstraint(
                    model_name="benchadvice",
                    name="bench_advice_once",
                ),
                migrations.RemoveConstraint(
                    model_name="remark",
                    name="remark_code",
                ),
                migrations.RemoveIndex(
                    model_name="remark",
                    name="remark_review",
                ),
                migrations.AlterField(
                    model_name="benchadvice",
                    name="advice_request",
                    field=models.ForeignKey(
                        db_column="review_id",
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="actionplans.advicerequest",
                    ),
                ),
                migrations.AlterField(
                    model_name="remark",
                    name="advice_request",
                    field=models.ForeignKey(
                        db_column="review_id",
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="actionplans.advicerequest",
                    ),
                ),
                migrations.AddIndex(
                    model_name="remark",
                    index=models.Index(fields=["advice_request", "made_at"], name="remark_review"),
                ),
                migrations.AddConstraint(
                    model_name="benchadvice",
                    constraint=models.UniqueConstraint(fields=("advice_request", "bench"), name="bench_advice_once"),
                ),
                migrations.AddConstraint(
                    model_name="remark",
                    constraint=models.UniqueConstraint(fields=("advice_request", "code"), name="remark_code"),
                ),
            ],
        ),
        renamed(models={"actionplans.bodyreview": "actionplans.advicerequest"}),
    ]
