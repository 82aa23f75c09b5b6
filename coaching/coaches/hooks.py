"""The coaches' place in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.coaches import queries, rules
from coaching.companies import guests
from coaching.core.screen import navigation, ui
from coaching.core.screen.navigation import Entry

navigation.register("public", Entry(_("Coaches"), "coaches:directory", "", "", 30))
navigation.register("coach", Entry(_("Absences"), "coaches:absences", rules.EDIT_OWN_PROFILE, "calendar-clock", 85))
navigation.register("coach", Entry(_("My profile"), "coaches:own_profile", rules.EDIT_OWN_PROFILE, "id-card", 90))

ui.tones(neutral="left", info="active", attention="paused")
# A company may give any coach of the directory a mandate.
guests.known_by(queries.names_of_active)
