"""What was typed is never lost: it waits while someone signs in, and comes back when it arrives too late."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from dorflinde.accounts.public import keep_draft, take_draft
from dorflinde.participation.models import Idea, Project
from dorflinde.participation.policies import Permit


def lead_first_to(url_name: str, request: HttpRequest, draft_name: str, words: str) -> HttpResponse:
    """Keep what was sent and lead to what has to come first; from there people come back here."""
    if request.method == "POST":
        keep_draft(request, draft_name)
        messages.info(request, words)
    return redirect(f"{reverse(url_name)}?{urlencode({'next': request.get_full_path()})}")


def say_it_is_closed(
    request: HttpRequest, draft_name: str, project: Project, permit: Permit, *, idea: Idea | None = None
) -> HttpResponse:
    """Say why and from when, and give back what someone wrote in the meantime."""
    draft = None if request.method == "POST" else take_draft(request, draft_name)
    sent = request.POST if request.method == "POST" else draft[0] if draft else {}
    context = {
        "place": project.municipality,
        "project": project,
        "idea": idea,
        "permit": permit,
        "typed": [sent[name] for name in ("title", "text") if sent.get(name)],
    }
    return render(request, "participation/closed.html", context, status=403 if request.method == "POST" else 200)


def keep_photo(request: HttpRequest, form: forms.Form, draft_name: str) -> bool:
    """Keep a good photo over a form that has to come back: browsers do not send a file twice."""
    if "photo" not in request.FILES or "photo" in form.errors:
        return False
    keep_draft(request, f"{draft_name}:photo")
    return True


def recall_photo(request: HttpRequest, draft_name: str) -> None:
    """Take the photo the page said was kept, unless another one was chosen or it is not wanted any more."""
    kept = take_draft(request, f"{draft_name}:photo")
    if kept is not None and "photo" not in request.FILES and request.POST.get("kept_photo") == "yes":
        for field, picture in kept[1].items():
            request.FILES[field] = picture
