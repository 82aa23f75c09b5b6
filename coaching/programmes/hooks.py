"""Navigation of applying and of the desk."""

from django.utils.translation import gettext_lazy as _

from coaching.core.navigation import Entry, register
from coaching.programmes import rules

register("public", Entry(_("Apply"), "programmes:apply", "", "send", 30))
register("person", Entry(_("Apply"), "programmes:apply", rules.SUBMIT, "send", 30))
register("company", Entry(_("Application"), "programmes:company", rules.VIEW_APPLICATION, "clipboard-list", 15))
register("programme", Entry(_("Applications"), "programmes:applications", rules.VIEW_DESK, "inbox", 15))
