CREATE OR REPLACE FUNCTION search_fold(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length(said) = char_length(said)) THEN casefold((said COLLATE pg_unicode_fast)) ELSE translate(replace(replace(replace(regexp_replace(casefold((NORMALIZE(said, NFKD) COLLATE pg_unicode_fast)), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'þ'::text, 'th'::text), 'øłđðħıŋŧĸə’‘ʼ‐‑–—−'::text, 'olddhintke''''''-----'::text) END
