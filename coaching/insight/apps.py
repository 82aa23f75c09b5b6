"""Read-only across apps: first screens, mailbox, exports, demo data."""

from coaching.core.apps import ProductAppConfig


class InsightConfig(ProductAppConfig):
    name = "coaching.insight"
    label = "insight"
