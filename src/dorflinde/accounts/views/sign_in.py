"""Signing in: one field and a code, or a passkey, or for those who want it a password. Nobody loses where they were going."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from dorflinde.accounts.adapter import GOAL
from dorflinde.accounts.forms.sign_in import PasswordSignInForm
from dorflinde.places.public import at, place_of_address


class SignIn(RequestLoginCodeView):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the e-mail address; new people and old ones come in by the same door."""

    template_name = "account/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Dress the page as the place people come from; `?neu` begins again with another address."""
        _dress(request, self.get_next_url())
        if request.method == "GET" and "neu" in request.GET:
            clear_login(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember where to go and send the code."""
        _remember_goal(self.request, self.get_next_url())
        response: HttpResponse = super().form_valid(form)
        return response

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseRedirect | None:
        """Go on with a sign-in that was begun, towards the newest goal."""
        if goal := self.get_next_url():
            _remember_goal(request, goal)
        response: HttpResponseRedirect | None = super()._redirect_to_pending_stage(request, stage)
        return response


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth is not typed for strict checks
    """Asks for the code; when it has run out or was wrong too often, the first page comes again with the goal kept."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Dress the page as the place people come from and keep the goal on every way out."""
        goal = self.get_next_url() or request.session.get(GOAL)
        _dress(request, goal)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        entrances = {reverse("account_login"), reverse("account_request_login_code")}
        if goal and isinstance(response, HttpResponseRedirect) and response.url in entrances:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': goal})}")
        return response


class PasswordSignIn(LoginView):  # type: ignore[misc]  # allauth is not typed for strict checks
    """The small second way in."""

    form_class = PasswordSignInForm
    template_name = "account/password_login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Dress the page as the place people come from."""
        _dress(request, self.get_next_url())
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form_class(self) -> type[PasswordSignInForm]:
        """Ask for the password here, whatever the main door asks."""
        return self.form_class

    def form_valid(self, form: Any) -> HttpResponse:
        """Remember where to go: a second factor may stand in between."""
        _remember_goal(self.request, self.get_next_url())
        response: HttpResponse = super().form_valid(form)
        return response


def _remember_goal(request: HttpRequest, goal: str | None) -> None:
    if goal:
        request.session[GOAL] = goal
    else:
        request.session.pop(GOAL, None)


def _dress(request: HttpRequest, goal: str | None) -> None:
    place = place_of_address(goal or "")
    if place is not None:
        at(request, place)
