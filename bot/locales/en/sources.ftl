sources-all = All
sources-none-such = No such sources at present.
source-items-none = Nothing yet: this source has not been read.
source-news-at = news { $at }
button-all-sources = ← All sources
button-items = 🔎 { $place }
import-too-many = The file has over { $most } subscriptions. Send it in parts.
