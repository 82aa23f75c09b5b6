"""Letters as people type them when they search (docs/adr/0022): the same as `coaching.core.ground.search.fold`."""

from django.db import migrations

# One letter for one; the few that become two first. The last three signs are a dash, a long dash and a minus.
ONE = ("øłđðħıŋŧĸə’‘ʼ‐‑–—−", "olddhintke'''-----")
TWO = (("æ", "ae"), ("œ", "oe"), ("þ", "th"))


def expression(text: str) -> str:
    """Accents stand apart by the decomposition (NFKD) and go; capitals go by Unicode's own rule, whatever the locale."""
    bare = f"regexp_replace(casefold(normalize({text}, NFKD) COLLATE \"pg_unicode_fast\"), '[\\u0300-\\u036f]', '', 'g')"
    for letter, two in TWO:
        bare = f"replace({bare}, '{letter}', '{two}')"
    return f"translate({bare}, '{ONE[0]}', '{ONE[1].replace(chr(39), chr(39) * 2)}')"


# Plain letters need none of it, and most names have no others. A body of the standard kind is read when it is made: no search_path can change what it calls.
FOLD = f"""
CREATE FUNCTION search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE WHEN octet_length(said) = char_length(said) THEN casefold(said COLLATE "pg_unicode_fast") ELSE {expression("said")} END;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0008_work")]
    operations = [migrations.RunSQL(FOLD, "DROP FUNCTION search_fold(text)")]
