CREATE OR REPLACE FUNCTION figure_cuts(p_state text, p_layer integer, p_province text, p_target_group text, p_channel text, p_submitted_at timestamp with time zone, p_round uuid)
 RETURNS TABLE(cut text, value text, state text, month date)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
-- What one application is counted under. Its round is counted whatever its state; a draft is counted nowhere.
SELECT c.cut, c.value, c.state, c.month FROM (VALUES
  ('layer', p_layer::text, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('province', p_province, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('target_group', p_target_group, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('referral_channel', p_channel, p_state, date_trunc('month', p_submitted_at AT TIME ZONE 'Europe/Brussels')::date),
  ('round', p_round::text, '', NULL)) c(cut, value, state, month)
 WHERE p_state <> 'draft' AND c.value IS NOT NULL
$function$
