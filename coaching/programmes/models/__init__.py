"""Programmes, their applications, and what belongs to them: one file per aggregate."""

from coaching.programmes.models.accreditation import Accreditation
from coaching.programmes.models.application import Application, InformationRequest
from coaching.programmes.models.assessment import Assessment, AssessmentRound, BulkJob, FileNote
from coaching.programmes.models.attachments import Attachment, DraftShare
from coaching.programmes.models.cluster import Cluster, ClusterInvitation
from coaching.programmes.models.figures import Figure
from coaching.programmes.models.layers import LayerVersion
from coaching.programmes.models.partner import Partner, PartnerMembership, PartnerReach, PartnerVisit
from coaching.programmes.models.programme import (
    Programme,
    ProgrammeMembership,
    default_clock_steps,
    default_priority_points,
)
from coaching.programmes.models.saved import SavedView
from coaching.programmes.models.texts import TextTemplate

__all__ = [
    "Accreditation",
    "Application",
    "Assessment",
    "AssessmentRound",
    "Attachment",
    "BulkJob",
    "Cluster",
    "ClusterInvitation",
    "DraftShare",
    "Figure",
    "FileNote",
    "InformationRequest",
    "LayerVersion",
    "Partner",
    "PartnerMembership",
    "PartnerReach",
    "PartnerVisit",
    "Programme",
    "ProgrammeMembership",
    "SavedView",
    "TextTemplate",
    "default_clock_steps",
    "default_priority_points",
]
