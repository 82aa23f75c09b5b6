"""What the sign-in library says, in our words: labels, errors and messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("The same password again"),
    "remember": _("Keep me signed in on this device"),
    "code": _("Code"),
    "name": _("Name of this key"),
    "passwordless": _("Use this key instead of my password"),
}
HINTS = {
    "password1": _("At least 12 characters. Three or four words that only you would put together work well."),
    "code": _("The six figures that your app shows now, or one of your recovery codes."),
    "passwordless": _("The key then asks for your fingerprint, your face or a code."),
}
ACCOUNT_ERRORS = {
    "account_inactive": _("This account is not active. Contact us if you think that is a mistake."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("The e-mail address or the password is not right."),
    "email_taken": _("This e-mail address cannot be used."),
    "enter_current_password": _("Fill in your current password."),
    "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    "incorrect_password": _("The password is not right."),
    "invalid_or_expired_key": _("This link no longer works."),
    "invalid_login": _("The e-mail address or the password is not right."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "same_as_current": _("This is your address already."),
    "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    "unknown_email": _("The e-mail address or the password is not right."),
    "unverified_primary_email": _("Confirm your e-mail address first."),
    "rate_limited": _("Too many requests. Wait a moment and try again."),
}
MFA_ERRORS = {
    "add_email_blocked": _("Your e-mail address cannot be changed now."),
    "cannot_delete_authenticator": _("You cannot remove your second step."),
    "cannot_generate_recovery_codes": _("Set up an app or a key first; then you can make recovery codes."),
    "incorrect_code": _("This code is not right. Wait for the next one and try again."),
    "unverified_email": _("Confirm your e-mail address first."),
}
# Message template of the library → our words; what is not here is not said (that one is signed in is plain to see).
MESSAGES = {
    "account/messages/email_confirmation_sent.txt": _("We have sent you a mail with a link to confirm this address."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/email_confirmation_failed.txt": _("This address could not be confirmed."),
    "account/messages/email_deleted.txt": _("The change of address is cancelled."),
    "account/messages/cannot_delete_primary_email.txt": _("You cannot remove this address."),
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/primary_email_set.txt": _("Your e-mail address is changed."),
    "account/messages/unverified_primary_email.txt": _("Confirm your e-mail address first."),
    "mfa/messages/totp_activated.txt": _("The app is connected."),
    "mfa/messages/totp_deactivated.txt": _("The app is disconnected."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes. The old ones no longer work."),
    "mfa/messages/webauthn_added.txt": _("The key is added."),
    "mfa/messages/webauthn_removed.txt": _("The key is removed."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out on your other devices."),
    "socialaccount/messages/account_connected.txt": _("The account is connected."),
    "socialaccount/messages/account_connected_updated.txt": _("The account is connected."),
    "socialaccount/messages/account_connected_other.txt": _("This account is connected to somebody else already."),
    "socialaccount/messages/account_disconnected.txt": _("The account is disconnected."),
}
