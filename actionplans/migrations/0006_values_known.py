"""What objectives held as words and figures becomes indicators and values (ADR 0071)."""

from django.db import migrations

# Per company one indicator for each name and unit, however many plans name it: versions and renewals say the same again.
NAMED = """
WITH said AS (
  SELECT o.id, o.company_id, btrim(regexp_replace(o.indicator, '\\s+', ' ', 'g')) AS name, btrim(o.unit) AS unit,
         o.baseline, o.target, p.created_at, o.code
    FROM actionplans_objective o JOIN actionplans_globalpreventionplan p ON p.id = o.plan_id
   WHERE btrim(o.indicator) <> '' AND o.measured_by_id IS NULL),
first AS (
  SELECT DISTINCT ON (company_id, lower(name), lower(unit)) company_id, name, unit, created_at,
         CASE WHEN target < baseline THEN 'less' WHEN target > baseline THEN 'more' ELSE '' END AS better
    FROM said ORDER BY company_id, lower(name), lower(unit), created_at, code)
INSERT INTO actionplans_indicator
       (id, version, company_id, name, unit, better, source, aspect, domain, theme, known_as, made_at)
SELECT gen_random_uuid(), 1, company_id, name, unit, better, '', '', '', '', '', created_at FROM first
"""
TIED = """
UPDATE actionplans_objective o SET measured_by_id = i.id FROM actionplans_indicator i
 WHERE i.company_id = o.company_id AND o.measured_by_id IS NULL AND btrim(o.indicator) <> ''
   AND lower(i.name) = lower(btrim(regexp_replace(o.indicator, '\\s+', ' ', 'g'))) AND lower(i.unit) = lower(btrim(o.unit))
"""
# Of measures only those whose words are a figure that an objective follows; unlike units would make two of one name.
MEASURES = """
UPDATE actionplans_preventionmeasure m SET measured_by_id = i.id FROM actionplans_indicator i
 WHERE i.company_id = m.company_id AND m.measured_by_id IS NULL
   AND lower(i.name) = lower(btrim(regexp_replace(m.indicator, '\\s+', ' ', 'g')))
   AND NOT EXISTS (SELECT 1 FROM actionplans_indicator o WHERE o.company_id = i.company_id AND o.id <> i.id AND lower(o.name) = lower(i.name))
"""
# The figures that were typed at the end of five years; of the day on which somebody said so, the last word for each day.
MEASURED = """
INSERT INTO actionplans_indicatorvalue (id, company_id, indicator_id, "on", value, note, correction, entered_at, entered_by_id)
SELECT DISTINCT ON (o.measured_by_id, (p.concluded_at AT TIME ZONE 'Europe/Brussels')::date) gen_random_uuid(), p.company_id,
       o.measured_by_id, (p.concluded_at AT TIME ZONE 'Europe/Brussels')::date, (said.value ->> 'value')::numeric, '', '',
       p.concluded_at, p.concluded_by_id
  FROM actionplans_globalpreventionplan p CROSS JOIN LATERAL jsonb_each(p.reached) AS said
  JOIN actionplans_objective o ON o.plan_id = p.id AND o.code = said.key
 WHERE p.concluded_at IS NOT NULL AND o.measured_by_id IS NOT NULL AND said.value ->> 'value' ~ '^-?[0-9]{1,9}(\\.[0-9]+)?$'
 ORDER BY o.measured_by_id, (p.concluded_at AT TIME ZONE 'Europe/Brussels')::date, p.concluded_at DESC
"""


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0005_values_access")]
    operations = [migrations.RunSQL([NAMED, TIED, MEASURES, MEASURED], migrations.RunSQL.noop)]
