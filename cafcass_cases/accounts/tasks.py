"""What the beat asks of this room."""

from celery import shared_task

from cafcass_cases.core import clock


@shared_task(name="cafcass_cases.accounts.tasks.clear_sign_in_failures")
def clear_sign_in_failures() -> int:
    """Forget failed sign-ins older than a day."""
    from .services import clear_sign_in_failures as clear

    return clear(by=None, now=clock.now())


@shared_task(name="cafcass_cases.accounts.tasks.ask_for_attestation")
def ask_for_attestation() -> int:
    """Ask who was not asked yet to confirm the version of the policy in force, and send the reminders that are due. Twice does nothing more."""
    from .services import open_attestations, send_attestation_reminders

    open_attestations(by=None, now=clock.now())
    return send_attestation_reminders(now=clock.now())
