"""Questions that help to look at each sub-factor; in our own words, to be asked in a talk or on the floor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from riskanalysis.enums import SubFactor

F = SubFactor
QUESTIONS: dict[SubFactor, tuple[Any, ...]] = {
    F.AO1: (_("Is it clear who decides what?"), _("Does everybody know whom to turn to?")),
    F.AO2: (_("Is the work divided evenly?"), _("Do people know the priorities when the shift begins?")),
    F.AO3: (_("Do the procedures match the real work?"), _("Are rush changes announced in time?")),
    F.AO4: (_("Do the planning and the registration help people in their work?"),),
    F.AO5: (_("Do the leaders give room and support?"), _("Are they there when it gets busy?")),
    F.AO6: (_("Are changes discussed beforehand?"), _("Is health at work more than words on paper?")),
    F.AI1: (_("Can people handle the difficulty of the work?"),),
    F.AI2: (_("Do people change tasks during the day?"), _("Is there room to learn something new?")),
    F.AI3: (_("Do people face suffering, anger or difficult customers?"),),
    F.AI4: (_("Can people keep their attention on the work?"), _("Are there many interruptions?")),
    F.AI5: (_("Is the pace feasible, also at the end of the day?"), _("May people choose the order or the method?")),
    F.AI6: (_("Is the task clear?"), _("Do people see what their work leads to?")),
    F.AV1: (_("Do temporary workers know where they stand?"), _("Are contracts renewed in good time?")),
    F.AV2: (
        _("Is the roster known in good time?"),
        _("Is there enough rest between two shifts?"),
        _("Do work and family life fit together?"),
    ),
    F.AV3: (_("Is there training for those who had little schooling?"), _("Is it given in working time?")),
    F.AV4: (_("Can people grow or change to other work?"),),
    F.AV5: (_("Is the evaluation fair and explained?"), _("Do people hear what goes well?")),
    F.AOM1: (_("Are there places where people slip, trip or bump?"), _("Is the break room clean?")),
    F.AOM2: (_("Are the tools suitable and in good order?"), _("Are machines guarded?")),
    F.AOM3: (_("Can people talk to each other without shouting?"),),
    F.AOM4: (_("Is there enough light, without glare?"), _("Is it too hot, too cold or draughty?")),
    F.AOM5: (_("Do people work with dust, fumes or cleaning products?"), _("Do they know how to protect themselves?")),
    F.AOM6: (_("Do people lift heavy loads, or the same load very often?"), _("Do they work bent or twisted?")),
    F.AVH1: (_("Do colleagues help each other?"), _("Are conflicts spoken about?")),
    F.AVH2: (_("Does the manager listen?"), _("Do people get feedback?")),
    F.AVH3: (_("Are contacts with customers, drivers or visitors respectful?"),),
    F.AVH4: (_("Does everybody understand the language of instructions?"), _("Does news reach all shifts?")),
    F.AVH5: (_("Do teams and shifts work together well?"),),
    F.AVH6: (_("Does everybody belong?"), _("Do people know whom to contact about undesirable behaviour?")),
}


def of_aspect(aspect: str) -> list[tuple[SubFactor, tuple[Any, ...]]]:
    """The sub-factors of one A with their questions."""
    return [(factor, QUESTIONS[factor]) for factor in SubFactor if factor.aspect == aspect]
