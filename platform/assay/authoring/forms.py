"""What an instructor says when she brings content, and when she publishes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.authoring import places
from assay.catalog.models import Course

_MOST_WORDS = 1000


class UploadForm(forms.Form):
    """A zip, or a folder of the server where there are some to choose from; the week is for a single exercise or quiz."""

    archive = forms.FileField(
        label=_("Zip file"),
        required=False,
        help_text=_("The folder of the course, of one exercise, or one quiz.yaml with its pictures."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
    folder = forms.ChoiceField(label=_("Or a folder on the server"), required=False)
    week = forms.ChoiceField(
        label=_("Week"),
        required=False,
        help_text=_("For one exercise or quiz. A whole course says itself what stands in which week."),
    )

    def __init__(self, *args: Any, course: Course, may_choose_folder: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        weeks = [(week.slug, str(week)) for week in course.weeks.all()]
        self.fields["week"].choices = [("", _("It is a whole course")), *weeks]  # type: ignore[attr-defined]
        found = places.folders() if may_choose_folder else []
        if found:
            self.fields["folder"].choices = [("", "–"), *((name, name) for name in found)]  # type: ignore[attr-defined]
        else:
            del self.fields["folder"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if bool(found.get("archive")) == bool(found.get("folder")) and not self.errors:
            self.add_error(
                "archive",
                _("Choose a zip file.") if not found.get("archive") else _("Choose one of the two."),
            )
        return found


class PublishForm(forms.Form):
    """What is said about a publishing; the reason is asked where something is unfair or not checked."""

    note = forms.CharField(
        label=_("What did you change?"),
        required=False,
        max_length=_MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the version, for those who teach."),
    )
    told_learners = forms.CharField(
        label=_("What should learners know about it?"),
        required=False,
        max_length=_MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence on the exercise's page; leave it empty where nothing changes for them."),
    )
    reason = forms.CharField(
        label=_("Why is it published all the same?"),
        required=False,
        max_length=_MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What you know that the check does not. Kept with your name."),
    )
