"""The door through which the web server comes in."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
application = get_wsgi_application()

# Every page is imported before the first visitor comes. What is there by now stays for good, so the collector of
# garbage is spared from walking through it again and again: about a tenth of what a request costs.
get_resolver().reverse_dict  # noqa: B018
gc.collect()
gc.freeze()
