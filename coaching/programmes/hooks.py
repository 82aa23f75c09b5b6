"""Navigation of applying and of the desk."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.accounts.places import Unfinished, register_unfinished
from coaching.core.ground import finding, waiting, workflow
from coaching.core.ground.roles import Actor
from coaching.core.screen import columns, timeline, ui
from coaching.core.screen.navigation import Entry, register
from coaching.programmes import actions, finds, queries, rules, waits
from coaching.programmes.assessment import rules as judging
from coaching.programmes.assessment.queries import proposed
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Assessment
from coaching.programmes.saved.queries import shown as kept_views
from coaching.programmes.show import BAD, EVENTS
from coaching.programmes.texts import rules as text_rules


def _sent() -> QuerySet[Application]:
    return Application.objects.exclude(state=ApplicationState.DRAFT)


register("public", Entry(_("Apply"), "programmes:apply", "", "", 30))
register("person", Entry(_("Apply"), "programmes:apply", rules.SUBMIT, "", 30))
register(
    "company",
    Entry(_("Application"), "programmes:company", rules.VIEW_APPLICATION, order=60, group="application", lives=_sent),
)
register(
    "programme",
    Entry(_("All applications"), "programmes:applications", rules.VIEW_DESK, order=15, group="applications"),
    Entry(
        _("To judge"),
        "programmes:my_assessments",
        judging.SCORE,
        order=16,
        group="applications",
        lives=Assessment.objects.all,
    ),
    Entry(
        _("Decisions to release"), "programmes:release", judging.RELEASE, order=17, group="applications", lives=proposed
    ),
    Entry(_("Rounds"), "programmes:rounds", judging.PLAN_ROUNDS, order=18, group="applications"),
    Entry(_("Budget"), "programmes:money", judging.PROPOSE, order=60, group="figures"),
    Entry(_("Layers"), "programmes:layers", rules.EDIT_LAYERS, order=70, group="settings"),
    Entry(_("Texts"), "programmes:texts", text_rules.KEEP_TEXTS, order=72, group="settings"),
    Entry(_("Rules"), "programmes:settings", rules.SET_RULES, order=75, group="settings"),
    Entry(_("Letterhead"), "programmes:paper", rules.SET_RULES, order=76, group="settings"),
    Entry(_("People of the programme"), "programmes:people", rules.MANAGE_PEOPLE, order=80, group="settings"),
)
waiting.register(*waits.KINDS)
workflow.effect("application", "approve", actions.prove_mandate)
finding.register(*finds.KINDS)
columns.keeps(kept_views)

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
