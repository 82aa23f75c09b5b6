"""The second step of signing in, which is not asked again where the provider has just proved two factors."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.stages import AuthenticateStage


class SecondStep(AuthenticateStage):
    def handle(self) -> tuple:
        """Two factors at the provider are the second step of this session; its own ones stay for other ways in."""
        sociallogin = (self.login.signal_kwargs or {}).get("sociallogin")
        if sociallogin and (sociallogin.account.extra_data or {}).get("two_factors") is True:
            record_authentication(
                self.request, self.login.user, "mfa", type="provider", provider=sociallogin.account.provider
            )
            return None, True
        return super().handle()
