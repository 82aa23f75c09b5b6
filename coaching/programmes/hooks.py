"""Navigation of applying and of the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.accounts.places import Unfinished, register_unfinished
from coaching.core.ground import waiting
from coaching.core.ground.roles import Actor
from coaching.core.screen import timeline, ui
from coaching.core.screen.navigation import Entry, register
from coaching.programmes import queries, rules, waits
from coaching.programmes.assessment import rules as judging
from coaching.programmes.show import BAD, EVENTS
from coaching.programmes.texts import rules as text_rules

register("public", Entry(_("Apply"), "programmes:apply", "", "send", 30))
register("person", Entry(_("Apply"), "programmes:apply", rules.SUBMIT, "send", 30))
register("company", Entry(_("Application"), "programmes:company", rules.VIEW_APPLICATION, "clipboard-list", 15))
register("programme", Entry(_("Applications"), "programmes:applications", rules.VIEW_DESK, "inbox", 15))
register("programme", Entry(_("To judge"), "programmes:my_assessments", judging.SCORE, "scale", 16))
register("programme", Entry(_("Decisions to release"), "programmes:release", judging.RELEASE, "gavel", 17))
register("programme", Entry(_("Rounds"), "programmes:rounds", judging.PLAN_ROUNDS, "calendar", 18))
register("programme", Entry(_("Budget"), "programmes:money", judging.PROPOSE, "wallet", 60))
register("programme", Entry(_("Rules"), "programmes:settings", rules.SET_RULES, "settings", 75))
register("programme", Entry(_("People"), "programmes:people", rules.MANAGE_PEOPLE, "users", 80))
register("programme", Entry(_("Layers"), "programmes:layers", rules.EDIT_LAYERS, "sliders-horizontal", 70))
register("programme", Entry(_("Texts"), "programmes:texts", text_rules.KEEP_TEXTS, "copy", 72))
waiting.register(*waits.KINDS)

timeline.register("application", EVENTS, BAD)


@register_unfinished
def drafts(actor: Actor) -> list[Unfinished]:
    """Applications that the person has begun: on their first screen, to be taken up again."""
    return [
        Unfinished(
            _("Application: %(name)s") % {"name": draft.company_name or draft.programme.name},
            reverse("programmes:check", args=[draft.pk]),
            draft.programme.name,
        )
        for draft in queries.drafts_of(actor.user_id)
    ]


ui.tones(
    neutral="draft withdrawn replaced",
    info="submitted in_review",
    attention="info_requested waitlisted lapsed",
    good="approved published",
    bad="rejected",
)
