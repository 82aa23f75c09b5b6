"""Words that the demo's programmes say in three languages."""

from __future__ import annotations

OBJECTION = {
    "nl": "Stuur ons een brief of een e-mail en leg uit wat er volgens u niet klopt. Iemand die niet over uw aanvraag "
    "besliste, bekijkt ze opnieuw.",
    "fr": "Envoyez-nous une lettre ou un e-mail et expliquez ce qui, selon vous, n’est pas juste. Une personne qui n’a pas "
    "pris la décision réexamine votre demande.",
    "en": "Send us a letter or an e-mail and explain what you think is not right. Somebody who did not decide about your "
    "application looks at it again.",
}
