"""A coach says on which account to be paid."""

from __future__ import annotations

from django.db import transaction

from coaching.coaches.models import Coach
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock
from coaching.trajectories import rules
from coaching.trajectories.enums import ExpenseState
from coaching.trajectories.models import ExpenseStatement, PaymentAccount


@transaction.atomic
def set_account(*, holder: str, iban: str, opened_with: int, by: Actor) -> PaymentAccount:
    """From now on statements name this account; so do the own ones that wait and name none yet. Others stay as they are.
    The coach hears of it by mail, whoever set it, and what to do if it was somebody else.

    Raises VersionConflict on a silent overwrite.
    """
    by.check(rules.SET_ACCOUNT)
    coach = lock(Coach.objects.all(), user_id=by.person_key)
    account = PaymentAccount.objects.filter(coach=coach).first()
    if account is None:
        account = PaymentAccount(coach=coach)
    elif (account.holder, account.iban) == (holder, iban):
        return account
    else:
        account.claim_version(opened_with)
    account.holder, account.iban = holder, iban
    account.save()
    audit.record("trajectories.account_set", coach, by=by, data={"ends_in": iban[-4:]})
    outbox.queue(
        "trajectories.account_set",
        recipients=[by.person_key],
        context={"ends_in": iban[-4:], "holder": holder, "on": clock.now().isoformat()},
        dedupe=f"account_set:{account.pk}:{account.version}",
    )
    bare = ExpenseStatement.objects.filter(submitted_by_id=by.person_key, state=ExpenseState.SUBMITTED, iban="")
    bare.update(payee=holder, iban=iban)
    return account
