"""Words by which a programme finds its rows (ADR 0016), and an index for what the desk shows first."""

from django.db import migrations, models

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import Secure, commands, of_admin

TABLE = r"""
CREATE TABLE programmes_searchword (
  kind text NOT NULL, id uuid NOT NULL, programme_id uuid NOT NULL, word text COLLATE "C" NOT NULL, PRIMARY KEY (id, kind, word));
CREATE INDEX searchword_prefix ON programmes_searchword (kind, programme_id, word, id);
CREATE FUNCTION keep_search_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $fn$
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
      FROM regexp_split_to_table(lower(said), E'[\\s!-/:-@\\[-`{-~]+') w WHERE w <> '';
  RETURN NEW;
END
$fn$;
REVOKE ALL ON FUNCTION keep_search_words() FROM PUBLIC;
"""
# Drafts are no business of the programme: their words are not kept.
APPLICATIONS = """
CREATE TRIGGER search_words AFTER INSERT OR UPDATE OF state, company_name, municipality, reference, enterprise_number
  ON programmes_application FOR EACH ROW WHEN (NEW.state <> 'draft')
  EXECUTE FUNCTION keep_search_words('application', 'company_name', 'municipality', 'reference', 'enterprise_number');
CREATE TRIGGER search_words_gone AFTER DELETE ON programmes_application FOR EACH ROW WHEN (OLD.state <> 'draft')
  EXECUTE FUNCTION keep_search_words('application');
UPDATE programmes_application SET company_name = company_name WHERE state <> 'draft';
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0012_search_text"), ("trajectories", "0007_company_name")]
    operations = [
        migrations.RunSQL(TABLE, "DROP FUNCTION keep_search_words() CASCADE; DROP TABLE programmes_searchword"),
        Secure("programmes_searchword", {Hat.ADMIN: commands(of_admin())}),
        migrations.RunSQL(
            APPLICATIONS, "DROP TRIGGER search_words ON programmes_application; DROP TRIGGER search_words_gone ON programmes_application"
        ),
        migrations.AddIndex(
            "application",
            models.Index(
                fields=["programme", "-priority_score", "submitted_at"],
                name="application_todo",
                condition=models.Q(state__in=["submitted", "in_review"]),
            ),
        ),
    ]
