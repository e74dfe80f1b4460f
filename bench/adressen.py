"""The addresses of the product and of the bare views."""

from django.urls import include, path

from sluitend.config import urls
from sluitend.config.urls import handler403, handler404, handler500

urlpatterns = [*urls.urlpatterns, path("", include("bench.kaal"))]

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
