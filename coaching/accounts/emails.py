"""Mails about accounts and invitations: one function per mail, and one table for the sign-in pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Role
from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


@mail("accounts.invitation")
def invitation(context: Context) -> MailContent:
    """You are invited: by whom, to what, until when."""
    until = long_day(context["until"])
    role = str(Role(context["role"]).label)
    return MailContent(
        subject=_("%(place)s invites you: accept by %(until)s") % {"place": context["place"], "until": until},
        paragraphs=[
            _("%(inviter)s invites you to work along in Vijfsprong, the coaching for health at work.")
            % {"inviter": context["inviter"] or context["place"]},
            _("The button opens a page that explains what you are invited to. You make an account there, or sign in."),
        ],
        facts=[(_("Place"), context["place"]), (_("Your role"), role), (_("The link works until"), until)],
        action_label=_("See the invitation"),
        action_path=context["path"],
        closing=_("Do you not know what this is about? Then you need do nothing."),
    )


@mail("accounts.invitation_asked")
def invitation_asked(context: Context) -> MailContent:
    """To whoever invites there: the link of an invitation got too old before it was used."""
    told = {"email": context["email"], "role": str(Role(context["role"]).label)}
    return MailContent(
        subject=_("%(email)s asks for a new invitation: send it again") % told,
        paragraphs=[
            _("You invited %(email)s as %(role)s. The link got too old, and they ask for a new one.") % told,
            _("Send the invitation again from the page People. Is it no longer wanted? Then withdraw it there."),
        ],
        action_label=_("Go to People"),
        action_path=context["path"],
    )


@mail("accounts.second_factor_reset")
def second_factor_reset(context: Context) -> MailContent:
    """Staff took the second step away."""
    return MailContent(
        subject=_("Your second step at sign-in is removed: set up a new one"),
        paragraphs=[
            _("At your request we have removed the app, the keys and the recovery codes from your account."),
            _("Sign in with your password. We then help you to set up a new second step."),
        ],
        action_label=_("Sign in"),
        action_path=reverse("account_login"),
        closing=_("Did you not ask for this? Change your password now and answer this mail."),
    )


def _link(subject: str, paragraphs: list[str], label: str, context: Context, closing: str = "") -> MailContent:
    return MailContent(subject, paragraphs, label, context["path"], closing=closing)


def _confirm_signup(context: Context) -> MailContent:
    return _link(
        _("Confirm your e-mail address to use your account"),
        [_("Welcome. With this button you confirm that this e-mail address is yours. After that you can sign in.")],
        _("Confirm my address"),
        context,
        _("Did you not ask for an account? Then you need do nothing."),
    )


def _confirm(context: Context) -> MailContent:
    return _link(
        _("Confirm your new e-mail address"),
        [_("You want to use this address to sign in. It counts as soon as you confirm it.")],
        _("Confirm my address"),
        context,
        _("Did you not ask for this? Then you need do nothing."),
    )


def _reset(context: Context) -> MailContent:
    return _link(
        _("Choose a new password"),
        [_("Somebody, you we hope, has asked for a new password. The button works once.")],
        _("Choose a password"),
        context,
        _("Did you not ask for this? Then you need do nothing; your password stays."),
    )


def _exists(context: Context) -> MailContent:
    return _link(
        _("You have an account already: sign in"),
        [
            _("Somebody, you we hope, has asked for an account with this e-mail address. You have one already."),
            _("Sign in as you are used to. Have you forgotten your password? Choose a new one with the button."),
        ],
        _("Choose a password"),
        context | {"path": reverse("account_reset_password")},
    )


def _unknown(context: Context) -> MailContent:
    return _link(
        _("There is no account with this e-mail address"),
        [
            _("Somebody, you we hope, has asked for a new password. No account exists with this e-mail address."),
            _("Perhaps you used another address. Or make an account with the button."),
        ],
        _("Make an account"),
        context | {"path": reverse("account_signup")},
    )


def _change(subject: str, what: str) -> Callable[[Context], MailContent]:
    """A notice of something that changed in the account. The texts are translated when the mail is written."""

    def write(context: Context) -> MailContent:
        pairs = [
            (_("Old address"), "from_email"),
            (_("New address"), "to_email"),
            (_("IP address"), "ip"),
            (_("Browser"), "user_agent"),
        ]
        return MailContent(
            subject=_(subject),
            paragraphs=[_(what), _("Was this not you? Change your password now and answer this mail.")],
            facts=[(label, context[name]) for label, name in pairs if context.get(name)],
            action_label=_("Sign in and security"),
            action_path=reverse("accounts:profile"),
        )

    return write


def gettext_noop(text: str) -> str:
    """Marks a text for the catalogue; `_change` translates it later."""
    return text


ACCOUNT_MAILS: dict[str, Callable[[Context], MailContent]] = {
    "account/email/email_confirmation_signup": _confirm_signup,
    "account/email/email_confirmation": _confirm,
    "account/email/password_reset_key": _reset,
    "account/email/account_already_exists": _exists,
    "account/email/unknown_account": _unknown,
    "account/email/password_changed": _change(
        gettext_noop("Your password is changed"), gettext_noop("The password of your account has just been changed.")
    ),
    "account/email/password_reset": _change(
        gettext_noop("Your password is changed"), gettext_noop("The password of your account has just been changed.")
    ),
    "account/email/password_set": _change(
        gettext_noop("Your password is set"), gettext_noop("Your account has a password from now on.")
    ),
    "account/email/email_changed": _change(
        gettext_noop("Your e-mail address is changed"),
        gettext_noop("You sign in with another e-mail address from now on."),
    ),
    "mfa/email/totp_activated": _change(
        gettext_noop("An app is connected to your account"),
        gettext_noop("When you sign in we also ask for a code from your app."),
    ),
    "mfa/email/totp_deactivated": _change(
        gettext_noop("The app is disconnected from your account"),
        gettext_noop("When you sign in we no longer ask for a code from your app."),
    ),
    "mfa/email/webauthn_added": _change(
        gettext_noop("A key is added to your account"), gettext_noop("You can use a new key or passkey to sign in.")
    ),
    "mfa/email/webauthn_removed": _change(
        gettext_noop("A key is removed from your account"), gettext_noop("You can no longer use this key to sign in.")
    ),
    "mfa/email/recovery_codes_generated": _change(
        gettext_noop("You have new recovery codes"), gettext_noop("The old recovery codes no longer work.")
    ),
}
OTHER = _change(
    gettext_noop("Something is changed in your account"),
    gettext_noop("Something about how you sign in has just been changed. See your details."),
)


@mail("account.message")
def account_message(context: Context) -> MailContent:
    """What the sign-in pages send."""
    return ACCOUNT_MAILS.get(context["template"], OTHER)(context)


@mail("accounts.erasure_answered")
def erasure_answered(context: Context) -> MailContent:
    """To who asked to be erased: whether that is done, and what they can do."""
    facts = [(_("Answer"), context["words"])] if context["words"] else []
    if context["answer"] == "accepted":
        return MailContent(
            subject=_("We erase what we hold about you"),
            paragraphs=[
                _("You asked us to erase what we hold about you. We do that tomorrow."),
                _("From then on you cannot sign in, and we can send you nothing any more. This is our last mail."),
            ],
            facts=facts,
            action_label=_("Take your data along first"),
            action_path="/me/data/",
        )
    return MailContent(
        subject=_("We cannot erase what we hold about you yet"),
        paragraphs=[_("You asked us to erase what we hold about you. Read below why we do not, and what you can do.")],
        facts=facts,
        action_label=_("What is held about you"),
        action_path="/me/data/",
        closing=_("Do you not agree? Then you can complain to the Data Protection Authority."),
    )
