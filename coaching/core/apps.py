"""Core: what every app leans on and that knows no company."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.db.models.signals import post_migrate

SELF_REGISTERING = ("rules", "emails", "reports", "tasks", "periodic", "hooks")


class ProductAppConfig(AppConfig):
    """Loads the modules that register themselves: permissions, mails, documents, jobs, guards and effects.

    They lie in the app or in one of its rooms: `modules/uptake/emails.py`, `actionplans/reports_advice.py`.
    """

    templates: tuple[str, ...] = ()  # folders of templates besides the one of its label: for its catalogue of texts
    also_in: tuple[str, ...] = ()  # packages whose texts are in its catalogue, too
    default = False  # each app's module imports this class: Django must not see two candidates there

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        there = set(self._modules())
        for part in SELF_REGISTERING:
            for name in sorted(name for name in there if name.rpartition(".")[2].partition("_")[0] == part):
                import_module(name)

    def _modules(self) -> Iterator[str]:
        """Names of the modules of the app and of its rooms."""
        for path in self.module.__path__ if self.module else ():
            for found in iter_modules([path]):
                yield f"{self.name}.{found.name}"
                if found.ispkg:
                    yield from (
                        f"{self.name}.{found.name}.{inner.name}" for inner in iter_modules([f"{path}/{found.name}"])
                    )


class CoreConfig(ProductAppConfig):
    name = "coaching.core"
    label = "core"
    templates = ("components", "layouts", "charts", "forms", "pdf", "mail", "documents", "mailbox", "help", ".")
    also_in = ("coaching.config",)

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(set_moves, sender=self, dispatch_uid="set_moves")


def set_moves(using: str = "default", **_: object) -> None:
    """After `migrate`: the life cycles as the code knows them, in the database."""
    from coaching.core.tenancy import moves  # noqa: PLC0415 - models are not ready when this file is read

    moves.set_moves(using)
