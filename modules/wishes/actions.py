"""Asking to be told when a module gets a date, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import take_turns
from modules.gatherings.queries import coming
from modules.models import DateWish, Module
from modules.wishes import rules


@transaction.atomic
def wish_date(*, module: Module, by: Actor) -> DateWish:
    """One mail when a date is set. Asked once, however often it is clicked. Refused when there is a date to sign up for."""
    by.check(rules.WISH)
    take_turns("wish for a date", module.pk, by.person_key)
    if there := DateWish.objects.filter(module=module, applicant_id=by.person_key, told_at=None).first():
        return there
    if not module.by_date or coming(module).exists():
        raise Refused(_("There is a date already, or none is needed. See the page of the module."))
    wish = DateWish(module=module, applicant_id=by.person_key)
    wish.save(force_insert=True)
    audit.record("module.wish_date", wish, by=by)
    return wish


@transaction.atomic
def drop_wish(*, module: Module, by: Actor) -> bool:
    """No mail after all; False when there was nothing to take back, or it was told already."""
    by.check(rules.WISH)
    wish = DateWish.objects.filter(module=module, applicant_id=by.person_key, told_at=None).first()
    if wish is None:
        return False
    audit.record("module.drop_wish", wish, by=by)
    DateWish.objects.filter(pk=wish.pk).delete()
    return True
