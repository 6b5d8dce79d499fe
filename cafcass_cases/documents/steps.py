"""Steps of scenarios that look at documents as they would be issued, and at what the confidentiality guard says."""

from cafcass_cases.core.steps import World, step

from . import services


def _plain(text: str) -> str:
    return " ".join(text.split())


@step
def document_says(world: World, *, kind: str, of: str, says: list[str] = (), never: list[str] = ()) -> None:  # type: ignore[assignment]
    """Fails unless the document, as it would be issued now, says each of "says" and nothing of "never"."""
    page, _ = services.preview(kind=kind, subject=world.get(of), by=world.by, now=world.now)
    text = _plain(page.text)
    wrong = [f"does not say {words!r}" for words in says if words not in text] + [f"says {words!r}" for words in never if words in text]
    if wrong:
        raise AssertionError(f"The {kind} {'; '.join(wrong)}.")


@step
def guard_names(world: World, *, kind: str, of: str, sentences: list[str]) -> None:
    """Fails unless the guard names exactly these sentences of the document, as it would be issued now. None: it may go."""
    _, found = services.preview(kind=kind, subject=world.get(of), by=world.by, now=world.now)
    named = {_plain(one.sentence) for one in found}
    if named != set(sentences):
        raise AssertionError(f"The guard names {sorted(named)}.")
