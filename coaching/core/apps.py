"""Core: what every app leans on and that knows no company."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import module_has_submodule

SELF_REGISTERING = ("rules", "emails", "reports", "periodic", "hooks")


class ProductAppConfig(AppConfig):
    """Loads the modules that register themselves: permissions, mails, documents, jobs, guards and effects."""

    default = False  # each app's module imports this class: Django must not see two candidates there

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for part in SELF_REGISTERING:
            if module_has_submodule(self.module, part):  # type: ignore[arg-type]
                import_module(f"{self.name}.{part}")


class CoreConfig(ProductAppConfig):
    name = "coaching.core"
    label = "core"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(set_moves, sender=self, dispatch_uid="set_moves")


def set_moves(using: str = "default", **_: object) -> None:
    """After `migrate`: the life cycles as the code knows them, in the database."""
    from coaching.core.tenancy import moves

    moves.set_moves(using)
