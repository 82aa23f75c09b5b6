"""Words for searching without accents (docs/adr/0022): the triggers fold them, and so does what is read along a list."""

from django.db import migrations, models
from django.db.models.functions import Concat

from coaching.core.ground.search import Folded

KEEP = r"""
CREATE OR REPLACE FUNCTION keep_search_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public AS $fn$
DECLARE
  said text := '';
  part text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM programmes_searchword WHERE id = OLD.id AND kind = TG_ARGV[0];
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  FOR place IN 1 .. TG_NARGS - 1 LOOP
    EXECUTE format('SELECT ($1).%I::text', TG_ARGV[place]) INTO part USING NEW;
    said := said || ' ' || coalesce(part, '');
  END LOOP;
  INSERT INTO programmes_searchword (kind, id, programme_id, word)
    SELECT DISTINCT TG_ARGV[0], NEW.id, NEW.programme_id, left(w, 60)
      FROM regexp_split_to_table({fold}(said), E'[\\s!-/:-@\\[-`{-~]+') w WHERE w <> '';
  RETURN NEW;
END
$fn$;
"""
AGAIN = "UPDATE programmes_application SET company_name = company_name WHERE state <> 'draft'"
TEXT = """
ALTER TABLE programmes_application ALTER COLUMN search_text
  SET EXPRESSION AS ({fold}(coalesce(company_name, '') || ' ' || coalesce(municipality, '')))
"""


def folded_by(function: str) -> list[str]:
    return [sql.replace("{fold}", function) for sql in (KEEP, TEXT)]


def search_text(expression: type[models.Func]) -> models.GeneratedField:
    said = Concat("company_name", models.Value(" "), "municipality")
    return models.GeneratedField(db_persist=True, expression=expression(said), output_field=models.TextField())


class Migration(migrations.Migration):
    dependencies = [("programmes", "0016_contact"), ("core", "0009_search_fold")]
    operations = [
        migrations.RunSQL(
            folded_by("search_fold"),
            folded_by("lower"),
            state_operations=[
                migrations.RemoveField("application", "search_text"),
                migrations.AddField("application", "search_text", search_text(Folded)),
            ],
        ),
        migrations.RunSQL(AGAIN, AGAIN),
    ]
