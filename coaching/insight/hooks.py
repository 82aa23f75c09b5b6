"""Where the first screens stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.core.navigation import Entry, register

register("company", Entry(_("Overview"), "insight:workspace", icon="house", order=1))
register("coach", Entry(_("My companies"), "insight:portfolio", icon="house", order=1))
register("programme", Entry(_("Desk"), "insight:desk", icon="house", order=1))
register("staff", Entry(_("Staff room"), "insight:staff", icon="house", order=1))
