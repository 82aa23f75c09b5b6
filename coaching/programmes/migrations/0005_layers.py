"""Layers as data: versions per programme; drafts are the administrators' own."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import coaching.core.ground.clock
from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import ALL, SameTenant, Secure, commands, of_admin

PUBLIC_VERSIONS = "state <> 'draft'"


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0004_applying'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='answers',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name='LayerVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='layer')),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'in use'), ('replaced', 'replaced')], default='draft', max_length=10)),
                ('name', models.JSONField(default=dict)),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('needs_approval', models.BooleanField(default=False, verbose_name='needs approval')),
                ('definition', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(default=coaching.core.ground.clock.now)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by_id', models.BigIntegerField(null=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programme')),
            ],
            options={
                'ordering': ['number', '-edition'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='layer_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.layerversion'),
        ),
        migrations.AddIndex(
            model_name='layerversion',
            index=models.Index(fields=['programme', 'number', 'state'], name='layer_programme'),
        ),
        migrations.AddConstraint(
            model_name='layerversion',
            constraint=models.UniqueConstraint(fields=('programme', 'number', 'edition'), name='layer_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='layerversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('programme', 'number'), name='layer_published_once'),
        ),
        migrations.AddConstraint(
            model_name='layerversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('programme', 'number'), name='layer_drafted_once'),
        ),
        migrations.AddConstraint(
            model_name='layerversion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='layer_published_has_moment'),
        ),
        Secure(
            "programmes_layerversion",
            {
                **{hat: commands(PUBLIC_VERSIONS) for hat in (*HUMAN_HATS, Hat.PUBLIC) if hat is not Hat.ADMIN},
                Hat.ADMIN: commands(of_admin(), ALL),
            },
        ),
        SameTenant("programmes_application", "layer_version_id", "programmes_layerversion", ("programme_id",)),
    ]
