"""Navigation of the public pages."""

from django.utils.translation import gettext_lazy as _

from coaching.core.navigation import Entry, register

register("public", Entry(_("Offer"), "modules:offer", "", "layout-grid", 10))
register("person", Entry(_("Offer"), "modules:offer", "", "layout-grid", 10))
