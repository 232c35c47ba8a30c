"""The door through which the web server comes in."""

import gc
import importlib
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
application = get_wsgi_application()

# Every page is imported before the first visitor comes, who would otherwise wait for it. What is there by now stays
# for good, so the collector of garbage is spared from walking through it again: about a tenth of what a request costs.
importlib.import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
