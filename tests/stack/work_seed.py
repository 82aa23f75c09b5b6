"""Work for the stack's workers, from the product's own code: `python -m tests.stack.work_seed WORD …`.

`begin` prints a session's key, the module that takes posters and its draft; `poster MODULE N` and `document N` ask for
one and print its key; `take_up` is beat's minute.
"""

from __future__ import annotations

import json
import os
import sys
from uuid import UUID

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402

from coaching.core.ground import audit, clock  # noqa: E402
from coaching.core.jobs import periodic, work  # noqa: E402
from coaching.core.models import Document  # noqa: E402
from coaching.core.paper import documents  # noqa: E402
from coaching.core.paper.tasks import render_document  # noqa: E402
from coaching.core.tenancy.context import current_actor  # noqa: E402
from coaching.core.tenancy.workspace import enter_place  # noqa: E402
from coaching.programmes.models import Programme  # noqa: E402
from modules.editing.actions import begin_module, draft_version  # noqa: E402
from modules.materials.actions import add_poster  # noqa: E402
from tests.stack.seed import SLUG, administrator, session_of  # noqa: E402

KIND = "programme-report"


def _at_the_desk():
    user = get_user_model()._default_manager.get(name="Beheerder Stapel")
    return enter_place("programme", user, SLUG)


def begin() -> list[str]:
    session = session_of(administrator())
    with _at_the_desk() as place:
        version = begin_module(programme_id=place.id, layer=1, title="Bewegen", by=current_actor())
    return [session, str(version.module_id), str(version.pk)]


def poster(module: str, number: str) -> str:
    words = {"title": f"Affiche {number}", "lines": ["Een.", "Twee.", "Drie:"], "language": "nl", "picture": "talk"}
    with _at_the_desk() as place:
        draft = draft_version(module_id=UUID(module), programme_id=place.id, by=current_actor())
        made = add_poster(version_id=draft.pk, values=words, by=current_actor())
    return str(made.pk)


def document(number: str) -> str:
    with _at_the_desk() as place:
        programme = Programme.objects.get(pk=place.id)
        content, data = documents.built(KIND, programme, "nl")
        made = Document.objects.create(
            kind=KIND,
            subject_type=documents.REPORTS[KIND].model,
            subject_id=programme.pk,
            language="nl",
            **audit.tenant_keys_of(programme),
            audience=" ".join(hat.value for hat in content.audience),
            version_no=int(number),
            title=f"{content.title} {number}"[:200],
            data=data,
        )
        work.ask(render_document, made)
    return str(made.pk)


def take_up() -> dict[str, int]:
    return periodic.run("core.take_up_work", clock.today())


if __name__ == "__main__":
    word, *arguments = sys.argv[1:]
    words = {"begin": begin, "poster": poster, "document": document, "take_up": take_up}
    print(json.dumps(words[word](*arguments)))
