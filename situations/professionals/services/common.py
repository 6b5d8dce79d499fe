"""The records of this room, locked."""

from situations.professionals.models import LadoReferral, ProfessionalConcern


def locked(professional: ProfessionalConcern) -> ProfessionalConcern:
    """The record as it stands now, held until the transaction ends."""
    found = ProfessionalConcern.objects.select_for_update(of=("self",)).select_related("case", "concern", "person", "authority")
    return found.get(pk=professional.pk)


def locked_lado(lado: LadoReferral) -> LadoReferral:
    found = LadoReferral.objects.select_for_update(of=("self",)).select_related(
        "professional__case", "professional__concern__case", "professional__person", "professional__authority"
    )
    return found.get(pk=lado.pk)
