from typing import Any

from cafcass_cases.ui import forms as f


class SignInForm(f.GovukForm):
    email = f.TextField(
        label="E-mail address", missing="Enter your e-mail address", input_type="email", autocomplete="username", spellcheck=False, width=20
    )
    password = f.TextField(
        label="Password", missing="Enter your password", input_type="password", autocomplete="current-password", max_length=128, width=20
    )


class _NewPassword(f.GovukForm):
    """A new password, typed twice."""

    new_password = f.TextField(
        label="New password",
        hint="At least 12 characters. Three words that do not belong together are easy to keep in mind.",
        missing="Enter a new password",
        input_type="password",
        autocomplete="new-password",
        max_length=128,
        width=20,
    )
    new_password_again = f.TextField(
        label="New password again",
        missing="Enter the new password again",
        input_type="password",
        autocomplete="new-password",
        max_length=128,
        width=20,
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        first, second = self.cleaned_data.get("new_password"), self.cleaned_data.get("new_password_again")
        if first and second and first != second:
            self.add_error("new_password_again", "Enter the same new password twice")
        return self.cleaned_data


class ChooseFirstPasswordForm(_NewPassword):
    pass


class ChangePasswordForm(_NewPassword):
    old_password = f.TextField(
        label="Password you have now",
        missing="Enter the password you have now",
        input_type="password",
        autocomplete="current-password",
        max_length=128,
        width=20,
    )
    field_order = ["old_password", "new_password", "new_password_again"]


class SetPasswordForm(f.GovukForm):
    password = f.TextField(
        label="First password",
        hint="At least 12 characters. Tell it by word of mouth: they choose their own when they sign in.",
        missing="Enter a first password",
        input_type="password",
        autocomplete="new-password",
        max_length=128,
        width=20,
    )
