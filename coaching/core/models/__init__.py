from coaching.core.models.audit import AuditEvent
from coaching.core.models.documents import Document, DocumentState
from coaching.core.models.mail import MailState, OutgoingEmail, Reminder, ReminderState

__all__ = ["AuditEvent", "Document", "DocumentState", "MailState", "OutgoingEmail", "Reminder", "ReminderState"]
