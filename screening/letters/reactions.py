"""When the court's application comes in a letter is owed; when a check's result comes after it went, an update."""

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.models.cases import Law
from cafcass_cases.core.events import reacts_to
from cafcass_cases.documents.events import DocumentFiled
from screening.checks.events import CheckReviewed
from screening.events import ApplicationReceived

from . import services
from .models import LetterCopy
from .sources import check_words


@reacts_to(ApplicationReceived)
def owe_the_letter(event: ApplicationReceived) -> None:
    """FPR PD12B: a private law application is answered with a safeguarding letter before the first hearing."""
    if event.case.law == Law.PRIVATE:
        services.begin_letter(case=event.case, at=event.at, by=None, now=event.now)


@reacts_to(CheckReviewed)
def tell_what_came_late(event: CheckReviewed) -> None:
    """A result that was looked at after the letter was issued is told to the court."""
    case = Case.objects.get(pk=event.case_id)
    services.came_late(
        case=case, at=event.at, because=f"{check_words(event.check_id)} came in after the letter.", by=event.by, now=event.now
    )


@reacts_to(DocumentFiled)
def the_court_has_it(event: DocumentFiled) -> None:
    """The court's receipt for the letter: it was sent then. The covering note asks the court by the same."""
    letter = LetterCopy.objects.filter(document_id=event.document_id, person=None).select_related("letter__case").first()
    if letter is not None:
        services.send_letter(letter=letter.letter, sent_at=event.at, method="filed", by=None, now=event.now)
