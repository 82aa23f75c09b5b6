"""What people do with applications. Import from here: `from coaching.programmes.actions import submit`."""

from coaching.programmes.actions.applying import delete_draft, save_step, start_draft, submit
from coaching.programmes.actions.assessing import answer_info, request_info, take_up, withdraw
from coaching.programmes.actions.attachments import attach, remove_attachment
from coaching.programmes.actions.deciding import approve, lapse, reject, waitlist
from coaching.programmes.actions.founding import create_programme
from coaching.programmes.actions.layers import discard_layer, draft_layer, found_layers, publish_layer, save_layer
from coaching.programmes.actions.register import prove_mandate
from coaching.programmes.actions.sharing import join_draft, revoke_share, share_draft
from coaching.programmes.actions.waiting import stay_on_waitlist, weigh_again

__all__ = [
    "answer_info",
    "approve",
    "attach",
    "create_programme",
    "delete_draft",
    "discard_layer",
    "draft_layer",
    "found_layers",
    "join_draft",
    "lapse",
    "prove_mandate",
    "publish_layer",
    "reject",
    "remove_attachment",
    "request_info",
    "revoke_share",
    "save_layer",
    "save_step",
    "share_draft",
    "start_draft",
    "stay_on_waitlist",
    "submit",
    "take_up",
    "waitlist",
    "weigh_again",
    "withdraw",
]
