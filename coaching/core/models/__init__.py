from coaching.core.models.audit import AuditEvent
from coaching.core.models.documents import Document, DocumentState
from coaching.core.models.files import ListFile
from coaching.core.models.mail import MailState, OutgoingEmail, Reminder, ReminderState
from coaching.core.models.work import Work, WorkReason, WorkState

__all__ = [
    "AuditEvent",
    "Document",
    "DocumentState",
    "ListFile",
    "MailState",
    "OutgoingEmail",
    "Reminder",
    "ReminderState",
    "Work",
    "WorkReason",
    "WorkState",
]
