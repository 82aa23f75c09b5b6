"""The desk's statements as payments: found, sorted, added up, taken along, settled together. And a coach's own account."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.coaches.models import Coach
from coaching.core.ground.people import to_reach
from coaching.core.paper import exports
from coaching.core.screen.columns import PLACES_IN_LIST
from coaching.core.screen.lists import capped, page_of
from coaching.core.screen.onward import carried
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes.saved import queries as saved
from coaching.trajectories import actions, lists, payments, rules
from coaching.trajectories.enums import ExpenseState
from coaching.trajectories.exports import PAYMENTS
from coaching.trajectories.filter_forms import PaymentsForm
from coaching.trajectories.forms import AccountForm
from coaching.trajectories.models import ExpenseStatement, PaymentAccount

LONGEST = 2000  # of a query string that is posted


def state_of(query: QueryDict) -> str:
    """Which of the lists; what waits to be settled when none is named."""
    state = query.get("state", "")
    return state if state in ExpenseState.values else ExpenseState.SUBMITTED.value


def listed(query: QueryDict) -> Any:
    """The list behind a query string: for the page, its file, “all that match” and “next”."""
    return payments.listed(PaymentsForm(query).filters, state_of(query), query.get("sort", ""))


@requires(rules.SETTLE)
@require_safe
def desk_expenses(request: PlaceRequest, programme: str) -> HttpResponse:
    """What waits to be settled first; then what was."""
    form, state, found = PaymentsForm(request.GET), state_of(request.GET), listed(request.GET)
    if taken := exports.file(request, _("Expenses"), PAYMENTS, lambda: exports.capped(found)):
        return taken
    shown_as = saved.shown(request, lists.STATEMENTS, form)
    totals = payments.totals(found)
    page = page_of(request, payments.in_short(found), shown_as.per_page, known=capped(totals.count))
    chips = [
        {"label": label, "url": _with_state(request, value), "current": value == state, "badge": ""}
        for value, label in ExpenseState.choices
    ]
    query, waits = carried(request.GET), state == ExpenseState.SUBMITTED
    reach = to_reach(coaches={row.coach for row in page if row.coach})
    address = request.place.url("trajectories:desk_expenses")
    context = {
        "form": form,
        "page": page,
        "chips": chips,
        "totals": totals,
        "body": lists.statements(request, page, shown_as.columns, address, reach, query, tick=waits),
        "query": query,
        "waits": waits,
        "filtered": form.asks,
        "shown": shown_as,
    }
    return render(request, "trajectories/desk_expenses.html", context)


def _with_state(request: PlaceRequest, value: str) -> str:
    """Another state, with the same filters and order."""
    asked = request.GET.copy()
    for name in PLACES_IN_LIST:
        asked.pop(name, None)
    asked["state"] = value
    return f"?{asked.urlencode()}"


@requires(rules.SETTLE)
@require_POST
def settle(request: PlaceRequest, programme: str) -> HttpResponse:
    """Look at what was chosen, whom it goes to and what it comes to; then settle all of it or nothing."""
    query = request.POST.get("list", "")[:LONGEST]
    back = f"{request.place.url('trajectories:desk_expenses')}{f'?{query}' if query else ''}"
    ids = _chosen(request, query)
    if not ids:
        messages.error(request, _("Tick at least one statement first."))
        return redirect(back)
    if len(ids) > payments.MOST_AT_ONCE:
        words = _("At most %(most)s statements are settled together. Narrow the list.")
        messages.error(request, words % {"most": payments.MOST_AT_ONCE})
        return redirect(back)
    if "go" in request.POST:
        done = _("Paid. The coaches have been told.")
        shown = request.POST.get("shown", "")[:64]
        attempt_or_message(request, actions.settle_together, done, ids=ids, shown=shown, by=request.actor)
        return redirect(back)
    rows = payments.waiting(ids)
    if not rows:
        messages.error(request, _("These statements have been settled already."))
        return redirect(back)
    context = {
        "rows": [(row, payments.written(row), payments.account_in_groups(row.iban)) for row in rows],
        "payees": _payees(rows),
        "total": sum((row.subsidy_eur for row in rows), Decimal(0)),
        "bare": sum(not row.iban for row in rows),
        "gone": len(ids) - len(rows),
        "shown": payments.mark_of(rows),
        "list": query,
        "back": back,
    }
    return render(request, "trajectories/settle.html", context)


def _chosen(request: PlaceRequest, query: str) -> list[UUID]:
    """The statements ticked, or all that match the list as it is now; one more than can be settled at once."""
    if "all" in request.POST:
        return list(listed(QueryDict(query)).values_list("pk", flat=True)[: payments.MOST_AT_ONCE + 1])
    found = []
    for text in request.POST.getlist("ids")[: payments.MOST_AT_ONCE + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(ExpenseStatement.objects.filter(pk__in=found).values_list("pk", flat=True))


def _payees(rows: list[ExpenseStatement]) -> list[tuple[str, str, int, Decimal]]:
    """Who is paid, on which account, for how many statements, how much."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        found[row.payee or _("not known"), payments.account_in_groups(row.iban)].append(row.subsidy_eur)
    return [(name, account, len(sums), sum(sums, Decimal(0))) for (name, account), sums in sorted(found.items())]


@requires(rules.SET_ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PlaceRequest) -> HttpResponse:
    """On which account the coach is paid."""
    coach = get_or_404(Coach.objects, user_id=request.actor.person_key)
    own = PaymentAccount.objects.filter(coach=coach).first() or PaymentAccount(coach=coach, holder=coach.name)
    form = AccountForm(posted(request), instance=own)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("holder", "iban")}
        if attempt(form, actions.set_account, opened_with=form.opened_with, by=request.actor, **values):
            messages.success(request, _("Your statements name this account from now on."))
            return to(request, "trajectories:account")
    return render(request, "trajectories/account.html", {"form": form})
