"""Five-year plan, yearly plans, measures, consultation, follow-up."""

from coaching.core.apps import ProductAppConfig


class ActionPlansConfig(ProductAppConfig):
    name = "actionplans"
    label = "actionplans"
