"""Risk analysis along the five A's."""

from coaching.core.apps import ProductAppConfig


class RiskAnalysisConfig(ProductAppConfig):
    name = "riskanalysis"
    label = "riskanalysis"
