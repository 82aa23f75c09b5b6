"""What a company's file is made of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from coaching.companies.models import FilePiece
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor


def make_piece(kind: str, company_id: UUID, *, by: Actor, at: datetime, builds_on_id: UUID | None = None) -> FilePiece:
    """The piece that a new analysis or plan is; in the transaction of its making. Who coaches the company hears of it."""
    piece: FilePiece = FilePiece.objects.create(
        company_id=company_id, kind=kind, made_at=at, made_by_id=by.user_id, builds_on_id=builds_on_id
    )
    announce("companies.piece_made", piece, by=by, at=at)
    return piece
