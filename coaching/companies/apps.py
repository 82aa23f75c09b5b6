"""Companies (the tenants), their units, consultation body and memberships."""

from coaching.core.apps import ProductAppConfig


class CompaniesConfig(ProductAppConfig):
    name = "coaching.companies"
    label = "companies"
