"""How Scrapy is set for a study: polite, quiet, and with all state in the corpus."""

from typing import Any

from corpus.study import CrawlerSettings
from crawlers.outlets import OutletSource


def scrapy_settings(
    crawler: CrawlerSettings, outlets: list[OutletSource], agent: str, proxy: str
) -> dict[str, Any]:
    """Return Scrapy's settings for one run."""
    return {
        "USER_AGENT": agent,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "framesay",
        "FRAMESAY_DOMAINS": {outlet.file.domain: outlet.slug for outlet in outlets},
        "FRAMESAY_PROXY": proxy,
        "DOWNLOADER_MIDDLEWARES": {
            "crawlers.politeness.OutletQueues": 50,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawlers.politeness.PatientRobots": 100,
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawlers.politeness.OutletThrottle": 0,
            "scrapy.extensions.logstats.LogStats": None,
        },
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": crawler.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(60.0, crawler.delay),
        "DOWNLOAD_DELAY": crawler.delay,
        # Scrapy's jitter would go down to half of the delay, and so below a Crawl-delay
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_REQUESTS": max(16, len(outlets)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": crawler.timeout,
        "DOWNLOAD_MAXSIZE": crawler.max_size_mb * 1024 * 1024,
        "DOWNLOAD_WARNSIZE": 0,
        "COOKIES_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "REDIRECT_MAX_TIMES": 5,
        # one more try at once for a hiccup; a busy server (429, 503) is left in peace
        "RETRY_TIMES": 1,
        "RETRY_HTTP_CODES": [408, 500, 502, 504],
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "REFERER_ENABLED": False,
    }
