"""What people do with applications. Import from here: `from coaching.programmes.actions import submit`."""

from coaching.programmes.actions.applying import delete_draft, save_step, start_draft, submit
from coaching.programmes.actions.assessing import answer_info, request_info, take_up, withdraw
from coaching.programmes.actions.deciding import approve, lapse, reject, waitlist
from coaching.programmes.actions.founding import create_programme
from coaching.programmes.actions.layers import discard_layer, draft_layer, found_layers, publish_layer, save_layer

__all__ = [
    "answer_info", "approve", "create_programme", "delete_draft", "discard_layer", "draft_layer", "found_layers",
    "lapse", "publish_layer", "reject", "request_info", "save_layer", "save_step", "start_draft", "submit", "take_up",
    "waitlist", "withdraw",
]  # fmt: skip
