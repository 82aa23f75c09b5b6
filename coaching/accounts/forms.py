"""Forms of the own pages, of inviting, and of the staff room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import ErasureRequest, MailRhythm
from coaching.core.ground.choices import Language
from coaching.core.ground.roles import COMPANY_ROLES, PROGRAMME_ROLES, Role
from coaching.core.screen import fields
from coaching.core.screen.forms import offer


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Your first name and name"), max_length=150)
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("We send you mails in this language.")
    )
    phone = fields.Phone(label=_("Telephone"), required=False)
    mobile = fields.Phone(
        label=_("Mobile"),
        required=False,
        help_text=_(
            "So that people can reach you. A contact of a company is shown to its people, its coach and the programme; "
            "a coach to the own companies and to the programme. Nobody else sees it."
        ),
    )
    mail_rhythm = forms.ChoiceField(
        label=_("News by mail"),
        choices=MailRhythm.choices,
        help_text=_("Mails with a deadline, and those about your account, always come at once."),
    )


class InviteForm(forms.Form):
    """Which roles may be offered differs per kind of place."""

    email = fields.EmailAddress(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [(role.value, role.label) for role in roles])


class InviteToCompanyForm(InviteForm):
    has_mandate = forms.BooleanField(
        label=_("May bind the employer"),
        required=False,
        help_text=_("For a company contact: may apply, choose the coach, put plans into force and manage people."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, roles=COMPANY_ROLES, **kwargs)


class InviteToProgrammeForm(InviteForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, roles=(Role.COACH, *PROGRAMME_ROLES), **kwargs)


class LookUpForm(forms.Form):
    email = fields.EmailAddress(label=_("E-mail address"), max_length=254)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Who asked for it, and how you know that it is them. This is kept."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class AskErasureForm(forms.Form):
    words = forms.CharField(
        label=_("What you want to add"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You need not say why."),
    )


class AnswerErasureForm(forms.Form):
    answer = forms.ChoiceField(label=_("Decision"), choices=ErasureRequest.Answer.choices, widget=forms.RadioSelect)
    answer_words = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes to the person by mail. For a refusal: why, and what they can do."),
    )
