from .absences import change_absence, record_absence, set_rota, withdraw_absence, withdraw_rota
from .attesting import attest_to_policy, open_attestations, send_attestation_reminders
from .places import change_area, change_team, create_area, create_team
from .posts import set_director_post
from .sign_in import change_password, choose_first_password, clear_sign_in_failures, set_password, sign_in
from .staff import change_user, close_account, create_user, reopen_account

__all__ = [
    "attest_to_policy",
    "change_absence",
    "change_area",
    "change_password",
    "change_team",
    "change_user",
    "choose_first_password",
    "clear_sign_in_failures",
    "close_account",
    "create_area",
    "create_team",
    "create_user",
    "open_attestations",
    "record_absence",
    "reopen_account",
    "send_attestation_reminders",
    "set_director_post",
    "set_password",
    "set_rota",
    "sign_in",
    "withdraw_absence",
    "withdraw_rota",
]
