from .absences import AbsenceForm, RotaForm, WithdrawForm
from .places import AreaForm, TeamForm
from .sign_in import ChangePasswordForm, ChooseFirstPasswordForm, SetPasswordForm, SignInForm
from .staff import AccountForm, ReasonForm

__all__ = [
    "AbsenceForm",
    "AccountForm",
    "AreaForm",
    "ChangePasswordForm",
    "ChooseFirstPasswordForm",
    "ReasonForm",
    "RotaForm",
    "SetPasswordForm",
    "SignInForm",
    "TeamForm",
    "WithdrawForm",
]
