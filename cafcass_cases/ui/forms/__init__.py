"""GOV.UK forms. A room writes ``from cafcass_cases.ui import forms as f`` and finds everything here."""

from .base import GovukForm, Group
from .choices import CheckboxesField, Choice, RadiosField, SelectField, YesNoField
from .dates import LocalDateField, LocalDateTimeField
from .fields import (
    ConfirmField,
    EmailField,
    FileField,
    GovukField,
    HiddenField,
    IntegerField,
    TextAreaField,
    TextField,
    VersionField,
)
from .repeats import GroupFormSet, Repeat

__all__ = [
    "CheckboxesField",
    "Choice",
    "ConfirmField",
    "EmailField",
    "FileField",
    "GovukField",
    "GovukForm",
    "Group",
    "GroupFormSet",
    "HiddenField",
    "IntegerField",
    "LocalDateField",
    "LocalDateTimeField",
    "RadiosField",
    "Repeat",
    "SelectField",
    "TextAreaField",
    "TextField",
    "VersionField",
    "YesNoField",
]
