"""Every address of the site; this module only routes. What is fixed comes first, the newsroom's own words last."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

from newsroom import health, roots, sitemaps, specimen
from press.masthead.views import robots

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", robots, name="robots"),
    path("accounts/", include("accounts.urls")),
    path("donate/", include("donations.urls")),
    path("stripe/", include("donations.stripe.urls")),
    path("newsletters/", include("newsletters.urls")),
    path("", include("press.mail.urls")),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
]

if settings.DEBUG and settings.MEDIA_URL.startswith("/"):
    # nginx or a CDN serves pictures in production; in development we do.
    urlpatterns.append(
        path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})
    )

if settings.DEBUG:
    urlpatterns.append(path("specimen/", specimen.specimen))

urlpatterns += [
    path("", include("accounts.my_news.urls")),
    path("", include("articles.urls")),
    path("<str:slug>/", roots.root, name="root"),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
