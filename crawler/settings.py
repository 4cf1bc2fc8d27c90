"""Scrapy settings: polite by default, bounded everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.options import CrawlOptions

VERSION = "0.1.0"
BOT_NAME = "BetterServed"
SPIDER_MODULES: list[str] = []


def user_agent(contact_url: str) -> str:
    """Return the name under which every request of the HTTP tier is sent: who we are and where to write."""
    return f"{BOT_NAME}/{VERSION} (+{contact_url})"


def settings_for(options: CrawlOptions, run_path: Path) -> dict[str, Any]:
    """Return the Scrapy settings of one crawl."""
    settings: dict[str, Any] = {
        "BOT_NAME": BOT_NAME,
        "USER_AGENT": user_agent(options.contact_url),
        "ROBOTSTXT_USER_AGENT": BOT_NAME,
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # Hosts rest as `crawler.hosts` has it, which knows of the browser's documents, too.
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_DELAY_JITTER": 0,
        "BETTERSERVED_DELAY": options.delay,
        "DOWNLOAD_TIMEOUT": options.timeout,
        "DNS_TIMEOUT": 10.0,
        "DOWNLOAD_MAXSIZE": options.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "REDIRECT_MAX_TIMES": 8,
        "METAREFRESH_MAXDELAY": 5,
        "RETRY_TIMES": 1,
        "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408, 429],
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "COOKIES_ENABLED": True,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str((run_path / ".http-cache").absolute()),
        "HTTPCACHE_IGNORE_HTTP_CODES": [401, 403, 408, 429, *range(500, 600)],
        "HTTPCACHE_STORAGE": "crawler.cache.OneFileCache",
        "HTTPERROR_ALLOW_ALL": True,
        "LOG_FILE": str(run_path / "crawl.log"),
        "LOG_LEVEL": "WARNING",
        "EXTENSIONS": {
            "scrapy.extensions.logstats.LogStats": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.middlewares.GuardMiddleware": 60,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.middlewares.PoliteRobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.middlewares.PatientRetryMiddleware": 550,
            # Nearest to the network of ours: the others hear of no failure that was the line's.
            "crawler.line.LineMiddleware": 560,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        },
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("file", "ftp", "s3", "data")),
            **dict.fromkeys(("http", "https"), "crawler.http_handler.PoliteHttpHandler"),
        },
        "BETTERSERVED_PROXY": options.proxy,
        "BETTERSERVED_ALLOW_PRIVATE": options.allow_private,
        "BETTERSERVED_CONTACT_URL": options.contact_url,
        "BETTERSERVED_CHROMIUM": str(options.chromium or ""),
        "BETTERSERVED_BROWSER": options.browser,
    }
    if options.browser:
        handler = "crawler.browser_handler.BrowserOrHttpHandler"
        settings["DOWNLOAD_HANDLERS"] |= {"http": handler, "https": handler}
    if not options.proxy and not options.allow_private:
        settings["TWISTED_DNS_RESOLVER"] = "crawler.public_net.PublicResolver"
    return settings
