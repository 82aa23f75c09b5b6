"""From the code in the address to who somebody is, checked; the two views around it."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from coaching.accounts.signon import claims as told
from coaching.accounts.signon.tokens import NotBelieved, read_id_token

log = logging.getLogger(__name__)
MUST_SAY = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class CheckedAdapter(OpenIDConnectOAuth2Adapter):
    """The library's way, but nothing is believed that is not in, or fits, a signed id_token."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider tells of itself. Raises NotBelieved when something lacks, RequestException when it is away."""
        try:
            found: dict[str, Any] = super().openid_config
            if all(isinstance(found[name], str) for name in MUST_SAY):
                return found
        except (AttributeError, KeyError, TypeError):
            pass  # no object, or one without these
        raise NotBelieved("the provider does not say where it is to be asked")

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Who the provider says it is. Raises NotBelieved (a page that says so) for everything doubtful."""
        signed = self._signed(app, str(kwargs["response"].get("id_token") or ""))
        more = self._userinfo(app, token.token, signed["sub"])
        found = {"sub": signed["sub"], "kept": told.kept({**more, **signed}, signed, app.settings)}
        self._same_issuer(signed)
        return self.get_provider().sociallogin_from_response(request, found)

    def _signed(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json()
        issuer = str(self.openid_config["issuer"])
        given = str(app.settings["server_url"])
        if "/.well-known/" not in given and issuer.rstrip("/") != given:
            raise NotBelieved("the provider is another one than the settings name")
        return read_id_token(id_token, keys=keys, issuer=issuer, client_id=app.client_id, nonce=self.nonce)

    def _userinfo(self, app: SocialApp, access_token: str, subject: str) -> dict[str, Any]:
        """What more it tells: of this very person (OpenID Connect Core 1.0 §5.3.2), else nothing is believed."""
        if not app.settings.get("userinfo", True) or "userinfo_endpoint" not in self.openid_config:
            return {}
        found = self._fetch_user_info(access_token)
        if not isinstance(found, dict) or found.get("sub") != subject:
            raise NotBelieved("userinfo is about somebody else")
        return found

    def _same_issuer(self, signed: dict[str, Any]) -> None:
        """A sub means somebody at one issuer only: the operator may not point a provider at another one."""
        known = SocialAccount.objects.filter(provider=self.provider_id, uid=signed["sub"]).first()
        before = (known.extra_data or {}) if known else {}
        issuer = before.get("iss") or (before.get("id_token") or {}).get("iss") or signed["iss"]
        if issuer != signed["iss"]:
            raise NotBelieved("this account was connected at another issuer")


class Callback(OAuth2CallbackView):
    """Back from the provider: the state works once, in the session that it was made for."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answer(Callback, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(CheckedAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException) as error:  # before the library would catch it: the provider is away
        log.warning("the provider %s of single sign-on does not answer as it should: %s", provider_id, error)
        return render_authentication_error(request, provider_id, exception=error)
    return answer
