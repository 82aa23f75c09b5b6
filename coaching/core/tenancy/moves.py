"""Each life cycle as a trigger on its table: what no hat may do on a page, it cannot do by SQL either (ADR 0014).

The moves follow from the machines and from who holds which permission, so that they are never written twice; they are
set anew after every `migrate`.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connections

from coaching.core.ground.roles import MANDATE_NEEDED, PERMISSIONS, ROLE_HAT, Hat, Role
from coaching.core.ground.workflow import Machine, Transition

TRIGGER = "guard_moves"


def moves_of(machine: Machine) -> list[str]:
    """What the guard lets pass, sorted: ">draft" a row may begin so, "draft>" it may be thrown away then,
    "h_contact:draft>sent" this hat moves it so, the same with "!" only with the mandate, ">*" back to any state."""
    found = {f">{machine.initial}"} | {f"{state}>" for state in machine.removable}
    for transition in machine.transitions.values():
        for hat in {ROLE_HAT[Role(role)] for role in PERMISSIONS[transition.permission]}:
            found |= {f"{hat.value}:{source}>{_end(transition, hat)}" for source in transition.sources}
    # What some role of a hat may do without the mandate, the hat may.
    return sorted(move for move in found if not (move.endswith("!") and move[:-1] in found))


def _end(transition: Transition, hat: Hat) -> str:
    mandate = "!" if hat == Hat.CONTACT and transition.permission in MANDATE_NEEDED else ""
    return (transition.target or "*") + mandate


def set_moves(using: str) -> None:
    """Put the guard on every table that a machine lives in; what is not there yet gets it in the next `migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute("SELECT to_regproc('public.guard_moves'), to_regproc('public.my_mandates')")
        if None in cursor.fetchone():
            return
        for machine in Machine.registry.values():
            table = apps.get_model(machine.model)._meta.db_table
            if table in tables:
                words = ", ".join(f"'{move}'" for move in moves_of(machine))
                cursor.execute(
                    f"CREATE OR REPLACE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE OF state OR DELETE ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION guard_moves({words})"
                )
